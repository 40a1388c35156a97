"""What the work on a task is given: its parameters, its language, progress, and whether to stop."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.database.engine import SessionFactory, transaction
from core.tasks import moves
from core.tasks.errors import TaskStoppedError
from core.tasks.states import TaskState
from core.tasks.task import Json, Task, TaskKind
from core.text import Language, Text

TOLD_EVERY_S = 1.0


@dataclass(slots=True)
class TaskContext:
    """One attempt at one task."""

    task: Task
    sessions: SessionFactory
    is_asked_to_stop: Callable[[], bool]
    """Whether its worker is to let go of it, because it was stopped or the worker ends."""
    has_finished: bool = field(default=False, init=False)
    _is_lost: bool = field(default=False, init=False)
    _told_at: float = field(default=0.0, init=False)

    @property
    def parameters(self) -> Mapping[str, Any]:
        """What was ordered."""
        return self.task.parameters

    @property
    def language(self) -> Language:
        """The language of whoever ordered it."""
        return Language(self.task.language)

    def progress(self, phase: Text, done: int, total: int) -> None:
        """Tell how far it is; the database hears of it once a second, or of another phase."""
        is_new = self.task.phase is None or self.task.phase["en"] != phase.en
        if not is_new and time.monotonic() - self._told_at < TOLD_EVERY_S:
            return
        self._told_at = time.monotonic()
        self.task.phase = phase.as_dict()
        with transaction(self.sessions) as session:
            is_running = moves.tell_progress(session, self.task, phase, done, total)
        self._is_lost = self._is_lost or not is_running

    def should_stop(self) -> bool:
        """Whether the work is to end now, unfinished."""
        return self._is_lost or self.is_asked_to_stop()

    def raise_if_stopped(self) -> None:
        """Raise TaskStoppedError where the work is to end now."""
        if self.should_stop():
            raise TaskStoppedError

    def was_stopped(self) -> bool:
        """Whether somebody stopped it, so that nobody will go on with it."""
        with self.sessions() as session:
            state = session.scalar(select(Task.state).where(Task.id == self.task.id))
        return state in {None, TaskState.STOPPED}

    def finish(self, session: Session, result: Json | None = None) -> None:
        """Have the task done as soon as the session commits, with all else that it writes.

        Raises TaskStoppedError where it was stopped before; then nothing of it may be committed.
        """
        if not moves.finish(session, self.task.id, self.task.attempt, result):
            self._is_lost = True
            raise TaskStoppedError
        self.has_finished = True


@dataclass(frozen=True, slots=True)
class TaskHandler:
    """How tasks of one kind are worked on."""

    kind: TaskKind
    run: Callable[[TaskContext], Json | None]
    """Gives the result. It ends early, by any error, where the context says so; an AtlasError that
    comes otherwise tells why the task has failed."""
    passing: tuple[type[Exception], ...] = ()
    """Errors after which it is tried again later."""
