-- How do lines keep the sensitive places of what they lead to?
-- The functions that know the layers are made from the catalogue (layers/writing/sensitivity.py).

-- The 0.1 degree cell that holds a point.
CREATE OR REPLACE FUNCTION atlas_cell(place geometry) RETURNS geometry
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT ST_MakeEnvelope(
        floor(ST_X(place) * 10) / 10, floor(ST_Y(place) * 10) / 10,
        floor(ST_X(place) * 10) / 10 + 0.1, floor(ST_Y(place) * 10) / 10 + 0.1,
        4326
    )
$$;

-- The part of a line that everyone may know: without the cells of the hidden places; the centre of
-- the first one's cell where nothing is left.
CREATE OR REPLACE FUNCTION atlas_public_line(line geometry, hidden geometry) RETURNS geometry
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT CASE WHEN ST_IsEmpty(rest.line) OR ST_Dimension(rest.line) < 1
        THEN atlas_public_place(ST_GeometryN(hidden, 1), TRUE)
        ELSE rest.line END
    FROM (
        SELECT ST_CollectionExtract(ST_Difference(line, ST_Union(atlas_cell(place.geom))), 2) AS line
        FROM ST_Dump(hidden) AS place
    ) AS rest
$$;

-- A feature whose child rows have sensitive places: its own statement hides it whole, theirs only
-- around them. Units are told by what remains, as a rural district may be smaller than a cell.
CREATE OR REPLACE FUNCTION atlas_protect_line() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    NEW.public_geom := CASE
        WHEN NEW.sensitive AND NEW.sensitive_by_link AND NEW.hidden_places IS NOT NULL
            THEN atlas_public_line(NEW.geom, NEW.hidden_places)
        ELSE atlas_public_place(NEW.geom, NEW.sensitive)
    END;
    IF NEW.sensitive THEN
        NEW.rural_district_code := NULL;
        NEW.passes_codes := region_codes_touched(NEW.public_geom, atlas_today());
    END IF;
    RETURN NEW;
END
$$;

-- Keeps the hidden places of a feature those of its sensitive child rows. The place of a row that
-- is deleted stays hidden, since deleting takes no permission to disclose it.
-- Arguments: feature table, child table, columns of longitude and latitude.
CREATE OR REPLACE FUNCTION atlas_hide_child_places() RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    former geometry;
    present geometry;
BEGIN
    EXECUTE format('SELECT hidden_places FROM %I WHERE id = $1 FOR UPDATE', TG_ARGV[0])
    INTO former USING NEW.feature_id;
    IF TG_OP = 'UPDATE' AND OLD.sensitive THEN
        EXECUTE format(
            'SELECT ST_Multi(ST_Collect(place.geom)) FROM ST_Dump($1) AS place'
            ' WHERE NOT ST_Intersects('
            'atlas_cell(place.geom), ST_SetSRID(ST_MakePoint($2.%I, $2.%I), 4326))',
            TG_ARGV[2], TG_ARGV[3]
        ) INTO former USING former, OLD;
    END IF;
    EXECUTE format(
        'SELECT ST_Multi(ST_Union(ST_SetSRID(ST_MakePoint(%I, %I), 4326)))'
        ' FROM %I WHERE feature_id = $1 AND sensitive',
        TG_ARGV[2], TG_ARGV[3], TG_ARGV[1]
    ) INTO present USING NEW.feature_id;
    IF former IS NOT NULL THEN
        present := CASE WHEN present IS NULL THEN former
            ELSE ST_Multi(ST_Union(former, present)) END;
    END IF;
    -- Where nothing is hidden any more, what was sensitive for that alone no longer is.
    EXECUTE format(
        'UPDATE %I SET hidden_places = $2,'
        ' sensitive = sensitive AND NOT (sensitive_by_link AND $2 IS NULL)'
        ' WHERE id = $1 AND CAST(hidden_places AS bytea) IS DISTINCT FROM CAST($2 AS bytea)',
        TG_ARGV[0]
    ) USING NEW.feature_id, present;
    RETURN NULL;
END
$$;
