"""News of committed changes: one listening connection that says until when it can be trusted."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from time import monotonic

import asyncpg

from core.database.database_url import asyncpg_url
from core.database.lost_connection import LOST_CONNECTION
from geo.grid import parse_tile
from tiles.serving.dependents import LayerChange
from tiles.serving.tile_index import Address, Changed

log = logging.getLogger("atlas.tiles")

TABLES = "atlas_changes"
"""The channel that names a changed table."""
TILES = "atlas_tiles"
"""The channel that names a layer and its changed tiles, as far as they are told apart."""
HEARTBEAT_S = 0.25
SILENCE_S = 0.4
"""So long may an answer take before nobody relies on news."""
ANSWER_WITHIN_S = 2.0
RETRY_S = 0.5


@dataclass(frozen=True, slots=True)
class Listeners:
    """Who hears of it."""

    table: Callable[[str], None]
    """Gets the name of a changed table."""
    tiles: Callable[[LayerChange], None]
    lost: Callable[[], None]
    found: Callable[[], None]
    silent: Callable[[], None]
    """Called every SILENCE_S for as long as the connection does not answer."""
    confirmed: Callable[[float], None]
    """Gets a moment of the monotonic clock: what was committed by then has been told."""


def news_of(payload: str) -> LayerChange:
    """The news of a message `<layer> z/x/y z/x/y …`; the layer alone means all of its tiles.

    Raises ValueError for what is no such message.
    """
    layer, *tiles = payload.split()
    return LayerChange(layer, Changed(map(_address, tiles)) if tiles else None)


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
        except (*LOST_CONNECTION, TimeoutError) as error:
            log.warning("no news of changes, tiles are not cached: %s", type(error).__name__)
        finally:
            listeners.lost()
        await asyncio.sleep(RETRY_S)


async def _listen_once(database_url: str, listeners: Listeners) -> None:
    """Listen until the connection has ended; raise what ended it.

    PostgreSQL hands over waiting notifications before it says that it is ready again, so whoever
    has the answer to a statement has heard of all that was committed before it was sent.
    """
    connection = await asyncpg.connect(
        asyncpg_url(database_url),
        timeout=ANSWER_WITHIN_S,
        server_settings={"application_name": "atlas news"},
    )
    try:
        connection.add_termination_listener(lambda _connection: listeners.lost())
        for channel, tell in (
            (TABLES, listeners.table),
            (TILES, lambda payload: _tell_tiles(payload, listeners)),
        ):
            await connection.add_listener(channel, _payload_to(tell))
        listeners.found()
        while not connection.is_closed():
            asked = monotonic()
            await _answered(connection, listeners.silent)
            listeners.confirmed(asked)
            await asyncio.sleep(HEARTBEAT_S)
    finally:
        connection.terminate()


async def _answered(
    connection: "asyncpg.Connection[asyncpg.Record]", silent: Callable[[], None]
) -> None:
    """Wait until the connection has answered. Raises TimeoutError after ANSWER_WITHIN_S."""
    asking = asyncio.ensure_future(connection.execute("SELECT", timeout=ANSWER_WITHIN_S))
    try:
        while not (await asyncio.wait([asking], timeout=SILENCE_S))[0]:
            silent()
        await asking
    finally:
        asking.cancel()


def _tell_tiles(payload: str, listeners: Listeners) -> None:
    """Tell who listens of the tiles, or of a message that may have meant any of them."""
    try:
        news = news_of(payload)
    except ValueError:
        log.warning("news of tiles cannot be read, every tile is forgotten: %.200r", payload)
        listeners.lost()
        listeners.found()
    else:
        listeners.tiles(news)


def _payload_to(tell: Callable[[str], None]) -> Callable[[object, int, str, object], None]:
    return lambda _connection, _pid, _channel, payload: tell(str(payload))


def _address(tile: str) -> Address:
    z, x, y = tile.split("/")
    named = parse_tile(z, x, y)
    return named.z, named.x, named.y
