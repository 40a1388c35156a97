"""A body on the disk while it is made: who makes it never waits for who reads it."""

import asyncio
import os
from collections.abc import AsyncIterator, Generator
from pathlib import Path
from shutil import disk_usage
from tempfile import TemporaryFile

from anyio import to_thread

from layers.exports.files import NoRoomError

PART_BYTES = 256 * 1024
ROOM_LOOKED_AT_EVERY_BYTES = 64 * 1024 * 1024


class Spool:
    """The bytes of one body in a file without a name, which is gone when it is closed.

    `fill` works in a thread while `parts` are taken in the event loop.
    """

    def __init__(self, folder: Path | None, free_bytes: int) -> None:
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
        self._file = TemporaryFile(dir=folder, buffering=0)  # noqa: SIM115 - `close` closes it
        self._free_bytes = free_bytes
        self._written = 0
        self._room_until = ROOM_LOOKED_AT_EVERY_BYTES
        self._has_ended = False
        self._loop = asyncio.get_running_loop()
        self._more = asyncio.Event()

    def fill(self, parts: Generator[bytes]) -> None:
        """Write every part. Raises NoRoomError, and whatever the parts raise."""
        try:
            for part in parts:
                self._write(part)
                self._loop.call_soon_threadsafe(self._more.set)
        finally:
            parts.close()
            self._has_ended = True
            self._loop.call_soon_threadsafe(self._more.set)

    async def parts(self) -> AsyncIterator[bytes]:
        """What is written, as it comes, to its end."""
        taken = 0
        while True:
            self._more.clear()
            is_last = self._has_ended
            while taken < self._written:
                part = await to_thread.run_sync(self._read, taken)
                taken += len(part)
                yield part
            if is_last:
                return
            await self._more.wait()

    def end(self) -> None:
        """Let readers know that nothing more comes, also where nothing was begun."""
        self._has_ended = True
        self._more.set()

    def close(self) -> None:
        """Give the room on the disk back."""
        self._file.close()

    def _read(self, offset: int) -> bytes:
        return os.pread(self._file.fileno(), PART_BYTES, offset)

    def _write(self, part: bytes) -> None:
        if self._written + len(part) > self._room_until:
            if disk_usage(self._file.fileno()).free < self._free_bytes:
                raise NoRoomError
            self._room_until += ROOM_LOOKED_AT_EVERY_BYTES
        rest = memoryview(part)
        while rest:
            written = os.pwrite(self._file.fileno(), rest, self._written)
            rest = rest[written:]
            self._written += written
