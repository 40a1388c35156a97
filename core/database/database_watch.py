"""Whether the database answers, asked four times a second on a connection of its own.

A network that drops packets tells nobody: whoever waits for an answer waits for minutes. The watch
notices within a second, tells those who hold connections to cut them, and goes on asking.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from enum import StrEnum
from typing import Any

import asyncpg

from core.database.database_url import asyncpg_url
from core.database.lost_connection import LOST_CONNECTION

log = logging.getLogger("atlas.database")

HEARTBEAT_S = 0.25
SLICE_S = 0.1
SILENT_AFTER, GONE_AFTER = 5, 14
"""Slices of time without an answer. They are counted, not measured: while this process itself is
held up, its database is not to blame."""
CONNECT_WITHIN_S = 1.5
AGAIN_S = 0.2
VERSIONS = "SELECT version_num FROM alembic_version"

Connection = Any  # asyncpg's, which is untyped


class DatabaseState(StrEnum):
    """How the database stands right now."""

    UNKNOWN = "unknown"
    """Not asked yet."""
    ANSWERS = "answers"
    SILENT = "silent"
    """An answer is late; it may still come."""
    GONE = "gone"
    """It does not answer, or refuses to."""


class DatabaseWatch:
    """The state of one database, kept up to date while `running`.

    `lost` are called when it is gone: whoever waits for it on an open connection is to be woken.
    """

    def __init__(self, database_url: str, filled: str = "SELECT true") -> None:
        self.state = DatabaseState.UNKNOWN
        self.versions: Sequence[str] = ()
        """The revisions that its tables have; empty where there are none."""
        self.is_filled = False
        """What the query `filled` answers; false where it cannot be asked."""
        self._filled = filled
        self._url = asyncpg_url(database_url)
        self.lost: Sequence[Callable[[], None]] = ()
        self._known = asyncio.Event()

    @property
    def is_gone(self) -> bool:
        """Whether it makes no sense to ask the database anything."""
        return self.state is DatabaseState.GONE

    @property
    def answers(self) -> bool:
        """Whether it answered when it was last asked."""
        return self.state is DatabaseState.ANSWERS

    async def known(self, within_s: float) -> None:
        """Wait until something is known of the database, but not for long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(within_s):
                await self._known.wait()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Watch for as long as the block runs; whoever waits at its end is woken."""
        task = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
            if self.state in {DatabaseState.SILENT, DatabaseState.GONE}:
                self._wake_waiting()

    async def _watch(self) -> None:
        while True:
            connection = None
            try:
                connection = await self._connected()
                while True:
                    versions = await self._answered(_versions(connection))
                    self.is_filled = await self._answered(_is_filled(connection, self._filled))
                    self._answered_now(versions)
                    await asyncio.sleep(HEARTBEAT_S)
            except asyncpg.TooManyConnectionsError:
                await asyncio.sleep(AGAIN_S)  # it answers, if only this
            except LOST_CONNECTION as error:
                # One lost connection says little: the next one tells, if it can be had at once.
                if connection is None:
                    self._is_gone(type(error).__name__)
                    await asyncio.sleep(AGAIN_S)
            finally:
                if connection is not None:
                    connection.terminate()

    async def _connected(self) -> Connection:
        """A connection; one that comes when nobody waits for it any more is ended."""
        connecting = asyncio.ensure_future(self._connect())
        try:
            return await self._answered(connecting)
        except BaseException:
            connecting.add_done_callback(_end_late)
            raise

    async def _connect(self) -> Connection:
        return await asyncpg.connect(
            self._url,
            timeout=CONNECT_WITHIN_S,
            server_settings={"application_name": "atlas watch"},
        )

    async def _answered(self, asked: Any) -> Any:  # noqa: ANN401 - as untyped as asyncpg
        """What the question brings; the state says meanwhile how long it takes. Raises OSError."""
        task = asyncio.ensure_future(asked)
        try:
            for waited in range(1, GONE_AFTER + 1):
                if (await asyncio.wait([task], timeout=SLICE_S))[0]:
                    return task.result()
                if waited >= SILENT_AFTER and not self.is_gone:
                    self.state = DatabaseState.SILENT
            self._is_gone("no answer")
            raise TimeoutError
        finally:
            task.cancel()

    def _answered_now(self, versions: Sequence[str]) -> None:
        if self.is_gone:
            log.warning("the database answers again")
        self.versions = versions
        self.state = DatabaseState.ANSWERS
        self._known.set()

    def _is_gone(self, reason: str) -> None:
        self._known.set()
        if not self.is_gone:
            log.error("the database is gone: %s", reason)
            self.state = DatabaseState.GONE
            self._wake_waiting()

    def _wake_waiting(self) -> None:
        for tell in self.lost:
            tell()


def _end_late(connecting: asyncio.Future[Connection]) -> None:
    if not connecting.cancelled() and connecting.exception() is None:
        connecting.result().terminate()


async def _versions(connection: Connection) -> Sequence[str]:
    try:
        return [row[0] for row in await connection.fetch(VERSIONS)]
    except asyncpg.UndefinedTableError:
        return ()


async def _is_filled(connection: Connection, query: str) -> bool:
    try:
        return bool(await connection.fetchval(query))
    except asyncpg.UndefinedTableError:
        return False
