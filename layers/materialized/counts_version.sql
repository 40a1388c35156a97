-- What tells this state of a layer's counts from every other? NULL where it cannot be told: the
-- counts were never built, or so many changes wait that to look at them is no less work.
SELECT concat_ws('/', state.mark, waiting.number, waiting.marks)
FROM derived_state AS state
CROSS JOIN LATERAL (
    SELECT
        count(*) AS number,
        bit_xor(
            hashint8extended(change.seq, CAST(extract(epoch FROM change.at) * 1000000 AS bigint))
        ) AS marks
    FROM (
        SELECT seq, at FROM change_queue WHERE layer = :layer LIMIT :most_waiting
    ) AS change
) AS waiting
WHERE state.layer = :layer AND state.part = 'counts' AND waiting.number < :most_waiting
