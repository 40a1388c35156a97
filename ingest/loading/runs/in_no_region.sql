-- Which rows that were taken lie in no region? {{table}} is the layer's table. Where nothing was
-- written after all, the object that a row would have moved still lies at its old place.
INSERT INTO ingest_problems (
    run_id, row, field, value, reason_kk, reason_ru, reason_en, code, outcome
)
SELECT
    :run_id, stage.stage_row, 'geometry', left(ST_AsText(stage.geom, 6), 80),
    :kk, :ru, :en, 'in_no_region', 'noted'
FROM {stage} AS stage
LEFT JOIN ingest_known AS known ON known.stage_row = stage.stage_row
LEFT JOIN {table} AS feature ON feature.id = known.feature_id
WHERE stage.stage_state = 'good'
    AND known.is_other IS NOT TRUE
    AND CASE
        WHEN feature.id IS NULL OR (:dry_run AND NOT feature.geom = stage.geom)
            THEN stage.outside
        ELSE feature.outside
    END
ORDER BY stage.stage_row
