-- The rows that differ bring their objects up to date, and the history keeps before and after.
-- {{moved}} picks those whose place changes, or the others: only the former are located anew.
WITH written AS (
    UPDATE {table} AS feature
    SET {assignments}
    FROM ingest_changed AS changed
    JOIN {stage} AS stage ON stage.stage_row = changed.stage_row
    WHERE feature.id = changed.feature_id
        AND {moved}
        AND changed.stage_row BETWEEN :first AND :last
    RETURNING changed.stage_row, feature.id, changed.changes
)
INSERT INTO history (layer, feature_id, action, by_user_id, run_id, facts, changes)
SELECT
    :layer, written.id, 'edited', :by_user_id, :run_id,
    jsonb_build_object('file', CAST(:file AS text), 'row', CAST(written.stage_row AS text)),
    {told}
FROM written
