-- Which units does the collection of regions hold, with the codes of all units above each?
-- All periods; the code as a number is the id, which is one unit's alone on any day.
DROP VIEW IF EXISTS region_units;

CREATE VIEW region_units AS
SELECT
    CAST(unit.code AS bigint) AS id,
    unit.id AS region_id,
    unit.code,
    unit.parent_code,
    unit.level,
    unit.kind,
    unit.name_kk,
    unit.name_ru,
    unit.name_en,
    unit.iso_code,
    unit.area_km2,
    unit.approximate,
    unit.boundary_source,
    unit.valid_from,
    unit.valid_to,
    unit.geom,
    CASE unit.level
        WHEN 1 THEN unit.code
        WHEN 2 THEN unit.parent_code
        ELSE COALESCE(above.parent_code, unit.parent_code)
    END AS oblast_code,
    CASE
        WHEN unit.level = 2 THEN unit.code
        WHEN above.level = 2 THEN above.code
    END AS district_code,
    CASE unit.level WHEN 3 THEN unit.code END AS rural_district_code,
    unit.source,
    CAST(NULL AS text) AS citation,
    'public' AS visibility,
    1 AS version,
    -- Which transactions wrote what stands in the row, as every table has it.
    hashint8extended(
        CAST(CAST(unit.xmin AS text) AS bigint), COALESCE(CAST(CAST(above.xmin AS text) AS bigint), 0)
    ) AS xmin
FROM regions AS unit
LEFT JOIN LATERAL (
    SELECT parent.code, parent.parent_code, parent.level, parent.xmin
    FROM regions AS parent
    WHERE parent.code = unit.parent_code
        AND daterange(parent.valid_from, parent.valid_to)
            && daterange(unit.valid_from, unit.valid_to)
    ORDER BY parent.valid_to DESC NULLS FIRST
    LIMIT 1
) AS above ON TRUE;
