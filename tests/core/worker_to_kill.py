"""A worker of a test: each job and task notes its attempt in a file; a first attempt never ends."""

import asyncio
import sys
from pathlib import Path

from procrastinate import JobContext

from core.database.engine import make_engine, make_sessions
from core.jobs import Heartbeat, queue, work
from core.tasks.context import TaskContext, TaskHandler
from core.tasks.runner import TaskRunner
from tests.core.tasks.ordered import COUNT
from tests.waiting import live_until_killed


def run(database_url: str, notes: Path) -> None:
    """Let the worker work until it is told to end."""
    app = queue(database_url)

    def begin(subject: str, attempt: int) -> None:
        with notes.open("a") as target:
            target.write(f"{subject}, attempt {attempt}\n")
        if attempt == 1:
            live_until_killed()

    @app.task(name="note", pass_context=True)
    def note(context: JobContext, subject: int) -> None:
        begin(f"job {subject}", context.job.attempts + 1)

    def count(context: TaskContext) -> dict[str, int]:
        begin(f"task {context.task.id}", context.task.attempt)
        return {"attempt": context.task.attempt}

    sessions = make_sessions(make_engine(database_url))
    TaskRunner(sessions, [TaskHandler(COUNT, count)]).register(app)
    asyncio.run(work(app, Heartbeat(every_s=0.2, stalled_after_s=1.0)))


if __name__ == "__main__":
    run(sys.argv[1], Path(sys.argv[2]))
