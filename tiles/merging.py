"""Keeps the copies and counts of the layers true: a thread that takes in what changed."""

import asyncio
import logging
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from core.database import make_engine
from layers.derived.merge import is_to_merge, merge_changes
from layers.derived.merge_lock import SILENT_WITHIN_S
from layers.region_generalised import refresh_generalised
from layers.registry import Catalogue

log = logging.getLogger("atlas.merging")

EVERY_S = 5.0
"""The longest rest, for changes of which no news came."""
TOGETHER_S = 0.05
"""So long after the first news of changes those that follow are waited for."""
AGAIN_S = 0.1
"""Changes that are still there, as another process is merging, are looked at again after this."""
END_WITHIN_S = 2.0
NOT_SILENT_FOR_LONG = text(f"SET LOCAL idle_in_transaction_session_timeout = '{SILENT_WITHIN_S}s'")
"""A process that was stopped and not killed must keep nobody from editing regions for ever."""


@asynccontextmanager
async def merging(database_url: str, catalogue: Catalogue) -> AsyncIterator[Callable[[], None]]:
    """What to call when a layer has changed, for as long as the block runs.

    Several processes may do this at once: the database lets one of them merge at a time. The
    thread dies with the process, and a merge that was under way is undone by the database.
    """
    engine = make_engine(database_url)
    merger = Merger(lambda: _merged_if_needed(engine, catalogue))
    thread = threading.Thread(target=merger.run, name="merging", daemon=True)
    thread.start()
    try:
        yield merger.wake
    finally:
        merger.stop()
        await asyncio.to_thread(thread.join, END_WITHIN_S)
        engine.dispose()


class Merger:
    """Calls `merge` soon after it is woken, now and then without that, and until all is merged."""

    def __init__(self, merge: Callable[[], bool]) -> None:
        self._merge = merge
        self._woken = threading.Event()
        self._is_stopped = False

    def wake(self) -> None:
        """Nothing; there is something to merge."""
        self._woken.set()

    def stop(self) -> None:
        """Nothing; `run` comes to its end."""
        self._is_stopped = True
        self._woken.set()

    def run(self) -> None:
        """Nothing, once stopped."""
        rest_s = EVERY_S
        while not self._is_stopped:
            if self._woken.wait(rest_s) and not self._is_stopped:
                time.sleep(TOGETHER_S)
                self._woken.clear()
                rest_s = AGAIN_S / 2
            is_all_merged = self._is_stopped or self._merged()
            rest_s = EVERY_S if is_all_merged else min(2 * rest_s, EVERY_S)

    def _merged(self) -> bool:
        """Whether all is merged; an error is logged, the next call tries again."""
        try:
            return self._merge()
        except Exception:
            log.exception("changes could not be merged")
            return False


def _merged_if_needed(engine: Engine, catalogue: Catalogue) -> bool:
    """Whether no change waits any more; another process may be merging them.

    Regions whose polygon changed get their copies as well.
    """
    with Session(engine) as session, session.begin():
        session.execute(NOT_SILENT_FOR_LONG)
        refresh_generalised(session)
    if is_to_merge(engine, catalogue):
        merge_changes(engine, catalogue)
        return not is_to_merge(engine, catalogue)
    return True
