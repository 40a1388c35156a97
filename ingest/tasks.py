"""The tasks of the room of loads: files are looked at and loaded; and what is tidied up."""

import logging
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text, update

from core.accounts.callers import caller_now
from core.database.engine import SessionFactory, transaction
from core.errors import AtlasError
from core.settings import Settings
from core.tasks.context import TaskContext, TaskHandler
from core.tasks.errors import RecordedFailureError, TaskStoppedError
from core.tasks.task import Json
from core.text import Text
from ingest.checks.uploads import UploadFolder
from ingest.loading.runs.run import carry_out
from ingest.loading.runs.run_access import may_load
from ingest.loading.runs.run_errors import RunBusyError
from ingest.loading.runs.run_moves import propose
from ingest.loading.runs.run_tasks import LOAD_FILE, SURVEY_FILE, WORKING
from ingest.proposal.survey import survey
from ingest.rows.file_order import FileOrder
from ingest.sandbox.errors import ReadingStoppedError
from ingest.staging.runs import Run, RunState
from layers.materialized.merge import merge_through
from layers.registry import Catalogue

log = logging.getLogger("atlas.tasks")

KINDS = (SURVEY_FILE, LOAD_FILE)
TO_LOAD = frozenset({RunState.QUEUED, *WORKING})

ABANDONED = text(
    """
    SELECT runs.id
    FROM ingest_runs AS runs
    LEFT JOIN tasks ON tasks.id = runs.task_id
    WHERE runs.state IN ('queued', 'reading', 'writing')
      AND runs.by_user_id IS NOT NULL
      AND runs.created_at < now() - interval '1 minute'
      AND (tasks.state IS NULL OR tasks.state NOT IN ('queued', 'running'))
      AND NOT EXISTS (
          SELECT
          FROM procrastinate_jobs AS jobs
          WHERE jobs.id = tasks.job_id AND jobs.status IN ('todo', 'doing')
      )
    """
)
"""Runs that nobody is going to go on with, such as one told to stop whose worker was killed."""


class NoLongerPermittedError(AtlasError):
    """Whoever ordered the run has lost the permission, or every token, since."""

    phrase = Text(
        "Жүктеуді тапсырған адамда «{value}» рұқсаты немесе жарамды токен енді жоқ.",
        "У заказавшего загрузку больше нет разрешения «{value}» или действующего токена.",
        "Whoever ordered the load no longer has the permission “{value}” or a valid token.",
    )


@dataclass(frozen=True, slots=True)
class IngestTasks:
    """How a worker does the tasks of this room."""

    settings: Settings
    catalogue: Catalogue
    sessions: SessionFactory

    def handlers(self) -> tuple[TaskHandler, ...]:
        """What works on each kind."""
        return (
            TaskHandler(SURVEY_FILE, self.survey_file, (RunBusyError,)),
            TaskHandler(LOAD_FILE, self.load_file, (RunBusyError,)),
        )

    def survey_file(self, context: TaskContext) -> Json:
        """The run, which has its proposal now."""
        result = {"run": context.parameters["run"]}
        order = self._begun(result["run"], frozenset({RunState.QUEUED}))
        if order is None:
            return result
        with self.sessions() as session:
            caller = session.get_one(Run, result["run"]).caller
            try:
                proposal = survey(
                    session, order, caller=caller, limits=self.settings.reading,
                    stop=context.should_stop,
                )  # fmt: skip
            except ReadingStoppedError as stopped:
                raise TaskStoppedError from stopped
            found = proposal.as_json()
        with transaction(self.sessions) as session:
            run = session.get_one(Run, result["run"], with_for_update={"key_share": True})
            propose(run, found, proposal.accepted)
            session.flush()
            context.finish(session, result)
        return result

    def load_file(self, context: TaskContext) -> Json:
        """The run, which is done now."""
        result = {"run": context.parameters["run"]}
        if self._begun(result["run"], TO_LOAD) is None:
            return result
        run = carry_out(
            self.sessions, result["run"], self.catalogue, context.progress, context.should_stop,
            self.settings.reading, lambda session: context.finish(session, result),
        )  # fmt: skip
        if run.state == RunState.FAILED and run.error:
            raise RecordedFailureError(run.error)
        if run.state == RunState.STOPPED:
            self._let_go(context, run)
            raise TaskStoppedError
        if run.state == RunState.DONE:
            self.uploads.remove(Path(run.order["path"]))
            merge_through(self.sessions, self.catalogue)
        return result

    def tidy_up(self) -> None:
        """Remove files that nobody needs, and let abandoned runs be resumed."""
        removed = self.uploads.remove_old()
        with transaction(self.sessions) as session:
            abandoned = list(session.scalars(ABANDONED))
            stopped = update(Run).where(Run.id.in_(abandoned)).values(state=RunState.STOPPED)
            session.execute(stopped)
        log.info("tidied up", extra={"facts": {"files": removed, "runs": len(abandoned)}})

    @property
    def uploads(self) -> UploadFolder:
        """Where uploaded files lie."""
        return UploadFolder(self.settings.upload_folder, self.settings.uploads)

    def _let_go(self, context: TaskContext, run: Run) -> None:
        """Have the run wait again where only the worker ends."""
        if not context.was_stopped():
            with transaction(self.sessions) as session:
                session.get_one(Run, run.id).state = RunState.QUEUED

    def _begun(self, run_id: int, states: frozenset[RunState]) -> FileOrder | None:
        """The order of the run; None where there is nothing to do in its state.

        The run may do what its caller might do when they ordered it and may do still. Raises
        NoLongerPermittedError.
        """
        with transaction(self.sessions) as session:
            run = session.get(Run, run_id, with_for_update={"key_share": True})
            if run is None or run.state not in states:
                return None
            order = FileOrder.from_json(run.order, self.catalogue)
            caller = run.by_user_id and caller_now(session, run.by_user_id)
            if not caller or not may_load(caller, order.layer):
                raise NoLongerPermittedError(order.layer.access.room)
            run.permissions = caller.limited_to(run.caller.grants).permissions
        return order
