-- How are the counts of a layer kept from its rows?

INSERT INTO kept_counts (
    layer, cut, code, parent, month, kind, state, hidden, synthetic, count
)
{cells}
