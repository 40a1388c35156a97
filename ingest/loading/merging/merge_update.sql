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
),
entries AS (
    SELECT
        written.id AS feature_id,
        'edited' AS action,
        jsonb_build_object('file', CAST(:file AS text), 'row', CAST(written.stage_row AS text))
            AS facts,
        {told} AS changes
    FROM written
)
