"""Open connections of an engine: dead ones are noticed without asking, silent ones can be cut."""

import os
import select
import socket
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any
from weakref import WeakSet

import psycopg
from sqlalchemy import Engine, ExceptionContext, event
from sqlalchemy.exc import InvalidatePoolError

NICENESS = 10
PROCESSES = Path("/proc")
FEWER_HELPERS = (
    "SELECT set_config(name, least(CAST(setting AS int), CAST(%s AS int))::text, FALSE)"
    " FROM pg_settings WHERE name = 'max_parallel_workers_per_gather'"
)
DEMOTED = "25006"
"""SQLSTATE of a write to a server that only reads: it is no longer the one to write to."""


def notice_dead(engine: Engine) -> None:
    """Have the engine give out no connection whose server has hung up.

    The kernel knows this, so that it costs no round trip; the others are made anew too.
    """
    event.listen(engine, "checkout", _refuse_dead)
    event.listen(engine, "handle_error", _give_up_demoted)


class OpenConnections:
    """The sockets of an engine, which another thread may cut at any moment.

    Whoever waits for an answer on a connection that was cut gets an error at once.
    """

    def __init__(self, *engines: Engine) -> None:
        self._lock = threading.Lock()
        self._opened: WeakSet[psycopg.Connection[Any]] = WeakSet()
        for engine in engines:
            event.listen(engine, "connect", self._add)

    def cut(self) -> None:
        """Shut every socket down; the engine opens new ones when they are next needed."""
        with self._lock:
            opened = list(self._opened)
        for connection in opened:
            with suppress(OSError, psycopg.Error):
                _shut_down(connection.fileno())

    def _add(self, connection: psycopg.Connection[Any], _record: object) -> None:
        with self._lock:
            self._opened.add(connection)


def give_way(engine: Engine) -> None:
    """Have the server's processes of this engine give way to all others of the machine.

    Only where the server runs on this machine and its processes are ours to order. Their helpers
    are children of another process and give way to nobody, so they get half of the cores at most.
    """
    event.listen(engine, "connect", _lower_priority)


def _lower_priority(connection: psycopg.Connection[Any], _record: object) -> None:
    process = connection.info.backend_pid
    if not connection.info.host.startswith("/"):
        return
    with suppress(OSError):
        if (PROCESSES / str(process) / "comm").read_text().startswith("postgres"):
            os.setpriority(os.PRIO_PROCESS, process, NICENESS)
            helpers = max((os.cpu_count() or 1) // 2 - 1, 0)
            connection.execute(FEWER_HELPERS, (str(helpers),))
            connection.commit()


def _shut_down(descriptor: int) -> None:
    """End both directions; closing the descriptor would not wake those who wait for it."""
    with socket.socket(fileno=os.dup(descriptor)) as own:
        own.shutdown(socket.SHUT_RDWR)


def _refuse_dead(connection: psycopg.Connection[Any], _record: object, _proxy: object) -> None:
    """Raise InvalidatePoolError where something came that nobody asked for, as a farewell does."""
    try:
        asked = select.poll()
        asked.register(connection.fileno(), select.POLLIN)
        if not asked.poll(0):
            return
    except (OSError, psycopg.Error) as error:
        raise InvalidatePoolError(str(error)) from error
    raise InvalidatePoolError


def _give_up_demoted(context: ExceptionContext) -> None:
    if getattr(context.original_exception, "sqlstate", None) == DEMOTED:
        context.is_disconnect = True
