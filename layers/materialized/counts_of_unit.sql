-- How much do the layers hold in a unit and in each child, with the changes that wait?
-- Whole numbers are summed as float8, exact up to 2^53: sums of bigint are made as numeric, which
-- takes longer than all the rest.

WITH asked AS (
    SELECT layer, cut, sees_hidden
    FROM unnest(
        CAST(:layers AS text[]), CAST(:cuts AS text[]), CAST(:see_hidden AS boolean[])
    ) AS asked (layer, cut, sees_hidden)
),
waiting AS ({waiting})
SELECT found.layer, found.cut, found.code,
    CASE WHEN :by_month THEN found.month END AS month,
    CASE WHEN :by_kind THEN found.kind END AS kind,
    CASE WHEN :by_state THEN found.state END AS state,
    CAST(sum(CAST(found.number AS float8)) AS bigint) AS number,
    CAST(
        COALESCE(sum(CAST(found.number AS float8)) FILTER (WHERE found.synthetic), 0) AS bigint
    ) AS synthetic
FROM (
    SELECT kept.layer, kept.cut, kept.code, kept.month, kept.kind, kept.state, kept.synthetic,
        kept.count AS number
    FROM asked
    JOIN kept_counts AS kept ON kept.layer = asked.layer AND kept.cut = asked.cut
    WHERE kept.code = :code AND (asked.sees_hidden OR NOT kept.hidden)
        AND kept.month BETWEEN :first AND :last
    UNION ALL
    SELECT kept.layer, kept.cut, kept.code, kept.month, kept.kind, kept.state, kept.synthetic,
        kept.count
    FROM asked
    JOIN kept_counts AS kept ON kept.layer = asked.layer
    WHERE asked.cut = 'all' AND kept.cut = 'all' AND kept.parent = :code
        AND (asked.sees_hidden OR NOT kept.hidden)
    UNION ALL
    SELECT waiting.layer, waiting.cut, waiting.code, waiting.month, waiting.kind, waiting.state,
        waiting.synthetic, waiting.number
    FROM asked
    JOIN waiting ON waiting.layer = asked.layer AND waiting.cut = asked.cut
    WHERE :code IN (waiting.code, waiting.parent) AND (asked.sees_hidden OR NOT waiting.hidden)
        AND waiting.month BETWEEN :first AND :last
) AS found
GROUP BY 1, 2, 3, 4, 5, 6
HAVING sum(CAST(found.number AS float8)) <> 0
