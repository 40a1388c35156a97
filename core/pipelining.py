"""Few round trips: statements that need not wait for one another go to the server together.

A database far away answers each statement after a whole round trip. In a `prompt_transaction`
statements are sent without waiting (psycopg's pipeline mode); whoever reads an answer waits for
it, and all that was sent before has been answered then too.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, cast

import psycopg
from psycopg.pq import PipelineStatus, TransactionStatus
from sqlalchemy import Select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker

Rows = Sequence[tuple[Any, ...]]
PIPELINED = "pipelined"
"""The key in `Session.info` of a session that sends without waiting."""


class AwaitedCursor(psycopg.Cursor[Any]):
    """A cursor that waits for its answer also where its connection sends without waiting.

    SQLAlchemy asks for the columns of a result as soon as it has sent the statement.
    """

    def execute(self, *given: Any, **named: Any) -> "AwaitedCursor":  # type: ignore[override]  # noqa: ANN401 - passed through
        """The cursor, with the answer to the statement."""
        pipeline = self.connection._pipeline  # noqa: SLF001 - psycopg tells nobody else
        if pipeline and pipeline.status == PipelineStatus.ABORTED:
            pipeline.sync()
        super().execute(*given, **named)
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
        except BaseException:
            if not driver.closed and driver.info.transaction_status != TransactionStatus.IDLE:
                driver.rollback()
            raise
        finally:
            if not driver.closed:
                driver.autocommit = False


@contextmanager
def _pipelined(session: Session, driver: psycopg.Connection[Any]) -> Iterator[None]:
    try:
        with driver.pipeline():
            session.info[PIPELINED] = True
            try:
                yield
            finally:
                session.info.pop(PIPELINED, None)
    except psycopg.Error as error:
        raise DBAPIError.instance(
            None,
            None,
            error,
            psycopg.Error,
            hide_parameters=True,
            dialect=session.get_bind().dialect,
        ) from error


def send(session: Session, statement: str, values: Mapping[str, Any]) -> None:
    """Have a statement executed whose answer nobody reads; an error comes with a later answer."""
    session.flush()
    psycopg.Cursor(_driver(session)).execute(statement, values)


def ask(session: Session, query: Select[*tuple[Any, ...]]) -> Callable[[], Rows]:
    """What gives the rows of a query, which has been sent where the session does not wait."""
    if PIPELINED not in session.info:
        rows = [tuple(row) for row in session.execute(query)]
        return lambda: rows
    dialect = session.get_bind().dialect
    compiled = query.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
    cursor = psycopg.Cursor(_driver(session))
    cursor.execute(str(compiled), compiled.construct_params())
    return cursor.fetchall


def _driver(session: Session) -> psycopg.Connection[Any]:
    return cast("psycopg.Connection[Any]", session.connection().connection.driver_connection)
