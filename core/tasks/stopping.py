"""A person stops a task, and with it what belongs to it."""

from sqlalchemy.orm import Session

from core.task_limits import TaskLimits
from core.tasks import moves
from core.tasks.errors import TaskEndedError
from core.tasks.ordering import release_waiting
from core.tasks.quotas import hold_owner
from core.tasks.states import STATES, TaskState
from core.tasks.task import Task, TaskKind


def stop_task(session: Session, task: Task, kind: TaskKind | None, limits: TaskLimits) -> None:
    """Stop the task, waiting or at work; stopping it again changes nothing.

    Raises TaskEndedError where it had ended otherwise.
    """
    hold_owner(session, task.owner_id)
    has_stopped = moves.stop(session, task.id)
    session.refresh(task)
    if task.state != TaskState.STOPPED:
        raise TaskEndedError(task.id, STATES[TaskState(task.state)])
    if has_stopped:
        if kind is not None:
            kind.ended(session, task)
        release_waiting(session, task.owner_id, limits)
