-- In which state each new object came, since when and by what act.
-- {{stage}} is the run's own table, {{table}} the layer's.
WITH entries AS (
    SELECT
        feature.id AS feature_id,
        COALESCE(CAST(stage.stage_flow ->> 'on' AS timestamptz), clock_timestamp()) AS at,
        'moved' AS action,
        'imported' AS move,
        CAST(:initial AS text) AS from_state,
        feature.state AS to_state,
        stage.stage_flow -> 'told' ->> 'reason' AS reason,
        jsonb_strip_nulls(stage.stage_flow -> 'told') - 'reason' - 'state'
            || jsonb_build_object(
                'file', CAST(:file AS text),
                'row', CAST(stage.stage_row AS text),
                'source', COALESCE(stage.stage_source, :source)
            ) AS facts
    FROM {stage} AS stage
    JOIN {table} AS feature
        ON feature.source = COALESCE(stage.stage_source, :source)
        AND feature.source_key = stage.stage_key
    WHERE stage.stage_state = 'good'
        AND stage.stage_flow IS NOT NULL
        AND feature.state <> :initial
        AND NOT EXISTS (SELECT FROM ingest_known AS known WHERE known.stage_row = stage.stage_row)
)
