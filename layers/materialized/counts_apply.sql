-- How do the counts of a layer take changes in?

MERGE INTO kept_counts AS kept
USING ({cells}) AS change
ON kept.layer = change.layer AND kept.code = change.code AND kept.cut = change.cut
    AND kept.month = change.month AND kept.kind = change.kind AND kept.state = change.state
    AND kept.parent = change.parent AND kept.hidden = change.hidden
    AND kept.synthetic = change.synthetic
WHEN MATCHED AND kept.count + change.number = 0 THEN DELETE
WHEN MATCHED THEN UPDATE SET count = kept.count + change.number
WHEN NOT MATCHED THEN INSERT (
    layer, cut, code, parent, month, kind, state, hidden, synthetic, count
) VALUES (
    change.layer, change.cut, change.code, change.parent, change.month, change.kind, change.state,
    change.hidden, change.synthetic, change.number
)
