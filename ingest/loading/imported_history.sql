-- The history says in which state each new object came, since when and by what act.
-- {{stage}} is the run's own table, {{table}} the layer's.
INSERT INTO history (
    layer, feature_id, at, action, move, from_state, to_state, by_user_id, run_id, reason, facts
)
SELECT
    :layer, feature.id, COALESCE(CAST(stage.stage_flow ->> 'on' AS timestamptz), clock_timestamp()),
    'moved', 'imported', :initial, feature.state, :by_user_id, :run_id,
    stage.stage_flow -> 'told' ->> 'reason',
    jsonb_strip_nulls(stage.stage_flow -> 'told') - 'reason' - 'state'
        || jsonb_build_object(
            'file', CAST(:file AS text),
            'row', CAST(stage.stage_row AS text),
            'source', COALESCE(stage.stage_source, :source)
        )
FROM {stage} AS stage
JOIN {table} AS feature
    ON feature.source = COALESCE(stage.stage_source, :source)
    AND feature.source_key = stage.stage_key
WHERE stage.stage_state = 'good'
    AND stage.stage_flow IS NOT NULL
    AND feature.state <> :initial
    AND NOT EXISTS (SELECT FROM ingest_known AS known WHERE known.stage_row = stage.stage_row)
