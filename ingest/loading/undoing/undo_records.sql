-- Which records did the run add to objects that stay, and may each go again?
-- {{table}} is the layer's table, {{child}} that of the series, {{record}} a record as the history
-- has it, {{secret}} is true where the caller may not see `feature` in full.
CREATE TEMP TABLE ingest_records ON COMMIT DROP AS
SELECT
    child.id,
    feature.id AS feature_id,
    {record} AS record,
    CASE
        WHEN {secret} THEN 'secret'
        WHEN :append_only THEN 'appended'
        WHEN {record} <> added.changes -> :series -> 1 THEN 'changed'
    END AS stays
FROM history AS added
JOIN {child} AS child
    ON child.id = CAST(added.changes -> :series -> 1 ->> 'id' AS bigint)
    AND child.feature_id = added.feature_id
JOIN {table} AS feature ON feature.id = added.feature_id
WHERE added.run_id = :run_id
    AND added.layer = :layer
    AND added.action = 'edited'
    AND added.changes -> :series -> 0 = 'null'
    AND NOT added.facts ? 'undone_run'
    AND NOT EXISTS (SELECT FROM ingest_undone AS undone WHERE undone.feature_id = feature.id)
