"""One program at a time changes what is kept: an advisory lock of the database."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

MERGE_LOCK = 7_255_219
SILENT_BETWEEN_S, SILENT_WITHIN_S = 30, 300
"""So long may a program that holds the lock say nothing between transactions and within one, where
polygons are simplified. Then the database ends its connection: a program that was stopped and not
killed must not keep everybody else from merging."""
TAKE = (
    "SELECT set_config('idle_session_timeout', :between, FALSE),"
    " set_config('idle_in_transaction_session_timeout', :within, FALSE),"
    " set_config('tcp_keepalives_idle', :between, FALSE), {take}(:key) AS taken"
)
GIVE_BACK = text(
    "SELECT pg_advisory_unlock(:key), set_config('idle_session_timeout', '0', FALSE),"
    " set_config('idle_in_transaction_session_timeout', '0', FALSE)"
)


@contextmanager
def alone(engine: Engine, *, waiting: bool = False) -> Iterator[Connection | None]:
    """The connection with which to change what is kept, nobody else doing so meanwhile.

    None where somebody else is, but with `waiting` only once that is over. The lock belongs to the
    connection, and both go when the program dies, or is silent for too long. Each transaction of
    the connection is REPEATABLE READ and sees what was committed before it, under the lock.
    """
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        take = text(TAKE.format(take="pg_advisory_lock" if waiting else "pg_try_advisory_lock"))
        limits = {"between": f"{SILENT_BETWEEN_S}s", "within": f"{SILENT_WITHIN_S}s"}
        with connection.begin():
            taken = connection.execute(take, {**limits, "key": MERGE_LOCK}).one().taken
        is_alone = taken is not False
        try:
            yield connection if is_alone else None
        finally:
            with suppress(DBAPIError):  # the lock has gone with its connection
                if not connection.invalidated:
                    connection.rollback()
                    with connection.begin():
                        connection.execute(GIVE_BACK, {"key": MERGE_LOCK})


def alone_in_transaction(connection: Connection, *, waiting: bool = False) -> bool:
    """Whether nobody else changes what is kept until the end of the caller's transaction."""
    take = "pg_advisory_xact_lock" if waiting else "pg_try_advisory_xact_lock"
    return connection.scalar(text(f"SELECT {take}(:key)"), {"key": MERGE_LOCK}) is not False
