-- What do the cells count once the changes are added? Those that then count nothing go.
WITH change AS MATERIALIZED (
    SELECT *
    FROM ({changes}) AS cell
    WHERE ROW(count, sum_x, sum_y, sum_id, sum_kind, synthetic) <> ROW(0, 0, 0, 0, 0, 0)
        OR 0 <> ANY(states)
),
emptied AS (
    DELETE FROM {table} AS kept
    USING change
    WHERE change.count < 0
        AND kept.zoom = change.zoom
        AND kept.kind = change.kind
        AND kept.key = change.key
        AND kept.count + change.count = 0
    RETURNING kept.zoom, kept.kind, kept.key
)
INSERT INTO {table} AS kept (
    zoom, kind, key, count, states, sum_x, sum_y, sum_id, sum_kind, synthetic
)
SELECT zoom, kind, key, count, states, sum_x, sum_y, sum_id, sum_kind, synthetic
FROM change
WHERE NOT EXISTS (
        SELECT FROM emptied
        WHERE emptied.zoom = change.zoom
            AND emptied.kind = change.kind
            AND emptied.key = change.key
    )
ORDER BY zoom, kind, key
ON CONFLICT (zoom, kind, key) DO UPDATE SET
    count = kept.count + EXCLUDED.count, states = {states}, {sums}
