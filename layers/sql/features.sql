-- How does every feature row keep its version, its public place and its regions true?
-- Repeatable: applied on every migrate. Set atlas.bulk to 'on' for a bulk load, which brings the
-- regions itself or attributes them set-wise afterwards: the triggers for regions and versions
-- then do not fire at all, which a function that returns at once would still pay for.

CREATE OR REPLACE FUNCTION atlas_is_bulk() RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT COALESCE(current_setting('atlas.bulk', TRUE), '') = 'on' $$;

CREATE OR REPLACE FUNCTION atlas_today() RETURNS date
LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT CAST(now() AT TIME ZONE INTERVAL '5 hours' AS date) $$;

-- The point by which a geometry is attributed to one region: a point itself, the first point of
-- a line, a point inside a polygon.
CREATE OR REPLACE FUNCTION atlas_anchor(place geometry) RETURNS geometry
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT CASE ST_Dimension(place)
        WHEN 0 THEN ST_GeometryN(place, 1)
        WHEN 1 THEN ST_StartPoint(ST_GeometryN(place, 1))
        ELSE ST_PointOnSurface(place)
    END
$$;

-- The place that everyone may know of a sensitive row: the centre of its 0.1 degree cell.
CREATE OR REPLACE FUNCTION atlas_public_place(place geometry, sensitive boolean) RETURNS geometry
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT CASE WHEN sensitive THEN
        ST_SetSRID(
            ST_MakePoint(
                floor(ST_X(ST_Centroid(place)) * 10) / 10 + 0.05,
                floor(ST_Y(ST_Centroid(place)) * 10) / 10 + 0.05
            ),
            4326
        )
    ELSE place END
$$;

CREATE OR REPLACE FUNCTION atlas_stamp() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    NEW.version := OLD.version + 1;
    NEW.updated_at := now();
    RETURN NEW;
END
$$;

CREATE OR REPLACE FUNCTION atlas_protect_place() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    NEW.public_geom := atlas_public_place(NEW.geom, NEW.sensitive);
    -- A rural district or a city district may be smaller than the cell: it would narrow the place.
    IF NEW.sensitive THEN
        NEW.rural_district_code := NULL;
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE FUNCTION atlas_locate() RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    chain record;
BEGIN
    SELECT * INTO chain FROM region_chain(atlas_anchor(NEW.geom), atlas_today());
    NEW.oblast_code := chain.oblast_code;
    NEW.district_code := chain.district_code;
    NEW.rural_district_code := chain.rural_district_code;
    NEW.outside := chain.oblast_code IS NULL;
    RETURN NEW;
END
$$;

-- A feature that crosses regions also names every unit that it touches.
CREATE OR REPLACE FUNCTION atlas_locate_passing() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    NEW.passes_codes := region_codes_touched(NEW.geom, atlas_today());
    RETURN NEW;
END
$$;

CREATE OR REPLACE FUNCTION region_codes_touched(place geometry, on_date date) RETURNS text[]
LANGUAGE sql STABLE
AS $$
    SELECT COALESCE(array_agg(DISTINCT part.code ORDER BY part.code), '{}')
    FROM region_parts AS part
    WHERE ST_Intersects(part.geom, place)
        AND daterange(part.valid_from, part.valid_to) @> on_date
$$;

-- A feature repeats the newest row of a child series.
-- Arguments: feature table, order of the series, assignments to the feature's columns.
CREATE OR REPLACE FUNCTION atlas_copy_newest() RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    owner_id bigint := CASE TG_OP WHEN 'DELETE' THEN OLD.feature_id ELSE NEW.feature_id END;
BEGIN
    EXECUTE format(
        'UPDATE %I SET %s FROM (SELECT) AS always LEFT JOIN'
        ' (SELECT * FROM %I WHERE feature_id = $1 ORDER BY %s LIMIT 1) AS newest ON TRUE'
        ' WHERE %I.id = $1',
        TG_ARGV[0], TG_ARGV[2], TG_TABLE_NAME, TG_ARGV[1], TG_ARGV[0]
    ) USING owner_id;
    RETURN NULL;
END
$$;

-- Rows that are only ever added: a direct UPDATE or DELETE is refused. Rows go with the feature
-- on which they hang (a cascade runs inside another trigger).
CREATE OR REPLACE FUNCTION atlas_refuse_change() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'DELETE' AND pg_trigger_depth() > 1 THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$;

-- Tells every listener which layer changed; once per statement.
CREATE OR REPLACE FUNCTION atlas_tell_change() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM pg_notify('atlas_changes', TG_TABLE_NAME);
    RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER history_append_only BEFORE UPDATE OR DELETE ON history
FOR EACH ROW EXECUTE FUNCTION atlas_refuse_change();

CREATE OR REPLACE TRIGGER history_no_truncate BEFORE TRUNCATE ON history
FOR EACH STATEMENT EXECUTE FUNCTION atlas_refuse_change();
