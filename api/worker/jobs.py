"""What a worker does with runs of ingest: survey, load, tidy up."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from procrastinate import App, JobContext
from procrastinate.exceptions import JobAborted
from procrastinate.job_context import AbortReason
from sqlalchemy import text, update

from api.tiles.archive_jobs import ArchiveJobs
from core.accounts.users import caller_now
from core.database import SessionFactory, make_engine, make_sessions, transaction
from core.errors import AtlasError
from core.jobs import DATABASE_GONE, USUAL_PACE, Pace, TakenUpAgain, queue, work
from core.settings import Settings
from core.text import Text
from ingest.checks.uploads import UploadFolder
from ingest.loading.run import carry_out, fail_run
from ingest.loading.run_access import may_load
from ingest.loading.run_errors import RunBusyError
from ingest.loading.run_lock import held_run
from ingest.loading.run_moves import LOAD, SURVEY, WORKING, propose
from ingest.proposal.survey import survey
from ingest.rows.file_order import FileOrder
from ingest.sandbox.errors import ReadingStoppedError
from ingest.sandbox.reading_process import start_nursery
from ingest.staging.runs import Run, RunState
from layers.materialized.merge import merge_through
from layers.registry import Catalogue

log = logging.getLogger("atlas.jobs")

RunJob = Callable[[JobContext, int], None]

TIDY = "tidy_up"
EVERY_HOUR = "17 * * * *"
MOST_ATTEMPTS = 5
"""A run that has brought down so many workers is given up."""

TO_LOAD = frozenset({RunState.QUEUED, *WORKING})

ABANDONED = text(
    """
    SELECT runs.id
    FROM ingest_runs AS runs
    WHERE runs.state IN ('queued', 'reading', 'writing')
      AND runs.by_user_id IS NOT NULL
      AND runs.created_at < now() - interval '1 minute'
      AND NOT EXISTS (
          SELECT
          FROM procrastinate_jobs AS jobs
          WHERE jobs.status IN ('todo', 'doing')
            AND jobs.args @> jsonb_build_object('run_id', runs.id)
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


class GivenUpError(AtlasError):
    """The run has ended its worker too often."""

    phrase = Text(
        "Жүктеу бағдарламаны {value} рет тоқтатты және енді қайталанбайды. Әкімшіге хабарлаңыз.",
        "Загрузка обрывала программу {value} раз и больше не повторяется. Сообщите администратору.",
        "The load broke the program {value} times and is given up. Please tell the administrator.",
    )


class UnexpectedFailureError(AtlasError):
    """The program itself is at fault; the log tells more."""

    phrase = Text(
        "Бағдарламада күтпеген қате болды ({value}); ол журналға жазылды. Әкімшіге хабарлаңыз.",
        "В программе произошла ошибка ({value}); она записана в журнал. Сообщите администратору.",
        "The program met an error ({value}), which is in its log. Please tell the administrator.",
    )


@dataclass(frozen=True, slots=True)
class RunJobs:
    """The jobs on runs, in one process."""

    settings: Settings
    catalogue: Catalogue
    sessions: SessionFactory

    def survey_run(self, context: JobContext, run_id: int) -> None:
        """Give the run its proposal, or let it fail for a reason that it tells."""
        order = self._begun(context, run_id, frozenset({RunState.QUEUED}))
        if order is None:
            return
        with self.sessions() as session:
            caller = session.get_one(Run, run_id).caller
            try:
                proposal = survey(
                    session, order, caller=caller, limits=self.settings.reading,
                    stop=context.should_abort,
                )  # fmt: skip
            except ReadingStoppedError as stopped:
                if context.abort_reason() is AbortReason.SHUTDOWN:
                    raise JobAborted from stopped
                return
            found = proposal.as_json()
        with transaction(self.sessions) as session:
            propose(
                session.get_one(Run, run_id, with_for_update={"key_share": True}),
                found,
                proposal.accepted,
            )

    def load_run(self, context: JobContext, run_id: int) -> None:
        """Load the run till it is done, stopped, or has failed for a reason that it tells."""
        if self._begun(context, run_id, TO_LOAD) is None:
            return
        run = carry_out(self.sessions, run_id, self.catalogue, stop=context.should_abort,
                        limits=self.settings.reading)  # fmt: skip
        if run.state == RunState.STOPPED and context.abort_reason() is AbortReason.SHUTDOWN:
            with transaction(self.sessions) as session:
                session.get_one(Run, run_id).state = RunState.QUEUED
            raise JobAborted
        if run.state == RunState.DONE:
            self._uploads.remove(Path(run.order["path"]))
            merge_through(self.sessions, self.catalogue)

    def tidy_up(self, timestamp: int) -> None:
        """Remove files that nobody needs, and let abandoned runs be resumed."""
        del timestamp
        removed = self._uploads.remove_old()
        with transaction(self.sessions) as session:
            abandoned = list(session.scalars(ABANDONED))
            stopped = update(Run).where(Run.id.in_(abandoned)).values(state=RunState.STOPPED)
            session.execute(stopped)
        log.info("tidied up", extra={"facts": {"files": removed, "runs": len(abandoned)}})

    def register(self, app: App) -> None:
        """Make the jobs known to the queue."""
        again = TakenUpAgain(RunBusyError)
        for name, job in ((SURVEY, self.survey_run), (LOAD, self.load_run)):
            app.task(name=name, pass_context=True, retry=again)(self._told(job))
        app.periodic(cron=EVERY_HOUR)(app.task(name=TIDY)(self.tidy_up))

    @property
    def _uploads(self) -> UploadFolder:
        return UploadFolder(self.settings.upload_folder, self.settings.uploads)

    def _begun(
        self, context: JobContext, run_id: int, states: frozenset[RunState]
    ) -> FileOrder | None:
        """The order of the run; None where there is nothing to do in its state.

        The run may do what its caller might do when they ordered it and may do still. Raises
        NoLongerPermittedError, GivenUpError, RunBusyError.
        """
        if context.job.attempts >= MOST_ATTEMPTS:
            with held_run(self.sessions, run_id):
                raise GivenUpError(context.job.attempts)
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

    def _told(self, job: RunJob) -> RunJob:
        """The job, whose failure its run tells; what passes is left to the queue."""

        def told(context: JobContext, run_id: int) -> None:
            try:
                job(context, run_id)
            except (JobAborted, RunBusyError, *DATABASE_GONE):
                raise
            except AtlasError as error:
                fail_run(self.sessions, run_id, error)
            except Exception as error:
                fail_run(self.sessions, run_id, UnexpectedFailureError(type(error).__name__))
                raise

        return told


def work_on_runs(
    settings: Settings,
    catalogue: Catalogue,
    database_url: str,
    pace: Pace = USUAL_PACE,
    *,
    until_empty: bool = False,
) -> None:
    """Load files and make archives until the process is told to end."""
    start_nursery()
    engine = make_engine(database_url)
    try:
        app = queue(database_url)
        sessions = make_sessions(engine)
        RunJobs(settings, catalogue, sessions).register(app)
        ArchiveJobs(settings, catalogue, sessions, database_url).register(app)
        asyncio.run(work(app, pace, until_empty=until_empty))
    finally:
        engine.dispose()
