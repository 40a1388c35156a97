"""News of committed changes: one listening connection that says when it can be trusted."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import asyncpg

log = logging.getLogger("atlas.tiles")

CHANNEL = "atlas_changes"
HEARTBEAT_S = 0.5
ANSWER_WITHIN_S = 2.0
RETRY_S = 0.5


@dataclass(frozen=True, slots=True)
class Listeners:
    """Who hears of it: `changed` gets the name of a changed table."""

    changed: Callable[[str], None]
    lost: Callable[[], None]
    found: Callable[[], None]


@asynccontextmanager
async def listening(database_url: str, listeners: Listeners) -> AsyncIterator[None]:
    """News for as long as the block runs; the connection is made again whenever it breaks."""
    task = asyncio.create_task(_listen_forever(database_url, listeners))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _listen_forever(database_url: str, listeners: Listeners) -> None:
    while True:
        try:
            await _listen_once(database_url, listeners)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError) as error:
            log.warning("no news of changes, tiles are not cached: %s", type(error).__name__)
        finally:
            listeners.lost()
        await asyncio.sleep(RETRY_S)


async def _listen_once(database_url: str, listeners: Listeners) -> None:
    """Nothing, once the connection has ended; raises what ended it.

    The heartbeat finds a connection that died without a word.
    """
    connection = await asyncpg.connect(database_url, timeout=ANSWER_WITHIN_S)
    try:
        connection.add_termination_listener(lambda _connection: listeners.lost())
        await connection.add_listener(
            CHANNEL, lambda _connection, _pid, _channel, table: listeners.changed(str(table))
        )
        listeners.found()
        while not connection.is_closed():
            await connection.execute("SELECT", timeout=ANSWER_WITHIN_S)
            await asyncio.sleep(HEARTBEAT_S)
    finally:
        connection.terminate()
