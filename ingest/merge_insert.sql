-- Every staged row that is no known object becomes a new one, and the history says so.
WITH made AS (
    INSERT INTO {table} (source, source_key, {columns})
    SELECT :source, stage.stage_key, {values}
    FROM {stage} AS stage
    WHERE stage.stage_state = 'good'
        AND stage.stage_row BETWEEN :first AND :last
        AND NOT EXISTS (
            SELECT FROM ingest_known AS known WHERE known.stage_row = stage.stage_row
        )
    RETURNING id, source_key
)
INSERT INTO history (layer, feature_id, action, by_user_id, run_id, facts)
SELECT
    :layer, made.id, 'created', :by_user_id, :run_id,
    jsonb_build_object('file', CAST(:file AS text), 'row', CAST(stage.stage_row AS text))
FROM made
JOIN {stage} AS stage ON stage.stage_key = made.source_key AND stage.stage_state = 'good'
