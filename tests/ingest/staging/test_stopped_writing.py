"""Transactions that are given up as soon as somebody wants them to stop."""

from collections.abc import Callable, Iterator
from itertools import count
from threading import Event

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from core.database.engine import SessionFactory, make_engine, make_sessions
from core.progress import Stop, never
from ingest.staging.stopped_writing import WritingStoppedError, heeded, stopped_writing


@pytest.fixture
def own_sessions(database_url: str) -> Iterator[SessionFactory]:
    """Sessions with a connection each, which may be cancelled."""
    engine = make_engine(database_url)
    yield make_sessions(engine)
    engine.dispose()


def done(sessions: SessionFactory, work: Callable[[Session], object], stop: Stop) -> object:
    with sessions() as session, stopped_writing(session, stop):
        return work(session)


def test_statement_of_minutes_is_cancelled(own_sessions: SessionFactory) -> None:
    with pytest.raises(WritingStoppedError):
        done(own_sessions, lambda each: each.execute(text("SELECT pg_sleep(600)")), lambda: True)
    assert done(own_sessions, lambda each: each.scalar(text("SELECT 1")), lambda: False) == 1


def test_work_between_statements_is_stopped(own_sessions: SessionFactory) -> None:
    wanted = Event()

    def work(session: Session) -> None:
        for number in heeded(session, count()):
            if number == 10:
                wanted.set()

    with pytest.raises(WritingStoppedError):
        done(own_sessions, work, wanted.is_set)


def test_writing_that_nobody_stops_is_not_watched(own_sessions: SessionFactory) -> None:
    assert done(own_sessions, lambda each: list(heeded(each, range(3))), never) == [0, 1, 2]
