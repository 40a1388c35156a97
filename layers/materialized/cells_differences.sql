-- Which cells, once the changes that wait are added, are not what a recount of the rows gives?
WITH change AS MATERIALIZED (
    {changes}
)
SELECT
    zoom, kind, key,
    concat_ws(' + ', CAST(kept AS text), CAST(change AS text)) AS kept,
    COALESCE(CAST(counted AS text), '') AS counted
FROM {table} AS kept
FULL JOIN {counted} AS counted USING (zoom, kind, key)
FULL JOIN change USING (zoom, kind, key)
WHERE kept.count <= 0
    OR {states} <> {counted_states}
    OR {sums}
ORDER BY zoom, kind, key
