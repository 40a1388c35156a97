-- Where are the counts of all layers kept?

CREATE TABLE IF NOT EXISTS kept_counts (
    layer text NOT NULL,
    code text NOT NULL,
    cut text NOT NULL,
    month date NOT NULL,
    kind text NOT NULL,
    state text NOT NULL,
    parent text NOT NULL,
    hidden boolean NOT NULL,
    synthetic boolean NOT NULL,
    count bigint NOT NULL,
    PRIMARY KEY (layer, code, cut, month, kind, state, parent, hidden, synthetic)
) WITH (fillfactor = 80);

CREATE INDEX IF NOT EXISTS kept_counts_children_idx ON kept_counts (parent, layer)
WHERE cut = 'all'
