"""The body of a request: at a least pace, and whole before it takes a place where it is small."""

import asyncio
from time import monotonic

from starlette.exceptions import HTTPException
from starlette.types import Message, Receive, Scope

REQUEST_TIMEOUT = 408
CLOSE = {"Connection": "close"}


def has_body(scope: Scope) -> bool:
    """Whether the request announces a body."""
    for name, value in scope["headers"]:
        if name == b"transfer-encoding" or (name == b"content-length" and value.strip(b"0")):
            return True
    return False


class PacedBody:
    """Receives a body that comes in at `least_bytes_per_s` on the average, after a while.

    Raises HTTPException 408 for a slower one; the connection is closed, for the rest of the body
    may never come.
    """

    def __init__(self, receive: Receive, least_bytes_per_s: float, grace_s: float) -> None:
        self._receive = receive
        self._least = least_bytes_per_s
        self._ends_at = monotonic() + grace_s
        self._is_whole = False

    async def __call__(self) -> Message:
        """The next message."""
        if self._is_whole:
            return await self._receive()
        left_s = self._ends_at - monotonic()
        try:
            async with asyncio.timeout(max(left_s, 0)):
                message = await self._receive()
        except TimeoutError as error:
            raise HTTPException(REQUEST_TIMEOUT, headers=CLOSE) from error
        if message["type"] == "http.request":
            self._ends_at += len(message.get("body", b"")) / self._least
            self._is_whole = not message.get("more_body", False)
        return message


class WholeBody:
    """Receives a body that was read before, and what comes after it.

    `gone` waits for the end of the connection, while nobody else receives.
    """

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._whole: Message | None = None
        self._next: asyncio.Task[Message] | None = None

    async def read(self) -> None:
        """Read the body to its end, or to that of the connection."""
        parts = []
        while True:
            message = await self._receive()
            if message["type"] != "http.request":
                self._whole = message
                return
            parts.append(message.get("body", b""))
            if not message.get("more_body", False):
                self._whole = {"type": "http.request", "body": b"".join(parts), "more_body": False}
                return

    @property
    def gone(self) -> "asyncio.Task[Message]":
        """What ends when the connection does."""
        if self._next is None:
            self._next = asyncio.ensure_future(self._received())
        return self._next

    async def __call__(self) -> Message:
        """The whole body first."""
        if self._whole is not None:
            message, self._whole = self._whole, None
            return message
        if self._next is not None:
            waited, self._next = self._next, None
            return await waited
        return await self._receive()

    def close(self) -> None:
        """Wait for nothing any more."""
        if self._next is not None:
            self._next.cancel()

    async def _received(self) -> Message:
        return await self._receive()
