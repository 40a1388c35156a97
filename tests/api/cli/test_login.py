"""`tuganzher login`, `logout` and `whoami` against an atlas that is served on this machine."""

import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.cli import app
from api.cli.remote.kept_logins import KeptLogin, KeptLogins
from api.cli.remote.signing_in import AtlasRefusedError, NoAtlasError, address_meant
from core.accounts.tokens import tokens_of
from core.accounts.users import user_called
from core.database.engine import SessionFactory, make_engine, make_sessions
from core.errors import InvalidValueError
from core.settings import Settings
from layers.registry import Catalogue
from tests.api.accounts.people import LOGIN, PASSWORD, person
from tests.web.conftest import served

Terminal = Callable[..., Result]


@pytest.fixture
def people(committed_database: str) -> Iterator[SessionFactory]:
    engine = make_engine(committed_database)
    made = make_sessions(engine)
    with made() as session:
        person(session, "monuments:edit")
    yield made
    engine.dispose()


@pytest.fixture
def atlas(
    people: SessionFactory, committed_database: str, catalogue: Catalogue, tmp_path: Path
) -> Iterator[str]:
    del people
    settings = Settings.from_environment({"DATABASE_URL": committed_database})
    with served(
        replace(settings, data_folder=tmp_path / "data"), catalogue, committed_database
    ) as address:
        yield address


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """The command line of somebody with a folder of settings of their own, in English."""

    def run(*arguments: str, typed: str = "") -> Result:
        told = {"XDG_CONFIG_HOME": str(tmp_path / "config")}
        return CliRunner().invoke(app, ["--lang", "en", *arguments], env=told, input=typed)

    return run


def test_signed_in_one_is_known_and_signed_out_no_more(
    terminal: Terminal, atlas: str, people: SessionFactory, tmp_path: Path
) -> None:
    result = terminal("login", atlas, "--login", LOGIN, typed=f"{PASSWORD}\n")
    assert result.exit_code == 0, result.output
    assert PASSWORD not in result.output
    file = tmp_path / "config" / "tuganzher" / "logins.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert PASSWORD not in file.read_text()
    known = terminal("whoami", atlas)
    assert known.stdout.strip() == "Aigul: monuments:edit@KZ"
    with people() as session:
        [token] = tokens_of(session, user_called(session, LOGIN).id)
        assert token.label.startswith("tuganzher, ")
    assert terminal("logout", atlas).exit_code == 0
    with people() as session:
        assert tokens_of(session, user_called(session, LOGIN).id) == []
    again = terminal("whoami", atlas)
    assert again.exit_code == 1
    assert "not signed in" in again.output


def test_wrong_password_keeps_nothing(terminal: Terminal, atlas: str, tmp_path: Path) -> None:
    result = terminal("login", atlas, "--login", LOGIN, typed="wrong\n")
    assert result.exit_code == 1
    assert isinstance(result.exception, AtlasRefusedError)
    assert not (tmp_path / "config").exists()


def test_where_no_atlas_answers_it_says_so(terminal: Terminal) -> None:
    result = terminal("login", "http://127.0.0.1:9", "--login", LOGIN, typed="x\n")
    assert result.exit_code == 1
    assert isinstance(result.exception, NoAtlasError)


@pytest.mark.parametrize(
    "written",
    ["http://atlas.example.kz", "ftp://x", "https://u:p@atlas.example.kz", "", "https://"],
)
def test_password_is_sent_nowhere_in_clear(written: str) -> None:
    with pytest.raises(InvalidValueError):
        address_meant(written)


def test_address_is_without_a_path() -> None:
    assert address_meant("atlas.example.kz/account?x=1") == "https://atlas.example.kz"
    assert address_meant("http://localhost:8000/") == "http://localhost:8000"


def test_tokens_of_several_atlases_stay_apart(tmp_path: Path) -> None:
    logins = KeptLogins(tmp_path)
    logins.keep("https://one", KeptLogin("A", "a"))
    logins.keep("https://two", KeptLogin("B", "b"))
    logins.forget("https://one")
    assert logins.addresses() == ["https://two"]
    assert logins.of("https://two") == KeptLogin("B", "b")
