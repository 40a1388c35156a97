"""The one runner of a worker: has the handler of its kind work on a task, says what came of it.

A task is started, put back, finished or failed under the number of its attempt, so that a worker
which was only thought dead changes nothing after another one has taken the task up.
"""

from collections.abc import Iterable
from contextlib import suppress

from procrastinate import App, JobContext
from procrastinate.exceptions import JobAborted
from procrastinate.job_context import AbortReason
from sqlalchemy.orm import Session

from core.database.engine import SessionFactory, transaction
from core.errors import AtlasError
from core.jobs import DATABASE_GONE, TakenUpAgain
from core.task_limits import USUAL_LIMITS, TaskLimits
from core.tasks import moves
from core.tasks.context import TaskContext, TaskHandler
from core.tasks.errors import GivenUpError, UnexpectedFailureError, error_record
from core.tasks.ordering import RUN, release_waiting
from core.tasks.states import TaskState
from core.tasks.task import Task

MOST_DEATHS = 5
"""A task that has brought down so many workers is given up."""


class TryLaterError(Exception):
    """Something hinders the task which passes."""


class TaskRunner:
    """Runs tasks in one process."""

    def __init__(
        self,
        sessions: SessionFactory,
        handlers: Iterable[TaskHandler],
        limits: TaskLimits = USUAL_LIMITS,
    ) -> None:
        self._sessions = sessions
        self._handlers = {handler.kind.name: handler for handler in handlers}
        self._limits = limits

    def register(self, app: App) -> None:
        """Make the runner known to the queue."""
        app.task(name=RUN, pass_context=True, retry=TakenUpAgain(TryLaterError))(self.run)

    def run(self, job: JobContext, task_id: str) -> None:
        """Run the task to its end.

        Raises JobAborted where the worker ends, and TryLaterError or an error of the database where
        the task is to be tried again.
        """
        with transaction(self._sessions) as session:
            moves.expire(session, self._limits.expire_after, task_id)
            task = moves.start(session, task_id)
        fault = self._attempt(job, task) if task is not None else None
        self._let_go(task_id)
        if fault is not None:
            raise fault

    def _attempt(self, job: JobContext, task: Task) -> Exception | None:
        """What the program itself is at fault for, once the task is told to have failed."""
        context = TaskContext(task, self._sessions, job.should_abort)
        try:
            self._work(context)
        except TryLaterError:
            raise
        except DATABASE_GONE:
            with suppress(*DATABASE_GONE):
                self._put_back(task)
            raise
        except Exception as error:  # noqa: BLE001 - whatever a handler raises, its task tells
            return self._failed(job, context, error)
        return None

    def _work(self, context: TaskContext) -> None:
        task = context.task
        handler = self._handlers.get(task.kind)
        if handler is None:
            raise UnexpectedFailureError(task.kind)
        if task.deaths >= MOST_DEATHS:
            raise GivenUpError(task.deaths)
        try:
            result = handler.run(context)
        except handler.passing as error:
            self._put_back(task)
            raise TryLaterError from error
        if not context.has_finished:
            with transaction(self._sessions) as session:
                context.finish(session, result)

    def _failed(self, job: JobContext, context: TaskContext, error: Exception) -> Exception | None:
        """As `_attempt`. Raises JobAborted where the worker ends."""
        if context.should_stop():
            is_ending = job.abort_reason() is AbortReason.SHUTDOWN
            if is_ending and self._put_back(context.task):
                raise JobAborted from error
            return None
        if isinstance(error, AtlasError):
            self._fail(context.task, error)
            return None
        self._fail(context.task, UnexpectedFailureError(type(error).__name__))
        return error

    def _put_back(self, task: Task) -> bool:
        with transaction(self._sessions) as session:
            return moves.put_back(session, task.id, task.attempt)

    def _fail(self, task: Task, error: AtlasError) -> None:
        with transaction(self._sessions) as session:
            moves.fail(session, task.id, task.attempt, error_record(error))

    def _let_go(self, task_id: str) -> None:
        """Have what belongs to the task say how it ended, and the owner's next one come."""
        with transaction(self._sessions) as session:
            task = session.get(Task, task_id, populate_existing=True)
            if task is None:
                return
            self._tell_ended(session, task)
            leaving = task_id if task.has_ended else None
            release_waiting(session, task.owner_id, self._limits, leaving=leaving)

    def _tell_ended(self, session: Session, task: Task) -> None:
        handler = self._handlers.get(task.kind)
        if handler is not None and task.has_ended and task.state != TaskState.DONE:
            handler.kind.ended(session, task)
