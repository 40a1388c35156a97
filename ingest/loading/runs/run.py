"""A run of ingest from the order to the end: ordered, carried out or gone on with, taken up."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.access.caller import Caller
from core.audit.event import AuditEvent
from core.database.engine import SessionFactory, transaction
from core.errors import AtlasError, error_code
from core.progress import Progress, Stop, never, silent
from core.settings import ReadingLimits
from core.tasks.errors import TaskStoppedError
from core.text import Language
from ingest.loading.runs.ordered_file import opened_file
from ingest.loading.runs.run_access import require_loader
from ingest.loading.runs.run_audit import audit_run
from ingest.loading.runs.run_errors import FileChangedError, NotLeftRowError, UnknownRunError
from ingest.loading.runs.run_lock import held_run, hold_layer
from ingest.loading.runs.run_writing import Writing
from ingest.loading.runs.stored_rows import taken_up
from ingest.location.file_rows.rows_of_file import as_rows
from ingest.mapping.mapping import column_named
from ingest.rows.batch import InputTable
from ingest.rows.file_order import Decision, FileOrder
from ingest.rows.phases import WRITING
from ingest.rows.storable import storable, storable_json
from ingest.rows.table import UnreadableFileError
from ingest.sandbox.errors import ReadingStoppedError
from ingest.sandbox.limits import LOCAL_LIMITS
from ingest.staging.batch_reading import BatchReader, batch_reader
from ingest.staging.run_record import kept_mapping
from ingest.staging.runs import Run, RunRow, RunState
from ingest.staging.stage import StagingTable, drop_stage
from ingest.staging.staging import Staging, forget_rows
from ingest.staging.stopped_writing import WritingStoppedError, stopped_writing
from ingest.values.column_dates import ColumnDates
from layers.registry import Catalogue

Finish = Callable[[Session], None]


def unattended(_session: Session) -> None:
    """Let it end: nobody waits for a task."""


TO_CARRY_OUT = frozenset(
    {RunState.QUEUED, RunState.READING, RunState.WRITING, RunState.STOPPED, RunState.FAILED}
)
"""States from which a run goes on; that of a program that was killed is one of them."""


def order_run(session: Session, order: FileOrder, caller: Caller, *, dry_run: bool = False) -> Run:
    """The run that will load the file; nothing is read but the file's hash.

    Raises ForbiddenError, UnreadableFileError.
    """
    require_loader(caller, order.layer)
    run = Run(
        layer=order.layer.id,
        source=order.source_name,
        file_name=order.path.name,
        file_sha256=sha256_of(order.path),
        file_bytes=order.path.stat().st_size,
        order=storable_json(order.as_json()),
        state=RunState.QUEUED,
        dry_run=dry_run,
        **_ordered_by(caller),
    )
    session.add(run)
    session.flush()
    session.refresh(run)
    return run


def take_up_waiting(
    session: Session,
    run_id: int,
    decisions: Mapping[int, Decision],
    catalogue: Catalogue,
    caller: Caller,
) -> Run:
    """A new run over rows that a run left, with what a person decided on each, by number.

    The counts of the run that left them stay. Raises UnknownRunError, NotLeftRowError,
    ForbiddenError.
    """
    left = run_of(session, run_id)
    order = FileOrder.from_json(left.order, catalogue)
    require_loader(caller, order.layer)
    query = select(RunRow.row).where(RunRow.run_id == run_id, RunRow.row.in_(decisions))
    if unknown := set(decisions) - set(session.scalars(query)):
        raise NotLeftRowError(min(unknown))
    if order.trust_detected:
        # What all rows of the file told together, a few could not tell.
        order = replace(order, found=tuple((left.mapping.get("crs") or {}).get("systems", ())))
    # What a column is, all rows of the file showed together; a few could not.
    of_file = left.mapping.get("columns") or {}
    order = replace(
        order,
        column_overrides={**of_file, **order.column_overrides},
        dates=left.mapping.get("dates", {}),
    )
    earlier = {row: each for row, each in order.decisions.items() if row in decisions}
    run = Run(
        layer=left.layer,
        source=left.source,
        file_name=left.file_name,
        file_sha256=left.file_sha256,
        file_bytes=left.file_bytes,
        order=replace(order, decisions={**earlier, **decisions}).as_json(),
        state=RunState.QUEUED,
        dry_run=False,
        follows_run_id=run_id,
        **_ordered_by(caller),
    )
    session.add(run)
    session.flush()
    session.refresh(run)
    return run


def carry_out(  # noqa: PLR0913, PLR0917 - the door to all of a load
    sessions: SessionFactory,
    run_id: int,
    catalogue: Catalogue,
    progress: Progress = silent,
    stop: Stop = never,
    limits: ReadingLimits = LOCAL_LIMITS,
    finish: Finish = unattended,
) -> Run:
    """The run when it is done, failed, or stopped because `stop` or `finish` said so.

    `finish` is called in the transaction in which all of it is written, just before that ends; by
    TaskStoppedError it lets nothing be written.

    It goes on from wherever it is, also after its program or the server was killed. What a file or
    an order is at fault for is told in `error`, and the layer is untouched. Raises UnknownRunError,
    RunBusyError.
    """
    with held_run(sessions, run_id):
        with transaction(sessions) as session:
            run = run_of(session, run_id)
            if run.state not in TO_CARRY_OUT:
                return run
            run.state, run.error = RunState.READING, None
            run.started_at = run.started_at or func.now()
        try:
            order = FileOrder.from_json(run.order, catalogue)
            _carrying(sessions, run, order, limits).go(progress, stop, finish)
        except (ReadingStoppedError, WritingStoppedError, TaskStoppedError):
            _tell(sessions, run_id, RunState.STOPPED)
        except AtlasError as error:
            fail_run(sessions, run_id, error)
        with transaction(sessions) as session:
            return session.get_one(Run, run_id, populate_existing=True)


@dataclass(frozen=True, slots=True)
class _Carrying:
    """One run that is held by this program."""

    sessions: SessionFactory
    run: Run
    order: FileOrder
    limits: ReadingLimits
    left: InputTable | None = None
    """The rows of another run, where the run takes up what that one left."""

    def go(self, progress: Progress, stop: Stop, finish: Finish) -> None:
        with self._opened(stop) as table:
            with self.sessions() as session:
                reader = batch_reader(session, self.order, table, again=lambda: self._opened(stop))
                session.commit()
                stage = StagingTable(
                    self.run.id,
                    self.order.layer,
                    reader.columns,
                    reader.at_creation_columns,
                    is_own_export=reader.is_own_export,
                )
                columns = self._columns(reader, table)
                staging = Staging(self.sessions, stage, reader, columns)
                done = staging.prepare(table, self._mapping(reader, table))
                whole = staging.read(table, done, progress, stop)
                state = RunState.WRITING if whole else RunState.STOPPED
                _tell(self.sessions, self.run.id, state, reader.dates)
            if whole:
                self._write(stage, table, columns, progress, stop, finish)

    def _write(  # noqa: PLR0913, PLR0917 - all of it is at hand where it was read
        self, stage: StagingTable, table: InputTable, columns: Mapping[str, str],
        progress: Progress, stop: Stop, finish: Finish,
    ) -> None:  # fmt: skip
        with transaction(self.sessions) as session, stopped_writing(session, stop):
            run = session.get_one(Run, self.run.id)
            progress(WRITING, 0, run.staged_rows)
            hold_layer(session, run.layer)
            Writing(session, run, stage, self.order, run.caller, table, columns).write()
            run.state, run.finished_at = RunState.DONE, func.now()
            audit_run(session, run.caller, AuditEvent.LOAD_FILE, run)
            drop_stage(session, run.id)
            session.flush()
            finish(session)
        progress(WRITING, run.staged_rows, run.staged_rows)

    @contextmanager
    def _opened(self, stop: Stop) -> Iterator[InputTable]:
        """The file, which is still the one that was ordered, or the rows that a run left."""
        order = self.order
        if self.left is not None:
            yield self.left
            return
        if sha256_of(order.path) != self.run.file_sha256:
            raise FileChangedError(order.path.name, field="file")
        with opened_file(order, self.limits, stop) as table:
            with self.sessions() as session:
                rows = as_rows(session, table, order)
            yield rows

    def _columns(self, reader: BatchReader, table: InputTable) -> dict[str, str]:
        """The file's column of each field, and of the key under both of its names."""
        key = self.order.key_column and column_named(self.order.key_column, table.columns)
        mapping = reader.mapping
        of_fields = {name: mapping.column_of(name) for name in reader.cells}
        known = {name: column for name, column in of_fields.items() if column is not None}
        return {**known, **mapping.columns, **({"key": key, key: key} if key else {})}

    def _mapping(self, reader: BatchReader, table: InputTable) -> dict[str, Any]:
        return {
            **kept_mapping(reader.mapping),
            "constants": dict(reader.constants),
            "file_columns": list(table.columns),
            "has_geometry": table.has_geometry,
            "file_crs": table.crs,
            "crs": reader.places.choice.as_json(),
        }


def _carrying(
    sessions: SessionFactory, run: Run, order: FileOrder, limits: ReadingLimits
) -> _Carrying:
    if run.follows_run_id is None:
        return _Carrying(sessions, run, order, limits)
    with transaction(sessions) as session:
        followed = run_of(session, run.follows_run_id)
    taken = taken_up(sessions, followed, order)
    return _Carrying(sessions, run, taken.order, limits, taken.table)


def run_of(session: Session, run_id: int) -> Run:
    """The run with a number, as it is now. Raises UnknownRunError."""
    run = session.get(Run, run_id, populate_existing=True)
    if run is None:
        raise UnknownRunError(run_id)
    return run


def sha256_of(path: Path) -> str:
    """The hash of a file, in hexadecimal. Raises UnreadableFileError."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableFileError(path.name, error.strerror or str(error)) from error


def fail_run(sessions: SessionFactory, run_id: int, error: AtlasError) -> None:
    """Let the run say why it failed, and remove what was staged. Raises UnknownRunError."""
    with transaction(sessions) as session:
        run = run_of(session, run_id)
        run.state, run.finished_at = RunState.FAILED, func.now()
        run.staged_rows = 0
        run.error = {
            "code": error_code(error),
            **{language.value: storable(error.message(language)) for language in Language},
        }
        forget_rows(session, run_id)
        drop_stage(session, run_id)


def _tell(
    sessions: SessionFactory, run_id: int, state: RunState, dates: ColumnDates | None = None
) -> None:
    """Let the run tell its state, and how its columns of dates were found to be written."""
    styles = {column: style.as_text() for column, style in dates.found.items()} if dates else {}
    with transaction(sessions) as session:
        run = session.get_one(Run, run_id)
        run.state = state
        if styles:
            run.mapping = {**run.mapping, "dates": styles}


def _ordered_by(caller: Caller) -> dict[str, Any]:
    return {
        "by_user_id": caller.user_id,
        "by_name": caller.name,
        "permissions": caller.permissions,
    }
