-- Which objects of the atlas, and which earlier rows of the file, may each row be?
-- Neighbours: the nearest :nearest within reach. Namesakes: whoever has the same name, however far,
-- unless more than :commonplace have it; those of one name and register number at any frequency of
-- the name. Both are bounded for every row, so the answer grows with the file, not its square.
WITH near_objects AS (
    SELECT staged.ref, object.ref AS other, FALSE AS of_file
    FROM match_rows AS staged
    CROSS JOIN LATERAL (
        SELECT candidate.ref
        FROM match_objects AS candidate
        WHERE candidate.place && pg_temp.match_reach(staged.place, :within_m + staged.accuracy_m)
        ORDER BY candidate.place <-> staged.place
        LIMIT :nearest
    ) AS object
    WHERE :neighbours AND staged.asked
),

-- An object whose place is only known roughly looks for rows itself, in its own wider reach.
near_rough_objects AS (
    SELECT staged.ref, object.ref AS other, FALSE AS of_file
    FROM match_objects AS object
    CROSS JOIN LATERAL (
        SELECT candidate.ref
        FROM match_rows AS candidate
        WHERE candidate.place && pg_temp.match_reach(object.place, :within_m + object.accuracy_m)
            AND candidate.asked
        ORDER BY candidate.place <-> object.place
        LIMIT :nearest_of_rough
    ) AS staged
    WHERE :neighbours AND object.accuracy_m > :rough_from_m
),

near_rows AS (
    SELECT staged.ref, earlier.ref AS other, TRUE AS of_file
    FROM match_rows AS staged
    CROSS JOIN LATERAL (
        SELECT candidate.ref
        FROM match_rows AS candidate
        WHERE candidate.place && pg_temp.match_reach(staged.place, :within_m + staged.accuracy_m)
            AND candidate.ref < staged.ref
        ORDER BY candidate.place <-> staged.place
        LIMIT :nearest
    ) AS earlier
    WHERE :neighbours AND staged.asked
),

telling_names AS (
    SELECT name_key
    FROM match_names
    GROUP BY name_key
    HAVING count(*) BETWEEN 2 AND :commonplace
),

telling_numbers AS (
    SELECT name_key, number
    FROM match_names
    WHERE number IS NOT NULL
    GROUP BY name_key, number
    HAVING count(*) BETWEEN 2 AND :commonplace
),

namesakes AS (
    SELECT named.ref, other.ref AS other, other.of_file
    FROM telling_names
    JOIN match_names AS named USING (name_key)
    JOIN match_names AS other USING (name_key)
    WHERE named.of_file AND named.asked AND (NOT other.of_file OR other.ref < named.ref)
    UNION
    SELECT named.ref, other.ref, other.of_file
    FROM telling_numbers
    JOIN match_names AS named USING (name_key, number)
    JOIN match_names AS other USING (name_key, number)
    WHERE named.of_file AND named.asked AND (NOT other.of_file OR other.ref < named.ref)
),

pairs AS (
    SELECT * FROM near_objects
    UNION
    SELECT * FROM near_rough_objects
    UNION
    SELECT * FROM near_rows
    UNION
    SELECT * FROM namesakes
)

SELECT
    staged.ref AS row,
    pair.other,
    pair.of_file,
    ST_Distance(CAST(staged.place AS geography), CAST(other.place AS geography)) AS distance_m,
    staged.name_kk, staged.name_ru, staged.name_en, staged.kind, staged.number, staged.accuracy_m, staged.oblast,
    other.name_kk AS other_name_kk,
    other.name_ru AS other_name_ru,
    other.name_en AS other_name_en,
    other.kind AS other_kind,
    other.number AS other_number,
    other.accuracy_m AS other_accuracy_m,
    other.oblast AS other_oblast,
    other.rounded,
    other.held
FROM pairs AS pair
JOIN match_rows AS staged ON staged.ref = pair.ref
JOIN (
    SELECT *, TRUE AS of_file FROM match_rows
    UNION ALL
    SELECT *, FALSE AS of_file FROM match_objects
) AS other ON other.ref = pair.other AND other.of_file = pair.of_file
ORDER BY pair.ref
