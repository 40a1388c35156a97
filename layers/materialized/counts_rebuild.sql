-- How are the counts of a layer kept from its rows? A cut of a unit lies together.

INSERT INTO kept_counts (
    layer, cut, code, parent, month, kind, state, hidden, synthetic, count
)
SELECT layer, cut, code, parent, month, kind, state, hidden, synthetic, number
FROM ({cells}) AS cells
ORDER BY code COLLATE "C", cut COLLATE "C", month
