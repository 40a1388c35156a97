"""One program at a time changes what is kept: an advisory lock of the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text

MERGE_LOCK = 7_255_219


@contextmanager
def alone(engine: Engine, *, waiting: bool = False) -> Iterator[bool]:
    """Whether nobody else changes what is kept until the end of the block.

    With `waiting` only once that is so. The lock belongs to a connection of its own, so that every
    snapshot of the block is taken under it; it goes with the connection when the program dies.
    """
    take = "pg_advisory_lock" if waiting else "pg_try_advisory_lock"
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        is_alone = _asked(connection, take) is not False
        try:
            yield is_alone
        finally:
            if is_alone:
                _asked(connection, "pg_advisory_unlock")


def alone_in_transaction(connection: Connection, *, waiting: bool = False) -> bool:
    """Whether nobody else changes what is kept until the end of the caller's transaction."""
    take = "pg_advisory_xact_lock" if waiting else "pg_try_advisory_xact_lock"
    return _asked(connection, take) is not False


def _asked(connection: Connection, function: str) -> object:
    return connection.scalar(text(f"SELECT {function}(:key)"), {"key": MERGE_LOCK})
