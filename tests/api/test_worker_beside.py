"""The worker that stands beside the web processes."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from sqlalchemy import Engine, text

from api.cli.serving import worker_beside as beside
from core.database.engine import make_engine, make_sessions
from core.settings import Settings
from layers.registry import Catalogue
from tests.api.asking import signed_in
from tests.api.uploading import INGEST, TABLE
from tests.api.working import work_off
from tests.waiting import PATIENCE_S, wait_for

PROJECT = Path(__file__).parents[2]
SCRIPT = """
from api.cli.serving import worker_beside as beside
from tests.waiting import live_until_killed
beside.SHORT_LIFE_S = 0.0
with beside.worker_beside() as worker:
    worker.start()
    live_until_killed()
"""


def workers(engine: Engine) -> list[int]:
    """The ids of the workers that have said they live."""
    with engine.connect() as connection:
        return list(connection.scalars(text("SELECT id FROM procrastinate_workers ORDER BY id")))


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
            wait_for(lambda: bool(workers(engine)))
            known = set(workers(engine))
            [first] = children(parent.pid)
            os.kill(first, signal.SIGKILL)
            wait_for(lambda: children(parent.pid) not in ([], [first]))
            [second] = children(parent.pid)
            wait_for(lambda: not known.issuperset(workers(engine)))
        finally:
            parent.kill()
        wait_for(lambda: not is_alive(second))
    engine.dispose()


def test_worker_that_was_not_started_ends_at_once() -> None:
    with beside.worker_beside() as worker:
        pass
    worker.start()


def test_worker_ends_with_the_block(monkeypatch: pytest.MonkeyPatch) -> None:
    listening = "import sys; sys.stdin.read()"
    monkeypatch.setattr(beside, "COMMAND", (sys.executable, "-c", listening))
    others = set(children(os.getpid()))
    with beside.worker_beside() as worker:
        worker.start()
        wait_for(lambda: bool(set(children(os.getpid())) - others))
        [mine] = set(children(os.getpid())) - others
    assert not is_alive(mine)


@contextmanager
def served(url: str, data_folder: Path, *options: str) -> Iterator[tuple[int, str]]:
    """The id of a running `tuganzher serve`, and the address that it told."""
    environment = {**os.environ, "DATABASE_URL": url, "ATLAS_DATA": str(data_folder), "LANG": "C"}
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = str(trial.getsockname()[1])
    command = [sys.executable, "-c", "from api.cli import main; main()", "serve", "--port", port]
    with subprocess.Popen(  # noqa: S603 - ours
        [*command, *options], cwd=PROJECT, env=environment, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True,
    ) as program:  # fmt: skip
        try:
            assert program.stdout is not None
            yield program.pid, program.stdout.readline().rpartition(" ")[2].strip()
            program.terminate()
            program.wait(PATIENCE_S)
        finally:
            program.kill()


def worker_processes(number: int) -> list[int]:
    """The workers among the processes that a process has started."""
    lines = {child: Path(f"/proc/{child}/cmdline").read_bytes() for child in children(number)}
    return [child for child, line in lines.items() if b"api.worker.process" in line]


def uploaded(address: str, headers: dict[str, str]) -> str:
    """The address of the run of a small file."""
    answer = httpx.post(
        f"{address}{INGEST}", data={"layer": "monuments"}, files={"file": ("list.csv", TABLE)},
        headers=headers, timeout=PATIENCE_S,
    )  # fmt: skip
    assert answer.status_code == 202, answer.text
    return f"{address}{INGEST}/{answer.json()['runs'][0]['id']}"


def test_served_atlas_works_on_what_is_uploaded(
    settings: Settings, committed_database: str
) -> None:
    engine = make_engine(committed_database)
    with make_sessions(engine)() as session:
        officer = signed_in(session, "monuments:write")
    with served(committed_database, settings.data_folder) as (number, address):
        run = uploaded(address, officer)
        wait_for(lambda: httpx.get(run, headers=officer).json()["state"] == "proposed")
        [worker] = worker_processes(number)
    assert not is_alive(worker)
    engine.dispose()


def test_served_atlas_without_a_worker_leaves_the_work_to_another(
    settings: Settings, catalogue: Catalogue, committed_database: str
) -> None:
    engine = make_engine(committed_database)
    options = (committed_database, settings.data_folder, "--no-worker")
    with make_sessions(engine)() as session, served(*options) as (number, address):
        officer = signed_in(session, "monuments:write")
        run = uploaded(address, officer)
        assert worker_processes(number) == []
        assert httpx.get(run, headers=officer).json()["state"] == "queued"
        work_off(settings, catalogue, committed_database, session)
        assert httpx.get(run, headers=officer).json()["state"] == "proposed"
    engine.dispose()
