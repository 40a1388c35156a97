-- In which units do the staged rows lie that were not looked up on the way in?
-- {{stage}} is the run's own table; `outside` is NULL until a row is looked up. The rule is that of region_chain.
WITH located AS MATERIALIZED (
    SELECT
        stage.stage_row,
        (
            SELECT part.region_id
            FROM region_parts AS part
            WHERE ST_Intersects(part.geom, atlas_anchor(stage.geom))
                AND daterange(part.valid_from, part.valid_to) @> atlas_today()
            ORDER BY part.level DESC, part.code
            LIMIT 1
        ) AS region_id
    FROM {stage} AS stage
    WHERE stage.outside IS NULL
)
UPDATE {stage} AS stage
SET oblast_code = chain.oblast_code,
    district_code = chain.district_code,
    rural_district_code = chain.rural_district_code,
    outside = chain.oblast_code IS NULL
FROM located
LEFT JOIN region_chains(atlas_today()) AS chain ON chain.region_id = located.region_id
WHERE stage.stage_row = located.stage_row
