"""What a worker does: tasks, and what has to be tidied up now and then."""

import asyncio
from contextlib import suppress

from procrastinate import App

from api.worker.task_kinds import KINDS, task_handlers
from core.accounts.contacts.requests import answer_requests
from core.accounts.tidying import tidy_accounts
from core.audit.chaining import chaining
from core.audit.tidying import tidy_audit
from core.database.engine import SessionFactory, make_engine, make_sessions
from core.jobs import (
    DATABASE_GONE,
    USUAL_HEARTBEAT,
    Heartbeat,
    TakenUpAgain,
    queue,
    work,
)
from core.messages.post_office import post_office, tidy_messages
from core.messages.telling import SEND_JOB
from core.settings import Settings
from core.tasks.runner import TaskRunner
from core.tasks.tidying import tidy_tasks
from ingest.sandbox.reading_process import start_nursery
from ingest.tasks import IngestTasks
from layers.media.tidying import tidy_media
from layers.registry import Catalogue

EVERY_FEW_MINUTES = "*/3 * * * *"
EVERY_HOUR = "17 * * * *"
EVERY_MINUTE = "* * * * *"


def work_on_tasks(
    settings: Settings,
    catalogue: Catalogue,
    database_url: str,
    heartbeat: Heartbeat = USUAL_HEARTBEAT,
    *,
    until_empty: bool = False,
) -> None:
    """Do tasks until the process is told to end."""
    start_nursery()
    engine = make_engine(database_url)
    try:
        sessions = make_sessions(engine)
        app = queue(database_url)
        handlers = task_handlers(settings, catalogue, sessions, database_url)
        TaskRunner(sessions, handlers, settings.tasks).register(app)
        _register_tidying(app, settings, catalogue, sessions)
        _register_sending(app, settings, sessions)
        with chaining(sessions):
            asyncio.run(work(app, heartbeat, until_empty=until_empty))
    finally:
        engine.dispose()


def _register_tidying(
    app: App, settings: Settings, catalogue: Catalogue, sessions: SessionFactory
) -> None:
    """Have what was left behind looked after: tasks now and every few minutes, files every hour."""

    def tidy(timestamp: int) -> None:
        """Look after tasks that nobody would go on with."""
        del timestamp
        tidy_tasks(sessions, KINDS.values(), settings.tasks)

    def tidy_up(timestamp: int) -> None:
        """Look after uploaded files, their runs and media, ended accounts, old entries."""
        del timestamp
        tidy_accounts(sessions)
        tidy_messages(sessions)
        tidy_audit(sessions, settings.audit.kept)
        IngestTasks(settings, catalogue, sessions).tidy_up()
        tidy_media(settings, catalogue, sessions)

    app.periodic(cron=EVERY_FEW_MINUTES)(app.task(name="tidy_tasks")(tidy))
    app.periodic(cron=EVERY_HOUR)(app.task(name="tidy_up")(tidy_up))
    with suppress(*DATABASE_GONE):
        tidy(0)


def _register_sending(app: App, settings: Settings, sessions: SessionFactory) -> None:
    """Have messages sent as they come, and every minute what has waited for its time."""
    sender = post_office(
        sessions,
        settings.messages,
        data_folder=settings.data_folder,
        base=settings.public_address,
        clock=settings.clock,
    )

    def send(timestamp: int = 0) -> None:
        """Send what was asked for and what is due."""
        del timestamp
        answer_requests(sessions)
        sender.send_due()

    app.task(name=SEND_JOB, retry=TakenUpAgain())(send)
    app.periodic(cron=EVERY_MINUTE)(app.task(name="send_due", lock=SEND_JOB)(send))
