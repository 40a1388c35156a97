"""Transactions whose statements do not wait for one another."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from core.accounts.user import User
from core.database.engine import SessionFactory, make_engine, make_sessions
from core.database.pipelining import ask, prompt_transaction, send

ADD = "INSERT INTO users (name) VALUES (%(name)s)"


@pytest.fixture
def own_engine(committed_database: str) -> Iterator[Engine]:
    """An engine with one connection, so that what is left of it shows."""
    engine = make_engine(committed_database, connections=1)
    yield engine
    engine.dispose()


@pytest.fixture
def own_sessions(own_engine: Engine) -> SessionFactory:
    return make_sessions(own_engine)


def names(session: Session) -> list[str]:
    return list(session.scalars(select(User.name).order_by(User.id)))


def test_what_was_sent_is_there_at_the_end(own_sessions: SessionFactory) -> None:
    with prompt_transaction(own_sessions) as session:
        send(session, ADD, {"name": "a"})
        count = ask(session, select(func.count()).select_from(User))
        send(session, ADD, {"name": "b"})
    assert count() == [(1,)]
    with own_sessions() as session:
        assert names(session) == ["a", "b"]


def test_refused_statement_undoes_all(own_sessions: SessionFactory) -> None:
    def twice() -> None:
        with prompt_transaction(own_sessions) as session:
            send(session, ADD, {"name": "a"})
            send(session, ADD, {"name": "a"})

    with pytest.raises(IntegrityError):
        twice()
    with own_sessions() as session:
        assert names(session) == []


@pytest.mark.parametrize("error", [KeyError, KeyboardInterrupt])
def test_any_error_undoes_all(own_sessions: SessionFactory, error: type[BaseException]) -> None:
    def fail() -> None:
        with prompt_transaction(own_sessions) as session:
            send(session, ADD, {"name": "a"})
            session.execute(text("SELECT 1"))
            raise error

    with pytest.raises(error):
        fail()
    with own_sessions() as session:
        assert names(session) == []
        session.rollback()
    with prompt_transaction(own_sessions) as session:
        send(session, ADD, {"name": "b"})
    with own_sessions() as session:
        assert names(session) == ["b"]


def test_swallowed_error_is_not_committed_in_silence(own_sessions: SessionFactory) -> None:
    def swallow() -> None:
        with prompt_transaction(own_sessions) as session:
            send(session, ADD, {"name": "a"})
            with suppress(DataError):
                session.connection().exec_driver_sql("SELECT 1 / 0")

    with pytest.raises(DBAPIError):
        swallow()
    with own_sessions() as session:
        assert names(session) == []
