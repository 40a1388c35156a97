"""A worker of a test: its job notes each attempt in a file; the first one never ends."""

import asyncio
import sys
import time
from pathlib import Path

from procrastinate import JobContext

from core.jobs import Pace, queue, work


def run(database_url: str, notes: Path) -> None:
    """Let the worker work until it is told to end."""
    app = queue(database_url)

    @app.task(name="note", pass_context=True)
    def note(context: JobContext, subject: int) -> None:
        with notes.open("a") as target:
            target.write(f"{subject} {context.job.attempts}\n")
        if context.job.attempts == 0:
            time.sleep(600)

    asyncio.run(work(app, Pace(heartbeat_s=0.2, stalled_after_s=1.0)))


if __name__ == "__main__":
    run(sys.argv[1], Path(sys.argv[2]))
