"""Places for requests of one class: so many at a time, so many wait, nobody takes them all."""

import asyncio
from collections import Counter, OrderedDict, deque
from dataclasses import dataclass

from core.errors import AtlasError
from core.text import Text

RETRY_AFTER_S = 10
LARGEST_SHARE = 2 / 3
"""Of the places, for one address or account: somebody else always finds one sooner or later."""


class BusyError(AtlasError):
    """As many requests of this class as may wait are waiting, or one has waited too long."""

    retry_after_s = RETRY_AFTER_S
    phrase = Text(
        "Қазір мұндай сұрау тым көп. {value} секундтан кейін қайталаңыз.",
        "Сейчас таких запросов слишком много. Повторите через {value} секунд.",
        "There are too many such requests now. Try again in {value} seconds.",
    )

    def __init__(self) -> None:
        super().__init__(RETRY_AFTER_S)


@dataclass(frozen=True, slots=True)
class Room:
    """How many requests of a class are worked on at a time, how many wait, and how long."""

    at_once: int
    waiting: int
    longest_wait_s: float

    @property
    def share(self) -> int:
        """How many places one address or account may hold."""
        return max(1, int(self.at_once * LARGEST_SHARE))


class Lane:
    """The places of one class in one process; used by its event loop alone.

    Those who wait are admitted address by address in turn. When no more may wait, who has most
    waiting loses the last of them to an address that has fewer.
    """

    def __init__(self, room: Room) -> None:
        self.room = room
        self.running = 0
        self.waiting = 0
        self._held: Counter[str] = Counter()
        self._queues: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()

    def enter(self, address: str) -> bool:
        """Whether there is a place at once, which is then taken."""
        if self.waiting or not self._is_free_for(address):
            return False
        self._take(address)
        return True

    async def wait(self, address: str) -> None:
        """Take a place as soon as it is this address's turn. Raises BusyError."""
        if self.waiting >= self.room.waiting and not self._push_out(address):
            raise BusyError
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queues.setdefault(address, deque()).append(turn)
        self.waiting += 1
        self._admit_next()
        try:
            async with asyncio.timeout(self.room.longest_wait_s):
                await turn
        except TimeoutError as error:
            self._forget(address, turn)
            raise BusyError from error
        except BaseException:
            self._forget(address, turn)
            raise

    def leave(self, address: str) -> None:
        """Give the place back, and let the next one in."""
        self.running -= 1
        self._held[address] -= 1
        if self._held[address] <= 0:
            del self._held[address]
        self._admit_next()

    def _is_free_for(self, address: str) -> bool:
        return self.running < self.room.at_once and self._held[address] < self.room.share

    def _take(self, address: str) -> None:
        self.running += 1
        self._held[address] += 1

    def _admit_next(self) -> None:
        for address in list(self._queues):
            if self.running >= self.room.at_once:
                return
            while address in self._queues and self._is_free_for(address):
                turn = self._queues[address].popleft()
                self._after_removal(address)
                if turn.done():
                    continue
                if address in self._queues:
                    self._queues.move_to_end(address)
                self._take(address)
                turn.set_result(None)
                break

    def _push_out(self, address: str) -> bool:
        """Whether the greediest address has lost its last one for the sake of this one."""
        if not self._queues:
            return False
        greediest = max(self._queues, key=lambda each: len(self._queues[each]))
        if len(self._queues[greediest]) <= len(self._queues.get(address, ())) + 1:
            return False
        turn = self._queues[greediest].pop()
        self._after_removal(greediest)
        if not turn.done():
            turn.set_exception(BusyError())
        return True

    def _forget(self, address: str, turn: "asyncio.Future[None]") -> None:
        """Take one who no longer waits out of the queue, or give its place back."""
        if turn.done() and not turn.cancelled() and turn.exception() is None:
            self.leave(address)
            return
        queue = self._queues.get(address)
        if queue is not None and turn in queue:
            queue.remove(turn)
            self._after_removal(address)

    def _after_removal(self, address: str) -> None:
        self.waiting -= 1
        if not self._queues[address]:
            del self._queues[address]
