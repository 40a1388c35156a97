-- What do the queued changes of a layer add to each cell?
SELECT
    cell.zoom, cell.kind, cell.key,
    CAST(sum(cell.sign) AS integer) AS count,
    {states} AS states,
    CAST(sum(cell.sign * cell.x) AS bigint) AS sum_x,
    CAST(sum(cell.sign * cell.y) AS bigint) AS sum_y,
    CAST(sum(cell.sign * cell.id) AS bigint) AS sum_id,
    CAST(sum(cell.sign * cell.own_kind) AS bigint) AS sum_kind,
    CAST(COALESCE(sum(cell.sign) FILTER (WHERE cell.synthetic), 0) AS integer) AS synthetic
FROM (
    SELECT
        CAST(grid.zoom AS smallint) AS zoom,
        CASE WHEN grid.by_kind THEN point.kind ELSE CAST(0 AS smallint) END AS kind,
        point.key >> (2 * ({world_bits} - grid.zoom)) AS key,
        point.sign, point.state, CAST(point.x AS bigint) AS x, CAST(point.y AS bigint) AS y,
        point.id, point.kind AS own_kind, point.synthetic
    FROM (
        SELECT change.*, atlas_morton(change.x, change.y) AS key
        FROM (
            SELECT
                feature_id AS id,
                {sign} * sign AS sign,
                {kind} AS kind,
                {state} AS state,
                synthetic,
                {x} AS x,
                {y} AS y
            FROM change_queue
            WHERE layer = :layer
                AND seq <= :last
                AND NOT hidden
                AND NOT ST_IsEmpty(box)
            OFFSET 0
        ) AS change
        OFFSET 0
    ) AS point
    CROSS JOIN (VALUES {zooms}) AS grid (zoom, by_kind)
    WHERE NOT grid.by_kind OR point.kind > 0
) AS cell
GROUP BY 1, 2, 3
