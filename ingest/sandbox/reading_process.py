"""The other end of a process that reads a file: asked, waited for, and killed where it must be."""

import atexit
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from core.progress import Stop, never
from core.settings import MEBIBYTE, ReadingLimits
from ingest.sandbox import errors as because
from ingest.sandbox.errors import (
    ReaderBrokeError,
    ReadingFailedError,
    ReadingStoppedError,
    as_error,
)
from ingest.sandbox.limits import LONGEST_NAME, as_json
from ingest.sandbox.requests import BROKE, IS_NAME, MEMORY
from ingest.sandbox.wire import Arriving, BrokenMessageError, Message, send

ASKED_EVERY_S = 0.1
"""How often it is looked whether somebody wants the reading to stop."""
TRIES = 2
"""How often a process is asked for, where the nursery is killed meanwhile."""
LAST_WORDS_S = 5.0
"""How long the nursery may take to tell of a child that is gone."""
TOO_LONG = str(-signal.SIGXCPU)
"""Told of a process that has had all the time of a processor that it may have."""
INHERITED = ("LANG", "LC_ALL", "PATH", "PYTHONPATH", "SYSTEMROOT", "TMPDIR", "TZ", "VIRTUAL_ENV")
"""What a reader needs to know of the surroundings; no address of a database, no secret."""
PLAIN = {
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",
}
"""Readers with one thread each: several files are read at a time, and memory stays small."""
MODULE = "ingest.sandbox.nursery"


class _Parent:
    """Holds the nursery of this process, which is started where there is none."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._orders: socket.socket | None = None
        self._nurseries: list[subprocess.Popen[bytes]] = []
        self._of_process = 0
        atexit.register(self.end)

    def order(self, limits: ReadingLimits, *pipes: int) -> None:
        """Ask the nursery for a child with these ends of pipes."""
        told = json.dumps(as_json(limits)).encode()
        with self._lock:
            try:
                socket.send_fds(self._open(), [told], pipes)
            except OSError:  # it ends, because nobody has needed it for long
                self._close()
                socket.send_fds(self._open(), [told], pipes)

    def end(self) -> None:
        """End the nursery with all its children."""
        if self._of_process == os.getpid():
            self._close()
            for nursery in self._nurseries:
                nursery.wait()

    def forget(self) -> None:
        """Start another nursery for the next child: this one has lost an order."""
        with self._lock:
            self._close()

    def start(self) -> None:
        """Start the nursery, so that the first file need not wait for it."""
        with self._lock:
            self._open()

    def _open(self) -> socket.socket:
        if self._orders is None or self._of_process != os.getpid():
            ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            environment = {name: os.environ[name] for name in INHERITED if name in os.environ}
            with theirs:
                nursery = subprocess.Popen(  # noqa: S603 - ours
                    [sys.executable, "-m", MODULE, str(theirs.fileno())],
                    stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=None,
                    env={**environment, **PLAIN}, pass_fds=[theirs.fileno()],
                    start_new_session=True,
                )  # fmt: skip
            self._nurseries = [each for each in self._nurseries if each.poll() is None]
            self._nurseries.append(nursery)
            self._orders, self._of_process = ours, os.getpid()
        return self._orders

    def _close(self) -> None:
        if self._orders is not None:
            self._orders.close()
        self._orders = None


PARENT = _Parent()


def start_nursery() -> None:
    """Load the readers beside what this process does, so that its first file need not wait."""
    PARENT.start()


@dataclass
class ReadingProcess:
    """One process that reads the file of this name."""

    name: str
    limits: ReadingLimits
    stop: Stop = never
    pid: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        for _ in range(TRIES):
            self._begin()
            if self.pid:
                return
            self.close()
            PARENT.forget()
        raise ReaderBrokeError(self.name, "nursery")

    def _begin(self) -> None:
        """Ask for a process; wait until it lives, or the nursery is gone. Raises OSError."""
        asked, self._asking = os.pipe2(os.O_CLOEXEC)
        self._answers, answers = os.pipe2(os.O_CLOEXEC)
        self._status, status = os.pipe2(os.O_CLOEXEC)
        self._closed = False
        try:
            PARENT.order(self.limits, asked, answers, status)
        finally:
            for pipe in (asked, answers, status):
                os.close(pipe)
        self.pid = self._told_pid()

    def ask(self, request: Mapping[str, Any]) -> None:
        """Ask for something, of which an answer may come. Raises ReadingFailedError."""
        try:
            send(self._asking, Message(dict(request)))
        except BrokenPipeError:
            raise self._end() from None

    def answer(self, is_name: Callable[[str], bool] | None = None) -> Message:
        """The next answer; `is_name` tells the process which names of columns are known.

        Raises what the reader raised, ReadingFailedError, ReadingStoppedError.
        """
        while True:
            message = self._message()
            document = message.document
            if IS_NAME in document and is_name is not None:
                name = str(document[IS_NAME])
                self.ask({IS_NAME: len(name) <= LONGEST_NAME and is_name(name)})
            elif "error" in document:
                raise as_error(document)
            elif MEMORY in document:
                raise self._too_much_memory()
            elif BROKE in document:
                raise ReaderBrokeError(self.name, str(document[BROKE])[:40])
            else:
                return message

    def close(self) -> None:
        """End the process, whatever it is at."""
        if not self._closed:
            self._closed = True
            self._kill()
            for pipe in (self._asking, self._answers, self._status):
                os.close(pipe)

    def broken(self) -> ReadingFailedError:
        """The error for an answer that no reader of ours gives; the process is ended."""
        self._kill()
        return ReaderBrokeError(self.name, "message")

    def _message(self) -> Message:
        arriving = Arriving(self._answers)
        moved_at = time.monotonic()
        while True:
            if self.stop():
                self._kill()
                raise ReadingStoppedError(self.name, field="file")
            ready, _, _ = select.select([self._answers], [], [], ASKED_EVERY_S)
            if not ready:
                if time.monotonic() - moved_at > self.limits.stall_s:
                    self._kill()
                    raise self._too_long()
                continue
            moved_at = time.monotonic()
            try:
                message = arriving.take_part()
            except EOFError:
                raise self._end() from None
            except BrokenMessageError:
                raise self.broken() from None
            if message is not None:
                return message

    def _end(self) -> ReadingFailedError:
        """Why the process is gone."""
        reason = self._exit_reason()
        if reason == MEMORY:
            return self._too_much_memory()
        if reason == TOO_LONG:
            return self._too_long()
        return ReaderBrokeError(self.name, reason)

    def _exit_reason(self) -> str:
        """The last line that the nursery wrote of it."""
        lines = b""
        ends_at = time.monotonic() + LAST_WORDS_S
        while time.monotonic() < ends_at:
            ready, _, _ = select.select([self._status], [], [], ASKED_EVERY_S)
            part = os.read(self._status, 4096) if ready else None
            if part == b"":
                break
            lines += part or b""
        words = lines.split()
        return words[-1].decode() if words else "?"

    def _kill(self) -> None:
        """Kill the process with all that it began, unless it is gone."""
        ready, _, _ = select.select([self._status], [], [], 0)
        if self.pid and not ready:
            os.kill(self.pid, signal.SIGKILL)
            with suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)

    def _told_pid(self) -> int:
        """The number of the process, which the nursery writes first; 0 where it never lived."""
        line = b""
        while not line.endswith(b"\n"):
            ready, _, _ = select.select([self._status], [], [], ASKED_EVERY_S)
            part = os.read(self._status, 1) if ready else None
            if part == b"":
                return 0
            if not ready and self.stop():
                self.close()
                raise ReadingStoppedError(self.name, field="file")
            line += part or b""
        return int(line)

    def _too_much_memory(self) -> ReadingFailedError:
        mebibytes = self.limits.memory_bytes // MEBIBYTE
        return ReadingFailedError(self.name, because.TOO_MUCH_MEMORY, mebibytes=mebibytes)

    def _too_long(self) -> ReadingFailedError:
        return ReadingFailedError(self.name, because.TOO_LONG, seconds=int(self.limits.stall_s))
