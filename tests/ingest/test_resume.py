"""kill -9 of the program or of PostgreSQL: all or nothing of a batch, and the run goes on."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, table, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from api.migration.migrate import migrate
from core.database.engine import SessionFactory, make_engine, make_sessions, transaction
from core.embedded.cluster import EmbeddedCluster
from core.text import Text
from ingest.loading.runs.run import carry_out, order_run, run_of
from ingest.rows.file_order import FileOrder
from ingest.staging.runs import RunProblem, RunRow, RunState
from layers.catalogue.monuments import Monument
from layers.history import History
from layers.registry import Catalogue
from tests.counting import count
from tests.ingest.conftest import OPERATOR
from tests.ingest.made_files import write_monuments, write_reports
from tests.ingest.small_batches import read_as_always, read_in_batches_of
from tests.ingest.verdicts import counts, created_monuments
from tests.world.drawing import draw_country

pytestmark = pytest.mark.slow

PROJECT = Path(__file__).parent.parent.parent
OTHERS = ("k3;Курган № 3;археология;48.10000 66.16000", "x;Башня;;51,5 67,6", "y;;;0 0")
"""A row that the file has already and two that are rejected."""
MOST_KIB = 1_000_000
DONE = (45, 0, 1, 2)


def ordered(
    sessions: SessionFactory, catalogue: Catalogue, path: Path, layer: str = "monuments"
) -> int:
    order = FileOrder(path, catalogue.layer(layer), key_column="key")
    with transaction(sessions) as session:
        return order_run(session, order, OPERATOR).id


def program(url: str, run_id: int, *told: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.ingest.run_program", url, str(run_id), *told]
    return subprocess.run(  # noqa: S603 - our own program
        command, cwd=PROJECT, capture_output=True, text=True, check=False, timeout=300,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
    )  # fmt: skip


@pytest.fixture
def drawn(committed_database: str) -> Iterator[Engine]:
    """The engine of a database with the drawn country, in which programs may commit."""
    engine = make_engine(committed_database)
    with transaction(make_sessions(engine)) as session:
        draw_country(session)
    yield engine
    engine.dispose()


def assert_done(session: Session, run_id: int) -> None:
    """The run has loaded each row once and accounts for all the others."""
    run = run_of(session, run_id)
    assert (run.state, run.read, counts(run)) == (RunState.DONE, 48, DONE)
    assert count(session, Monument) == 45
    assert count(session, History) == 1
    assert len(created_monuments(session, run_id)) == 45
    of_run = select(RunRow.row).where(RunRow.run_id == run_id).order_by(RunRow.row)
    assert list(session.scalars(of_run)) == [47, 48, 49]
    told = select(RunProblem.row, RunProblem.field, RunProblem.code)
    problems = session.execute(told.where(RunProblem.run_id == run_id)).all()
    assert len(problems) == len(set(problems))
    assert {row for row, _, _ in problems} == {47, 48, 49}
    assert session.scalar(text(f"SELECT to_regclass('ingest_stage_{run_id}')")) is None


@pytest.mark.parametrize("where", ["rows:0", "rows:20", "rows:48", "merge"])
def test_killed_program_leaves_whole_batches_and_the_run_goes_on(
    drawn: Engine, catalogue: Catalogue, tmp_path: Path, where: str
) -> None:
    sessions = make_sessions(drawn)
    run_id = ordered(sessions, catalogue, write_monuments(tmp_path / "list.csv", 45, *OTHERS))
    url = drawn.url.render_as_string(hide_password=False)
    killed = program(url, run_id, where)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    with sessions() as session:
        run = run_of(session, run_id)
        assert run.state in (RunState.READING, RunState.WRITING)
        assert count(session, Monument) == 0
        staged = session.scalar(select(func.count()).select_from(table(f"ingest_stage_{run_id}")))
        left = session.scalar(select(func.count()).where(RunRow.run_id == run_id))
        assert (staged or 0) + (left or 0) == run.staged_rows
        assert run.staged_rows % 10 == 0 or run.staged_rows == 48
    finished = program(url, run_id, "never")
    assert finished.returncode == 0, finished.stderr
    with sessions() as session:
        assert_done(session, run_id)


@pytest.fixture
def own_cluster(catalogue: Catalogue) -> Iterator[EmbeddedCluster]:
    """A cluster of the test's own, to be killed; what was committed outlives it."""
    folder = Path(tempfile.mkdtemp(prefix="tuganzher-killed-"))
    folder.chmod(0o755)
    cluster = EmbeddedCluster(folder, {"logging_collector": "off"})
    try:
        engine = make_engine(cluster.start())
        migrate(engine, catalogue)
        with transaction(make_sessions(engine)) as session:
            draw_country(session)
        engine.dispose()
        yield cluster
    finally:
        cluster.stop()
        shutil.rmtree(cluster.home, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.parametrize("rows", [20, 48])
def test_killed_server_loses_the_stage_and_the_run_reads_anew(
    own_cluster: EmbeddedCluster, catalogue: Catalogue, tmp_path: Path, rows: int
) -> None:
    path = write_monuments(tmp_path / "list.csv", 45, *OTHERS)
    engine = make_engine(own_cluster.url("atlas"))
    run_id = ordered(make_sessions(engine), catalogue, path)

    def kill_server(_what: Text, done: int, _total: int) -> None:
        pid = own_cluster.status().pid
        if done >= rows and pid is not None:
            os.kill(pid, signal.SIGKILL)

    read_in_batches_of(10)
    try:
        with pytest.raises(DBAPIError):
            carry_out(make_sessions(engine), run_id, catalogue, kill_server)
    finally:
        read_as_always()
        engine.dispose()
    own_cluster.start()
    engine = make_engine(own_cluster.url("atlas"))
    with make_sessions(engine)() as session:
        assert run_of(session, run_id).staged_rows >= rows - 10
        assert count(session, Monument) == 0
    carry_out(make_sessions(engine), run_id, catalogue)
    with make_sessions(engine)() as session:
        assert_done(session, run_id)
    engine.dispose()


def test_memory_does_not_grow_with_the_file(
    drawn: Engine, catalogue: Catalogue, tmp_path: Path
) -> None:
    sessions = make_sessions(drawn)
    url = drawn.url.render_as_string(hide_password=False)
    peaks = []
    for count_ in (60_000, 150_000):
        path = write_reports(tmp_path / f"list{count_}.csv", count_)
        run_id = ordered(sessions, catalogue, path, "citizen_reports")
        ran = program(url, run_id, "never", "5000")
        assert ran.returncode == 0, ran.stderr
        with sessions() as session:
            assert counts(run_of(session, run_id)) == (count_, 0, 0, 0)
        peaks.append(int(ran.stdout.split()[-1]))
    assert peaks[1] < peaks[0] * 1.15
    assert peaks[1] < MOST_KIB
