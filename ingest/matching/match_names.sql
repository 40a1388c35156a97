-- Under which keys can every description be found by name, and where by place?
-- A key is a name without case, marks and the letters that Kazakh has beyond Russian: enough to
-- join by, scoring folds names fully. (atlas_fold takes 48 µs a name, minutes for a million rows;
-- this takes 2 µs.) After this the planner knows the tables.
CREATE INDEX ON match_rows USING gist (place);
CREATE INDEX ON match_objects USING gist (place);

INSERT INTO match_names (name_key, number, ref, of_file, asked)
SELECT DISTINCT
    named.name_key,
    described.number,
    described.ref,
    described.of_file,
    described.asked
FROM (
    SELECT *, TRUE AS of_file FROM match_rows
    UNION ALL
    SELECT *, FALSE AS of_file FROM match_objects
) AS described
CROSS JOIN LATERAL (
    SELECT translate(
        lower(name),
        'ёқғңөұүһі «»“”„"''’‘`.,;:!?-–—()[]№/\',
        'екгноуухи'
    ) AS name_key
    FROM unnest(ARRAY[described.name_kk, described.name_ru, described.name_en]) AS name
) AS named
WHERE named.name_key <> '';

ANALYZE match_rows;
ANALYZE match_objects;
ANALYZE match_names;
