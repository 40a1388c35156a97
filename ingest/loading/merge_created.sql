-- The history says of which rows of the file the new objects were made, once for all of them: an
-- object's row is that of the first and as many more as its id, see merge_insert.sql.
INSERT INTO history (layer, feature_id, last_feature_id, action, by_user_id, run_id, facts)
SELECT
    :layer,
    :before_ids + made.first,
    :before_ids + NULLIF(made.last, made.first),
    'created', :by_user_id, :run_id,
    jsonb_build_object('file', CAST(:file AS text), 'row', CAST(made.first AS text))
FROM (
    SELECT min(stage.stage_row) AS first, max(stage.stage_row) AS last
    FROM {stage} AS stage
    WHERE stage.stage_state = 'good'
        AND stage.stage_row BETWEEN :first AND :last
        AND {is_new}
) AS made
WHERE made.first IS NOT NULL
