"""Tasks are ordered, and let into the queue of workers a few of each person at a time."""

from sqlalchemy import func, select, text, update
from sqlalchemy.orm import Session

from core.access.caller import Caller
from core.jobs import enqueue
from core.task_limits import USUAL_LIMITS, TaskLimits
from core.tasks.errors import QueueFullError, TooManyTasksError
from core.tasks.quotas import check_quota, hold_owner
from core.tasks.states import TaskState
from core.tasks.task import Json, Task, TaskKind
from core.text import DEFAULT_LANGUAGE, Language

RUN = "run_task"
"""The one job of the queue; its argument is the id of a task."""

HELD = text(
    """
    SELECT tasks.kind
    FROM tasks
    JOIN procrastinate_jobs AS jobs ON jobs.id = tasks.job_id
    WHERE tasks.owner_id IS NOT DISTINCT FROM CAST(:owner AS bigint)
      AND jobs.status IN ('todo', 'doing')
      AND tasks.id IS DISTINCT FROM CAST(:leaving AS text)
    """
)
"""The kinds of the owner's tasks that are in the queue of workers, or at work. One that was stopped
counts until its worker has let go of it."""


def order_task(  # noqa: PLR0913 - what, for whom, with what, in which language, within what limits
    session: Session,
    kind: TaskKind,
    caller: Caller,
    *,
    parameters: Json | None = None,
    language: Language = DEFAULT_LANGUAGE,
    limits: TaskLimits = USUAL_LIMITS,
) -> Task:
    """The task, which a worker runs once the session has committed.

    Raises TooManyTasksError, QueueFullError.
    """
    _require_room(session, caller, limits)
    task = Task(
        kind=kind.name,
        lock=kind.lock,
        owner_id=caller.user_id,
        owner_name=caller.name,
        language=language,
        parameters=parameters or {},
    )
    session.add(task)
    session.flush()
    release_waiting(session, caller.user_id, limits)
    session.refresh(task)
    return task


def release_waiting(
    session: Session, owner_id: int | None, limits: TaskLimits, *, leaving: str | None = None
) -> None:
    """Let the owner's next tasks into the queue of workers, one of each kind, as room allows.

    So one person holds a few places of a worker at most, however much they order, and people take
    turns. `leaving` is the task that a worker is just letting go of.
    """
    hold_owner(session, owner_id)
    held = list(session.scalars(HELD, {"owner": owner_id, "leaving": leaving}))
    waiting = select(Task.id, Task.kind, Task.lock).where(
        Task.owner_id.is_not_distinct_from(owner_id),
        Task.state == TaskState.QUEUED,
        Task.job_id.is_(None),
    )
    for task_id, kind, lock in session.execute(waiting.order_by(Task.number)).all():
        if len(held) >= limits.running_per_person:
            return
        if kind not in held:
            job_id = enqueue(session, RUN, lock=lock, behind=len(held), task_id=task_id)
            session.execute(update(Task).where(Task.id == task_id).values(job_id=job_id))
            held.append(kind)


def _require_room(session: Session, caller: Caller, limits: TaskLimits) -> None:
    queued = select(func.count()).where(Task.state == TaskState.QUEUED)
    of_caller = queued.where(Task.owner_id.is_not_distinct_from(caller.user_id))
    most = limits.waiting_per_person
    check_quota(
        session, caller.user_id, of_caller, most, lambda count: TooManyTasksError(count, most=most)
    )
    if (session.scalar(queued) or 0) >= limits.waiting:
        raise QueueFullError
