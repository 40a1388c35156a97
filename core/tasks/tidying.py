"""What sees to it that no task is forgotten: expired, lost and old ones."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Select, delete, func, select, text
from sqlalchemy.orm import Session

from core.database.engine import SessionFactory, transaction
from core.task_limits import TaskLimits
from core.tasks import moves
from core.tasks.ordering import release_waiting
from core.tasks.states import ENDED, UNFINISHED, TaskState
from core.tasks.task import Task, TaskKind

LOST = text(
    """
    UPDATE tasks
    SET job_id = NULL, state = 'queued', version = version + 1
    WHERE state IN ('queued', 'running')
      AND job_id IS NOT NULL
      AND NOT EXISTS (
          SELECT
          FROM procrastinate_jobs AS jobs
          WHERE jobs.id = tasks.job_id AND jobs.status IN ('todo', 'doing')
      )
    """
)
"""Tasks whose job is gone from the queue of workers, which nobody would go on with."""
LATELY = text("interval '2 hours'")


def tidy_tasks(sessions: SessionFactory, kinds: Iterable[TaskKind], limits: TaskLimits) -> None:
    """Expire what nobody began, take up what was lost, forget what ended long ago.

    Owners are held in transactions of their own, in which no row is locked before.
    """
    with transaction(sessions) as session:
        moves.expire(session, limits.expire_after)
        session.execute(LOST)
        _tell_ended(session, {kind.name: kind for kind in kinds})
        session.execute(delete(Task).where(Task.ended_at < func.now() - limits.kept))
    with sessions() as session:
        waiting = select(Task.owner_id).where(Task.state.in_(UNFINISHED), Task.job_id.is_(None))
        owners = session.scalars(waiting.distinct()).all()
    for owner_id in owners:
        with transaction(sessions) as session:
            release_waiting(session, owner_id, limits)


def _tell_ended(session: Session, kinds: Mapping[str, TaskKind]) -> None:
    for task in session.scalars(_ended_lately()).all():
        if task.kind in kinds:
            kinds[task.kind].ended(session, task)


def _ended_lately() -> Select[Task]:
    """Tasks that did not come to their end; what belongs to them may not have been told."""
    lately = Task.ended_at > func.now() - LATELY
    return select(Task).where(Task.state.in_(ENDED - {TaskState.DONE}), lately)
