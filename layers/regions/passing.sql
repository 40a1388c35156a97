-- Which units does every row of a layer touch today?
-- {{table}} is the layer's table, {{place}} the place that everyone may know.
WITH touched AS MATERIALIZED (
    SELECT feature.id, region_codes_touched(feature.{place}, atlas_today()) AS codes
    FROM {table} AS feature
)
UPDATE {table} AS feature
SET passes_codes = touched.codes
FROM touched
WHERE feature.id = touched.id
    AND feature.passes_codes IS DISTINCT FROM touched.codes
