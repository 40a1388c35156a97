-- Which descriptions are compared: the rows of the file, and the objects that the caller may see.
-- `rounded` objects stand at their public place; `held` ones belong to another row of the file.
CREATE TEMPORARY TABLE match_rows (
    ref bigint NOT NULL,
    asked boolean NOT NULL,
    place geometry(Geometry, 4326) NOT NULL,
    name_kk text,
    name_ru text,
    name_en text,
    kind text,
    number text,
    accuracy_m double precision NOT NULL,
    oblast text,
    rounded boolean NOT NULL,
    held boolean NOT NULL
) ON COMMIT DROP;

CREATE TEMPORARY TABLE match_objects (LIKE match_rows) ON COMMIT DROP;

CREATE TEMPORARY TABLE match_names (
    name_key text NOT NULL,
    number text,
    ref bigint NOT NULL,
    of_file boolean NOT NULL,
    asked boolean NOT NULL
) ON COMMIT DROP;

-- The box that holds everything within some metres of a place: in degrees, so that an index serves.
CREATE OR REPLACE FUNCTION pg_temp.match_reach(place geometry, metres double precision)
RETURNS geometry
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT ST_Expand(
        place,
        metres / (111320 * cos(radians(least(
            85, greatest(abs(ST_YMin(place)), abs(ST_YMax(place))) + metres / 110570
        )))),
        metres / 110570
    )
$$;
