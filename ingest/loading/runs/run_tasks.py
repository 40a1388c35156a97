"""The tasks of runs: a file is looked at, and a file is loaded."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.access.caller import Caller
from core.task_limits import TaskLimits
from core.tasks.moves import stop
from core.tasks.ordering import order_task, release_waiting
from core.tasks.quotas import hold_owner
from core.tasks.states import TaskState
from core.tasks.task import Task, TaskKind
from core.text import Text
from ingest.loading.runs.run_lock import is_carried_out
from ingest.staging.runs import Run, RunState
from ingest.staging.stage import drop_stage
from ingest.staging.staging import forget_rows

WORKING = frozenset({RunState.READING, RunState.WRITING})


def run_of_task(session: Session, task: Task) -> Run | None:
    """The run that the task is about; None where the run has another one since.

    Nobody else changes it before the transaction ends. None, too, while somebody else does: they
    see to it that the run tells how it ended.
    """
    query = select(Run).where(Run.task_id == task.id)
    return session.scalar(query.with_for_update(key_share=True, skip_locked=True))


def tell_run(session: Session, task: Task) -> None:
    """Have the run say that its task was stopped, failed or expired, unless one is still at it."""
    run = run_of_task(session, task)
    if run is None or run.state not in {RunState.QUEUED, *WORKING}:
        return
    if is_carried_out(session, run.id):
        return
    if task.state == TaskState.STOPPED:
        run.state = RunState.STOPPED
        return
    run.state, run.finished_at, run.error = RunState.FAILED, func.now(), task.error
    run.staged_rows = 0
    forget_rows(session, run.id)
    drop_stage(session, run.id)


SURVEY_FILE = TaskKind(
    "ingest.survey_file",
    Text("Файлды қарап шығу", "Просмотр файла", "Looking at a file"),
    ended=tell_run,
)
LOAD_FILE = TaskKind(
    "ingest.load_file", Text("Файлды жүктеу", "Загрузка файла", "Loading a file"), ended=tell_run
)


def order_run_task(session: Session, kind: TaskKind, run: Run, limits: TaskLimits) -> None:
    """Give the run a task, which a worker does. Raises TooManyTasksError, QueueFullError."""
    owner = Caller(run.by_user_id, run.by_name)
    task = order_task(session, kind, owner, parameters={"run": run.id}, limits=limits)
    run.task_id = task.id


def stop_run_task(session: Session, run: Run, limits: TaskLimits) -> None:
    """Stop what a worker does or would do with the run."""
    if run.task_id is None:
        return
    hold_owner(session, run.by_user_id)
    if stop(session, run.task_id):
        release_waiting(session, run.by_user_id, limits)
