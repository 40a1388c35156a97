"""The queue of jobs in the same PostgreSQL: put in with a transaction, done by a worker."""

import asyncio
import logging
from dataclasses import dataclass

from procrastinate import App, BaseRetryStrategy, PsycopgConnector, RetryDecision
from procrastinate.exceptions import ConnectorException, JobAborted
from procrastinate.jobs import Job
from procrastinate.sync_psycopg_connector import SyncPsycopgConnector
from psycopg.conninfo import make_conninfo
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError
from sqlalchemy.orm import Session

from core.database.database_url import libpq_parameters
from core.database.engine import PATIENT

log = logging.getLogger("atlas.jobs")

ASKED_TO_STOP_EVERY_S = 0.5
LOOKED_FOR_EVERY_S = 1.0
"""Nobody tells a worker that a job may begin for which it only waited because of its lock."""
LONGEST_FAREWELL_S = 1.5
"""How long a worker that is told to end waits before it asks its jobs to stop."""
LONGEST_JOB_S = 86_400.0
"""How long a worker that only ends when nothing is left waits for a job."""
AT_ONCE = 4
"""Jobs of one worker at a time; of one person fewer are let in (`core.tasks.ordering`)."""
AGAIN_AFTER_S = 15
"""When a job is tried again whose hindrance passes."""
DATABASE_GONE = (OperationalError, InterfaceError, NoConnectionError)


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """How often a worker says that it lives, and after what silence its jobs are taken up again."""

    every_s: float = 3.0
    stalled_after_s: float = 15.0


USUAL_HEARTBEAT = Heartbeat()


class TakenUpAgain(BaseRetryStrategy):
    """Puts a job back that could not be finished for a reason which passes.

    Such are the end of the worker, a database that does not answer, and the `passing` errors.
    """

    def __init__(self, *passing: type[Exception]) -> None:
        self._passing = (*DATABASE_GONE, *passing)

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """When it is tried again; None where it failed for good."""
        del job
        if isinstance(exception, JobAborted):
            return RetryDecision(retry_in={"seconds": 0})
        if isinstance(exception, self._passing):
            return RetryDecision(retry_in={"seconds": AGAIN_AFTER_S})
        return None


def enqueue(
    session: Session, task: str, *, lock: str | None = None, behind: int = 0, **arguments: int | str
) -> int:
    """The number of the job that a worker does once the session has committed.

    Of the jobs with one `lock` only one is done at a time, in their order. `behind` is how many
    others the same person has waiting: whoever has fewer comes first, whenever they came.
    """
    connection = session.connection().connection.driver_connection
    job = App(connector=SyncPsycopgConnector()).configure_task(
        task, lock=lock, priority=-behind, connection=connection
    )
    return job.defer(**arguments)


def queue(database_url: str) -> App:
    """The queue of a database as workers see it, still without tasks."""
    parameters = {**PATIENT, **libpq_parameters(database_url)}
    conninfo = make_conninfo(**parameters)
    return App(connector=PsycopgConnector(conninfo=conninfo, min_size=1, max_size=AT_ONCE + 2))


async def work(
    app: App, heartbeat: Heartbeat = USUAL_HEARTBEAT, *, until_empty: bool = False
) -> None:
    """Do jobs until the process is told to end, or none is left.

    Jobs of workers that were killed are taken up again.
    """
    async with app.open_async():
        await take_up_stalled(app, heartbeat)
        watch = asyncio.create_task(_keep_taking_up(app, heartbeat))
        try:
            await app.run_worker_async(
                concurrency=AT_ONCE,
                wait=not until_empty,
                install_signal_handlers=not until_empty,
                delete_jobs="successful",
                fetch_job_polling_interval=LOOKED_FOR_EVERY_S,
                abort_job_polling_interval=ASKED_TO_STOP_EVERY_S,
                shutdown_graceful_timeout=LONGEST_JOB_S if until_empty else LONGEST_FAREWELL_S,
                update_heartbeat_interval=heartbeat.every_s,
                stalled_worker_timeout=heartbeat.stalled_after_s,
            )
        finally:
            watch.cancel()


async def take_up_stalled(app: App, heartbeat: Heartbeat) -> int:
    """How many jobs wait again because their worker is gone."""
    stalled = await app.job_manager.get_stalled_jobs(
        seconds_since_heartbeat=heartbeat.stalled_after_s
    )
    count = 0
    for job in stalled:
        await app.job_manager.retry_job(job)
        count += 1
    return count


async def _keep_taking_up(app: App, heartbeat: Heartbeat) -> None:
    while True:
        await asyncio.sleep(heartbeat.every_s)
        try:
            await take_up_stalled(app, heartbeat)
        except ConnectorException:
            log.warning("stalled jobs could not be looked for: the database did not answer")
