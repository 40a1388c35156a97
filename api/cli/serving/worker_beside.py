"""The worker beside the web processes: its own process, which ends with the one that started it."""

import logging
import math
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from api.worker.process import LONGEST_FAREWELL_S

log = logging.getLogger("atlas.worker")

AGAIN_AFTER_S, LATER_AGAIN_AFTER_S = 1.0, 30.0
"""How soon a worker that died is started again, and how soon one that died at once."""
SHORT_LIFE_S = 5.0
COMMAND = (sys.executable, "-m", "api.worker.process")


@contextmanager
def worker_beside() -> Iterator["WorkerBeside"]:
    """A worker that can be started; it is started again when it dies, and ends with the block."""
    worker = WorkerBeside()
    try:
        yield worker
    finally:
        worker.stop()


class WorkerBeside:
    """Sees to it that one worker runs."""

    def __init__(self) -> None:
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._keep, daemon=True)
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._told_at = math.inf

    def start(self) -> None:
        """Have a worker started."""
        with self._lock:
            if not self._ended.is_set():
                self._thread.start()

    def tell_to_end(self) -> None:
        """Let the worker begin to end, if it has not been told before."""
        with self._lock:
            if self._ended.is_set():
                return
            self._ended.set()
            self._told_at = time.monotonic()
            if self._process and self._process.stdin:
                self._process.stdin.close()

    def stop(self) -> None:
        """End the worker, by force where it takes too long since it was told."""
        self.tell_to_end()
        process = self._process
        if process is None:
            return
        try:
            process.wait(max(0.0, self._told_at + LONGEST_FAREWELL_S - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _keep(self) -> None:
        while process := self._started():
            began = time.monotonic()
            status = process.wait()
            lived_s = time.monotonic() - began
            pause_s = AGAIN_AFTER_S if lived_s > SHORT_LIFE_S else LATER_AGAIN_AFTER_S
            if not self._ended.is_set():
                log.warning("the worker ended with %d, a new one comes in %d s", status, pause_s)
            self._ended.wait(pause_s)

    def _started(self) -> subprocess.Popen[bytes] | None:
        """A new worker; it holds the end of a pipe by which it notices that we are gone."""
        with self._lock:
            if self._ended.is_set():
                return None
            self._process = subprocess.Popen(COMMAND, stdin=subprocess.PIPE)  # noqa: S603 - ours
            return self._process
