"""Keeps copies and counts true: threads that take in what changed in layers and in regions."""

import asyncio
import logging
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from core.database.connections import OpenConnections
from core.database.engine import IMPATIENT, make_engine
from layers.materialized.merge import is_to_merge, merge_changes
from layers.materialized.merge_lock import SILENT_WITHIN_S
from layers.regions.generalised import refresh_generalised
from layers.registry import Catalogue

log = logging.getLogger("atlas.merging")

EVERY_S = 5.0
"""The longest rest, for changes of which no news came."""
TOGETHER_S = 0.05
"""So long after the first news of changes those that follow are waited for."""
AGAIN_S = 0.1
"""Changes that are still there, as another process is merging, are looked at again after this."""
END_WITHIN_S = 1.0
NOT_SILENT_FOR_LONG = text(f"SET LOCAL idle_in_transaction_session_timeout = '{SILENT_WITHIN_S}s'")
"""A process that was stopped and not killed must keep nobody from editing regions for ever."""


@asynccontextmanager
async def merging(database_url: str, catalogue: Catalogue) -> AsyncIterator[Callable[[], None]]:
    """What to call when a layer has changed, for as long as the block runs.

    Several processes may do this at once: the database lets one of them merge at a time. The
    threads die with the process, and a merge that was under way is undone by the database.
    """
    engine = make_engine(database_url, network=IMPATIENT)
    opened = OpenConnections(engine)
    mergers = (
        Merger("merging", lambda: _merged_if_needed(engine, catalogue)),
        Merger("copies of regions", lambda: _copied_if_needed(engine)),
    )

    def wake() -> None:
        for merger in mergers:
            merger.wake()

    for merger in mergers:
        merger.start()
    try:
        yield wake
    finally:
        for merger in mergers:
            merger.stop()
        ends = (asyncio.to_thread(merger.join, END_WITHIN_S) for merger in mergers)
        await asyncio.gather(*ends)
        opened.cut()
        engine.dispose()


class Merger(threading.Thread):
    """Calls `merge` soon after it is woken, now and then without that, and until all is merged."""

    def __init__(self, name: str, merge: Callable[[], bool]) -> None:
        super().__init__(name=name, daemon=True)
        self._merge = merge
        self._woken = threading.Event()
        self._is_to_end = False

    def wake(self) -> None:
        """Say that there is something to merge."""
        self._woken.set()

    def stop(self) -> None:
        """Bring `run` to its end."""
        self._is_to_end = True
        self._woken.set()

    def run(self) -> None:
        """Merge what there is to merge, until stopped."""
        rest_s = EVERY_S
        while not self._is_to_end:
            if self._woken.wait(rest_s) and not self._is_to_end:
                time.sleep(TOGETHER_S)
                self._woken.clear()
                rest_s = AGAIN_S / 2
            is_all_merged = self._is_to_end or self._merged()
            rest_s = EVERY_S if is_all_merged else min(2 * rest_s, EVERY_S)

    def _merged(self) -> bool:
        """Whether all is merged; an error is logged, the next call tries again."""
        try:
            return self._merge()
        except Exception:
            log.exception("%s failed", self.name)
            return False


def _merged_if_needed(engine: Engine, catalogue: Catalogue) -> bool:
    """Whether no change of a layer waits any more; another process may be merging them."""
    if is_to_merge(engine, catalogue):
        merge_changes(engine, catalogue)
        return not is_to_merge(engine, catalogue)
    return True


def _copied_if_needed(engine: Engine) -> bool:
    """Whether regions whose polygon changed have their copies: no layer waits for these."""
    with Session(engine) as session, session.begin():
        session.execute(NOT_SILENT_FOR_LONG)
        refresh_generalised(session)
    return True
