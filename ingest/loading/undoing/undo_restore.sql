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
),
entries AS (
    SELECT
        written.id AS feature_id,
        'edited' AS action,
        jsonb_build_object('undone_run', CAST(:run_id AS text)) AS facts,
        written.changes
    FROM written
)
