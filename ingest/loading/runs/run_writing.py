"""A run's staged rows into the layer: checked against each other, matched, merged and counted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from sqlalchemy import exists, func, select, text
from sqlalchemy.orm import Session

from core.access.caller import Caller
from ingest.loading.merging.exported import known_exports
from ingest.loading.merging.merge import Merge, Merged, merge_of
from ingest.loading.runs.run_errors import RowsUnaccountedError
from ingest.loading.staged.staged_children import StagedChildren
from ingest.loading.staged.staged_states import StagedStates
from ingest.loading.staged.staged_territory import outside_territory
from ingest.loading.staged.tied_rows import unfit_ties
from ingest.matching.match import match_staged
from ingest.matching.sameness import remember_decisions
from ingest.rows.batch import Batch, InputTable, rows_at_a_time
from ingest.rows.file_order import FileOrder
from ingest.rows.outcome import Outcome
from ingest.rows.row_problem import RowProblem
from ingest.staging.run_record import outcomes_of, record_left_rows, record_problems
from ingest.staging.runs import Run, RunProblem, RunRow
from ingest.staging.stage import StagingTable
from ingest.values.row_phrases import AT_ODDS, IN_NO_REGION, REPEATED
from layers.regions.raster import boundaries_now

REPEATED_KEYS, NO_REGION = (
    (Path(__file__).parent / f"{name}.sql").read_text(encoding="utf-8")
    for name in ("repeated_keys", "in_no_region")
)
MAY_BE_REPEATED = (
    "SELECT count(*) > count(DISTINCT"
    " hashtextextended(stage_key, hashtext(COALESCE(stage_source, ''))))"
    " FROM {stage} WHERE stage_state = 'good'"
)
"""Hashes of other keys may be equal: whether the keys are, the script asks."""
WORK_MEM = "128MB"
"""Of the server, for each sort and hash table of a merge."""


@dataclass(frozen=True, slots=True)
class Writing:
    """What is to be written: the stage of a run, its order, who ordered it, and its file.

    `columns` gives the file's column of each field.
    """

    session: Session
    run: Run
    stage: StagingTable
    order: FileOrder
    caller: Caller
    table: InputTable
    columns: Mapping[str, str]

    def write(self) -> None:
        """Put the rows into the layer and the counts into the run, all in this one transaction.

        Of a dry run only the audit stays. Raises RowsUnaccountedError.
        """
        self.session.execute(text(f"SET LOCAL work_mem = '{WORK_MEM}'"))
        drawn_of = self.run.mapping.get("boundaries")
        changed = drawn_of is not None and drawn_of != boundaries_now(self.session)
        self.stage.locate(self.session, anew=changed)
        self._part_repeated()
        if self.stage.is_own_export:
            self._leave(known_exports(self.session, self.stage))
        self._leave(match_staged(self.session, self.stage, self.order, self.caller))
        merge = merge_of(self.session, self.stage, self.run)
        merge.find_known()
        self._leave(merge.protected(self.caller))
        self._leave(outside_territory(self.session, self.stage, self.caller))
        states = StagedStates(self.session, self.stage, self.run, self.caller)
        self._leave(states.find())
        self._leave(unfit_ties(self.session, self.stage, self.caller))
        merged = self._merged(merge, states)
        self._leave(merged.refused)
        if not self.run.dry_run and not self.stage.is_own_export:
            remember_decisions(self.session, self.run.id, self.stage, self.order, self.run.by_name)
        self._note_outside()
        self._keep_late_rows()
        self._count(merged)

    def _merged(self, merge: Merge, states: StagedStates) -> Merged:
        savepoint = self.session.begin_nested()
        merged = merge.write()
        children = StagedChildren(self.session, self.stage, self.run)
        changed = merged.changed + states.write() + children.write()
        savepoint.rollback() if self.run.dry_run else savepoint.commit()
        return replace(merged, changed=changed, refused=(*merged.refused, *children.refused))

    def _part_repeated(self) -> None:
        """Keep of rows with one key the first as good if all agree, and none else."""
        if not self.session.scalar(text(MAY_BE_REPEATED.format(stage=self.stage.table))):
            return
        names = ("geom", *self.stage.columns)
        script = REPEATED_KEYS.format(
            stage=self.stage.table,
            stage_values=", ".join(f"stage.{name}" for name in names),
            first_values=", ".join(f"first.{name}" for name in names),
        )
        phrases = {
            f"{code}_{language}": phrase
            for code, text_ in (("at_odds", AT_ODDS), ("repeated", REPEATED))
            for language, phrase in text_.as_dict().items()
        }
        facts = {"run_id": self.run.id, "key_column": self.columns.get("key"), **phrases}
        self.session.execute(text(script), facts)

    def _leave(self, problems: Iterable[RowProblem]) -> None:
        """Leave the rows out and let the run say why."""
        told = tuple(problems)
        record_problems(self.session, self.run.id, told, self.columns)
        outcomes = outcomes_of(told)
        for outcome in (Outcome.WAITING, Outcome.REJECTED):
            rows = [row for row, each in outcomes.items() if each is outcome]
            if rows:
                self.stage.mark(self.session, rows, outcome)

    def _note_outside(self) -> None:
        script = NO_REGION.format(
            stage=self.stage.table, table=self.stage.layer.table.__tablename__
        )
        facts = {"run_id": self.run.id, "dry_run": self.run.dry_run, **IN_NO_REGION.as_dict()}
        self.session.execute(text(script), facts)

    def _keep_late_rows(self) -> None:
        """Keep rows that were left only now as they stand in the file, read again."""
        late = self._late_outcomes()
        numbers = np.fromiter(late, np.int64, len(late))
        missing = len(late)
        for batch in self._batches() if missing else ():
            places = np.flatnonzero(np.isin(batch.numbers, numbers))
            rows = [batch.row(int(place)) for place in places]
            record_left_rows(self.session, self.run.id, rows, late)
            missing -= len(rows)
            if not missing:
                break

    def _batches(self) -> Iterable[Batch]:
        return self.table.batches(rows_at_a_time(len(self.table.columns)))

    def _late_outcomes(self) -> dict[int, Outcome]:
        problem = RunProblem
        kept = exists().where(RunRow.run_id == problem.run_id, RunRow.row == problem.row)
        query = select(problem.row, func.bool_or(problem.outcome == Outcome.REJECTED)).where(
            problem.run_id == self.run.id, problem.outcome != Outcome.NOTED, ~kept
        )
        return {
            row: Outcome.REJECTED if rejected else Outcome.WAITING
            for row, rejected in self.session.execute(query.group_by(problem.row))
        }

    def _count(self, merged: Merged) -> None:
        run = self.run
        good = self.stage.states(self.session).get("good", 0)
        query = select(RunRow.outcome, func.count()).where(RunRow.run_id == run.id)
        left: dict[str, int] = dict(self.session.execute(query.group_by(RunRow.outcome)).all())
        run.read = run.staged_rows
        run.waiting = left.get(Outcome.WAITING, 0)
        run.rejected = left.get(Outcome.REJECTED, 0)
        run.created = merged.created
        run.loaded = merged.created + merged.changed
        run.unchanged = good - run.loaded
        if run.read != good + run.waiting + run.rejected or run.unchanged < 0:
            told = f"{run.read} ≠ {good} + {run.waiting} + {run.rejected}"
            raise RowsUnaccountedError(told)
