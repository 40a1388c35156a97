"""A worker of a test: its task notes each attempt in a file; the first one never ends."""

import asyncio
import sys
import time
from pathlib import Path

from core.database import make_engine, make_sessions
from core.jobs import Pace, queue, work
from core.tasks.context import TaskContext, TaskHandler
from core.tasks.runner import TaskRunner
from tests.core.tasks.ordered import COUNT


def run(database_url: str, notes: Path) -> None:
    """Let the worker work until it is told to end."""

    def note(context: TaskContext) -> dict[str, int]:
        with notes.open("a") as target:
            target.write(f"{context.task.attempt}\n")
        if context.task.attempt == 1:
            time.sleep(600)
        return {"attempt": context.task.attempt}

    app = queue(database_url)
    sessions = make_sessions(make_engine(database_url))
    TaskRunner(sessions, [TaskHandler(COUNT, note)]).register(app)
    asyncio.run(work(app, Pace(heartbeat_s=0.2, stalled_after_s=1.0)))


if __name__ == "__main__":
    run(sys.argv[1], Path(sys.argv[2]))
