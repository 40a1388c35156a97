"""Few round trips: statements that need not wait for one another go to the server together.

A database far away answers each statement after a whole round trip. In a `prompt_transaction`
statements are sent without waiting (psycopg's pipeline mode); whoever reads an answer waits for
it, and all that was sent before has been answered then too.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, cast

import psycopg
from psycopg.pq import PipelineStatus, TransactionStatus
from sqlalchemy import Select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker

Rows = Sequence[tuple[Any, ...]]
PIPELINED = "pipelined"
"""The key in `Session.info` of a session that sends without waiting."""


UNAWAITED: ContextVar[bool] = ContextVar("UNAWAITED", default=False)


class AwaitedCursor(psycopg.Cursor[Any]):
    """A cursor that waits for its answer also where its connection sends without waiting.

    SQLAlchemy asks for the columns of a result as soon as it has sent the statement.
    """

    def execute(self, *given: Any, **named: Any) -> "AwaitedCursor":  # noqa: ANN401 - passed through
        """The cursor, with the answer to the statement."""
        pipeline = self.connection._pipeline  # noqa: SLF001 - psycopg tells nobody else
        if pipeline and pipeline.status == PipelineStatus.ABORTED:
            pipeline.sync()
        super().execute(*given, **named)
        if not UNAWAITED.get():
            self._fetch_pipeline()
        return self


@contextmanager
def prompt_transaction(sessions: sessionmaker[Session]) -> Iterator[Session]:
    """A session in a transaction whose statements are sent without waiting, BEGIN and COMMIT too.

    It is committed at the end, rolled back on any error.
    """
    with sessions() as session, session.begin():
        driver = _driver(session)
        if driver.info.transaction_status != TransactionStatus.IDLE:  # within another transaction
            with _pipelined(session, driver):
                yield session
            return
        driver.autocommit = True
        try:
            with _pipelined(session, driver):
                psycopg.Cursor(driver).execute("BEGIN")
                yield session
                session.flush()
                psycopg.Cursor(driver).execute("COMMIT")
        finally:
            _calm(driver)


def _calm(driver: psycopg.Connection[Any]) -> None:
    """Leave the connection as it was found; what was not committed is rolled back."""
    try:
        if not driver.closed:
            if driver.info.transaction_status != TransactionStatus.IDLE:
                driver.rollback()
            driver.autocommit = False
    except psycopg.Error:
        driver.close()


@contextmanager
def _pipelined(session: Session, driver: psycopg.Connection[Any]) -> Iterator[None]:
    with _as_sqlalchemy_errors(session), driver.pipeline():
        session.info[PIPELINED] = True
        try:
            yield
        finally:
            session.info.pop(PIPELINED, None)


@contextmanager
def _as_sqlalchemy_errors(session: Session) -> Iterator[None]:
    """Turn the errors of psycopg into those that everybody expects of a session."""
    try:
        yield
    except psycopg.Error as error:
        dialect = session.get_bind().dialect
        raise DBAPIError.instance(
            None, None, error, psycopg.Error, hide_parameters=True, dialect=dialect
        ) from error


def send(session: Session, statement: str, values: Mapping[str, Any]) -> None:
    """Have a statement executed whose answer nobody reads; an error comes with a later answer."""
    session.flush()
    with _as_sqlalchemy_errors(session):
        psycopg.Cursor(_driver(session)).execute(statement, values)


@contextmanager
def unawaited() -> Iterator[None]:
    """Have what the block executes answered later; an error comes with a later answer."""
    token = UNAWAITED.set(True)
    try:
        yield
    finally:
        UNAWAITED.reset(token)


def ask(
    session: Session, query: Select[*tuple[Any, ...]], values: Mapping[str, Any] | None = None
) -> Callable[[], Rows]:
    """What gives the rows of a query, which has been sent where the session does not wait."""
    if PIPELINED not in session.info:
        found = [tuple(row) for row in session.execute(query, values)]
        return lambda: found
    dialect = session.get_bind().dialect
    compiled = query.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
    cursor = psycopg.Cursor(_driver(session))
    with _as_sqlalchemy_errors(session):
        cursor.execute(str(compiled), compiled.construct_params(values))

    def rows() -> Rows:
        with _as_sqlalchemy_errors(session):
            return cursor.fetchall()

    return rows


def _driver(session: Session) -> psycopg.Connection[Any]:
    return cast("psycopg.Connection[Any]", session.connection().connection.driver_connection)
