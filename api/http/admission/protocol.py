"""Connections held to a pace: slow headers and slow readers are cut, one address has so many.

What is watched once a second costs a request nothing.
"""

import asyncio
import fcntl
import termios
from array import array
from collections import Counter
from contextlib import suppress
from typing import Any, ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from api.http.admission.addresses import PEER, UNKNOWN, TrustedProxies, network_of
from core.load_limits import LoadLimits

EVERY_S = 1.0
READING_PATIENCE = 2
"""How much longer than for a body one waits for a reader: a full window opens by large steps."""
TOO_MANY = (
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 10\r\nContent-Length: 0\r\n"
    b"Connection: close\r\n\r\n"
)
TOO_SLOW = b"HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class PacedProtocol(HttpToolsProtocol):
    """HTTP on one connection, which `Connections` watches."""

    limits: ClassVar[LoadLimits]
    open_connections: ClassVar["Connections"]

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's
        """Begin, unless the address has too many connections already."""
        super().connection_made(transport)
        self.headers_since: float | None = self.loop.time()
        self.body_since: float | None = None
        self.is_asking = False
        self.unread: Unread | None = None
        if not self.open_connections.add(self):
            transport.write(TOO_MANY)
            transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Count the connection no longer."""
        self.open_connections.remove(self)
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        """Note when the request began."""
        self.is_asking = True
        if self.headers_since is None:
            self.headers_since = self.loop.time()
        super().on_message_begin()
        self.scope[PEER] = self.client  # type: ignore[literal-required]  # an extension

    def on_headers_complete(self) -> None:
        """Note that the headers are whole."""
        self.headers_since, self.body_since = None, self.loop.time()
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Note that the body is whole."""
        self.is_asking, self.body_since = False, None
        super().on_message_complete()

    def look_after(self, now: float) -> None:
        """End the connection where its other end is too slow.

        The pace of a body that somebody reads is the application's matter.
        """
        if _is_over(self.headers_since, now, self.limits.headers_within_s):
            if self.is_asking:
                self.transport.write(TOO_SLOW)
            self.transport.close()
        elif self._is_answered and _is_over(self.body_since, now, self.limits.slow_grace_s):
            self.transport.close()
        waiting = self._untaken_bytes()
        if not waiting or not (self._is_answered or self.flow.write_paused):
            self.unread = None
        elif self.unread is None:
            self.unread = Unread(waiting, now)
        elif _is_over(self.unread.since, now, READING_PATIENCE * self.limits.slow_grace_s):
            taken = self.unread.size - waiting
            if taken < self.limits.least_bytes_per_s * (now - self.unread.since):
                self.transport.abort()
            self.unread = Unread(waiting, now)

    def _untaken_bytes(self) -> int:
        """What the other end has not taken, here and in the kernel, which keeps megabytes."""
        waiting = self.transport.get_write_buffer_size()
        connection = self.transport.get_extra_info("socket")
        if not waiting or connection is None:
            return waiting
        queued = array("i", [0])
        with suppress(OSError, ValueError):
            fcntl.ioctl(connection.fileno(), termios.TIOCOUTQ, queued, True)  # noqa: FBT003 - filled in
        return waiting + queued[0]

    @property
    def _is_answered(self) -> bool:
        """Whether nothing more is written: then the buffer shrinks as fast as it is read."""
        return self.cycle is None or bool(self.cycle.response_complete)


def _is_over(since: float | None, now: float, longest_s: float) -> bool:
    return since is not None and now - since > longest_s


class Unread:
    """So many bytes were not yet taken at some moment."""

    __slots__ = ("since", "size")

    def __init__(self, size: int, since: float) -> None:
        self.size = size
        self.since = since


class Connections:
    """The open connections of one process, by address."""

    def __init__(self, limits: LoadLimits) -> None:
        self._limits = limits
        self._proxies = TrustedProxies.parsed(limits.trusted_proxies)
        self._open: dict[PacedProtocol, str] = {}
        self._by_address: Counter[str] = Counter()
        self._watching: asyncio.TimerHandle | None = None

    def add(self, protocol: PacedProtocol) -> bool:
        """Whether there is room for the connection, which is counted until it is removed."""
        address = self._address_of(protocol)
        self._open[protocol] = address
        self._by_address[address] += 1
        if self._watching is None:
            self._watching = protocol.loop.call_later(EVERY_S, self._look, protocol.loop)
        is_proxy = self._proxies.trusts(address)
        most = self._limits.connections if is_proxy else self._limits.connections_per_address
        return self._by_address[address] <= most and len(self._open) <= self._limits.connections

    def remove(self, protocol: PacedProtocol) -> None:
        """Count the connection no longer."""
        address = self._open.pop(protocol, None)
        if address is None:
            return
        self._by_address[address] -= 1
        if not self._by_address[address]:
            del self._by_address[address]

    def _address_of(self, protocol: PacedProtocol) -> str:
        if not protocol.client:
            return UNKNOWN
        address = protocol.client[0]
        return address if self._proxies.trusts(address) else network_of(address)

    def _look(self, loop: Any) -> None:  # noqa: ANN401 - asyncio's or uvloop's
        now = loop.time()
        for protocol in list(self._open):
            protocol.look_after(now)
        self._watching = loop.call_later(EVERY_S, self._look, loop) if self._open else None
