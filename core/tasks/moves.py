"""The moves of a task: one function each, which compares and sets in one statement.

Of two who move a task at the same moment one comes second, and is told so by the answer.
"""

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Update, case, func, select, text, update
from sqlalchemy.orm import Session

from core.tasks import states
from core.tasks.errors import TaskExpiredError, error_record
from core.tasks.states import TaskMove, TaskState
from core.tasks.task import Json, Task
from core.text import Text

CANCEL = text("SELECT procrastinate_cancel_job_v1(:job_id, TRUE, FALSE)")
"""Takes a waiting job out of the queue; one at work will hear of it."""


def start(session: Session, task_id: str) -> Task | None:
    """The task, which runs now; None where it has ended meanwhile.

    Its `attempt` is what the other moves of this worker have to show.
    """
    was_running = Task.state == TaskState.RUNNING
    moving = _move(states.START, Task.id == task_id).values(
        attempt=Task.attempt + 1,
        deaths=Task.deaths + case((was_running, 1), else_=0),
        started_at=func.coalesce(Task.started_at, func.now()),
    )
    fresh = {"populate_existing": True}
    return session.scalars(moving.returning(Task), execution_options=fresh).one_or_none()


def put_back(session: Session, task_id: str, attempt: int) -> bool:
    """Whether the task waits again; false where it is no longer run by this attempt."""
    return _moved(session, states.PUT_BACK, _run_by(task_id, attempt))


def finish(session: Session, task_id: str, attempt: int, result: Json | None) -> bool:
    """Whether the task is done; false where it was stopped or taken up by another worker."""
    moving = _run_by(task_id, attempt)
    return _moved(session, states.FINISH, moving, result=result, done=Task.total, error=None)


def fail(session: Session, task_id: str, attempt: int, error: Json) -> bool:
    """Whether the task has failed; false where it was stopped or taken up by another worker."""
    return _moved(session, states.FAIL, _run_by(task_id, attempt), error=error)


def stop(session: Session, task_id: str) -> bool:
    """Whether the task was stopped; false where it had ended. One at work lets go of it soon."""
    if not _moved(session, states.STOP, Task.id == task_id):
        return False
    job_id = session.scalar(select(Task.job_id).where(Task.id == task_id))
    if job_id is not None:
        session.execute(CANCEL, {"job_id": job_id})
    return True


def expire(session: Session, after: timedelta, task_id: str | None = None) -> list[str]:
    """The tasks that have just expired: nobody had begun them in time."""
    overdue = Task.started_at.is_(None) & (Task.created_at < func.now() - after)
    if task_id is not None:
        overdue &= Task.id == task_id
    error = error_record(TaskExpiredError(max(1, round(after / timedelta(days=1)))))
    moving = _move(states.EXPIRE, overdue).values(error=error)
    expired = session.execute(moving.returning(Task.id, Task.job_id)).all()
    for _, job_id in expired:
        if job_id is not None:
            session.execute(CANCEL, {"job_id": job_id})
    return [id_ for id_, _ in expired]


def tell_progress(session: Session, task: Task, phase: Text, done: int, total: int) -> bool:
    """Whether the task is still run by this attempt, and now says how far it is."""
    running = _run_by(task.id, task.attempt) & (Task.state == TaskState.RUNNING)
    telling = update(Task).where(running).values(
        phase=phase.as_dict(), done=done, total=total, version=Task.version + 1
    )  # fmt: skip
    return bool(session.execute(telling.returning(Task.id)).all())


def _run_by(task_id: str, attempt: int) -> ColumnElement[bool]:
    return (Task.id == task_id) & (Task.attempt == attempt)


def _moved(session: Session, move: TaskMove, which: ColumnElement[bool], **values: Any) -> bool:  # noqa: ANN401 - of the columns that the move sets
    moving = _move(move, which).values(**values)
    moved = session.execute(moving.returning(Task.id)).all()
    return bool(moved)


def _move(move: TaskMove, which: ColumnElement[bool]) -> Update:
    """The statement that makes the move of the tasks whose state allows it."""
    ended = {"ended_at": func.now(), "phase": None} if move.target in states.ENDED else {}
    moving = update(Task).where(which, Task.state.in_(move.origins))
    moving = moving.values(state=move.target, version=Task.version + 1, **ended)
    return moving.execution_options(synchronize_session=False)
