-- Which counts, with the changes that wait, are not those of the layer's rows?

SELECT cut, code, parent, month, kind, state, hidden, synthetic,
    sum(kept) AS kept, sum(counted) AS counted
FROM (
    SELECT cut, code, parent, month, kind, state, hidden, synthetic, count AS kept, 0 AS counted
    FROM kept_counts
    WHERE layer = :layer
    UNION ALL
    SELECT cut, code, parent, month, kind, state, hidden, synthetic, number, 0
    FROM ({waiting}) AS waiting
    UNION ALL
    SELECT cut, code, parent, month, kind, state, hidden, synthetic, 0, number
    FROM ({rows}) AS rows
) AS both_ways
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
HAVING sum(kept) <> sum(counted)
ORDER BY 1, 2, 3, 4, 5, 6, 7, 8
