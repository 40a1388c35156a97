-- Which fields that the run changed still hold what it wrote? The newest change of an object comes
-- first: {{turn}} counts back. {{fields}} lists each field with its value now; `is_masked` fields
-- are kept in the history only as changed. Objects that the run made itself are not asked, nor are
-- records of the series in :all_series, which have no turns.
CREATE TEMP TABLE ingest_restored ON COMMIT DROP AS
WITH edits AS (
    SELECT
        edit.feature_id,
        edit.changes,
        row_number() OVER (PARTITION BY edit.feature_id ORDER BY edit.id DESC) AS turn
    FROM history AS edit
    WHERE edit.run_id = :run_id
        AND edit.layer = :layer
        AND edit.action IN ('edited', 'moved')
        AND edit.changes <> '{{}}'
        AND NOT edit.changes ?| CAST(:all_series AS text[])
        AND NOT edit.facts ? 'undone_run'
        AND NOT EXISTS (
            SELECT FROM ingest_undone AS undone WHERE undone.feature_id = edit.feature_id
        )
)
SELECT
    feature.id AS feature_id,
    jsonb_object_agg(field.name, jsonb_build_array(field.now, edits.changes -> field.name -> 0))
        FILTER (WHERE field.holds) AS changes,
    array_agg(field.name ORDER BY field.name) FILTER (WHERE NOT field.holds) AS stays
FROM edits
JOIN {table} AS feature ON feature.id = edits.feature_id
CROSS JOIN LATERAL (
    SELECT
        value.name,
        value.now,
        NOT (value.is_masked OR {secret})
            AND COALESCE(value.now, 'null') = edits.changes -> value.name -> 1 AS holds
    FROM (VALUES {fields}) AS value (name, now, is_masked)
    WHERE edits.changes ? value.name
) AS field
WHERE edits.turn = :turn
GROUP BY feature.id
