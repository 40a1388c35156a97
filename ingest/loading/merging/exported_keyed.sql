-- Which staged rows of an own export are objects of this layer by their source and key?
-- {{stage}} is the run's own table, {{table}} the layer's.
UPDATE {stage} AS stage
SET stage_target = feature.id
FROM {table} AS feature
WHERE stage.stage_source = feature.source
    AND stage.stage_key = feature.source_key
    AND stage.stage_state = 'good'
