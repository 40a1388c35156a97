-- Which records do the good rows tell that their objects do not have yet?
-- {{stage}} is the run's own table, {{table}} the layer's, {{child}} that of the series. What a row
-- leaves untold may be anything in a record that is there. Of a drawn series a row has a list;
-- what a file told once is not told again, whatever a person has made of it, and an object of another
-- source that has any records keeps them and gets none.
CREATE TEMP TABLE ingest_children ON COMMIT DROP AS
WITH told AS (
    SELECT
        stage.stage_row,
        record.place,
        COALESCE(known.feature_id, feature.id) AS feature_id,
        known.feature_id IS NOT NULL AS is_known,
        COALESCE(known.is_other, FALSE) AS is_other,
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
        AND NOT (
            :is_drawn
            AND EXISTS (
                SELECT FROM history AS earlier
                JOIN ingest_runs AS run ON run.id = earlier.run_id
                WHERE earlier.layer = :layer
                    AND earlier.feature_id = told.feature_id
                    AND earlier.changes -> :series -> 0 = 'null'
                    AND earlier.changes -> :series -> 1 @> told.told
                    AND run.state <> 'undone'
            )
        )
    ORDER BY told.feature_id, told.told, told.stage_row, told.place
),
in_order AS (
    SELECT missing.* FROM missing ORDER BY missing.stage_row, missing.place
)
SELECT
    nextval(pg_get_serial_sequence('{child}', 'id')) AS id,
    in_order.stage_row, in_order.feature_id, in_order.is_known, in_order.told_values,
    :is_drawn AND in_order.is_other AND EXISTS (
        SELECT FROM {child} AS child WHERE child.feature_id = in_order.feature_id
    ) AS is_kept_out
FROM in_order
