-- What the run made goes, and the history says so.
WITH gone AS (
    DELETE FROM {table} AS feature
    USING ingest_undone AS undone
    WHERE feature.id = undone.feature_id
        AND undone.stays IS NULL
    RETURNING feature.id
),
entries AS (
    SELECT
        gone.id AS feature_id,
        'deleted' AS action,
        jsonb_build_object('undone_run', CAST(:run_id AS text)) AS facts
    FROM gone
)
