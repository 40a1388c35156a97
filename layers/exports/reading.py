"""Rows of one snapshot, batch by batch, for as long as nobody stops the reading."""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from core.database.engine import SessionFactory
from core.errors import AtlasError
from core.text import Text

if TYPE_CHECKING:
    import psycopg

BATCH_ROWS = 1_000


class ExportStoppedError(AtlasError):
    """The reader went away, or the time for one file was over."""

    phrase = Text(
        "Файлды оқу тоқтатылды.", "Чтение файла остановлено.", "The reading of the file stopped."
    )


class ExportSnapshot:
    """What one file is made of: a snapshot that another thread may stop at any moment."""

    def __init__(self, longest_s: float) -> None:
        self._ends_at = time.monotonic() + longest_s
        self._longest_s = longest_s
        self._lock = threading.Lock()
        self._stopped = False
        self._connection: psycopg.Connection[Any] | None = None

    @contextmanager
    def snapshot(self, sessions: SessionFactory) -> Iterator[Session]:
        """A session that sees the database as it is now, and writes nothing.

        Raises ReadingStoppedError where the block is cut off by `stop` or takes too long.
        """
        with sessions() as session:
            connection = session.connection(
                execution_options={
                    "isolation_level": "REPEATABLE READ",
                    "postgresql_readonly": True,
                }
            )
            limits = {
                "statement_timeout": f"{int(self._longest_s * 1000)}ms",
                "idle_in_transaction_session_timeout": f"{int(self._longest_s * 1000)}ms",
                "cursor_tuple_fraction": "1",
            }
            for name, value in limits.items():
                session.execute(select(func.set_config(name, value, True)))  # noqa: FBT003 - SQL
            with self._held(connection.connection.driver_connection):
                try:
                    yield session
                except OperationalError:
                    self.check()
                    raise

    def batches(
        self, session: Session, query: Select[*tuple[Any, ...]]
    ) -> Iterator[Sequence[Row[*tuple[Any, ...]]]]:
        """The rows of a query by the thousand, through a cursor of the server."""
        options = {"yield_per": BATCH_ROWS}
        with session.execute(query, execution_options=options) as result:
            for batch in result.partitions():
                self.check()
                yield batch

    def check(self) -> None:
        """Raise ReadingStoppedError once the reading has been stopped or is too old."""
        if self._stopped or time.monotonic() > self._ends_at:
            raise ExportStoppedError

    def stop(self) -> None:
        """Cancel the statement that runs and let no other begin."""
        with self._lock:
            self._stopped = True
            if self._connection is not None:
                self._connection.cancel_safe()

    @contextmanager
    def _held(self, connection: Any) -> Iterator[None]:  # noqa: ANN401 - the driver's own
        """Let `stop` reach the connection within the block, and only there."""
        with self._lock:
            self._connection = connection
        try:
            self.check()
            yield
        finally:
            with self._lock:
                self._connection = None
