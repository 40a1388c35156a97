-- What do the four finer cells of each cell hold together? Rows of one zoom lie together, from
-- {first_page} on, so that the others need not be read.
INSERT INTO {table}
SELECT
    {zoom}, finer.kind, finer.key >> 2, sum(finer.count), {states}, sum(finer.sum_x),
    sum(finer.sum_y), sum(finer.sum_id), sum(finer.sum_kind), sum(finer.synthetic)
FROM {table} AS finer
WHERE finer.ctid >= '({first_page},0)'
    AND finer.zoom = {zoom} + 1
    AND finer.kind {kinds}
GROUP BY 2, 3
ORDER BY 2, 3
