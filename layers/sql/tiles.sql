-- What tiles need of the database: news of changed regions, fresh copies, and cell keys.

CREATE OR REPLACE TRIGGER regions_changed
AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON regions
FOR EACH STATEMENT EXECUTE FUNCTION atlas_tell_change();

CREATE OR REPLACE TRIGGER region_generalised_changed
AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON region_generalised
FOR EACH STATEMENT EXECUTE FUNCTION atlas_tell_change();

-- A simplified copy goes as soon as the polygon that it was made from changes. Their bytes are
-- compared, as a dump of the database does not say in which schema the shapes' own equality is.
CREATE OR REPLACE FUNCTION atlas_drop_generalised() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    DELETE FROM region_generalised WHERE region_id = NEW.id;
    RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER regions_generalised_stale AFTER UPDATE OF geom ON regions
FOR EACH ROW WHEN (CAST(OLD.geom AS bytea) IS DISTINCT FROM CAST(NEW.geom AS bytea))
EXECUTE FUNCTION atlas_drop_generalised();

-- The 28 lower bits of a number, each followed by an empty one.
CREATE OR REPLACE FUNCTION atlas_spread_bits(number bigint) RETURNS bigint
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
BEGIN
    number := (number | (number << 16)) & x'0000FFFF0000FFFF'::bigint;
    number := (number | (number << 8)) & x'00FF00FF00FF00FF'::bigint;
    number := (number | (number << 4)) & x'0F0F0F0F0F0F0F0F'::bigint;
    number := (number | (number << 2)) & x'3333333333333333'::bigint;
    RETURN (number | (number << 1)) & x'5555555555555555'::bigint;
END
$$;

-- The Z-order number of a cell: the bits of column and row in turn, as geo.grid.morton_key.
CREATE OR REPLACE FUNCTION atlas_morton(cell_x bigint, cell_y bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$ SELECT atlas_spread_bits(cell_x) | (atlas_spread_bits(cell_y) << 1) $$;

-- Column and row of a place at zoom 28 of WebMercatorQuad, x to the east and y to the south, as
-- geo.grid.world_x and world_y. Whatever comes in, also NULL and NaN, gives a number within.
CREATE OR REPLACE FUNCTION atlas_world_x(longitude double precision) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT CAST(
        LEAST(268435455, floor((GREATEST(-180, LEAST(180, longitude)) + 180) / 360 * 268435456))
        AS integer
    )
$$;

CREATE OR REPLACE FUNCTION atlas_world_y(latitude double precision) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT CAST(
        GREATEST(0, LEAST(268435455, floor((0.5 - atanh(sin(radians(
            GREATEST(-85.0511287798066, LEAST(85.0511287798066, latitude))
        ))) / (2 * pi())) * 268435456)))
        AS integer
    )
$$;

-- A KATO code as a number; NULL for what is none.
CREATE OR REPLACE FUNCTION atlas_kato(code text) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT CASE WHEN code ~ '^[0-9]{1,9}$' THEN CAST(code AS integer) END $$;
