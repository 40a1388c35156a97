"""An answer whose body is made while it is sent, and no longer than somebody reads it."""

import asyncio
import threading
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager

from anyio import to_thread
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api.heads import WITHOUT_BODY
from core.errors import AtlasError
from core.text import Text
from layers.exports.reading import Reading, ReadingStoppedError

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
    """The places for downloads in one process: each holds a connection to the database."""

    def __init__(self, at_once: int) -> None:
        self._free = threading.BoundedSemaphore(at_once)

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Nothing; a place is taken within the block. Raises TooManyDownloadsError."""
        if not self._free.acquire(blocking=False):
            raise TooManyDownloadsError
        try:
            yield
        finally:
            self._free.release()


class DownloadResponse(Response):
    """The parts of a body as they come; they are made in threads, one after the other.

    A failure before the first part is answered as any other. A later one cuts the body off, so
    that nobody takes it for whole. When the client goes away the reading is stopped at once.
    """

    def __init__(
        self,
        parts: Callable[[], Parts],
        reading: Reading,
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
        """Nothing; the body is sent. Raises TooManyDownloadsError."""
        if scope.get(WITHOUT_BODY):
            await self._start(send)
            await send({"type": "http.response.body", "body": b""})
            return
        with self._slots.taken():
            parts = self._parts()
            watcher = asyncio.create_task(self._stop_when_gone(receive))
            try:
                await self._send_parts(parts, send)
            except ReadingStoppedError:
                if not watcher.done():
                    raise
            finally:
                watcher.cancel()
                await to_thread.run_sync(parts.close)

    async def _send_parts(self, parts: Parts, send: Send) -> None:
        part = await to_thread.run_sync(next, parts, None)
        await self._start(send)
        while part is not None:
            await send({"type": "http.response.body", "body": part, "more_body": True})
            part = await to_thread.run_sync(next, parts, None)
        await send({"type": "http.response.body", "body": b""})

    async def _start(self, send: Send) -> None:
        start = {"status": self.status_code, "headers": self.raw_headers}
        await send({"type": "http.response.start", **start})

    async def _stop_when_gone(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        await to_thread.run_sync(self._reading.stop)
