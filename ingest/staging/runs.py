"""The audit of ingest: what each run read, and every row that did not go in as it came."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from core.access.caller import Caller
from core.access.grant import grants_on_record
from core.access.visit import TERMINAL, Visit
from core.database.engine import Base
from core.tasks.task import Task


class RunState(StrEnum):
    """How far a run is. Only `done` has written into the layer; a failed one has written nothing.

    `proposed` waits for a person to confirm the mapping; `stopped` was stopped and can go on.
    """

    QUEUED = "queued"
    PROPOSED = "proposed"
    READING = "reading"
    WRITING = "writing"
    STOPPED = "stopped"
    FAILED = "failed"
    DONE = "done"
    UNDONE = "undone"


class Run(Base):
    """One load of one file: who, when, what, how mapped, and the five counts.

    `read` = `loaded` + `unchanged` + `waiting` + `rejected`, once it is done. `staged_rows` says
    how many rows of the file have been read so far, of `total_rows` where that is known.
    """

    __tablename__ = "ingest_runs"
    __table_args__ = (Index("ingest_runs_layer_idx", "layer", "id"),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    layer: Mapped[str]
    source: Mapped[str]
    file_name: Mapped[str]
    file_sha256: Mapped[str]
    file_bytes: Mapped[int]
    order: Mapped[dict[str, Any]]
    """`FileOrder.as_json`: what is needed to go on."""
    mapping: Mapped[dict[str, Any]] = mapped_column(server_default="{}")
    """What was read from which column, value and reference system, once that is settled."""
    proposal: Mapped[dict[str, Any]] = mapped_column(server_default="{}")
    """What a person is asked to confirm."""
    state: Mapped[str]
    dry_run: Mapped[bool] = mapped_column(server_default="false")
    by_user_id: Mapped[int | None]
    by_name: Mapped[str] = mapped_column(server_default="")
    permissions: Mapped[list[str]] = mapped_column(server_default="{}")
    """What the caller might do when they ordered it; a job that goes on later may do no more."""
    task_id: Mapped[str | None] = mapped_column(
        ForeignKey(Task.id, ondelete="SET NULL"), index=True
    )
    """What a worker does with it now, or did last."""
    follows_run_id: Mapped[int | None]
    """The run whose waiting rows this one takes up."""
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
    undone_by_name: Mapped[str | None]
    total_rows: Mapped[int | None]
    staged_rows: Mapped[int] = mapped_column(server_default="0")
    read: Mapped[int | None]
    loaded: Mapped[int | None]
    unchanged: Mapped[int | None]
    waiting: Mapped[int | None]
    rejected: Mapped[int | None]
    created: Mapped[int | None]
    """How many of the loaded rows are new."""
    error: Mapped[dict[str, Any] | None]
    """Why it failed: {"code", "kk", "ru", "en"}."""

    @property
    def caller(self) -> Caller:
        """Who ordered the run, with what the run may do."""
        visit = TERMINAL if self.by_user_id is None else Visit(f"run:{self.id}")
        grants = grants_on_record(self.permissions)
        return Caller(self.by_user_id, self.by_name, grants, visit)


class RunRow(Base):
    """A row that waits or was rejected, with its cells as they stood in the file."""

    __tablename__ = "ingest_rows"

    run_id: Mapped[int] = mapped_column(
        ForeignKey("ingest_runs.id", ondelete="CASCADE"), primary_key=True
    )
    row: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    outcome: Mapped[str]
    cells: Mapped[dict[str, Any]]
    geometry: Mapped[str | None]
    """The file's own geometry as WKT, in the file's coordinates."""


class RunProblem(Base):
    """One thing that was odd about one row of a run, in three languages."""

    __tablename__ = "ingest_problems"
    __table_args__ = (Index("ingest_problems_run_idx", "run_id", "row", "id"),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("ingest_runs.id", ondelete="CASCADE"))
    row: Mapped[int]
    field: Mapped[str]
    column: Mapped[str | None]
    """The file's column that the value stood in."""
    value: Mapped[str]
    reason_kk: Mapped[str]
    reason_ru: Mapped[str]
    reason_en: Mapped[str]
    suggestion: Mapped[str | None]
    code: Mapped[str]
    outcome: Mapped[str]
    candidates: Mapped[list[Any]] = mapped_column(JSONB, server_default="[]")


class SameAs(Base):
    """A row of a source that is known to be, or not to be, an object of the atlas."""

    __tablename__ = "ingest_same_as"
    __table_args__ = (
        UniqueConstraint("layer", "source", "source_key", "feature_id"),
        Index(
            "ingest_same_as_one_idx",
            "layer",
            "source",
            "source_key",
            unique=True,
            postgresql_where=text("is_same"),
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    layer: Mapped[str]
    source: Mapped[str]
    source_key: Mapped[str]
    feature_id: Mapped[int]
    is_same: Mapped[bool]
    by_name: Mapped[str] = mapped_column(server_default="")
    run_id: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(server_default=func.now())
