"""Ready answers in memory: bounded by bytes, one maker a miss, nothing stale."""

import asyncio
from collections import OrderedDict, defaultdict
from collections.abc import Awaitable, Callable, Hashable, Iterable
from dataclasses import dataclass

from tiles.encoding import Encoded

DEFAULT_LIMIT = 128 * 1024 * 1024
"""Bytes."""

Tables = frozenset[str]


@dataclass(frozen=True, slots=True)
class Entry:
    """A kept answer, and the tables that it was made from."""

    answer: Encoded
    tables: Tables


class TileCache:
    """The least recently used answers leave first.

    It keeps nothing while `suspended`: news of changes would not arrive. An answer that was being
    made when one of its tables changed is handed to those who waited and then forgotten, and
    nobody who comes after the change waits for it.
    """

    def __init__(self, limit: int = DEFAULT_LIMIT) -> None:
        self.limit = limit
        self.size = 0
        self.is_suspended = True
        self._entries: OrderedDict[Hashable, Entry] = OrderedDict()
        self._keys_of: defaultdict[str, set[Hashable]] = defaultdict(set)
        self._in_the_making: dict[Hashable, tuple[asyncio.Task[Encoded], Tables]] = {}

    def __len__(self) -> int:
        return len(self._entries)

    def kept(self, key: Hashable) -> Encoded | None:
        """The kept answer; None where there is none."""
        entry = self._entries.get(key)
        if entry is None:
            return None
        self._entries.move_to_end(key)
        return entry.answer

    async def get(
        self, key: Hashable, tables: Tables, make: Callable[[], Awaitable[Encoded]]
    ) -> Encoded:
        """The answer, kept or made; `make` runs once however many ask meanwhile."""
        answer = self.kept(key)
        if answer is not None:
            return answer
        making = self._in_the_making.get(key)
        if making is None:
            task = asyncio.ensure_future(self._made(key, tables, make))
            self._in_the_making[key] = (task, tables)
        else:
            task = making[0]
        return await asyncio.shield(task)

    def forget(self, table: str) -> None:
        """Nothing; every answer made from the table is gone."""
        for key in self._keys_of.pop(table, set()):
            self._drop(key)
        self._abandon(key for key, (_, tables) in self._in_the_making.items() if table in tables)

    def suspend(self) -> None:
        """Nothing; every answer is gone and none is kept until `resume`."""
        self.is_suspended = True
        self._entries.clear()
        self._keys_of.clear()
        self.size = 0
        self._abandon(self._in_the_making)

    def resume(self) -> None:
        """Nothing; from now on answers are kept."""
        self._abandon(self._in_the_making)
        self.is_suspended = False

    async def _made(
        self, key: Hashable, tables: Tables, make: Callable[[], Awaitable[Encoded]]
    ) -> Encoded:
        this = asyncio.current_task()
        try:
            answer = await make()
        finally:
            making = self._in_the_making.get(key)
            is_current = making is not None and making[0] is this
            if is_current:
                del self._in_the_making[key]
        if is_current:
            self._keep(key, Entry(answer, tables))
        return answer

    def _keep(self, key: Hashable, entry: Entry) -> None:
        if self.is_suspended or entry.answer.size > self.limit:
            return
        self._entries[key] = entry
        self.size += entry.answer.size
        for table in entry.tables:
            self._keys_of[table].add(key)
        while self.size > self.limit:
            self._drop(next(iter(self._entries)))

    def _drop(self, key: Hashable) -> None:
        entry = self._entries.pop(key, None)
        if entry is None:
            return
        self.size -= entry.answer.size
        for table in entry.tables:
            self._keys_of[table].discard(key)

    def _abandon(self, keys: Iterable[Hashable]) -> None:
        for key in list(keys):
            del self._in_the_making[key]
