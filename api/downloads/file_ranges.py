"""A large file as an answer: whole or one range of it, streamed from the disk (RFC 9110 §14)."""

import re
from collections.abc import AsyncIterator, Mapping
from email.utils import formatdate
from http import HTTPStatus
from typing import Protocol

from anyio import to_thread
from fastapi import Request, Response
from starlette.types import Receive, Scope, Send

from api.http.admission.admission import PLACE, Slot
from api.http.head_method import WITHOUT_BODY
from core.errors import AtlasError
from core.text import Text

PART_BYTES = 256 * 1024
ONE_RANGE = re.compile(r"bytes\s*=\s*(\d{0,18})-(\d{0,18})", re.IGNORECASE)


class RangeRefusedError(AtlasError):
    """No byte of the range is in the file, or there are several ranges."""

    def __init__(self, given: str, size: int) -> None:
        super().__init__(given, field="Range", size=size)
        self.size = size

    phrase = Text(
        "Бұл аралықты беру мүмкін емес: {value}. Файлда {size} байт бар; бір ғана аралық сұраңыз.",
        "Этот диапазон выдать нельзя: {value}. В файле {size} байт; запросите один диапазон.",
        "This range cannot be given: {value}. The file has {size} bytes; ask for a single range.",
    )


class OpenedFile(Protocol):
    """An open file that nobody writes to any more."""

    @property
    def etag(self) -> str:
        """Its strong ETag, quoted."""
        ...

    @property
    def size(self) -> int:
        """Its bytes."""
        ...

    @property
    def modified_at(self) -> float:
        """When it was put in its place, in seconds since 1970."""
        ...

    def read(self, offset: int, length: int) -> bytes:
        """So many of its bytes."""
        ...


class FileRanges(Response):
    """The file as `request` asks for it.

    304 where the caller has it; 206 for one range, unless `If-Range` names another state of the
    file. Memory is bounded whatever the size. Raises RangeRefusedError for a range beyond the end
    and for several ranges.
    """

    def __init__(
        self, request: Request, file: OpenedFile, media_type: str, headers: Mapping[str, str]
    ) -> None:
        self._file = file
        modified = formatdate(file.modified_at, usegmt=True)
        known = {"ETag": file.etag, "Last-Modified": modified, "Accept-Ranges": "bytes"}
        super().__init__(headers={**known, **headers}, media_type=media_type)
        if _has_it(request, file.etag, modified):
            self.status_code = HTTPStatus.NOT_MODIFIED
            self._range = range(0)
            del self.headers["content-length"]
            return
        self._range = self._wanted(request, modified)
        self.headers["content-length"] = str(len(self._range))

    def _wanted(self, request: Request, modified: str) -> range:
        size = self._file.size
        given = request.headers.get("range", "")
        condition = request.headers.get("if-range")
        is_same = condition in (None, self._file.etag, modified)
        if not (is_same and given.lower().startswith("bytes")):
            return range(size)
        wanted = _range_of(given, size)
        self.status_code = HTTPStatus.PARTIAL_CONTENT
        span = f"bytes {wanted.start}-{wanted.stop - 1}/{size}"
        self.headers["content-range"] = span
        return wanted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI gives it
        """Send the answer; a reader, however slow, takes nobody's place meanwhile."""
        place: Slot | None = scope.get(PLACE)
        if place is not None:
            place.leave()
        start = {"status": self.status_code, "headers": self.raw_headers}
        await send({"type": "http.response.start", **start})
        if not scope.get(WITHOUT_BODY):
            async for part in self._parts():
                await send({"type": "http.response.body", "body": part, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    async def _parts(self) -> AsyncIterator[bytes]:
        for offset in range(self._range.start, self._range.stop, PART_BYTES):
            length = min(PART_BYTES, self._range.stop - offset)
            yield await to_thread.run_sync(self._file.read, offset, length)


def _range_of(given: str, size: int) -> range:
    """The bytes of a Range header. Raises RangeRefusedError."""
    found = ONE_RANGE.fullmatch(given.strip())
    first, last = found.groups() if found else ("", "")
    if first:
        wanted = range(int(first), min(int(last or size), size - 1) + 1)
    else:
        wanted = range(max(size - int(last or 0), 0), size)
    if not wanted:
        raise RangeRefusedError(given, size)
    return wanted


def _has_it(request: Request, etag: str, modified: str) -> bool:
    """Whether the caller has this state of the file."""
    tags = request.headers.get("if-none-match")
    if tags is None:
        return request.headers.get("if-modified-since") == modified
    known = (tag.strip().removeprefix("W/") for tag in tags.split(","))
    return tags.strip() == "*" or etag in known
