"""The worker that stands beside the web processes."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from api.cli import worker_beside as beside
from core.database import make_engine
from core.settings import Settings

PATIENCE_S = 90
PROJECT = Path(__file__).parents[2]
SCRIPT = """
import time
from api.cli.worker_beside import worker_beside
with worker_beside() as start:
    start()
    time.sleep(600)
"""


def workers(engine: Engine) -> list[int]:
    """The ids of the workers that have said they live."""
    with engine.connect() as connection:
        return list(connection.scalars(text("SELECT id FROM procrastinate_workers ORDER BY id")))


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.2)


def children(number: int) -> list[int]:
    """The processes that a process has started, in any of its threads."""
    listed = [path.read_text("ascii") for path in Path(f"/proc/{number}/task").glob("*/children")]
    return [int(child) for line in listed for child in line.split()]


def is_alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{number}/stat")
    return status.exists() and status.read_text("ascii").rpartition(")")[2].split()[0] != "Z"


def test_worker_is_started_again_and_ends_with_its_parent(
    settings: Settings, committed_database: str
) -> None:
    engine = make_engine(committed_database)
    environment = {
        **os.environ, "DATABASE_URL": committed_database, "ATLAS_LOG_LEVEL": "WARNING",
        "ATLAS_DATA": str(settings.data_folder),
    }  # fmt: skip
    command = [sys.executable, "-c", SCRIPT]
    with subprocess.Popen(command, cwd=PROJECT, env=environment) as parent:  # noqa: S603 - ours
        try:
            wait_for(lambda: len(workers(engine)) == 1)
            [first] = children(parent.pid)
            time.sleep(beside.SHORT_LIFE_S)
            os.kill(first, signal.SIGKILL)
            wait_for(lambda: children(parent.pid) not in ([], [first]))
            [second] = children(parent.pid)
            wait_for(lambda: len(workers(engine)) == 2)
        finally:
            parent.kill()
        wait_for(lambda: not is_alive(second))
    engine.dispose()


def test_worker_that_was_not_started_ends_at_once() -> None:
    with beside.worker_beside() as start:
        pass
    start()


def test_worker_ends_with_the_block(monkeypatch: pytest.MonkeyPatch) -> None:
    listening = "import sys; sys.stdin.read()"
    monkeypatch.setattr(beside, "COMMAND", (sys.executable, "-c", listening))
    others = set(children(os.getpid()))
    with beside.worker_beside() as start:
        start()
        wait_for(lambda: bool(set(children(os.getpid())) - others))
        [mine] = set(children(os.getpid())) - others
    assert not is_alive(mine)
