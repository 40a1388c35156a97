"""A transaction that is given up as soon as somebody wants it to stop."""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from psycopg import Connection, Error
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from core.errors import AtlasError
from core.progress import Stop, never
from core.text import Text

ASKED_EVERY_S = 0.2
WATCH = "stopped_writing"
"""Under this name a session knows who watches over it."""


class WritingStoppedError(AtlasError):
    """Somebody wanted the writing to stop; nothing of it is in the layer."""

    phrase = Text("Жазу тоқтатылды.", "Запись остановлена.", "The writing was stopped.")


@contextmanager
def stopped_writing(session: Session, stop: Stop) -> Iterator[None]:
    """Cancel whatever the session is at once `stop` says so. Raises WritingStoppedError.

    A statement of minutes cannot look whether it is still wanted, so another thread does.
    """
    if stop is never:
        yield
        return
    watch = session.info[WATCH] = _Watch(session.connection().connection.driver_connection, stop)  # type: ignore[arg-type]  # psycopg's
    try:
        with watch:
            yield
    except DBAPIError as error:
        if watch.has_stopped:
            raise WritingStoppedError from error
        raise
    if watch.has_stopped:
        raise WritingStoppedError


def heeded[Item](session: Session, items: Iterable[Item]) -> Iterator[Item]:
    """The items, as long as nobody wants the session's writing to stop: no statement tells there.

    Raises WritingStoppedError.
    """
    watch = session.info.get(WATCH)
    for item in items:
        if watch is not None and watch.has_stopped:
            raise WritingStoppedError
        yield item


class _Watch:
    """Asks now and then, and cancels the statements of a connection from then on."""

    def __init__(self, connection: Connection[object], stop: Stop) -> None:
        self.has_stopped = False
        self._connection, self._stop = connection, stop
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._ask, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _ask(self) -> None:
        while not self._over.wait(ASKED_EVERY_S):
            self.has_stopped = self.has_stopped or self._stop()
            if self.has_stopped:
                try:
                    self._connection.cancel_safe(timeout=ASKED_EVERY_S * 5)
                except Error:
                    continue  # asked for again, or the connection is gone
