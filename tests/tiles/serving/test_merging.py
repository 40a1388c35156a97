"""The layers are merged whatever becomes of the copies of regions."""

import asyncio
import threading

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from core.database.engine import make_engine
from layers.registry import Catalogue
from tests.layers.materialized.kept import add_report, waiting
from tests.waiting import PATIENCE_S, soon
from tiles.serving import merging as module
from tiles.serving.merging import merging

FAULT = "no polygon can be read"


class Refresh:
    """Copies of regions that are never made: it fails, or does not come to an end."""

    def __init__(self, *, fails: bool) -> None:
        self.fails = fails
        self.begun = threading.Event()
        self.may_end = threading.Event()

    def __call__(self, _session: Session) -> int:
        """Fail, or wait for permission to end."""
        self.begun.set()
        if self.fails:
            raise ValueError(FAULT)
        self.may_end.wait(PATIENCE_S)
        return 0


@pytest.mark.parametrize("fails", [True, False])
def test_layers_do_not_wait_for_copies_of_regions(
    committed_database: str,
    catalogue: Catalogue,
    monkeypatch: pytest.MonkeyPatch,
    *,
    fails: bool,
) -> None:
    refresh = Refresh(fails=fails)
    monkeypatch.setattr(module, "refresh_generalised", refresh)
    engine = make_engine(committed_database)

    async def merged() -> bool:
        async with merging(committed_database, catalogue) as wake:
            wake()
            assert await asyncio.to_thread(refresh.begun.wait, PATIENCE_S)
            with engine.begin() as connection:
                add_report(connection)
            wake()
            is_merged = await asyncio.to_thread(soon, lambda: _is_merged(engine))
            refresh.may_end.set()
            return is_merged

    assert asyncio.run(merged())
    engine.dispose()


def _is_merged(engine: Engine) -> bool:
    with engine.connect() as connection:
        places = text("SELECT count(*) FROM kept_points_citizen_reports")
        return not waiting(connection) and connection.scalar(places) == 1
