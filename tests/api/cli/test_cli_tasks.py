"""Tasks at the terminal."""

import json
from collections.abc import Iterator

import pytest
from typer.testing import CliRunner, Result

from api.cli import app
from core.database.engine import SessionFactory, make_engine, make_sessions, transaction
from core.tasks import moves
from core.tasks.errors import TaskEndedError, UnknownTaskError
from tests.core.tasks.ordered import COUNT, SECOND, ordered, state_of


@pytest.fixture
def committed(committed_database: str) -> Iterator[SessionFactory]:
    engine = make_engine(committed_database)
    yield make_sessions(engine)
    engine.dispose()


def run(url: str, *arguments: str, language: str = "en") -> Result:
    environment = {"DATABASE_URL": url, "LANG": "C"}
    return CliRunner().invoke(app, ["--lang", language, "tasks", *arguments], env=environment)


def fail(sessions: SessionFactory, task: str) -> None:
    with transaction(sessions) as session:
        found = moves.start(session, task)
        assert found is not None
        reasons = {"code": "no", "kk": "болмады", "ru": "нельзя", "en": "it cannot be"}
        assert moves.fail(session, task, found.attempt, reasons)


def test_tasks_are_listed_newest_first(committed_database: str, committed: SessionFactory) -> None:
    assert run(committed_database, "list").stdout == "There are no tasks.\n"
    first, second = ordered(committed), ordered(committed, COUNT, SECOND)
    listed = json.loads(run(committed_database, "list", "--json").stdout)
    assert [each["id"] for each in listed] == [second, first]
    assert (listed[0]["owner"], listed[0]["state"]) == ("Борис", "queued")
    lines = run(committed_database, "list", "--limit", "1").stdout.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith(second)
    fail(committed, first)
    only = json.loads(run(committed_database, "list", "--state", "failed", "--json").stdout)
    assert [each["id"] for each in only] == [first]


@pytest.mark.parametrize(
    ("language", "reason"), [("kk", "болмады"), ("ru", "нельзя"), ("en", "it cannot be")]
)
def test_failed_task_tells_why(
    committed_database: str, committed: SessionFactory, language: str, reason: str
) -> None:
    task = ordered(committed)
    fail(committed, task)
    shown = run(committed_database, "show", task.upper(), language=language)
    assert reason in shown.stdout
    assert (
        json.loads(run(committed_database, "show", task, "--json").stdout)["error"]["code"] == "no"
    )


def test_task_is_stopped_at_the_terminal(
    committed_database: str, committed: SessionFactory
) -> None:
    task = ordered(committed)
    stopped = run(committed_database, "stop", task)
    assert stopped.stdout == f"The task {task} is stopped.\n"
    assert state_of(committed, task) == "stopped"
    again = run(committed_database, "stop", task, "--json")
    assert json.loads(again.stdout)["state"] == "stopped"


def test_ended_and_unknown_tasks_cannot_be_stopped(
    committed_database: str, committed: SessionFactory
) -> None:
    task = ordered(committed)
    fail(committed, task)
    assert isinstance(run(committed_database, "stop", task).exception, TaskEndedError)
    assert isinstance(run(committed_database, "show", "nothing").exception, UnknownTaskError)
