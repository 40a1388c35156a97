"""Messages between two processes over a pipe: a JSON document and some bytes, both of bounded size.

What arrives is never run or unpickled: the other side may have been taken over by a file.
"""

import json
import os
import struct
from dataclasses import dataclass, field
from typing import Any

LENGTHS = struct.Struct("!IQ")
LONGEST_DOCUMENT = 64 * 1024 * 1024
LONGEST_BODY = 512 * 1024 * 1024
PART_BYTES = 1024 * 1024

Document = dict[str, Any]


class BrokenMessageError(ValueError):
    """What arrived is no message, or larger than any that is sent."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message: a JSON object, and bytes."""

    document: Document
    body: bytes | memoryview = b""


def send(pipe: int, message: Message) -> None:
    """Write the message; wait while the pipe is full."""
    document = json.dumps(message.document).encode()
    if len(document) > LONGEST_DOCUMENT or len(message.body) > LONGEST_BODY:
        raise BrokenMessageError(len(document), len(message.body))
    for part in (LENGTHS.pack(len(document), len(message.body)), document, message.body):
        rest = memoryview(part)
        while rest:
            rest = rest[os.write(pipe, rest) :]


@dataclass
class Arriving:
    """A message while it arrives, part by part."""

    pipe: int
    _head: bytearray = field(default_factory=bytearray)
    _rest: bytearray | None = None
    _filled: int = 0

    def take_part(self) -> Message | None:
        """The message once it is whole; waits for the next part. Raises EOFError."""
        if self._rest is None:
            self._head += self._read(LENGTHS.size - len(self._head))
            if len(self._head) < LENGTHS.size:
                return None
            document, body = self._lengths()
            self._rest = bytearray(document + body)
        elif self._filled < len(self._rest):
            into = memoryview(self._rest)[self._filled : self._filled + PART_BYTES]
            count = os.readv(self.pipe, [into])
            if not count:
                raise EOFError
            self._filled += count
        return self._message() if self._filled == len(self._rest) else None

    def _lengths(self) -> tuple[int, int]:
        document, body = LENGTHS.unpack(self._head)
        if document > LONGEST_DOCUMENT or body > LONGEST_BODY:
            raise BrokenMessageError(document, body)
        return document, body

    def _message(self) -> Message:
        rest = memoryview(self._rest or b"")
        length, _ = self._lengths()
        try:
            document = json.loads(bytes(rest[:length]))
        except (ValueError, RecursionError) as error:
            raise BrokenMessageError(str(error)) from error
        if not isinstance(document, dict):
            raise BrokenMessageError(type(document).__name__)
        return Message(document, rest[length:])

    def _read(self, count: int) -> bytes:
        part = os.read(self.pipe, count)
        if not part:
            raise EOFError
        return part


def receive(pipe: int) -> Message:
    """The next message, however long it takes. Raises EOFError, BrokenMessageError."""
    arriving = Arriving(pipe)
    while True:
        message = arriving.take_part()
        if message is not None:
            return message
