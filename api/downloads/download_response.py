"""An answer whose body is made while it is sent, and no longer than somebody reads it."""

import asyncio
import threading
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from anyio import to_thread
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api.downloads.spooled import Spool
from api.http.admission.admission import PLACE, Slot
from api.http.head_method import WITHOUT_BODY
from core.errors import AtlasError
from core.text import Text
from layers.exports.reading import ExportSnapshot, ExportStoppedError

RETRY_AFTER_S = 30

Parts = Generator[bytes]


class TooManyDownloadsError(AtlasError):
    """As many downloads as this process serves at a time are under way."""

    phrase = Text(
        "Қазір тым көп файл жүктеліп жатыр. Сәлден кейін қайталаңыз.",
        "Сейчас скачивается слишком много файлов. Повторите чуть позже.",
        "Too many files are being downloaded now. Try again a little later.",
    )
    retry_after_s = RETRY_AFTER_S


class DownloadSlots:
    """The places for downloads in one process.

    While a file is made it holds a connection to the database. Once it is whole it lies on the
    disk until its reader, however slow, has it: so many may lie there, and so many of one address.
    """

    def __init__(
        self,
        at_once: int,
        *,
        folder: Path | None = None,
        free_bytes: int = 0,
        sent: int = 64,
        sent_to_one: int = 8,
    ) -> None:
        self._free = threading.BoundedSemaphore(at_once)
        self._folder = folder
        self._free_bytes = free_bytes
        self._most = sent, sent_to_one
        self._sent: Counter[str] = Counter()

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Hold a place within the block. Raises TooManyDownloadsError."""
        self.take()
        try:
            yield
        finally:
            self.give_back()

    def take(self) -> None:
        """Take a place for making a file. Raises TooManyDownloadsError."""
        if not self._free.acquire(blocking=False):
            raise TooManyDownloadsError

    def give_back(self) -> None:
        """Give the place back."""
        self._free.release()

    @contextmanager
    def spooled(self, address: str) -> Iterator[Spool]:
        """Room for the file on the disk. Raises TooManyDownloadsError."""
        if self._sent.total() >= self._most[0] or self._sent[address] >= self._most[1]:
            raise TooManyDownloadsError
        self._sent[address] += 1
        spool = Spool(self._folder, self._free_bytes)
        try:
            yield spool
        finally:
            spool.close()
            self._sent[address] -= 1
            if not self._sent[address]:
                del self._sent[address]


class DownloadResponse(Response):
    """The parts of a body as they come; they are made in a thread, at their own pace.

    A failure before the first part is answered as any other. A later one cuts the body off, so
    that nobody takes it for whole. When the client goes away the reading is stopped at once.
    """

    def __init__(
        self,
        parts: Callable[[], Parts],
        reading: ExportSnapshot,
        slots: DownloadSlots,
        *,
        media_type: str,
        headers: Mapping[str, str],
    ) -> None:
        super().__init__(media_type=media_type, headers=headers)
        del self.headers["content-length"]
        self._parts = parts
        self._reading = reading
        self._slots = slots

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the body. Raises TooManyDownloadsError."""
        if scope.get(WITHOUT_BODY):
            await self._start(send)
            await send({"type": "http.response.body", "body": b""})
            return
        place: Slot | None = scope.get(PLACE)
        with self._slots.spooled(place.address if place else "") as spool:
            self._slots.take()
            making = asyncio.create_task(self._make(spool, place))
            watcher = asyncio.create_task(self._stop_when_gone(receive))
            try:
                await self._send_parts(spool, making, send)
            except ExportStoppedError:
                if not watcher.done():
                    raise
            finally:
                watcher.cancel()
                if not making.done():
                    await to_thread.run_sync(self._reading.stop)
                await asyncio.gather(making, return_exceptions=True)

    async def _make(self, spool: Spool, place: Slot | None) -> None:
        """Write the file, however slow its reader is, and then let the next one be made."""
        try:
            await to_thread.run_sync(spool.fill, self._parts())
        finally:
            spool.end()
            self._slots.give_back()
            if place is not None:
                place.leave()

    async def _send_parts(self, spool: Spool, making: "asyncio.Task[None]", send: Send) -> None:
        is_begun = False
        async for part in spool.parts():
            if not is_begun:
                await self._start(send)
                is_begun = True
            await send({"type": "http.response.body", "body": part, "more_body": True})
        await making
        if not is_begun:
            await self._start(send)
        await send({"type": "http.response.body", "body": b""})

    async def _start(self, send: Send) -> None:
        start = {"status": self.status_code, "headers": self.raw_headers}
        await send({"type": "http.response.start", **start})

    async def _stop_when_gone(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        await to_thread.run_sync(self._reading.stop)
