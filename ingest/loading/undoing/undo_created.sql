-- What did the run make, and why can some of it not go again?
-- One row of the history tells of one object, or of all that were made of a range of rows.
-- {{table}} is the layer's table; {{referred}} is true where other objects refer to `feature`,
-- {{enlarged}} where records hang on it, {{secret}} where the caller may not see it in full.
CREATE TEMP TABLE ingest_undone ON COMMIT DROP AS
SELECT
    feature.id AS feature_id,
    CASE
        WHEN {secret} THEN 'secret'
        WHEN {enlarged} OR EXISTS (
            SELECT FROM history AS later
            WHERE later.layer = :layer
                AND later.feature_id = feature.id
                AND later.run_id IS DISTINCT FROM :run_id
        ) THEN 'changed'
        WHEN {referred} OR EXISTS (
            SELECT FROM ingest_same_as AS same
            WHERE same.layer = :layer
                AND same.feature_id = feature.id
                AND same.is_same
                AND same.run_id IS DISTINCT FROM :run_id
        ) THEN 'referred'
    END AS stays
FROM history AS made
CROSS JOIN LATERAL
    generate_series(made.feature_id, COALESCE(made.last_feature_id, made.feature_id)) AS made_id
JOIN {table} AS feature ON feature.id = made_id
WHERE made.run_id = :run_id
    AND made.layer = :layer
    AND made.action = 'created'
