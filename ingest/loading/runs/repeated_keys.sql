-- Which staged rows have a key that an earlier row has, and do the rows of that key agree?
-- {{stage}} is the run's own table; {{stage_values}} and {{first_values}} are what the file gave.
WITH doubled AS MATERIALIZED (
    SELECT stage.stage_key, stage.stage_source, min(stage.stage_row) AS first_row
    FROM {stage} AS stage
    WHERE stage.stage_state = 'good'
    GROUP BY stage.stage_key, stage.stage_source
    HAVING count(*) > 1
),
compared AS (
    SELECT
        stage.stage_row,
        stage.stage_key,
        stage.stage_row = doubled.first_row AS is_first,
        bool_or(ROW({stage_values}) IS DISTINCT FROM ROW({first_values}))
            OVER (PARTITION BY stage.stage_key, stage.stage_source) AS at_odds
    FROM doubled
    JOIN {stage} AS stage
        ON stage.stage_key = doubled.stage_key
        AND stage.stage_source IS NOT DISTINCT FROM doubled.stage_source
    JOIN {stage} AS first ON first.stage_row = doubled.first_row
    WHERE stage.stage_state = 'good'
),
late AS (
    SELECT compared.* FROM compared WHERE compared.at_odds OR NOT compared.is_first
),
marked AS (
    UPDATE {stage} AS stage
    SET stage_state = 'waiting'
    FROM late
    WHERE stage.stage_row = late.stage_row
)
INSERT INTO ingest_problems (
    run_id, row, field, "column", value, reason_kk, reason_ru, reason_en, code, outcome
)
SELECT
    :run_id, late.stage_row, 'key', :key_column, late.stage_key,
    CASE WHEN late.at_odds THEN :at_odds_kk ELSE :repeated_kk END,
    CASE WHEN late.at_odds THEN :at_odds_ru ELSE :repeated_ru END,
    CASE WHEN late.at_odds THEN :at_odds_en ELSE :repeated_en END,
    CASE WHEN late.at_odds THEN 'at_odds' ELSE 'repeated' END,
    'waiting'
FROM late
ORDER BY late.stage_row
