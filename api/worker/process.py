"""The process of the worker beside the web processes, run as a module of its own.

It stands apart from the command line, whose commands a worker need not read.
"""

import os
import signal
import sys
import threading

from api.worker.jobs import work_on_tasks
from core.log import write_log
from core.settings import Settings
from layers.registry import load_catalogue

LONGEST_FAREWELL_S = 3.5
"""A worker that has not ended by then waits for a database that does not answer, and loses nothing
when it is killed: its jobs are taken up again."""
NICENESS = 5
"""Those who look at the map come before files that are loaded."""


def main() -> None:
    """Work until the process that started the worker is gone."""
    os.nice(NICENESS)
    write_log(os.environ["ATLAS_LOG_LEVEL"])
    threading.Thread(target=_end_with_parent, daemon=True).start()
    work_on_tasks(Settings.from_environment(), load_catalogue(), os.environ["DATABASE_URL"])


def _end_with_parent() -> None:
    """Tell this process to stop once its parent is gone, and cut it short where it does not."""
    # Straight from the pipe: a buffer would be locked when this process ends before the other.
    while os.read(sys.stdin.fileno(), 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    threading.Event().wait(LONGEST_FAREWELL_S)
    os._exit(1)


if __name__ == "__main__":
    main()
