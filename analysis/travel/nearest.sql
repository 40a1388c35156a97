-- How many metres is it, on the spheroid, from each place to the object nearest to it?
-- The index orders objects by distance on the sphere; another object may be nearer on the
-- spheroid, but only within the distance of the first, so that circle is searched once more.

WITH candidates AS MATERIALIZED (
    SELECT reach_places.id, reach_places.place, first_found.distance_m
    FROM reach_places
    CROSS JOIN LATERAL (
        SELECT ST_Distance(reach_objects.place, reach_places.place) AS distance_m
        FROM reach_objects
        ORDER BY reach_objects.place <-> reach_places.place
        LIMIT 1
    ) AS first_found
)
SELECT
    candidates.id,
    LEAST(
        candidates.distance_m,
        (
            SELECT MIN(ST_Distance(reach_objects.place, candidates.place))
            FROM reach_objects
            WHERE ST_DWithin(reach_objects.place, candidates.place, candidates.distance_m)
        )
    ) AS distance_m
FROM candidates
