"""Ready answers in memory: bounded by bytes, one maker a miss, nothing stale."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, field
from time import monotonic

from tiles.serving.dependents import Dependents, LayerChange, Origin
from tiles.serving.encoded_tile import EncodedTile

DEFAULT_LIMIT = 128 * 1024 * 1024
"""Bytes."""
LEASE_S = 0.9
"""For so long after the last sign of life of its source of news is an answer taken to be true."""
ENTRY_BYTES, LAYER_BYTES, ADDRESS_BYTES = 350, 400, 250
"""What an entry, each of its layers and each address take in memory; a test measures it."""
MOST_ADDRESSES = 4
LONGEST_ADDRESS = 500
"""Bytes of path and query; whoever asks with a longer one is answered by the key."""

Make = Callable[[], Awaitable[EncodedTile]]
WebAddress = tuple[bytes, bytes]
"""Path and query as they came over the wire."""


@dataclass(slots=True, eq=False)
class CacheEntry:
    """A kept answer, its origin, and the addresses by which it was asked."""

    ready: EncodedTile
    origin: Origin
    addresses: list[WebAddress] = field(default_factory=list)
    is_used: bool = False
    """Since eviction came by the last time."""

    @property
    def size(self) -> int:
        """The bytes that it takes in memory."""
        found_by = LAYER_BYTES * len(self.origin.layers) + sum(map(_bytes_of, self.addresses))
        return ENTRY_BYTES + self.ready.size + found_by


@dataclass(frozen=True, slots=True, eq=False)
class PendingAnswer:
    """An answer that is being made."""

    task: asyncio.Task[EncodedTile]
    origin: Origin
    began: float


class TileCache:
    """Answers by key and by web address; those that nobody used since the last round leave first.

    It keeps nothing while suspended, when news of changes would not arrive, and gives nothing out
    later than LEASE_S after the last `confirm`. An answer that was being made when news of it came
    is handed to those who waited and then forgotten, and nobody who comes later waits for it.
    """

    def __init__(self, limit: int = DEFAULT_LIMIT, clock: Callable[[], float] = monotonic) -> None:
        self.limit = limit
        self.size = 0
        self._clock = clock
        self._is_suspended = True
        self._trusted_until = 0.0
        self._entries: OrderedDict[Hashable, CacheEntry] = OrderedDict()
        self._by_address: dict[tuple[bytes | None, bytes], CacheEntry] = {}
        self._dependents: Dependents[Hashable] = Dependents()
        self._in_the_making: dict[Hashable, PendingAnswer] = {}

    def __len__(self) -> int:
        return len(self._entries)

    def at(self, path: bytes | None, query: bytes) -> EncodedTile | None:
        """The kept answer to what was asked in the same words before; None where there is none.

        Not every server tells the path as it came over the wire.
        """
        entry = self._by_address.get((path, query))
        if entry is None or self._clock() >= self._trusted_until:
            return None
        entry.is_used = True
        return entry.ready

    def kept(self, key: Hashable) -> EncodedTile | None:
        """The kept answer; None where there is none."""
        entry = self._entries.get(key)
        if entry is None or not self.is_trusted:
            return None
        entry.is_used = True
        return entry.ready

    async def get(self, key: Hashable, origin: Origin, make: Make) -> EncodedTile:
        """The answer, kept or made; `make` runs once however many ask meanwhile."""
        answer = self.kept(key)
        if answer is not None:
            return answer
        making = self._in_the_making.get(key)
        if making is None or not (self.is_trusted or self._clock() < making.began + LEASE_S):
            task = asyncio.ensure_future(self._made(key, origin, make))
            making = self._in_the_making[key] = PendingAnswer(task, origin, self._clock())
        return await asyncio.shield(making.task)

    def name(self, key: Hashable, path: bytes, query: bytes) -> None:
        """Have `at` find the answer of the key, if it is kept, by this address too.

        An answer goes by few addresses at a time: hostile ones push out only one another.
        """
        entry = self._entries.get(key)
        address = path, query
        if entry is None or address in self._by_address or len(path) + len(query) > LONGEST_ADDRESS:
            return
        if len(entry.addresses) == MOST_ADDRESSES:
            forgotten = entry.addresses.pop(0)
            self.size -= _bytes_of(forgotten)
            del self._by_address[forgotten]
        entry.addresses.append(address)
        self._by_address[address] = entry
        self.size += _bytes_of(address)
        self._evict()

    def forget_table(self, table: str) -> None:
        """Forget every answer made from the table."""
        for key in self._dependents.of_table(table):
            self._drop(key)
        self._abandon(lambda origin: table in origin.tables)

    def forget(self, news: LayerChange) -> None:
        """Forget every answer that the news touches."""
        for key in self._dependents.touched(news):
            self._drop(key)
        self._abandon(lambda origin: origin.is_touched_by(news))

    def suspend(self) -> None:
        """Forget every answer and keep none until `resume`."""
        self._is_suspended = True
        self._trusted_until = 0.0
        self._entries.clear()
        self._by_address.clear()
        self._dependents = Dependents()
        self._in_the_making.clear()
        self.size = 0

    def resume(self) -> None:
        """Keep answers whose making begins from now on."""
        self._in_the_making.clear()
        self._is_suspended = False

    def confirm(self, at: float) -> None:
        """Take it that all news of what had happened by then, by the clock, has been told here."""
        if not self._is_suspended:
            self._trusted_until = at + LEASE_S

    @property
    def is_trusted(self) -> bool:
        """Whether what is kept is given out: the source of news was alive a moment ago."""
        return self._clock() < self._trusted_until

    async def _made(self, key: Hashable, origin: Origin, make: Make) -> EncodedTile:
        this = asyncio.current_task()
        try:
            answer = await make()
        finally:
            making = self._in_the_making.get(key)
            is_current = making is not None and making.task is this
            if is_current:
                del self._in_the_making[key]
        if is_current and not self._is_suspended:
            self._keep(key, CacheEntry(answer, origin))
        return answer

    def _keep(self, key: Hashable, entry: CacheEntry) -> None:
        if entry.size > self.limit:
            return
        self._drop(key)
        self._entries[key] = entry
        self._dependents.add(key, entry.origin)
        self.size += entry.size
        self._evict()

    def _evict(self) -> None:
        while self.size > self.limit:
            key, entry = next(iter(self._entries.items()))
            if entry.is_used:
                entry.is_used = False
                self._entries.move_to_end(key)
            else:
                self._drop(key)

    def _drop(self, key: Hashable) -> None:
        entry = self._entries.pop(key, None)
        if entry is None:
            return
        self.size -= entry.size
        self._dependents.discard(key, entry.origin)
        for address in entry.addresses:
            del self._by_address[address]

    def _abandon(self, is_stale: Callable[[Origin], bool]) -> None:
        stale = [key for key, making in self._in_the_making.items() if is_stale(making.origin)]
        for key in stale:
            del self._in_the_making[key]


def _bytes_of(address: WebAddress) -> int:
    path, query = address
    return ADDRESS_BYTES + len(path) + len(query)
