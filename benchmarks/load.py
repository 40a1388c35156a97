"""`python -m benchmarks.load HOST PORT CONNECTIONS SECONDS PATH [HEADER…]`: requests a second.

A process of its own that keeps every connection busy with one request after another. It looks at
the first answer whole and at the status of the others, which must be as long: the less it does for
an answer, the more of the machine is left to the server. A header is written as `name:value`.
"""

import asyncio
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import cast

import uvloop

END_OF_HEADERS = b"\r\n\r\n"
LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
STATUS = slice(9, 12)
BODILESS = (b"204", b"304")


class UnevenAnswerError(Exception):
    """An answer of another status than the first."""


@dataclass(slots=True)
class Load:
    """What all connections share: the request, the answer that is expected, how many came."""

    request: bytes
    status: bytes
    size: int
    """Bytes of an answer with its headers."""
    answers: int = 0
    failed: UnevenAnswerError | None = None


class Connection(asyncio.Protocol):
    """One connection, which asks again as soon as it has its answer."""

    def __init__(self, load: Load) -> None:
        self.load = load
        self.missing = load.size
        self.transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Send the first request."""
        self.transport = cast("asyncio.Transport", transport)
        self.transport.write(self.load.request)

    def data_received(self, data: bytes) -> None:
        """Count a whole answer and follow it with the next request."""
        load = self.load
        if self.missing == load.size and data[STATUS] != load.status:
            load.failed = UnevenAnswerError(data[STATUS], load.status)
            self.transport.abort()
            return
        self.missing -= len(data)
        if self.missing <= 0:
            self.missing = load.size
            load.answers += 1
            self.transport.write(load.request)


async def measured(host: str, port: int, connections: int, seconds: float, request: bytes) -> float:
    """Answers a second over all connections. Raises UnevenAnswerError."""
    load = Load(request, *await _first_answer(host, port, request))
    connect = asyncio.get_running_loop().create_connection
    transports = [
        (await connect(lambda: Connection(load), host, port))[0] for _ in range(connections)
    ]
    began, before = perf_counter(), load.answers
    await asyncio.sleep(seconds)
    rate = (load.answers - before) / (perf_counter() - began)
    for transport in transports:
        transport.abort()
    if load.failed is not None:
        raise load.failed
    return rate


async def _first_answer(host: str, port: int, request: bytes) -> tuple[bytes, int]:
    """The status of an answer and its bytes with its headers."""
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(request)
    head = await reader.readuntil(END_OF_HEADERS)
    writer.close()
    length = LENGTH.search(head)
    body = int(length[1]) if length and head[STATUS] not in BODILESS else 0
    return head[STATUS], len(head) + body


def main(arguments: Sequence[str]) -> None:
    """Print the figure."""
    host, port, connections, seconds, path, *headers = arguments
    lines = [f"GET {path} HTTP/1.1", f"Host: {host}", *headers]
    request = "\r\n".join(lines).encode() + END_OF_HEADERS
    print(uvloop.run(measured(host, int(port), int(connections), float(seconds), request)))  # noqa: T201 - its result


if __name__ == "__main__":
    main(sys.argv[1:])
