-- The records become rows of their series.
-- {{child}} is its table, {{columns}} what a file may tell, {{values}} what `told` has of them.
INSERT INTO {child} (id, feature_id, {columns})
SELECT added.id, added.feature_id, {values}
FROM ingest_children AS added
CROSS JOIN LATERAL jsonb_populate_record(NULL\:\:{child}, added.told_values) AS told
ORDER BY added.stage_row, added.id
