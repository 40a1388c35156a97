"""Tasks on a real queue: done, failed, stopped, put back, given up."""

import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from core.database.engine import SessionFactory, transaction
from core.errors import InvalidValueError
from core.task_limits import USUAL_LIMITS
from core.tasks.context import TaskContext
from core.tasks.stopping import stop_task
from core.tasks.task import Task, TaskKind
from core.text import Language, Text
from tests.core.tasks.ordered import (
    COUNT,
    TITLE,
    do_all,
    do_till,
    jobs_of,
    ordered,
    state_of,
    task_of,
)
from tests.waiting import PATIENCE_S, wait_for

PROJECT = Path(__file__).parents[3]

PHASE = Text("Санау", "Счёт", "Counting")


def stop(sessions: SessionFactory, task_id: str, kind: TaskKind = COUNT) -> None:
    with transaction(sessions) as session:
        stop_task(session, session.get_one(Task, task_id), kind, USUAL_LIMITS)


def test_task_is_done_with_its_result(committed_database: str, committed: SessionFactory) -> None:
    task_id = ordered(committed, parameters={"layer": "monuments"}, language=Language.RU)
    seen: list[Any] = []

    def count(context: TaskContext) -> dict[str, int]:
        seen.append((context.parameters["layer"], context.language, state_of(committed, task_id)))
        context.progress(PHASE, 3, 7)
        seen.append((task_of(committed, task_id).phase, task_of(committed, task_id).done))
        return {"rows": 7}

    do_all(committed_database, committed, count)
    task = task_of(committed, task_id)
    assert seen == [("monuments", "ru", "running"), (PHASE.as_dict(), 3)]
    assert (task.state, task.result, task.done, task.phase) == ("done", {"rows": 7}, 7, None)
    assert jobs_of(committed) == []


def test_failed_task_says_why_in_three_languages(
    committed_database: str, committed: SessionFactory
) -> None:
    task_id = ordered(committed)

    def refuse(_: TaskContext) -> None:
        raise InvalidValueError(7, field="rows", hint=TITLE)

    do_all(committed_database, committed, refuse)
    task = task_of(committed, task_id)
    assert task.state == "failed"
    assert task.error is not None
    assert task.error["code"] == "invalid_value"
    assert len({task.error[each] for each in Language}) == 3


def test_fault_of_the_program_is_told_and_logged(
    committed_database: str, committed: SessionFactory
) -> None:
    task_id = ordered(committed)
    do_all(committed_database, committed, lambda _: {}["rows"])
    task = task_of(committed, task_id)
    assert task.error is not None
    assert (task.state, task.error["code"]) == ("failed", "unexpected_failure")
    assert "KeyError" in task.error["en"]
    assert [status for _, status in jobs_of(committed)] == ["failed"]


def test_waiting_task_that_is_stopped_never_runs(
    committed_database: str, committed: SessionFactory
) -> None:
    ran: list[str] = []
    first, second = ordered(committed), ordered(committed)
    stop(committed, first)
    do_all(committed_database, committed, lambda context: ran.append(context.task.id))
    assert ran == [second]
    assert state_of(committed, first) == "stopped"


def test_running_task_that_is_stopped_says_so_at_once_and_ends(
    committed_database: str, committed: SessionFactory
) -> None:
    task_id = ordered(committed)
    states: list[str] = []
    seen = threading.Event()

    def count(context: TaskContext) -> None:
        stop(committed, task_id)
        states.append(state_of(committed, task_id))
        wait_for(context.should_stop)
        seen.set()
        context.raise_if_stopped()

    do_till(committed_database, committed, count, seen)
    assert states == ["stopped"]
    assert state_of(committed, task_id) == "stopped"


def test_result_that_comes_after_the_stop_is_not_taken(
    committed_database: str, committed: SessionFactory
) -> None:
    task_id = ordered(committed)

    def count(_: TaskContext) -> dict[str, int]:
        stop(committed, task_id)
        return {"rows": 7}

    do_all(committed_database, committed, count)
    task = task_of(committed, task_id)
    assert (task.state, task.result) == ("stopped", None)


def test_what_is_written_with_the_end_is_not_written_after_a_stop(
    committed_database: str, committed: SessionFactory
) -> None:
    task_id = ordered(committed)

    def count(context: TaskContext) -> None:
        stop(committed, task_id)
        with transaction(committed) as session:
            session.execute(update(Task).values(owner_name="written"))
            context.finish(session)

    do_all(committed_database, committed, count)
    assert task_of(committed, task_id).owner_name != "written"


def test_progress_tells_a_worker_that_its_task_was_stopped(
    committed_database: str, committed: SessionFactory
) -> None:
    task_id = ordered(committed)
    seen: list[bool] = []

    def count(context: TaskContext) -> None:
        with transaction(committed) as session:
            session.execute(update(Task).values(state="stopped"))
        context.progress(PHASE, 1, 2)
        seen.append(context.should_stop())

    do_all(committed_database, committed, count)
    assert seen == [True]
    assert state_of(committed, task_id) == "stopped"


def test_task_that_meets_a_passing_hindrance_waits(
    committed_database: str, committed: SessionFactory
) -> None:
    task_id = ordered(committed)

    def meet(_: TaskContext) -> None:
        raise TimeoutError

    do_all(committed_database, committed, meet, TimeoutError)
    assert state_of(committed, task_id) == "queued"
    assert jobs_of(committed) == [(task_id, "todo")]


def test_task_that_has_brought_down_many_workers_is_given_up(
    committed_database: str, committed: SessionFactory
) -> None:
    task_id = ordered(committed)
    ran: list[str] = []
    with transaction(committed) as session:
        session.execute(update(Task).values(state="running", deaths=4))
    do_all(committed_database, committed, lambda context: ran.append(context.task.id))
    task = task_of(committed, task_id)
    assert task.error is not None
    assert (task.state, task.error["code"], ran) == ("failed", "given_up", [])


@pytest.mark.parametrize("ends", ["stopped", "failed"])
def test_what_belongs_to_a_task_is_told_of_its_end(
    committed_database: str, committed: SessionFactory, ends: str
) -> None:
    told: list[tuple[str, str]] = []

    def tell(_session: Session, task: Task) -> None:
        told.append((task.id, task.state))

    kind = TaskKind("tests.told_rows", TITLE, ended=tell)
    task_id = ordered(committed, kind)
    if ends == "stopped":
        stop(committed, task_id, kind)
    else:
        do_all(committed_database, committed, lambda _: {}["rows"], kinds=(kind,))
    assert told == [(task_id, ends)]


def test_task_of_a_killed_worker_is_taken_up_again(
    committed_database: str, committed: SessionFactory, tmp_path: Path
) -> None:
    task_id, notes = ordered(committed), tmp_path / "notes"
    script = [sys.executable, "-m", "tests.core.worker_to_kill", committed_database]
    with subprocess.Popen([*script, str(notes)], cwd=PROJECT) as first:  # noqa: S603 - our own
        wait_for(lambda: notes.exists() and notes.read_text() == f"task {task_id}, attempt 1\n")
        first.kill()
    assert state_of(committed, task_id) == "running"
    with subprocess.Popen([*script, str(notes)], cwd=PROJECT) as second:  # noqa: S603 - our own
        wait_for(lambda: state_of(committed, task_id) == "done" and not jobs_of(committed))
        second.terminate()
        assert second.wait(PATIENCE_S) == 0
    task = task_of(committed, task_id)
    assert (task.attempt, task.deaths, task.result) == (2, 1, {"attempt": 2})


def test_task_of_a_worker_that_ends_waits_for_the_next(
    committed_database: str, committed: SessionFactory
) -> None:
    task_id = ordered(committed)
    seen = threading.Event()

    def count(context: TaskContext) -> None:
        seen.set()
        wait_for(context.should_stop)
        context.raise_if_stopped()

    do_till(committed_database, committed, count, seen)
    assert state_of(committed, task_id) == "queued"
    do_all(committed_database, committed, lambda _: {"rows": 7})
    assert state_of(committed, task_id) == "done"
