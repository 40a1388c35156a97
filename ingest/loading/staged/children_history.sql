-- The history of each object tells of its new record, as of one that a person added.
-- {{child}} is the table of the series, {{record}} its described values as JSON.
WITH entries AS (
    SELECT
        child.feature_id,
        'edited' AS action,
        jsonb_build_object('file', CAST(:file AS text), 'row', CAST(added.stage_row AS text))
            AS facts,
        jsonb_build_object(CAST(:series AS text), jsonb_build_array(NULL, {record})) AS changes
    FROM ingest_children AS added
    JOIN {child} AS child ON child.id = added.id
    ORDER BY added.stage_row, added.id
)
