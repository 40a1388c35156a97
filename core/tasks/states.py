"""The states of a task, and the moves between them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.text import Text


class TaskState(StrEnum):
    """How far a task is."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"
    EXPIRED = "expired"


STATES: Mapping[TaskState, Text] = {
    TaskState.QUEUED: Text("кезекте", "в очереди", "waiting its turn"),
    TaskState.RUNNING: Text("орындалуда", "выполняется", "running"),
    TaskState.DONE: Text("аяқталды", "выполнена", "done"),
    TaskState.FAILED: Text("орындалмады", "не удалась", "failed"),
    TaskState.STOPPED: Text("тоқтатылды", "остановлена", "stopped"),
    TaskState.EXPIRED: Text("мерзімі өтті", "просрочена", "expired"),
}

UNFINISHED = (TaskState.QUEUED, TaskState.RUNNING)
ENDED = frozenset(TaskState) - frozenset(UNFINISHED)


@dataclass(frozen=True, slots=True)
class TaskMove:
    """One change of state: from which states it may be made, and to which it leads."""

    origins: tuple[TaskState, ...]
    target: TaskState


START = TaskMove(UNFINISHED, TaskState.RUNNING)
"""From `running` where the worker that ran it was killed."""
PUT_BACK = TaskMove((TaskState.RUNNING,), TaskState.QUEUED)
FINISH = TaskMove((TaskState.RUNNING,), TaskState.DONE)
FAIL = TaskMove((TaskState.RUNNING,), TaskState.FAILED)
STOP = TaskMove(UNFINISHED, TaskState.STOPPED)
EXPIRE = TaskMove((TaskState.QUEUED,), TaskState.EXPIRED)

MOVES = (START, PUT_BACK, FINISH, FAIL, STOP, EXPIRE)
