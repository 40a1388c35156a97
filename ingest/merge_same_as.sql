-- From now on a row of this source and key is known to be that object.
INSERT INTO ingest_same_as (layer, source, source_key, feature_id, is_same, by_name, run_id)
SELECT :layer, :source, stage.stage_key, known.feature_id, TRUE, :by_name, :run_id
FROM ingest_known AS known
JOIN {stage} AS stage ON stage.stage_row = known.stage_row
WHERE known.is_other
    AND stage.stage_state = 'good'
ON CONFLICT DO NOTHING
