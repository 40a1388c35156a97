"""Counts as they were written, for as long as they are those of the rows."""

import threading
from collections import OrderedDict
from collections.abc import Callable

from sqlalchemy import text
from sqlalchemy.orm import Session

from layers.materialized.counted import VERSION, WrittenCounts, version_values

MOST_BYTES = 32 * 2**20
MOST_TEXTS = 1024
ASKED = text(VERSION)


class CountTexts:
    """The texts that were last asked for. Safe for several threads.

    A text is given out again only if the database tells in that moment that the layer's counts
    are of the same version.
    """

    def __init__(self, most_bytes: int = MOST_BYTES, most_texts: int = MOST_TEXTS) -> None:
        self._most_bytes, self._most_texts = most_bytes, most_texts
        self._bytes = 0
        self._lock = threading.Lock()
        self._texts: OrderedDict[object, WrittenCounts] = OrderedDict()

    def rows(
        self, session: Session, layer_id: str, key: object, write: Callable[[], WrittenCounts]
    ) -> str:
        """The rows that were asked for by `key`; written where they are not known, or no longer."""
        with self._lock:
            known = self._texts.get(key)
        if known is not None and known.version == _version(session, layer_id):
            with self._lock:
                if key in self._texts:
                    self._texts.move_to_end(key)
            return known.rows
        written = write()
        self._keep(key, written)
        return written.rows

    def _keep(self, key: object, written: WrittenCounts) -> None:
        with self._lock:
            former = self._texts.pop(key, None)
            self._bytes -= len(former.rows) if former else 0
            if written.version is not None:
                self._texts[key] = written
                self._bytes += len(written.rows)
            while self._bytes > self._most_bytes or len(self._texts) > self._most_texts:
                _, oldest = self._texts.popitem(last=False)
                self._bytes -= len(oldest.rows)


def _version(session: Session, layer_id: str) -> str | None:
    """The version of a layer's counts as the session's next statement sees them."""
    version: str | None = session.scalar(ASKED, version_values(layer_id))
    return version
