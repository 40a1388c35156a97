-- What the run made goes, and the history says so.
WITH gone AS (
    DELETE FROM {table} AS feature
    USING ingest_undone AS undone
    WHERE feature.id = undone.feature_id
        AND undone.stays IS NULL
    RETURNING feature.id
)
INSERT INTO history (layer, feature_id, action, by_user_id, run_id, facts)
SELECT
    :layer, gone.id, 'deleted', :by_user_id, :run_id,
    jsonb_build_object('undone_run', CAST(:run_id AS text))
FROM gone
