-- Which rows of an own export have the number of an object of this layer that stands elsewhere?
-- The file does not tell when they were made, so that nobody knows whether it is the same.
SELECT stage.stage_row, stage.stage_key, feature.id
FROM {stage} AS stage
JOIN {table} AS feature
    ON feature.id = CAST(substring(stage.stage_key FROM '^atlas:(\d{{1,18}})@$') AS bigint)
    AND feature.source = stage.stage_source
    AND feature.source_key IS NULL
WHERE stage.stage_state = 'good' AND stage.stage_target IS NULL
ORDER BY stage.stage_row
