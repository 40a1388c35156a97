"""A process that has all readers loaded and forks: each file is read by a child of it.

Run as a module with the number of a socket. Each message on it asks for one child and brings three
ends of pipes: what the child is asked, where it answers, and where it is told what became of it.
Starting an interpreter with all readers takes seconds, a fork milliseconds; and neither the address
of the database nor any connection to it is in a process that has never had them.
"""

import gc
import json
import os
import select
import shutil
import signal
import socket
import sys
import tempfile
import warnings
from dataclasses import dataclass
from pathlib import Path

from core.confinement import confine, private_bytes
from core.settings import ReadingLimits
from ingest.checks.gdal_limits import limit_gdal
from ingest.sandbox.reading_child import serve
from ingest.sandbox.requests import MEMORY

WATCHED_EVERY_S = 0.05
"""How often the memory of the children is looked at."""
IDLE_S = 300
"""After so long without a child the nursery ends; its parent starts another when it needs one."""
LONGEST_ORDER = 64 * 1024
PIPES = 3


@dataclass(frozen=True, slots=True)
class _Child:
    """A process that reads a file, and the pipe on which its end is told."""

    limits: ReadingLimits
    status: int
    folder: str


class Nursery:
    """Forks children and watches over them."""

    def __init__(self, orders: socket.socket) -> None:
        self._orders = orders
        self._children: dict[int, _Child] = {}
        self._is_closed = False
        self._parent = os.getppid()
        self._wake, wake = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        os.set_blocking(wake, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)

    def run(self) -> None:
        """Fork and watch until the parent is gone, or has needed no child for long."""
        while self._children or not self._is_closed:
            heard = [self._wake] if self._is_closed else [self._wake, self._orders.fileno()]
            pause_s = WATCHED_EVERY_S if self._children else IDLE_S
            ready, _, _ = select.select(heard, [], [], pause_s)
            if not ready and not self._children:
                self._close()
            if self._wake in ready:
                os.read(self._wake, LONGEST_ORDER)
            self._bury()
            self._watch()
            if self._orders.fileno() in ready and not self._take_order():
                return
            if os.getppid() != self._parent:
                return

    def end(self) -> None:
        """End all children and remove what they left on the disk."""
        for pid in self._children:
            os.kill(pid, signal.SIGKILL)
        for pid in tuple(self._children):
            _, status = os.waitpid(pid, 0)
            self._tell_end(pid, status)

    def _close(self) -> None:
        """Take no more orders, but the one that may have come at the last moment."""
        self._orders.shutdown(socket.SHUT_RD)
        self._take_order()
        self._is_closed = True

    def _take_order(self) -> bool:
        """Whether the parent is still there; a child has been forked where it asked for one."""
        order, pipes, _, _ = socket.recv_fds(self._orders, LONGEST_ORDER, PIPES)
        if not order:
            return False
        if len(pipes) == PIPES:
            self._fork(ReadingLimits(**json.loads(order)), *pipes)
        return True

    def _fork(self, limits: ReadingLimits, asked: int, answers: int, status: int) -> None:
        folder = tempfile.mkdtemp(prefix="tuganzher-reading-")
        nursery = os.getpid()
        with warnings.catch_warnings(action="ignore"):
            pid = os.fork()
        if pid == 0:
            self._be_child(limits, asked, answers, folder, nursery)
        os.close(asked)
        os.close(answers)
        self._children[pid] = _Child(limits, status, folder)
        _write(status, f"{pid}\n")

    def _be_child(
        self, limits: ReadingLimits, asked: int, answers: int, folder: str, nursery: int
    ) -> None:
        """Never comes back: reads a file until nobody asks for more."""
        code = 1
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            self._orders.close()
            for each in self._children.values():
                os.close(each.status)
            os.setsid()
            tempfile.tempdir = folder
            confine(limits, nursery)
            serve(asked, answers, limits)
            code = 0
        finally:
            os._exit(code)

    def _watch(self) -> None:
        for pid, child in tuple(self._children.items()):
            if private_bytes(pid) > child.limits.memory_bytes:
                os.kill(pid, signal.SIGKILL)
                _, _ = os.waitpid(pid, 0)
                self._tell_end(pid, None)

    def _bury(self) -> None:
        while self._children:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            self._tell_end(pid, status)

    def _tell_end(self, pid: int, status: int | None) -> None:
        child = self._children.pop(pid)
        told = MEMORY if status is None else str(os.waitstatus_to_exitcode(status))
        _write(child.status, f"{told}\n")
        os.close(child.status)
        shutil.rmtree(child.folder, ignore_errors=True)


def _write(pipe: int, text: str) -> None:
    """Tell the parent, who may be gone."""
    try:
        os.write(pipe, text.encode())
    except BrokenPipeError:
        return


def main(number: str) -> None:
    """Serve the parent that holds the other end of the socket of this number."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    warnings.simplefilter("ignore")
    os.chdir(Path(Path.cwd().anchor))
    limit_gdal()
    gc.freeze()
    nursery = Nursery(socket.socket(fileno=int(number)))
    try:
        nursery.run()
    finally:
        nursery.end()


if __name__ == "__main__":
    main(sys.argv[1])
