-- What do the rows of one turn change? A field that a signed-in person has edited stays; a row of
-- another source only fills what is empty. {{fields}} lists each field with its value before and
-- after; {{before}} and {{after}} are all values, to pass over the many rows that change nothing.
CREATE TEMP TABLE ingest_changed ON COMMIT DROP AS
WITH differing AS MATERIALIZED (
    SELECT known.stage_row, known.feature_id, known.is_other
    FROM ingest_known AS known
    JOIN {stage} AS stage ON stage.stage_row = known.stage_row
    JOIN {table} AS feature ON feature.id = known.feature_id
    WHERE known.turn = :turn
        AND stage.stage_state = 'good'
        AND ROW({before}) IS DISTINCT FROM ROW({after})
),
edited AS (
    SELECT history.feature_id, edit.field
    FROM history
    CROSS JOIN LATERAL jsonb_object_keys(history.changes) AS edit (field)
    WHERE history.layer = :layer
        AND history.action = 'edited'
        AND history.by_user_id IS NOT NULL
        AND history.run_id IS NULL
        AND history.feature_id IN (SELECT differing.feature_id FROM differing)
)
SELECT
    differing.stage_row,
    differing.feature_id,
    jsonb_object_agg(field.name, jsonb_build_array(field.before, field.after)) AS changes
FROM differing
JOIN {stage} AS stage ON stage.stage_row = differing.stage_row
JOIN {table} AS feature ON feature.id = differing.feature_id
CROSS JOIN LATERAL (VALUES {fields}) AS field (name, differs, fills, before, after)
WHERE CASE WHEN differing.is_other THEN field.fills ELSE field.differs END
    AND NOT EXISTS (
        SELECT FROM edited
        WHERE edited.feature_id = differing.feature_id
            AND CASE edited.field WHEN 'geometry' THEN 'geom' ELSE edited.field END = field.name
    )
GROUP BY differing.stage_row, differing.feature_id
