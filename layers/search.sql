-- Which entries does a typed text mean, best first?
-- Exact names stand above words in any inflection, and those above similar spellings.
WITH typed AS (
    SELECT
        atlas_fold(:typed) AS folded,
        atlas_query(:typed) AS query
),

candidates AS (
    SELECT
        entry.layer,
        entry.ref,
        entry.weight,
        position('|' || typed.folded || '|' IN entry.folded) > 0 AS is_exact,
        position('|' || typed.folded IN entry.folded) > 0 AS is_beginning,
        entry.words @@ typed.query AS has_words,
        ts_rank(entry.words, typed.query) AS rank,
        word_similarity(typed.folded, entry.folded) AS closeness,
        similarity(typed.folded, entry.folded) AS likeness
    FROM search_entries AS entry
    CROSS JOIN typed
    WHERE typed.folded <> ''
        AND entry.layer = ANY(:layers)
        AND (entry.public OR entry.layer = ANY(:with_hidden))
        AND (entry.words @@ typed.query OR typed.folded <% entry.folded)
        AND (
            CAST(:region_code AS text) IS NULL
            OR entry.oblast_code = :region_code
            OR entry.district_code = :region_code
            OR entry.rural_district_code = :region_code
        )
)

SELECT
    candidate.layer,
    candidate.ref,
    CASE
        WHEN candidate.is_exact THEN 'exact'
        WHEN candidate.has_words THEN 'word'
        ELSE 'similar'
    END AS match,
    candidate.weight * (
        CASE WHEN candidate.is_exact THEN 2 ELSE 0 END
        + CASE WHEN candidate.is_beginning THEN 0.5 ELSE 0 END
        + CASE WHEN candidate.has_words THEN 1 + candidate.rank ELSE 0 END
        + candidate.closeness
        + candidate.likeness / 4
    ) AS score
FROM candidates AS candidate
ORDER BY score DESC, candidate.layer, candidate.ref
LIMIT :limit
