-- The fields get back what they held before the run, and the history says so.
-- {{moved}} picks the objects whose place changes, or the others: only the former are located anew.
WITH written AS (
    UPDATE {table} AS feature
    SET {assignments}
    FROM ingest_restored AS restored
    WHERE feature.id = restored.feature_id
        AND restored.changes IS NOT NULL
        AND {moved}
    RETURNING feature.id, restored.changes
)
INSERT INTO history (layer, feature_id, action, by_user_id, run_id, facts, changes)
SELECT
    :layer, written.id, 'edited', :by_user_id, :run_id,
    jsonb_build_object('undone_run', CAST(:run_id AS text)), written.changes
FROM written
