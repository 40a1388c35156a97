"""A caller that costs next to nothing: GET over one kept connection, without a library."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from time import perf_counter

MS = 1000
EXPECTED = (b"200", b"204", b"304")


class UnexpectedAnswerError(Exception):
    """The server answered otherwise than a benchmark expects."""


@dataclass(frozen=True, slots=True)
class Got:
    """How long an answer took and what it was."""

    ms: float
    body: bytes
    etag: str


@dataclass(frozen=True, slots=True)
class Caller:
    """One connection to a server on this machine."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def get(self, path: str, **headers: str) -> Got:
        """The answer to a GET. Raises UnexpectedAnswerError for an error."""
        fields = "".join(
            f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items()
        )
        request = f"GET {path} HTTP/1.1\r\nHost: bench\r\n{fields}\r\n".encode("latin-1")
        began = perf_counter()
        self.writer.write(request)
        head = await self.reader.readuntil(b"\r\n\r\n")
        told = _told(head)
        body = await self._body(told) if head[9:12] == b"200" else b""
        ms = (perf_counter() - began) * MS
        if head[9:12] not in EXPECTED:
            raise UnexpectedAnswerError(path, head)
        return Got(ms, body, told.get(b"etag", b"").decode("latin-1"))

    async def _body(self, told: dict[bytes, bytes]) -> bytes:
        if b"content-length" in told:
            return await self.reader.readexactly(int(told[b"content-length"]))
        parts = []
        while size := int(await self.reader.readline(), 16):
            parts.append(await self.reader.readexactly(size + 2))
        await self.reader.readline()
        return b"".join(part[:-2] for part in parts)


def _told(head: bytes) -> dict[bytes, bytes]:
    lines = (line.partition(b":") for line in head.split(b"\r\n")[1:])
    return {name.lower(): value.strip() for name, _, value in lines}


@asynccontextmanager
async def calling(port: int) -> AsyncIterator[Caller]:
    """A caller of the server at a port of this machine."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**26)
    try:
        yield Caller(reader, writer)
    finally:
        writer.close()
        await writer.wait_closed()
