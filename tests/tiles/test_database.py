"""Connections that make tiles: how long is one waited for?"""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from tests.waiting import PATIENCE_S
from tiles import database
from tiles.database import TileDatabase, tile_database
from tiles.errors import TilesUnavailableError

WITHIN_S = 0.5


def test_nobody_waits_twice_for_a_free_connection(
    committed_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "CONNECTIONS", 1)
    monkeypatch.setattr(database, "ACQUIRE_WITHIN_S", PATIENCE_S)
    waited = 0
    fetch = TileDatabase._fetched  # noqa: SLF001 - each call waits once

    async def counted(tiles: TileDatabase, query: str, *arguments: object) -> Sequence[Any]:
        nonlocal waited
        waited += 1
        return await fetch(tiles, query, *arguments)

    async def ask() -> None:
        async with tile_database(committed_database) as tiles, tiles._pool.acquire():  # noqa: SLF001 - to hold it busy
            monkeypatch.setattr(database, "ACQUIRE_WITHIN_S", WITHIN_S)
            monkeypatch.setattr(TileDatabase, "_fetched", counted)
            with pytest.raises(TilesUnavailableError):
                await tiles.rows("SELECT 1")

    asyncio.run(ask())
    assert waited == 1
