-- How many rows of each layer does each unit hold, by cut: rows, or changes that wait?
-- The source brings them with their layer, and a number: of rows, or the sign of a change. Each cut
-- is summed from the finer one before it, so that many rows are read and hashed only once.

WITH cell AS (
    SELECT
        layer, oblast_code, district_code, rural_district_code,
        COALESCE(
            CAST(date_trunc('month', CAST(day AS timestamp)) AS date), DATE '0001-01-01'
        ) AS month,
        COALESCE(kind, '') AS kind, COALESCE(state, '') AS state, hidden, synthetic,
        further, passes_codes, sum(number) AS number
    FROM ({source}) AS source
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
),
by_term AS (
    SELECT layer, oblast_code, district_code, rural_district_code, kind, state, hidden, synthetic,
        sum(number) AS number
    FROM cell
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
),
in_all AS (
    SELECT layer, oblast_code, district_code, rural_district_code, hidden, synthetic,
        sum(number) AS number
    FROM by_term
    GROUP BY 1, 2, 3, 4, 5, 6
),
counted AS (
    SELECT layer, 'months' AS cut, oblast_code, district_code, rural_district_code,
        month, kind, state, hidden, synthetic, number
    FROM cell
    WHERE layer = ANY(CAST(:dated AS text[]))
    UNION ALL
    SELECT layer, 'terms', oblast_code, district_code, rural_district_code,
        DATE '0001-01-01', kind, state, hidden, synthetic, number
    FROM by_term
    UNION ALL
    SELECT layer, 'all', oblast_code, district_code, rural_district_code,
        DATE '0001-01-01', '', '', hidden, synthetic, number
    FROM in_all
    UNION ALL
    SELECT cell.layer, 'field:' || split_part(entry, ':', 1), oblast_code, district_code, rural_district_code,
        DATE '0001-01-01', split_part(entry, ':', 2), '', hidden, synthetic, number
    FROM cell
    CROSS JOIN LATERAL unnest(cell.further) AS entry
)
SELECT
    counted.layer, counted.cut, unit.code,
    CASE WHEN counted.cut = 'all' THEN unit.parent ELSE '' END AS parent,
    counted.month, counted.kind, counted.state, counted.hidden, counted.synthetic,
    CAST(sum(counted.number) AS bigint) AS number
FROM counted
CROSS JOIN LATERAL (VALUES
    ('KZ', ''),
    (oblast_code, 'KZ'),
    (district_code, COALESCE(oblast_code, '')),
    (rural_district_code, COALESCE(district_code, oblast_code, ''))
) AS unit (code, parent)
WHERE unit.code IS NOT NULL
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
HAVING sum(counted.number) <> 0
UNION ALL
SELECT cell.layer, 'passing', passed, '', DATE '0001-01-01', '', '', hidden, synthetic,
    CAST(sum(number) AS bigint)
FROM cell
CROSS JOIN LATERAL unnest(cell.passes_codes) AS passed
GROUP BY cell.layer, passed, hidden, synthetic
HAVING sum(number) <> 0
