"""`tuganzher audit`: its exit code says whether the audit is as it was written."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner, Result

from api.cli import app
from core.database.engine import make_engine

Run = Callable[..., Result]


@pytest.fixture
def run(committed_database: str) -> Run:
    """The command line on a database of the test's own, in English."""

    def run(*arguments: str) -> Result:
        told = {"DATABASE_URL": committed_database}
        return CliRunner().invoke(app, ["--lang", "en", *arguments], env=told)

    return run


def tampered(url: str, statement: str) -> None:
    engine = make_engine(url)
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text(statement))
    engine.dispose()


def test_sound_audit_ends_with_0_and_a_changed_one_with_1(
    run: Run, committed_database: str, tmp_path: Path
) -> None:
    run("users", "add", "importer", "--permission", "monuments:edit")
    run("users", "revoke", "importer")
    head = tmp_path / "head.json"
    assert run("audit", "head", "--to", str(head)).exit_code == 0
    assert json.loads(head.read_text())["position"] == 2
    sound = run("audit", "verify", "--head", str(head))
    assert sound.exit_code == 0, sound.output
    assert "The audit is sound: 2 entries" in sound.stdout
    tampered(committed_database, "UPDATE audit_entries SET event = 'users.close' WHERE id = 2")
    broken = run("audit", "verify")
    assert broken.exit_code == 1
    assert "Position in the chain: 2, entry: 2. The entry was changed" in broken.stderr
    told = json.loads(run("audit", "verify", "--json").stdout)
    assert (told["sound"], told["breakage"], told["entry"]) == (False, "changed", 2)


def test_operator_is_known_as_the_terminal(run: Run, committed_database: str) -> None:
    run("users", "add", "importer", "--permission", "monuments:edit")
    engine = make_engine(committed_database)
    with engine.connect() as connection:
        found = connection.execute(text("SELECT event, credential, changes FROM audit_entries"))
        told = {"permissions": [[], ["monuments:edit@KZ"]]}
        assert [tuple(row) for row in found] == [("users.create", "terminal", told)]
    engine.dispose()


def test_file_without_a_head_is_refused(run: Run, tmp_path: Path) -> None:
    head = tmp_path / "head.json"
    head.write_text("[]")
    answer = run("audit", "verify", "--head", str(head))
    assert "holds no head" in str(answer.exception)
