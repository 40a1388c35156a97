"""The queue's work within a test."""

from sqlalchemy import text
from sqlalchemy.orm import Session

from api.worker.jobs import work_on_tasks
from core.settings import Settings
from layers.registry import Catalogue

DUE = text("SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo' AND scheduled_at IS NULL")


def work_off(settings: Settings, catalogue: Catalogue, url: str, session: Session) -> None:
    """Work until no job waits any more, but those that are to be tried again later."""
    session.rollback()
    while session.scalar(DUE):
        work_on_tasks(settings, catalogue, url, until_empty=True)
        session.rollback()
