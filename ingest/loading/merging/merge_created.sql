-- Of which rows of the file the new objects were made, once for all of them: an object's row is that
-- of the first and as many more as its id, see merge_insert.sql.
WITH entries AS (
    SELECT
        :before_ids + made.first AS feature_id,
        :before_ids + NULLIF(made.last, made.first) AS last_feature_id,
        'created' AS action,
        jsonb_build_object('file', CAST(:file AS text), 'row', CAST(made.first AS text)) AS facts
    FROM (
        SELECT min(stage.stage_row) AS first, max(stage.stage_row) AS last
        FROM {stage} AS stage
        WHERE stage.stage_state = 'good'
            AND stage.stage_row BETWEEN :first AND :last
            AND {is_new}
    ) AS made
    WHERE made.first IS NOT NULL
)
