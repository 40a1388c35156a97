"""The row of a task, and what kinds of tasks there are."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Identity, Index, func, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.codes import random_code
from core.database.engine import Base
from core.tasks.states import ENDED, TaskState
from core.text import Text

IS_UNFINISHED = text("state IN ('queued', 'running')")
Json = dict[str, Any]

CODE_LENGTH = 20
"""100 bits."""


class Task(Base):
    """One task: what is to be done, for whom, how far it is, and what came of it."""

    __tablename__ = "tasks"
    __table_args__ = (
        Index("tasks_owner_idx", "owner_id", "number"),
        Index(
            "tasks_unfinished_idx",
            "number",
            postgresql_where=text("state IN ('queued', 'running')"),
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=lambda: random_code(CODE_LENGTH))
    number: Mapped[int] = mapped_column(BigInteger, Identity(), unique=True)
    """The order in which tasks came; nobody outside is told of it."""
    kind: Mapped[str]
    """`<room>.<verb_noun>`."""
    lock: Mapped[str | None]
    """Of the tasks with one lock only one runs at a time, whoever they belong to."""
    owner_id: Mapped[int | None]
    owner_name: Mapped[str] = mapped_column(server_default="")
    language: Mapped[str]
    """That of whoever ordered it."""
    parameters: Mapped[Json] = mapped_column(server_default="{}")
    state: Mapped[str] = mapped_column(server_default=TaskState.QUEUED.value)
    phase: Mapped[Json | None]
    """What is being done, in three languages."""
    done: Mapped[int] = mapped_column(server_default="0")
    total: Mapped[int] = mapped_column(server_default="0")
    result: Mapped[Json | None]
    error: Mapped[Json | None]
    """Why it failed or expired: {"code", "kk", "ru", "en"}."""
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(server_default="1")
    """One more with every change that can be seen."""
    attempt: Mapped[int] = mapped_column(server_default="0")
    """One more each time a worker begins: a worker that was thought dead changes nothing more."""
    deaths: Mapped[int] = mapped_column(server_default="0")
    """How many workers were gone before they had ended it."""
    job_id: Mapped[int | None]
    """Its job in the queue of workers; none while it waits for its owner's other tasks."""

    @property
    def has_ended(self) -> bool:
        """Whether it stays as it is."""
        return self.state in ENDED


def _nothing(_session: Session, _task: Task) -> None:
    """Leave everything as it is."""


@dataclass(frozen=True, slots=True)
class TaskKind:
    """What tasks of one name are: how they are called, and what else ends with them."""

    name: str
    title: Text
    one_at_a_time: bool = False
    """Whether only one of them runs at a time, whoever they belong to."""
    ended: Callable[[Session, Task], None] = _nothing
    """Called in the transaction in which one failed, was stopped or expired, and again when its
    worker has let go of it: has what belongs to it say so."""

    @property
    def lock(self) -> str | None:
        """What only one of the kind may hold; None where many may run."""
        return self.name if self.one_at_a_time else None
