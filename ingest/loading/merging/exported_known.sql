-- Which staged rows of an own export are objects of this layer?
-- {{stage}} is the run's own table, {{table}} the layer's. Objects with a key are found by source and
-- key; for those without, or whose key the file hides, id and time of making speak, else id and place.
UPDATE {stage} AS stage
SET stage_target = feature.id
FROM {table} AS feature
WHERE stage.stage_source IS NOT NULL
    AND stage.stage_target IS NULL
    AND stage.stage_state = 'good'
    AND stage.stage_key ~ '^atlas:\d{{1,18}}@\d{{0,15}}$'
    AND feature.id = CAST(substring(stage.stage_key FROM '^atlas:(\d{{1,18}})@') AS bigint)
    AND feature.source = stage.stage_source
    AND (feature.source_key IS NULL OR {is_masked})
    AND CASE
        WHEN stage.stage_key ~ '@\d+$' THEN
            abs(
                CAST(substring(stage.stage_key FROM '@(\d+)$') AS bigint)
                - EXTRACT(EPOCH FROM feature.created_at) * 1000
            ) < 2
        ELSE ST_DWithin(stage.geom, {place}, 0.000001)
    END
