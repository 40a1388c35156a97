"""`tuganzher users`: invitations, roles, links and the end of accounts."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from api.cli import app
from api.cli.output.terminal import Terminal
from api.cli.serving import first_administrator
from api.cli.serving.first_administrator import offer_administrator
from api.worker.jobs import work_on_tasks
from core.accounts.callers import caller_now
from core.accounts.one_time_links import user_of_link
from core.accounts.own_password import choose_by_link
from core.accounts.users import user_called
from core.database.engine import make_engine, make_sessions
from core.settings import Settings
from core.text import Language
from layers.registry import Catalogue
from tests.core.messages.mail_server import Inbox, mail_server

MAIL = "aigul@turkistan.gov.kz"
PASSWORD = "gentle lantern orbit mosaic"  # noqa: S105 - of nobody
SAURAN = "611600000"
Users = Callable[..., Result]


@pytest.fixture
def users(committed_database: str) -> Users:
    """The command on a database of the test's own, in English."""

    def run(*arguments: str, **environment: str) -> Result:
        told = {"DATABASE_URL": committed_database, **environment}
        return CliRunner().invoke(app, ["--lang", "en", "users", *arguments], env=told)

    return run


def as_json(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def secret_of(link: str) -> str:
    return link.partition("#link=")[2]


def invited(users: Users, *options: str) -> dict[str, Any]:
    found: dict[str, Any] = as_json(
        users("invite", MAIL, "--role", "heritage_officer", "--at", SAURAN, "--json", *options)
    )
    return found


def test_invited_person_may_do_what_the_role_allows_once_they_chose_a_password(
    users: Users, committed_database: str
) -> None:
    link = invited(users, "--name", "Aigul")["link"]
    assert link.startswith("http://127.0.0.1:8000/account#link=")
    engine = make_engine(committed_database)
    sessions = make_sessions(engine)
    with sessions() as session:
        user = user_called(session, MAIL)
        assert user.name == "Aigul"
        assert caller_now(session, user.id) is None
    user_id = choose_by_link(sessions, secret_of(link), PASSWORD)
    with sessions() as session:
        caller = caller_now(session, user_id)
    assert caller is not None
    assert f"monuments:edit@{SAURAN}" in caller.permissions
    engine.dispose()


def test_link_leads_to_where_people_reach_the_atlas(users: Users) -> None:
    told = users(
        "invite", MAIL, "--role", "researcher", "--at", "KZ", ATLAS_PUBLIC_URL="https://atlas.kz/"
    )
    assert "https://atlas.kz/account#link=" in told.stdout
    assert "7 days" in told.stderr


def test_who_has_an_account_gets_the_role_and_no_link(
    users: Users, committed_database: str
) -> None:
    engine = make_engine(committed_database)
    choose_by_link(make_sessions(engine), secret_of(invited(users)["link"]), PASSWORD)
    again = users("invite", MAIL.upper(), "--role", "researcher", "--at", "KZ", "--json")
    assert as_json(again)["link"] is None
    [listed] = as_json(users("list", "--json"))
    assert [each["role"] for each in listed["roles"]] == ["heritage_officer", "researcher"]
    engine.dispose()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("invite", "aigul", "--role", "researcher", "--at", "KZ"), "e-mail address"),
        (("invite", MAIL, "--role", "king", "--at", "KZ"), "heritage_officer"),
        (("invite", MAIL, "--role", "researcher", "--at", "Sauran"), "KATO"),
        (("invite", MAIL, "--role", "researcher", "--at", "own"), "KATO"),
        (("give", "nobody", "--role", "researcher", "--at", "KZ"), "nobody"),
        (("link", "nobody"), "nobody"),
        (("close", "nobody"), "nobody"),
    ],
)
def test_mistake_is_told_with_a_way_out_and_nothing_is_made(
    users: Users, arguments: tuple[str, ...], told: str
) -> None:
    failed = users(*arguments)
    assert failed.exit_code != 0
    assert told in str(failed.exception)
    assert as_json(users("list", "--json")) == []


def test_roles_are_given_until_a_day_and_ended(users: Users) -> None:
    users("add", "aigul", "--permission", "monuments:edit@own")
    given = users(
        "give", "aigul", "--role", "researcher", "--at", "KZ", "--until", "2099-12-31", "--json"
    )
    [told] = as_json(given)
    assert told["roles"] == [{"role": "researcher", "at": "KZ", "until": "2099-12-31"}]
    assert "researcher@KZ" in users("list").output
    elsewhere = users("end", "aigul", "--role", "researcher", "--at", SAURAN, "--json")
    assert as_json(elsewhere)["ended"] == 0
    assert as_json(users("end", "aigul", "--role", "researcher", "--json"))["ended"] == 1
    assert as_json(users("list", "--json"))[0]["roles"] == []


def test_list_says_who_cannot_sign_in(users: Users) -> None:
    users("add", "active", "--permission", "*")
    users("add", "revoked", "--permission", "*")
    users("revoke", "revoked")
    users("add", "closed", "--permission", "*")
    users("close", "closed")
    invited(users)
    states = {each["name"]: each["state"] for each in as_json(users("list", "--json"))}
    assert states == {
        "active": "active", "revoked": "revoked", "closed": "closed", MAIL: "invited",
    }  # fmt: skip
    lines = users("list").output.splitlines()
    assert "revoked (cannot sign in): *" in lines
    assert "closed (closed): *" in lines


def test_closed_account_is_given_nothing_more(users: Users) -> None:
    users("add", "closed", "--permission", "*")
    users("close", "closed")
    for arguments in (("link", "closed"), ("give", "closed", "--role", "researcher", "--at", "KZ")):
        failed = users(*arguments)
        assert failed.exit_code == 1
        assert "is closed" in str(failed.exception)


def test_forgotten_password_is_chosen_anew_by_a_link(users: Users, committed_database: str) -> None:
    engine = make_engine(committed_database)
    sessions = make_sessions(engine)
    user_id = choose_by_link(sessions, secret_of(invited(users)["link"]), PASSWORD)
    link = as_json(users("link", MAIL, "--json"))["link"]
    assert choose_by_link(sessions, secret_of(link), "brisk heron velvet quarry") == user_id
    engine.dispose()


def test_roles_are_listed_with_what_they_allow(users: Users) -> None:
    told = {each["role"]: each for each in as_json(users("roles", "--json"))}
    assert "monuments:edit" in told["heritage_officer"]["actions"]
    assert set(told["heritage_officer"]["title"]) == {"kk", "ru", "en"}
    assert "heritage_officer – Heritage officer: " in users("roles").output


@pytest.mark.parametrize("is_terminal", [True, False])
def test_first_administrator_finds_the_link_in_a_terminal_and_never_in_a_log(
    committed_database: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *,
    is_terminal: bool,
) -> None:
    settings = Settings.from_environment({"DATABASE_URL": committed_database})
    terminal = Terminal(Language.EN, settings)
    monkeypatch.setattr(first_administrator.sys.stderr, "isatty", lambda: is_terminal)
    address = "http://127.0.0.1:8123"
    offer_administrator(terminal, committed_database, address)
    told = capsys.readouterr().err
    engine = make_engine(committed_database)
    sessions = make_sessions(engine)
    if not is_terminal:
        assert "tuganzher users link administrator" in told
        assert "#link=" not in told
        return
    secret = secret_of(told.split()[-1])
    with sessions() as session:
        user, _ = user_of_link(session, secret)
        assert user.name == "administrator"
    user_id = choose_by_link(sessions, secret, PASSWORD)
    with sessions() as session:
        caller = caller_now(session, user_id)
    assert caller is not None
    assert caller.permissions == ["*"]
    offer_administrator(terminal, committed_database, address)
    assert capsys.readouterr().err == ""
    engine.dispose()


@pytest.mark.parametrize("command", ["invite", "link"])
def test_link_also_goes_by_mail_where_a_server_is_set(
    users: Users, committed_database: str, catalogue: Catalogue, tmp_path: Path, command: str
) -> None:
    with mail_server(Inbox()) as inbox:
        mail = {"ATLAS_SMTP_URL": inbox.url, "ATLAS_MAIL_FROM": "atlas@atlas.kz"}
        told = users("invite", MAIL, "--role", "researcher", "--at", "KZ", **mail)
        if command == "link":
            told = users("link", MAIL, **mail)
        assert told.exit_code == 0, told.output
        assert "also goes by mail" in told.stderr
        settings = Settings.from_environment(
            {"DATABASE_URL": committed_database, "ATLAS_DATA": str(tmp_path), **mail}
        )
        work_on_tasks(settings, catalogue, committed_database, until_empty=True)
    assert told.stdout.strip() in inbox.letters[-1].get_content()
    assert inbox.recipients[-1] == MAIL


def test_link_does_not_go_into_a_folder(users: Users) -> None:
    assert invited(users)["mailed"] is False
    told = users("link", MAIL)
    assert "hand it over yourself" in told.stderr


def test_code_of_somebody_who_lost_the_telephone_is_forgotten(users: Users) -> None:
    as_json(users("add", "Aigul", "--permission", "*", "--json"))
    told = as_json(users("forget-code", "Aigul", "--json"))
    assert told == {"name": "Aigul", "second_factor": False}


def test_people_of_a_list_are_tried_and_then_invited(users: Users, tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text(
        f"email,role,at\none@atlas.kz,akimat_clerk,{SAURAN}\ntwo@atlas.kz,no_such_role,{SAURAN}\n"
    )
    tried = users("import", str(people), "--dry-run", "--json")
    assert tried.exit_code == 1
    assert json.loads(tried.stdout)["counts"] == {"invited": 1, "refused": 1}
    assert json.loads(users("list", "--json").stdout) == []
    done = users("import", str(people))
    assert done.exit_code == 1
    assert done.stdout.startswith("one@atlas.kz,http")
    assert "row 3, two@atlas.kz" in done.stderr
    [told] = json.loads(users("list", "--json").stdout)
    assert (told["name"], told["state"]) == ("one@atlas.kz", "invited")
