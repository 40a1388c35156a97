-- Which entries does a typed text mean, best first?
-- Exact names stand above words in any inflection, and those above similar spellings. A unit or
-- settlement is also found by its former names, an oblast less than the city that gave it its
-- name, in whatever inflection. {settlements} is the table of settlements.
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
        similarity(typed.folded, entry.folded) AS likeness,
        CAST(NULL AS bigint) AS former_id,
        entry.oblast_code,
        entry.district_code,
        entry.rural_district_code
    FROM search_entries AS entry
    CROSS JOIN typed
    WHERE typed.folded <> ''
        AND entry.layer = ANY(:layers)
        AND (entry.public OR entry.layer = ANY(:with_hidden))
        AND (entry.words @@ typed.query OR typed.folded <% entry.folded)
),

former AS MATERIALIZED (
    SELECT
        name.id,
        name.code,
        CASE name.kind WHEN 'oblast' THEN 0.7 ELSE 1 END AS share,
        position('|' || typed.folded || '|' IN name.folded) > 0 AS is_exact,
        position('|' || typed.folded IN name.folded) > 0 AS is_beginning,
        name.words @@ typed.query AS has_words,
        ts_rank(name.words, typed.query) AS rank,
        word_similarity(typed.folded, name.folded) AS closeness,
        similarity(typed.folded, name.folded) AS likeness
    FROM former_names AS name
    CROSS JOIN typed
    WHERE typed.folded <> ''
        AND (name.words @@ typed.query OR typed.folded <% name.folded)
),

bearers AS (
    SELECT former.id, 'region' AS layer, former.code AS ref
    FROM former
    UNION ALL
    SELECT former.id, CAST(:settlements AS text), CAST(place.id AS text)
    FROM former
    INNER JOIN {settlements} AS place ON place.kato = former.code
),

all_candidates AS (
    SELECT candidate.* FROM candidates AS candidate
    UNION ALL
    SELECT
        entry.layer, entry.ref, former.share * entry.weight, former.is_exact, former.is_beginning,
        former.has_words, former.rank, former.closeness, former.likeness, former.id,
        entry.oblast_code, entry.district_code, entry.rural_district_code
    FROM former
    INNER JOIN bearers AS bearer ON bearer.id = former.id
    INNER JOIN search_entries AS entry ON entry.layer = bearer.layer AND entry.ref = bearer.ref
    WHERE entry.layer = ANY(:layers)
        AND entry.public
),

scored AS (
    SELECT DISTINCT ON (candidate.layer, candidate.ref)
        candidate.layer,
        candidate.ref,
        candidate.former_id,
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
    FROM all_candidates AS candidate
    WHERE CAST(:region_code AS text) IS NULL
        OR candidate.oblast_code = :region_code
        OR candidate.district_code = :region_code
        OR candidate.rural_district_code = :region_code
    ORDER BY candidate.layer, candidate.ref, score DESC, candidate.former_id NULLS FIRST
)

SELECT scored.layer, scored.ref, scored.former_id, scored.match, scored.score
FROM scored
ORDER BY scored.score DESC, scored.layer, scored.ref
LIMIT :limit
