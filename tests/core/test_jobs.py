import asyncio
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from alembic import command
from procrastinate import JobContext
from sqlalchemy import text

from core.database.engine import SessionFactory, make_engine, make_sessions, transaction
from core.jobs import (
    TakenUpAgain,
    enqueue,
    queue,
    work,
)
from core.migration_scripts import alembic_configuration
from tests.waiting import PATIENCE_S, soon, wait_for

PROJECT = Path(__file__).parents[2]


def do_all(database_url: str, **tasks: Callable[[JobContext, int], None]) -> None:
    app = queue(database_url)
    for name, task in tasks.items():
        app.task(name=name, pass_context=True, retry=TakenUpAgain(TimeoutError))(task)
    asyncio.run(work(app, until_empty=True))


def jobs_of(sessions: SessionFactory) -> list[tuple[str, int]]:
    with sessions() as session:
        rows = session.execute(text("SELECT status::text, attempts FROM procrastinate_jobs"))
        return [(status, attempts) for status, attempts in rows]


@pytest.fixture
def committed(committed_database: str) -> Iterator[SessionFactory]:
    engine = make_engine(committed_database)
    yield make_sessions(engine)
    engine.dispose()


def test_job_is_done_once_its_transaction_is_committed(
    committed_database: str, committed: SessionFactory
) -> None:
    done: list[int] = []
    with committed() as session:
        enqueue(session, "note", subject=1)
        session.rollback()
    with transaction(committed) as session:
        enqueue(session, "note", subject=2)
        enqueue(session, "note", subject=3)
    do_all(committed_database, note=lambda _, subject: done.append(subject))
    assert sorted(done) == [2, 3]
    assert jobs_of(committed) == []


def test_jobs_with_one_lock_are_done_one_after_the_other(
    committed_database: str, committed: SessionFactory
) -> None:
    at_once: list[int] = []
    order: list[int] = []
    most = 0

    def note(_: JobContext, subject: int) -> None:
        nonlocal most
        at_once.append(subject)
        soon(lambda: len(at_once) > 1, within_s=0.05)
        most = max(most, len(at_once))
        order.append(subject)
        at_once.remove(subject)

    with transaction(committed) as session:
        for subject in range(4):
            enqueue(session, "note", lock="monuments", subject=subject)
    while jobs_of(committed):
        do_all(committed_database, note=note)
    assert (most, order) == (1, [0, 1, 2, 3])


def test_failed_job_is_kept_and_not_repeated(
    committed_database: str, committed: SessionFactory
) -> None:
    def fail(_: JobContext, subject: int) -> None:
        raise ValueError(subject)

    with transaction(committed) as session:
        enqueue(session, "fail", subject=1)
    do_all(committed_database, fail=fail)
    assert jobs_of(committed) == [("failed", 1)]


def test_job_that_meets_a_passing_hindrance_waits(
    committed_database: str, committed: SessionFactory
) -> None:
    def meet(_: JobContext, subject: int) -> None:
        raise TimeoutError(subject)

    with transaction(committed) as session:
        enqueue(session, "meet", subject=7)
    do_all(committed_database, meet=meet)
    assert jobs_of(committed) == [("todo", 1)]


def test_job_of_a_killed_worker_is_taken_up_again(
    committed_database: str, committed: SessionFactory, tmp_path: Path
) -> None:
    notes = tmp_path / "notes"
    script = [sys.executable, "-m", "tests.core.worker_to_kill", committed_database, str(notes)]
    with transaction(committed) as session:
        enqueue(session, "note", subject=5)
    first = subprocess.Popen(script, cwd=PROJECT)  # noqa: S603 - our own script
    wait_for(lambda: notes.exists() and notes.read_text() == "job 5, attempt 1\n")
    first.kill()
    first.wait()
    second = subprocess.Popen(script, cwd=PROJECT)  # noqa: S603 - our own script
    both = "job 5, attempt 1\njob 5, attempt 2\n"
    wait_for(lambda: notes.read_text() == both and not jobs_of(committed))
    second.terminate()
    assert second.wait(PATIENCE_S) == 0


def test_queue_can_be_taken_out_of_the_database(committed_database: str) -> None:
    engine = make_engine(committed_database)
    left = text("SELECT count(*) FROM pg_class WHERE starts_with(relname, 'procrastinate')")
    with engine.begin() as connection:
        configuration = alembic_configuration()
        configuration.attributes["connection"] = connection
        assert connection.scalar(left)
        command.downgrade(configuration, "0004")
        assert connection.scalar(left) == 0
        command.upgrade(configuration, "0005")
        assert connection.scalar(left)
    engine.dispose()


def test_work_of_one_person_leaves_places_to_others(
    committed_database: str, committed: SessionFactory
) -> None:
    begun: list[str] = []
    other_began = threading.Event()

    def first(_: JobContext, subject: int) -> None:
        begun.append(f"first {subject}")
        assert other_began.wait(PATIENCE_S)

    def other(_: JobContext, subject: int) -> None:
        begun.append(f"other {subject}")
        other_began.set()

    with transaction(committed) as session:
        for subject in range(20):
            enqueue(session, "first", lock="load of 1", behind=subject, subject=subject)
        enqueue(session, "other", lock="load of 2", behind=0, subject=0)
    while jobs_of(committed):
        do_all(committed_database, first=first, other=other)
    assert set(begun[:2]) == {"first 0", "other 0"}
    assert begun[2:] == [f"first {subject}" for subject in range(1, 20)]
