-- The history says of which row of the file each new object was made.
INSERT INTO history (layer, feature_id, action, by_user_id, run_id, facts)
SELECT
    :layer, :before_ids + stage.stage_row, 'created', :by_user_id, :run_id,
    jsonb_build_object('file', CAST(:file AS text), 'row', CAST(stage.stage_row AS text))
FROM {stage} AS stage
WHERE stage.stage_state = 'good'
    AND stage.stage_row BETWEEN :first AND :last
    AND {is_new}
