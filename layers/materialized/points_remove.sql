-- Which points stand where objects of the batch were? They go.
DELETE FROM {table} AS kept
USING change_queue AS change
WHERE change.layer = :layer
    AND change.seq <= :last
    AND change.sign = -1
    AND NOT change.hidden
    AND kept.id = change.feature_id
    AND {was_there}
