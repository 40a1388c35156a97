-- How many points does each cell of the finest zoom hold?
SELECT
    CAST({zoom} AS smallint) AS zoom,
    CAST({kind} AS smallint) AS kind,
    {key} AS key,
    CAST(count(*) AS integer) AS count,
    {states} AS states,
    CAST(sum(point.x) AS bigint) AS sum_x,
    CAST(sum(point.y) AS bigint) AS sum_y,
    CAST(sum(point.id) AS bigint) AS sum_id,
    CAST(sum(point.kind) AS bigint) AS sum_kind,
    CAST(count(*) FILTER (WHERE point.synthetic) AS integer) AS synthetic
FROM {points} AS point
WHERE {condition}
GROUP BY 1, 2, 3
ORDER BY 2, 3
