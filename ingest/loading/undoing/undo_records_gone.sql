-- The records go, and the history of their objects says so.
WITH gone AS (
    DELETE FROM {child} AS child
    USING ingest_records AS record
    WHERE child.id = record.id AND record.stays IS NULL
    RETURNING record.feature_id, record.record
),
entries AS (
    SELECT
        gone.feature_id,
        'edited' AS action,
        jsonb_build_object('undone_run', CAST(:run_id AS text)) AS facts,
        jsonb_build_object(CAST(:series AS text), jsonb_build_array(gone.record, NULL)) AS changes
    FROM gone
)
