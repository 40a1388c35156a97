"""A forgotten password and a code to sign in: sent to who has an address, told to nobody else."""

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import Engine, event, text
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from core.accounts.contacts.one_time_codes import MOST_TRIES
from core.accounts.contacts.requests import answer_requests
from core.accounts.user import User
from core.accounts.users import close_user
from core.clock import Clock
from core.database.engine import SessionFactory
from tests.api.accounts.people import LOGIN, PASSWORD, entered, person
from tests.api.accounts.second_factor import code_of, enrolled, forget_last_step, shows_code
from tests.api.asking import ENGLISH
from tests.core.messages.mail_server import Inbox, mail_server
from tests.core.messages.post import sender_by, states

FORGOTTEN = "/api/account/link/forgotten"
ASK = "/api/session/sent-code"
ENTER = "/api/session/sent-code/enter"
UNKNOWN = "nobody@gov.kz"
OTHER = "brisk heron velvet quarry"
NUMBER = re.compile(r"\b\d{8}\b")
Deliver = Callable[[], Inbox]


@pytest.fixture
def deliver(sessions: SessionFactory, tmp_path: Path) -> Iterator[Deliver]:
    """The worker's turn; gives what has arrived."""
    with mail_server(Inbox()) as inbox:

        def work() -> Inbox:
            answer_requests(sessions)
            sender_by(sessions, tmp_path, inbox.url).send_due()
            return inbox

        yield work


def confirmed(session: Session) -> User:
    """Somebody whose address is confirmed."""
    user = person(session)
    session.execute(text("UPDATE users SET email_confirmed_at = now()"))
    session.commit()
    return user


def ask(client: TestClient, path: str, login: str = LOGIN) -> httpx.Response:
    return client.post(path, json={"login": login}, headers=ENGLISH)


def enter(client: TestClient, code: str) -> httpx.Response:
    return client.post(ENTER, json={"code": code}, headers=ENGLISH)


def code_in(inbox: Inbox) -> str:
    return NUMBER.findall(inbox.letters[-1].get_content())[0]


def link_in(inbox: Inbox) -> str:
    return re.findall(r"#link=(\S+)", inbox.letters[-1].get_content())[0]


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    """What is asked of the database within the block, in its order."""
    asked: list[str] = []

    def remember(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        asked.append(re.sub(r"sa_savepoint_\d+", "savepoint", statement))

    event.listen(engine, "before_cursor_execute", remember)
    yield asked
    event.remove(engine, "before_cursor_execute", remember)


def test_forgotten_password_is_chosen_anew_by_a_link_in_a_letter(
    session: Session, client: TestClient, deliver: Deliver
) -> None:
    user = person(session)
    assert ask(client, FORGOTTEN).status_code == 202
    inbox = deliver()
    assert inbox.recipients == [LOGIN]
    body = {"link": link_in(inbox), "password": OTHER}
    answer = client.post("/api/account/link/password", json=body, headers=ENGLISH)
    assert answer.status_code == 200, answer.text
    session.refresh(user)
    assert user.email_confirmed_at is not None
    told = [letter["Subject"] for letter in deliver().letters]
    assert told[-1].endswith("the password was changed")


@pytest.mark.parametrize("path", [FORGOTTEN, ASK])
def test_unknown_login_is_answered_as_a_known_one_by_the_same_work(
    session: Session, client: TestClient, engine: Engine, deliver: Deliver, path: str
) -> None:
    confirmed(session)
    seen = []
    for login in (LOGIN, UNKNOWN):
        client.cookies.clear()
        with statements(engine) as asked:
            answer = ask(client, path, login)
        headers = {
            k: v for k, v in answer.headers.items() if k not in {"x-request-id", "set-cookie"}
        }
        cookies = list(answer.cookies)
        seen.append((answer.status_code, answer.json(), headers, cookies, asked))
    assert seen[0] == seen[1]
    assert len(seen[0][4]) > 2
    assert deliver().recipients == [LOGIN]


@pytest.mark.parametrize("path", [FORGOTTEN, ASK])
@pytest.mark.parametrize("login", [LOGIN, UNKNOWN])
def test_nobody_is_flooded_with_letters(
    session: Session, client: TestClient, deliver: Deliver, path: str, login: str
) -> None:
    confirmed(session)
    told = [ask(client, path, login).status_code for _ in range(12)]
    assert told.count(202) == 5
    assert told[-1] == 429
    assert len(deliver().raw) <= 5


def test_closed_account_gets_nothing(
    session: Session, client: TestClient, deliver: Deliver
) -> None:
    close_user(session, confirmed(session))
    session.commit()
    for path in (FORGOTTEN, ASK):
        assert ask(client, path).status_code == 202
    assert deliver().raw == []


def test_asking_puts_no_link_out_of_use_that_somebody_else_has_given(
    session: Session, client: TestClient, deliver: Deliver
) -> None:
    person(session)
    ask(client, FORGOTTEN)
    first = link_in(deliver())
    ask(client, FORGOTTEN)
    second = link_in(deliver())
    for link in (first, second):
        assert client.post("/api/account/link", json={"link": link}).status_code == 200


def test_code_in_a_letter_lets_one_in_once(
    session: Session, client: TestClient, deliver: Deliver
) -> None:
    confirmed(session)
    ask(client, ASK)
    code = code_in(deliver())
    assert enter(client, f"{code[:4]} {code[4:]}").json()["name"] == "Aigul"
    assert client.get("/api/me").status_code == 200
    kept = client.cookies.get("atlas_code")
    client.cookies.clear()
    assert kept is None
    assert enter(client, code).status_code == 401


def test_used_code_is_not_taken_again_from_who_kept_the_cookie(
    session: Session, client: TestClient, deliver: Deliver
) -> None:
    confirmed(session)
    ask(client, ASK)
    bound, code = client.cookies["atlas_code"], code_in(deliver())
    assert enter(client, code).status_code == 200
    client.cookies.clear()
    client.cookies.set("atlas_code", bound)
    assert enter(client, code).status_code == 401


def test_code_from_a_letter_is_only_the_first_of_two_factors(
    session: Session, client: TestClient, deliver: Deliver, clock: Clock
) -> None:
    confirmed(session)
    entered(client)
    secret, _ = enrolled(client, clock)
    forget_last_step(session)
    client.cookies.clear()
    ask(client, ASK)
    answer = enter(client, code_in(deliver()))
    assert answer.status_code == 202
    assert client.get("/api/me").status_code == 401
    assert shows_code(client, code_of(secret, clock)).status_code == 200
    assert client.get("/api/me").json()["name"] == "Aigul"


def test_code_works_only_on_the_browser_that_asked(
    session: Session, client: TestClient, deliver: Deliver
) -> None:
    confirmed(session)
    ask(client, ASK)
    mine, code = client.cookies["atlas_code"], code_in(deliver())
    client.cookies.clear()
    assert enter(client, code).status_code == 401
    ask(client, ASK, UNKNOWN)  # another browser, with a cookie of its own
    assert enter(client, code).status_code == 401
    client.cookies.clear()
    client.cookies.set("atlas_code", mine)
    assert enter(client, code).status_code == 200


def test_code_is_guessed_five_times_and_then_is_nothing(
    session: Session, client: TestClient, deliver: Deliver
) -> None:
    confirmed(session)
    ask(client, ASK)
    code = code_in(deliver())
    wrong = f"{(int(code) + 1) % 10**8:08}"
    assert [enter(client, wrong).status_code for _ in range(MOST_TRIES)] == [401] * MOST_TRIES
    assert enter(client, code).status_code == 401


def test_code_is_over_after_ten_minutes(
    session: Session, client: TestClient, deliver: Deliver
) -> None:
    confirmed(session)
    ask(client, ASK)
    code = code_in(deliver())
    left = "SELECT extract(epoch FROM expires_at - now()) FROM one_time_codes"
    assert session.scalars(text(left)).one() == 600
    session.execute(text("UPDATE one_time_codes SET expires_at = now()"))
    session.commit()
    assert enter(client, code).status_code == 401


def test_address_that_nobody_has_confirmed_gets_no_code(
    session: Session, client: TestClient, deliver: Deliver
) -> None:
    person(session)
    ask(client, ASK)
    assert deliver().raw == []


def test_code_for_another_ends_nobodys_session_and_needs_the_same_site(
    session: Session, client: TestClient
) -> None:
    confirmed(session)
    entered(client)
    for path in (FORGOTTEN, ASK):
        foreign = {"Origin": "https://evil.example", **ENGLISH}
        assert client.post(path, json={"login": LOGIN}, headers=foreign).status_code == 403
    assert client.get("/api/me").status_code == 200


def test_neither_code_nor_link_nor_address_stays_or_is_logged(
    session: Session, client: TestClient, deliver: Deliver, caplog: pytest.LogCaptureFixture
) -> None:
    confirmed(session)
    with caplog.at_level(logging.DEBUG):
        for path in (FORGOTTEN, ASK):
            ask(client, path)
        inbox = deliver()
    found = [letter.get_content() for letter in inbox.letters]
    code = next(code for each in found for code in NUMBER.findall(each))
    link = next(link for each in found for link in re.findall(r"#link=(\S+)", each))
    tables = ("messages", "one_time_codes", "one_time_links", "account_requests")
    kept = [
        row
        for table in tables
        for row in session.scalars(text(f"SELECT t::text FROM {table} t"))  # noqa: S608 - ours
    ]
    for secret in (code, link, client.cookies["atlas_code"]):
        assert secret not in str(kept)
        assert secret not in caplog.text
    assert LOGIN not in caplog.text
    assert "procrastinate_jobs" not in tables
    assert states(session) == ["sent", "sent"]


def test_new_device_is_told_and_a_known_one_is_not(
    session: Session, client: TestClient, deliver: Deliver
) -> None:
    person(session)
    entered(client)  # the first browser of all
    client.cookies.clear()
    evil = "Mozilla/5.0 (Windows NT 10.0) Firefox/150.0 urgent: visit evil.example"
    client.headers["User-Agent"] = evil
    entered(client)
    entered(client)
    inbox = deliver()
    [letter] = inbox.letters
    assert "Firefox, Windows" in letter.get_content()
    assert "evil.example" not in letter.get_content()
    assert PASSWORD not in letter.get_content()
