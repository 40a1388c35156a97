"""Connections that are slow on purpose end by themselves, and one address has only so many."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import ClassVar

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from api.http.admission.protocol import Connections, PacedProtocol
from core.load_limits import LoadLimits
from tests.waiting import linger, wait_for

pytestmark = pytest.mark.slow

HOST = "127.0.0.1"
LONG_S = 30
LARGE = b"x" * 30_000_000
LIMITS = LoadLimits.from_environment(
    {
        "ATLAS_LOAD_HEADERS_WITHIN_S": "1",
        "ATLAS_LOAD_SLOW_GRACE_S": "1",
        "ATLAS_LOAD_LEAST_BYTES_PER_S": "50000",
        "ATLAS_LOAD_CONNECTIONS_PER_ADDRESS": "3",
    }
)


class Impatient(PacedProtocol):
    """The protocol with short limits."""

    limits: ClassVar[LoadLimits] = LIMITS
    open_connections: ClassVar[Connections] = Connections(LIMITS)


async def large(_scope: Scope, _receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": LARGE})


@contextmanager
def served() -> Iterator[int]:
    config = uvicorn.Config(large, HOST, 0, http=Impatient, lifespan="off", log_config=None)
    server = uvicorn.Server(config)
    with socket.socket() as listening:
        listening.bind((HOST, 0))
        thread = threading.Thread(target=asyncio.run, args=[server.serve([listening])])
        thread.start()
        try:
            wait_for(lambda: server.started)
            yield listening.getsockname()[1]
        finally:
            server.should_exit = server.force_exit = True
            thread.join()


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with served() as port:
        yield port


def connected(port: int, said: bytes = b"", receive_bytes: int | None = None) -> socket.socket:
    connection = socket.socket()
    connection.settimeout(LONG_S)
    if receive_bytes:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_bytes)
    connection.connect((HOST, port))
    connection.sendall(said)
    return connection


def heard(connection: socket.socket) -> bytes:
    parts = []
    with connection:
        while part := connection.recv(1 << 16):
            parts.append(part)
    return b"".join(parts)


def nobody_is_connected() -> bool:
    return not Impatient.open_connections._open  # noqa: SLF001 - nobody else knows


def test_headers_that_never_end_are_given_up(port: int) -> None:
    assert heard(connected(port, b"GET / HTTP/1.1\r\nHost: a\r\n")).startswith(b"HTTP/1.1 408 ")


def test_connection_that_asks_nothing_is_closed(port: int) -> None:
    assert heard(connected(port)) == b""


def test_reader_that_takes_nothing_is_cut(port: int) -> None:
    connection = connected(port, b"GET / HTTP/1.1\r\nHost: a\r\n\r\n", receive_bytes=4096)
    assert connection.recv(12) == b"HTTP/1.1 200"
    wait_for(nobody_is_connected)
    with suppress(ConnectionResetError):
        assert len(heard(connection)) < len(LARGE)


def test_reader_that_takes_enough_gets_everything(port: int) -> None:
    connection = connected(
        port, b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", receive_bytes=65536
    )
    taken = 0
    with connection:
        while part := connection.recv(1 << 16):
            taken += len(part)
            if taken < 3_000_000:
                linger(0.05)
    assert taken > len(LARGE)


def test_body_that_nobody_waits_for_is_not_waited_for(port: int) -> None:
    head = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nx"
    assert heard(connected(port, head)).startswith(b"HTTP/1.1 200 ")


def test_one_address_has_so_many_connections(port: int) -> None:
    wait_for(nobody_is_connected)
    some = [connected(port) for _ in range(3)]
    assert heard(connected(port)).startswith(b"HTTP/1.1 503 ")
    for connection in some:
        connection.close()
