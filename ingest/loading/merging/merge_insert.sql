-- Every staged row that is no known object becomes a new one.
-- Its id is told by its row, so that the history can be written without asking for it.
INSERT INTO {table} (id, source, source_key, {columns})
SELECT :before_ids + stage.stage_row, COALESCE(stage.stage_source, :source), stage.stage_key, {values}
FROM {stage} AS stage
WHERE stage.stage_state = 'good'
    AND stage.stage_row BETWEEN :first AND :last
    AND {is_new}
