-- In which units does every row of a layer lie today?
-- {{table}} is the layer's table, named by the catalogue. The rule is that of region_chain.
WITH located AS MATERIALIZED (
    SELECT
        feature.id,
        (
            SELECT part.region_id
            FROM region_parts AS part
            WHERE ST_Intersects(part.geom, atlas_anchor(feature.geom))
                AND daterange(part.valid_from, part.valid_to) @> atlas_today()
            ORDER BY part.level DESC, part.code
            LIMIT 1
        ) AS region_id
    FROM {table} AS feature
),
chained AS (
    SELECT
        located.id,
        chain.oblast_code,
        chain.district_code,
        chain.rural_district_code
    FROM located
    LEFT JOIN region_chains(atlas_today()) AS chain ON chain.region_id = located.region_id
)
UPDATE {table} AS feature
SET oblast_code = chained.oblast_code,
    district_code = chained.district_code,
    rural_district_code = chained.rural_district_code,
    outside = chained.oblast_code IS NULL
FROM chained
WHERE feature.id = chained.id
    AND (
        feature.oblast_code, feature.district_code, feature.rural_district_code, feature.outside
    ) IS DISTINCT FROM (
        chained.oblast_code, chained.district_code, chained.rural_district_code,
        chained.oblast_code IS NULL
    )
