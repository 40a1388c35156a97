"""The layers are merged whatever becomes of the copies of regions."""

import asyncio
import time
from collections.abc import Callable

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from core.database import make_engine
from layers.registry import Catalogue
from tests.layers.derived.kept import add_report, waiting
from tiles import merging as module
from tiles.merging import END_WITHIN_S, merging

FAULT = "no polygon can be read"


def broken(_session: Session) -> int:
    raise ValueError(FAULT)


def slow(_session: Session) -> int:
    time.sleep(2 * END_WITHIN_S)
    return 0


@pytest.mark.parametrize("refresh", [broken, slow])
def test_layers_do_not_wait_for_copies_of_regions(
    committed_database: str,
    catalogue: Catalogue,
    monkeypatch: pytest.MonkeyPatch,
    refresh: Callable[[Session], int],
) -> None:
    monkeypatch.setattr(module, "refresh_generalised", refresh)
    engine = make_engine(committed_database)

    async def merged() -> bool:
        async with merging(committed_database, catalogue) as wake:
            wake()
            await asyncio.sleep(0.2)
            with engine.begin() as connection:
                add_report(connection)
            wake()
            return await _soon_merged(engine)

    assert asyncio.run(merged())
    engine.dispose()


async def _soon_merged(engine: Engine) -> bool:
    until = time.monotonic() + 1
    while time.monotonic() < until:
        with engine.connect() as connection:
            if not waiting(connection):
                places = text("SELECT count(*) FROM kept_points_citizen_reports")
                return connection.scalar(places) == 1
        await asyncio.sleep(0.02)
    return False
