-- Which points are not what the rows say, leaving out the objects of which a change still waits?
WITH pending AS MATERIALIZED (
    SELECT DISTINCT feature_id AS id FROM change_queue WHERE layer = :layer
)
SELECT
    COALESCE(kept.id, counted.id) AS id,
    COALESCE(CAST(kept AS text), '') AS kept,
    COALESCE(CAST(counted AS text), '') AS counted
FROM {table} AS kept
FULL JOIN ({rows}) AS counted ON counted.key = kept.key AND counted.id = kept.id
WHERE (kept.id IS NULL OR counted.id IS NULL OR ROW(kept.*) IS DISTINCT FROM ROW(counted.*))
    AND NOT EXISTS (SELECT FROM pending WHERE pending.id = COALESCE(kept.id, counted.id))
ORDER BY 1
