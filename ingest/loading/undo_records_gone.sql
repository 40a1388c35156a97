-- The records go, and the history of their objects says so.
WITH gone AS (
    DELETE FROM {child} AS child
    USING ingest_records AS record
    WHERE child.id = record.id AND record.stays IS NULL
    RETURNING record.feature_id, record.record
)
INSERT INTO history (layer, feature_id, action, by_user_id, run_id, facts, changes)
SELECT
    :layer, gone.feature_id, 'edited', :by_user_id, :run_id,
    jsonb_build_object('undone_run', CAST(:run_id AS text)),
    jsonb_build_object(CAST(:series AS text), jsonb_build_array(gone.record, NULL))
FROM gone
