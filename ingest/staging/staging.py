"""The rows of a file into their run's stage, batch by batch, each batch whole or not at all."""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Engine, delete, func, select, update
from sqlalchemy.orm import Session

from core.database.engine import SessionFactory, transaction
from core.progress import Progress, Stop
from ingest.rows.batch import Batch, InputTable, rows_at_a_time
from ingest.rows.phases import CHECKING
from ingest.staging.batch_reading import BatchReader
from ingest.staging.garbage import garbage_on_call
from ingest.staging.run_record import outcomes_of, record_left_rows, record_problems
from ingest.staging.runs import Run, RunProblem, RunRow
from ingest.staging.stage import StagingTable
from ingest.values.checked_batch import CheckedBatch
from layers.regions.raster import RegionRaster, boundaries_now, region_raster

MANY_ROWS = 20_000
"""From so many rows in a batch on, a raster of the regions is worth the half second it takes."""


@dataclass
class Staging:
    """Fills the stage of one run; `columns` gives the file's column of each field."""

    sessions: SessionFactory
    stage: StagingTable
    reader: BatchReader
    columns: Mapping[str, str]
    _raster: RegionRaster | None = field(default=None, init=False)

    def prepare(self, table: InputTable, mapping: Mapping[str, Any]) -> int:
        """How many rows of the file are staged already.

        The stage is made anew where it is missing, or empty after a crash of the server.
        """
        with transaction(self.sessions) as session:
            run = session.get_one(Run, self.stage.run_id)
            left = select(func.count()).where(RunRow.run_id == run.id)
            if self.stage.count(session) != run.staged_rows - (session.scalar(left) or 0):
                run.staged_rows = 0
            if run.staged_rows == 0:
                forget_rows(session, run.id)
                self.stage.create(session)
            run.total_rows = table.row_count
            run.mapping = {**mapping, "boundaries": run.mapping.get("boundaries")}
            return run.staged_rows

    def read(self, table: InputTable, done: int, progress: Progress, stop: Stop) -> bool:
        """Whether all rows after the first `done` are staged; not so where it was stopped."""
        with (
            garbage_on_call() as collect_garbage,
            self._writing() as write,
            self.sessions() as session,
        ):
            for batch in after(table.batches(rows_at_a_time(len(table.columns))), done):
                if stop():
                    return False
                progress(CHECKING, done, table.row_count or 0)
                checked = self.reader.read(batch)
                # What was asked of the database while reading is over before the rows go in.
                session.commit()
                write(checked)
                done += checked.read
                collect_garbage()
        progress(CHECKING, done, done)
        return True

    @contextmanager
    def _writing(self) -> "Iterator[Any]":
        """A function that stages a batch, while the next one is read where connections allow."""
        with self.sessions() as session:
            alone = not isinstance(session.get_bind(), Engine)
        if alone:
            yield self._write
            return
        with ThreadPoolExecutor(max_workers=1) as pool:
            pending: Future[None] | None = None

            def write(checked: CheckedBatch) -> None:
                nonlocal pending
                if pending is not None:
                    pending.result()
                pending = pool.submit(self._write, checked)

            yield write
            if pending is not None:
                pending.result()

    def _write(self, checked: CheckedBatch) -> None:
        with transaction(self.sessions) as session:
            raster = self._raster_for(session, checked)
            self.stage.copy(session, checked, raster)
            record_problems(session, self.stage.run_id, checked.problems, self.columns)
            outcomes = outcomes_of(checked.problems)
            record_left_rows(session, self.stage.run_id, checked.left, outcomes)
            session.execute(
                update(Run)
                .where(Run.id == self.stage.run_id)
                .values(staged_rows=Run.staged_rows + checked.read)
            )

    def _raster_for(self, session: Session, checked: CheckedBatch) -> RegionRaster | None:
        """The raster where there are many rows; the run then knows of which day's boundaries."""
        if self._raster is None and len(checked) >= MANY_ROWS:
            self._raster = region_raster(session)
            run = session.get_one(Run, self.stage.run_id)
            run.mapping = {**run.mapping, "boundaries": boundaries_now(session)}
        return self._raster


def forget_rows(session: Session, run_id: int) -> None:
    """Delete the problems and the left rows of the run."""
    session.execute(delete(RunProblem).where(RunProblem.run_id == run_id))
    session.execute(delete(RunRow).where(RunRow.run_id == run_id))


def after(batches: Iterable[Batch], done: int) -> Iterator[Batch]:
    """The batches without the first `done` rows."""
    for batch in batches:
        if done < len(batch):
            yield _without_first(batch, done) if done else batch
        done = max(0, done - len(batch))


def _without_first(batch: Batch, count: int) -> Batch:
    return replace(
        batch,
        numbers=batch.numbers[count:],
        cells={name: cells[count:] for name, cells in batch.cells.items()},
        geometry=None if batch.geometry is None else batch.geometry[count:],
        surplus={place - count: cells for place, cells in batch.surplus.items() if place >= count},
        problems=tuple(each for each in batch.problems if each.row >= int(batch.numbers[count])),
    )
