-- Which staged rows are objects that the layer has already?
-- {{stage}} is the run's own table, {{table}} the layer's. An object of the same source and key comes
-- first; else the row may be known to be an object of another source, and only fills its gaps.
-- A row of an own export may be an object without key, which its id tells.
-- Rows of one object have turns, in the order of the file.
CREATE TEMP TABLE ingest_known ON COMMIT DROP AS
SELECT
    stage.stage_row,
    COALESCE(own.id, other.id) AS feature_id,
    own.id IS NULL
        AND NOT COALESCE(
            other.source = stage.stage_source
            AND starts_with(stage.stage_key, 'atlas:' || CAST(other.id AS text) || '@'),
            FALSE
        ) AS is_other,
    row_number() OVER (
        PARTITION BY COALESCE(own.id, other.id) ORDER BY stage.stage_row
    ) AS turn
FROM {stage} AS stage
LEFT JOIN {table} AS own ON own.source = COALESCE(stage.stage_source, :source)
    AND own.source_key = stage.stage_key
LEFT JOIN ingest_same_as AS same
    ON same.layer = :layer
    AND same.source = :source
    AND same.source_key = stage.stage_key
    AND same.is_same
LEFT JOIN {table} AS other ON other.id = COALESCE(stage.stage_target, same.feature_id)
WHERE stage.stage_state = 'good'
    AND COALESCE(own.id, other.id) IS NOT NULL
