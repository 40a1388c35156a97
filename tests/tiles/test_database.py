"""Connections that make tiles: how long is one waited for?"""

import asyncio
import time

import pytest

from tiles import database
from tiles.database import tile_database
from tiles.errors import TilesUnavailableError

WITHIN_S = 0.5


def test_nobody_waits_twice_for_a_free_connection(
    committed_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "CONNECTIONS", 1)
    monkeypatch.setattr(database, "ACQUIRE_WITHIN_S", WITHIN_S)

    async def waited() -> float:
        async with tile_database(committed_database) as tiles:
            busy = asyncio.create_task(tiles.rows("SELECT pg_sleep($1)", 4 * WITHIN_S))
            await asyncio.sleep(WITHIN_S / 2)
            began = time.monotonic()
            with pytest.raises(TilesUnavailableError):
                await tiles.rows("SELECT 1")
            took = time.monotonic() - began
            await busy
            return took

    assert WITHIN_S <= asyncio.run(waited()) < 2 * WITHIN_S
