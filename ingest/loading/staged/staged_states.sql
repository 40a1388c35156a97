-- Which good rows tell a state that their object does not have, or are new and tell one?
-- {{stage}} is the run's own table, {{table}} the layer's.
SELECT
    stage.stage_row,
    stage.stage_flow,
    stage.stage_source IS NOT NULL AS of_atlas,
    known.feature_id,
    COALESCE(known.is_other, FALSE) AS is_other,
    feature.state,
    EXISTS (
        SELECT FROM history AS moved
        WHERE moved.layer = :layer
            AND moved.feature_id = known.feature_id
            AND moved.action = 'moved'
            AND moved.by_user_id IS NOT NULL
            AND moved.run_id IS NULL
    ) AS by_person
FROM {stage} AS stage
LEFT JOIN ingest_known AS known ON known.stage_row = stage.stage_row
LEFT JOIN {table} AS feature ON feature.id = known.feature_id
WHERE stage.stage_state = 'good'
    AND stage.stage_flow IS NOT NULL
    AND feature.state IS DISTINCT FROM stage.stage_flow -> 'told' ->> 'state'
ORDER BY stage.stage_row
