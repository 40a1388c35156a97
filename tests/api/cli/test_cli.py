import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest
import typer
from sqlalchemy import create_engine, text
from typer.testing import CliRunner, Result

from api.cli import app, main, phrases, things_with_help, translate
from api.cli.output.terminal import language_of_terminal
from core.accounts.callers import caller_of_token
from core.database.engine import make_engine, make_sessions, transaction
from core.text import Language
from tests.world.drawing import add_region
from tests.world.units import A, B

Program = Callable[..., "Finished"]
PROGRAM = Path(sys.executable).parent / "tuganzher"


class Finished(NamedTuple):
    """How a run of the program ended, and what it said."""

    code: int
    stdout: str
    stderr: str


def run(database_url: str, *arguments: str, **environment: str) -> Result:
    return CliRunner().invoke(app, arguments, env={"DATABASE_URL": database_url, **environment})


def test_version_is_told_without_a_database() -> None:
    told = CliRunner().invoke(app, ["--version"])
    assert (told.exit_code, told.output) == (0, f"tuganzher {version('tugan-zher-atlas')}\n")


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
    return port


@pytest.fixture
def served(committed_database: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A running `tuganzher serve` and the address that it told."""
    environment = {**os.environ, "DATABASE_URL": committed_database, "LANG": "C"}
    command = [str(PROGRAM), "serve", "--port", str(free_port())]
    with subprocess.Popen(  # noqa: S603 - our own program
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as program:
        assert program.stdout is not None
        yield program, program.stdout.readline().rpartition(" ")[2].strip()
        program.kill()


@pytest.mark.parametrize("language", list(Language))
def test_every_command_and_option_is_explained_in_every_language(language: Language) -> None:
    command = typer.main.get_command(app)
    translate(command, language)
    known = {phrase.in_language(language) for phrase in phrases()}
    explained = [thing for thing in things_with_help(command) if thing.name != "help"]
    assert len(explained) > 20
    assert [thing.name for thing in explained if thing.help not in known] == []


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {"LANG": "kk_KZ.UTF-8"}, Language.KK),
        ([], {"LANG": "kk_KZ.UTF-8", "LC_ALL": "ru_RU"}, Language.RU),
        ([], {"LANG": "C"}, Language.EN),
        ([], {}, Language.EN),
        (["--lang", "ru", "serve"], {"LANG": "kk_KZ"}, Language.RU),
        (["--lang=kk"], {}, Language.KK),
    ],
)
def test_language_is_the_wanted_one_or_the_terminals(
    arguments: list[str], environment: dict[str, str], language: Language
) -> None:
    assert language_of_terminal(arguments, environment) is language


def test_added_user_gets_a_token_that_works(committed_database: str) -> None:
    added = run(committed_database, "users", "add", "aigerim", "--permission", "*:write", "--json")
    assert added.exit_code == 0
    engine = make_engine(committed_database)
    with make_sessions(engine)() as session:
        caller = caller_of_token(session, json.loads(added.stdout)["token"])
    engine.dispose()
    assert caller is not None
    assert caller.may("monuments", "edit")


def test_plain_output_of_a_new_user_is_the_token_alone(committed_database: str) -> None:
    added = run(committed_database, "users", "add", "aigerim", "--permission", "*")
    assert len(added.stdout.split()) == 1
    listed = run(committed_database, "users", "list")
    assert listed.stdout == "aigerim: *\n"
    assert added.stdout.strip() not in listed.stdout


@pytest.mark.parametrize(
    ("permission", "way_out"),
    [
        ("foo:bar", "read_hidden"),
        ("foo:edit", "monuments"),
        ("citizen_reports:move.fly", "move.assign"),
        ("monuments:move.*@61160000", "@611600000"),
    ],
)
def test_permission_that_means_nothing_is_refused_with_a_way_out(
    committed_database: str, permission: str, way_out: str
) -> None:
    failed = run(
        committed_database, "--lang", "en", "users", "add", "K", "--permission", permission
    )
    assert failed.exit_code != 0
    assert permission in str(failed.exception)
    assert way_out in str(failed.exception)
    assert "K" not in run(committed_database, "users", "list").output


def test_permission_in_a_unit_is_stored_and_the_unit_must_be_known(
    committed_database: str,
) -> None:
    engine = make_engine(committed_database)
    with transaction(make_sessions(engine)) as session:
        add_region(session, A, None, None)
    engine.dispose()
    there = f"citizen_reports:move.assign@{A}"
    assert run(committed_database, "users", "add", "K", "--permission", there).exit_code == 0
    assert there in run(committed_database, "users", "list").output
    elsewhere = f"citizen_reports:move.assign@{B}"
    failed = run(committed_database, "users", "add", "L", "--permission", elsewhere)
    assert failed.exit_code != 0
    assert elsewhere in str(failed.exception)


def test_revoked_tokens_are_counted(committed_database: str) -> None:
    run(committed_database, "users", "add", "aigerim", "--permission", "*")
    revoked = run(committed_database, "users", "revoke", "aigerim", "--json")
    assert json.loads(revoked.stdout) == {"name": "aigerim", "revoked": 1}


def test_missing_argument_is_wrong_usage(committed_database: str) -> None:
    assert run(committed_database, "users", "add").exit_code == 2


def test_migrating_an_empty_database_makes_its_tables(empty_database: str) -> None:
    assert run(empty_database, "database", "migrate").exit_code == 0
    engine = create_engine(empty_database.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM monuments")) == 0
    engine.dispose()


def test_demo_rows_are_loaded_once(committed_atlas: str) -> None:
    load = ("demo", "load", "--reports", "30", "--json")
    first = json.loads(run(committed_atlas, *load).stdout)
    second = json.loads(run(committed_atlas, *load).stdout)
    assert first["citizen_reports"] == {"written": 30, "removed": 0}
    assert second["citizen_reports"] == {"written": 0, "removed": 0}
    assert first["regions"]["units"] == second["regions"]["units"] == 0


def test_demo_steps_are_numbered_and_told_in_the_wanted_language(committed_atlas: str) -> None:
    loaded = run(committed_atlas, "--lang", "ru", "demo", "load", "--reports", "10")
    first, second, third = loaded.stdout.splitlines()
    assert first.startswith("[1/3] Регионы и населённые пункты … уже загружено (")
    assert second.startswith("[2/3] Памятники и маршруты … уже загружено (")
    assert third.startswith("[3/3] Синтетические пробные данные")
    assert "строк: 557 (" in third


def test_loading_the_starter_layers_again_changes_nothing(committed_atlas: str) -> None:
    told = json.loads(run(committed_atlas, "ingest", "starter", "--json").stdout)
    assert told["problems"] == []
    assert told["monuments"]["created"] == told["monuments"]["changed"] == 0
    assert told["monuments"]["unchanged"] >= 150
    assert run(committed_atlas, "regions", "load", "--json").exit_code == 0


def test_boundary_rows_that_cannot_be_taken_are_explained(
    committed_atlas: str, tmp_path: Path
) -> None:
    square = {"type": "Polygon", "coordinates": [[[80, 50], [81, 50], [81, 51], [80, 50]]]}
    row = {"type": "Feature", "properties": {"KATO": "999999999"}, "geometry": square}
    file = tmp_path / "one.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [row]}))
    options = ("--code", "KATO", "--source", "drawn by hand", "--level", "1", "--json")
    told = json.loads(run(committed_atlas, "regions", "boundaries", str(file), *options).stdout)
    assert told["taken"] == 0
    assert ("code", "999999999") in [(each["field"], each["value"]) for each in told["problems"]]


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Program:
    """Runs the whole program as from a shell, and gives what it left behind."""

    def run_program(*arguments: str, **environment: str) -> Finished:
        for name, value in {"LC_ALL": "", "LC_MESSAGES": "", "LANG": "C", **environment}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["tuganzher", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        code = ended.value.code
        assert isinstance(code, int)
        return Finished(code, *capsys.readouterr())

    return run_program


def test_failure_is_told_in_the_wanted_language_with_exit_code_1(
    program: Program, committed_database: str
) -> None:
    failed = program("--lang", "ru", "users", "revoke", "никто", DATABASE_URL=committed_database)
    assert failed.code == 1
    assert failed.stderr == "Нет пользователя «никто».\n"


def test_unreachable_server_is_named_without_its_password(program: Program) -> None:
    url = f"postgresql://atlas:hunter2@127.0.0.1:{free_port()}/atlas"
    failed = program("users", "list", DATABASE_URL=url)
    assert failed.code == 1
    assert "127.0.0.1" in failed.stderr
    assert "hunter2" not in failed.stdout + failed.stderr


def test_embedded_database_goes_up_and_down(program: Program, reachable_folder: Path) -> None:
    environment = {"ATLAS_DATA": str(reachable_folder), "DATABASE_URL": ""}
    assert program("database", "status", **environment).code == 3
    up = program("database", "up", "--json", **environment)
    status = program("database", "status", **environment)
    down = program("database", "down", "--json", **environment)
    assert json.loads(up.stdout)["running"]
    assert status.code == 0
    assert not json.loads(down.stdout)["running"]


def test_embedded_commands_refuse_an_external_server(
    program: Program, committed_database: str
) -> None:
    refused = program("database", "up", DATABASE_URL=committed_database)
    assert refused.code == 1
    assert "DATABASE_URL" in refused.stderr


def test_boundaries_without_file_and_address_are_refused(
    program: Program, committed_database: str
) -> None:
    refused = program(
        "regions", "boundaries", "--code", "x", "--source", "y", DATABASE_URL=committed_database
    )
    assert refused.code == 1
    assert "ATLAS_BOUNDARIES_URL" in refused.stderr


def test_served_atlas_answers_at_the_address_it_tells(
    served: tuple[subprocess.Popen[str], str],
) -> None:
    assert httpx.get(f"{served[1]}/healthz").status_code == 200


@pytest.mark.parametrize(("told", "code"), [(signal.SIGINT, 0), (signal.SIGTERM, 143)])
def test_serving_ends_when_told(
    served: tuple[subprocess.Popen[str], str], told: signal.Signals, code: int
) -> None:
    running, _ = served
    running.send_signal(told)
    assert running.wait(timeout=30) == code


def test_taken_address_has_an_exit_code_of_its_own(
    program: Program, served: tuple[subprocess.Popen[str], str], committed_database: str
) -> None:
    port = served[1].rpartition(":")[2]
    refused = program("serve", "--port", port, DATABASE_URL=committed_database)
    assert refused.code == 4
    assert port in refused.stderr
