"""The door-keeper of one process: a lane for each class, addresses and accounts counted."""

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine, Mapping
from threading import Lock
from typing import Any

from starlette.types import Receive, Scope, Send

from api.http.admission.addresses import TrustedProxies
from api.http.admission.body import PacedBody, WholeBody, has_body
from api.http.admission.cost import Cost
from api.http.admission.lane import BusyError, Lane, Room
from core.database.database_watch import DatabaseWatch
from core.errors import AtlasError
from core.load_limits import LoadLimits
from core.text import Text

COST = "atlas.cost"
"""The key of a scope for the class by which its request was admitted."""
PLACE = "atlas.place"
"""The key of a scope for the place that its request holds."""

RETRY_AFTER_S = 2

Handle = Callable[[Scope, Receive, Send], Coroutine[Any, Any, None]]


class DatabaseGoneError(AtlasError):
    """The database does not answer; nobody is let in to wait for it."""

    retry_after_s = RETRY_AFTER_S
    phrase = Text(
        "Деректер қоры қазір қолжетімсіз. Бірнеше секундтан кейін қайталаңыз.",
        "База данных сейчас недоступна. Повторите через несколько секунд.",
        "The database cannot be reached now. Try again in a few seconds.",
    )


class Slot:
    """A place in a lane, given back once; a request that needs it no longer gives it back early."""

    def __init__(self, lane: Lane, address: str, accounts: "Accounts") -> None:
        self._lane = lane
        self.address = address
        self._accounts = accounts
        self._account: int | None = None
        self._is_held = True

    def count_for(self, user_id: int) -> None:
        """Count the request for an account, whatever address it comes from. Raises BusyError."""
        if self._account is None:
            self._accounts.add(user_id, self._lane.room.share)
            self._account = user_id

    def leave(self) -> None:
        """Give the place back, if that has not been done."""
        if not self._is_held:
            return
        self._is_held = False
        if self._account is not None:
            self._accounts.remove(self._account)
        self._lane.leave(self.address)


class Accounts:
    """How many places of one class each account holds."""

    def __init__(self) -> None:
        self._held: Counter[int] = Counter()
        self._lock = Lock()

    def add(self, user_id: int, most: int) -> None:
        """Count one more. Raises BusyError where the account holds so many already."""
        with self._lock:
            if self._held[user_id] >= most:
                raise BusyError
            self._held[user_id] += 1

    def remove(self, user_id: int) -> None:
        """Count one less."""
        with self._lock:
            self._held[user_id] -= 1
            if not self._held[user_id]:
                del self._held[user_id]


class Admission:
    """Admits requests to what they cost, and has them wait or refused where there is no room."""

    def __init__(
        self, limits: LoadLimits, rooms: Mapping[Cost, Room], watch: DatabaseWatch | None = None
    ) -> None:
        self.limits = limits
        self._watch = watch
        self.proxies = TrustedProxies.parsed(limits.trusted_proxies)
        self.lanes = {cost: Lane(room) for cost, room in rooms.items()}
        self._accounts = {cost: Accounts() for cost in rooms}

    async def admit(
        self, cost: Cost, handle: Handle, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Handle the request in a place of its class. Raises BusyError, DatabaseGoneError."""
        scope[COST] = cost
        lane = self.lanes.get(cost)
        comes_with_body = has_body(scope)
        if comes_with_body:
            limits = self.limits
            receive = PacedBody(receive, limits.least_bytes_per_s, limits.slow_grace_s)
        if lane is None:
            await handle(scope, receive, send)
            return
        self._require_database()
        body: WholeBody | None = None
        if comes_with_body and cost is not Cost.UPLOAD:
            body = WholeBody(receive)
            await body.read()
        address = self.proxies.address_of(scope)
        if not lane.enter(address):
            if cost is Cost.UPLOAD:
                await lane.wait(address)
            else:
                if body is None:
                    body = WholeBody(receive)
                    await body.read()
                if not await _waited(lane, address, body):
                    return
        place = scope[PLACE] = Slot(lane, address, self._accounts[cost])
        try:
            self._require_database()
            await handle(scope, body or receive, send)
        finally:
            place.leave()
            if body:
                body.close()

    def _require_database(self) -> None:
        if self._watch is not None and self._watch.is_gone:
            raise DatabaseGoneError


async def _waited(lane: Lane, address: str, body: WholeBody) -> bool:
    """Whether a place was got; False where the caller went away meanwhile. Raises BusyError."""
    waiting = asyncio.ensure_future(lane.wait(address))
    gone = body.gone
    try:
        await asyncio.wait([waiting, gone], return_when=asyncio.FIRST_COMPLETED)
        if not waiting.done() and gone.result()["type"] == "http.disconnect":
            return False
        await waiting
    except BaseException:
        body.close()
        raise
    finally:
        if not waiting.done():
            waiting.cancel()
    return True
