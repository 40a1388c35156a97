-- Which records do the good rows tell that their objects do not have yet?
-- {{stage}} is the run's own table, {{table}} the layer's, {{child}} that of the series. What a row
-- leaves untold may be anything in a record that is there. Of a drawn series a row has a list.
CREATE TEMP TABLE ingest_children ON COMMIT DROP AS
WITH told AS (
    SELECT
        stage.stage_row,
        record.place,
        COALESCE(known.feature_id, feature.id) AS feature_id,
        known.feature_id IS NOT NULL AS is_known,
        record.told -> 'values' AS told_values,
        jsonb_strip_nulls(to_jsonb(
            jsonb_populate_record(NULL\:\:{child}, record.told -> 'told')
        )) AS told
    FROM {stage} AS stage
    LEFT JOIN ingest_known AS known ON known.stage_row = stage.stage_row
    LEFT JOIN {table} AS feature
        ON known.feature_id IS NULL
        AND feature.source = COALESCE(stage.stage_source, :source)
        AND feature.source_key = stage.stage_key
    CROSS JOIN LATERAL jsonb_array_elements(
        CASE jsonb_typeof(stage.stage_children -> :series)
            WHEN 'array' THEN stage.stage_children -> :series
            ELSE jsonb_build_array(stage.stage_children -> :series)
        END
    ) WITH ORDINALITY AS record (told, place)
    WHERE stage.stage_state = 'good'
        AND stage.stage_row BETWEEN :first AND :last
        AND stage.stage_children ? :series
),
missing AS (
    SELECT DISTINCT ON (told.feature_id, told.told) told.*
    FROM told
    WHERE told.feature_id IS NOT NULL
        AND NOT EXISTS (
            SELECT FROM {child} AS child
            WHERE child.feature_id = told.feature_id AND to_jsonb(child) @> told.told
        )
    ORDER BY told.feature_id, told.told, told.stage_row, told.place
),
in_order AS (
    SELECT missing.* FROM missing ORDER BY missing.stage_row, missing.place
)
SELECT
    nextval(pg_get_serial_sequence('{child}', 'id')) AS id,
    in_order.stage_row, in_order.feature_id, in_order.is_known, in_order.told_values
FROM in_order
