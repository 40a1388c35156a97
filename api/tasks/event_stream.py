"""A task watched over HTTP: server-sent events, as long as it runs or the caller stays."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api.http.admission.admission import PLACE, Slot
from api.http.head_method import WITHOUT_BODY
from core.errors import AtlasError
from core.task_limits import TaskLimits
from core.tasks.news import TaskNews
from core.tasks.task import Task
from core.text import Text

EVENT_STREAM = "text/event-stream"
HEADERS: Mapping[str, str] = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
"""Proxies must neither keep events nor hold them back."""
HEARTBEAT_S = 15.0
"""So often something is sent, so that neither side takes the other for gone."""
LONGEST_STREAM_S = 600.0
"""Whoever watches longer asks again, and is looked at again."""
AGAIN_AFTER_MS = 2000
RETRY_AFTER_S = 30
HEARTBEAT = b": \n\n"


class TooManyStreamsError(AtlasError):
    """The caller, or all callers together, watch as many tasks as one process tells of."""

    retry_after_s = RETRY_AFTER_S
    phrase = Text(
        "Бір мезгілде тым көп тапсырма бақылануда. Сәлден кейін қайталаңыз немесе тапсырманың "
        "күйін сұрап тұрыңыз.",
        "Одновременно отслеживается слишком много задач. Повторите позже или запрашивайте "
        "состояние задачи.",
        "Too many tasks are being watched at a time. Try again later, or ask for the task's state.",
    )


class StreamSlots:
    """The places for streams in one process: in all, of one account, and of one address."""

    def __init__(self, limits: TaskLimits) -> None:
        self._limits = limits
        self._held: Counter[str] = Counter()

    @contextmanager
    def taken(self, *holders: str) -> Iterator[None]:
        """Hold a place for the account and the address. Raises TooManyStreamsError."""
        counted = ("all", *holders)
        most = (self._limits.streams, *([self._limits.streams_per_caller] * len(holders)))
        if any(self._held[each] >= limit for each, limit in zip(counted, most, strict=True)):
            raise TooManyStreamsError
        self._held.update(counted)
        try:
            yield
        finally:
            self._held.subtract(counted)
            self._held += Counter()


@dataclass(frozen=True, slots=True)
class Watcher:
    """Who watches which task, since which version, and how it is written for them."""

    task_id: str
    user_id: int
    since: int
    written: Callable[[Task], str]
    """The task as one line of JSON."""


class EventStream(Response):
    """Events of one task, till it has ended.

    Each has the version of the task as its id, so that who comes again with `Last-Event-ID` hears
    what is new to them and nothing twice. What came between two of them is in the later one.
    """

    media_type = EVENT_STREAM

    def __init__(self, news: TaskNews, slots: StreamSlots, watcher: Watcher) -> None:
        super().__init__(headers=HEADERS)
        del self.headers["content-length"]
        self._news = news
        self._slots = slots
        self._watcher = watcher

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the events. Raises TooManyStreamsError."""
        if scope.get(WITHOUT_BODY):
            await self._start(send)
            await send({"type": "http.response.body", "body": b""})
            return
        place: Slot | None = scope.get(PLACE)
        address = place.address if place else ""
        if place is not None:
            place.leave()
        with self._slots.taken(f"user {self._watcher.user_id}", f"address {address}"):
            await self._start(send)
            sending = asyncio.ensure_future(self._send_events(send))
            gone = asyncio.ensure_future(_gone(receive))
            try:
                await asyncio.wait([sending, gone], return_when=asyncio.FIRST_COMPLETED)
                if sending.done():
                    await sending
            finally:
                sending.cancel()
                gone.cancel()
                await asyncio.gather(sending, gone, return_exceptions=True)

    async def _send_events(self, send: Send) -> None:
        ends_at = asyncio.get_running_loop().time() + LONGEST_STREAM_S
        await _send_part(send, f"retry: {AGAIN_AFTER_MS}\n\n".encode())
        seen, state = self._watcher.since, ""
        with self._news.watched(self._watcher.task_id) as watch:
            while (left_s := ends_at - asyncio.get_running_loop().time()) > 0:
                task = await watch.newer(seen, min(left_s, HEARTBEAT_S))
                if task is None:
                    await _send_part(send, HEARTBEAT)
                    continue
                name = "progress" if task.state == state else "state"
                await _send_part(send, self._event(name, task))
                seen, state = task.version, task.state
                if task.has_ended:
                    break
        await send({"type": "http.response.body", "body": b""})

    def _event(self, name: str, task: Task) -> bytes:
        return (
            f"id: {task.version}\nevent: {name}\ndata: {self._watcher.written(task)}\n\n".encode()
        )

    async def _start(self, send: Send) -> None:
        start = {"status": self.status_code, "headers": self.raw_headers}
        await send({"type": "http.response.start", **start})


async def _send_part(send: Send, part: bytes) -> None:
    await send({"type": "http.response.body", "body": part, "more_body": True})


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
