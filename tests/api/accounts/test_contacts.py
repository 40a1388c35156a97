"""An e-mail address and a telephone are a person's own once they have shown it."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from core.clock import Clock
from core.database.engine import SessionFactory
from core.message_settings import MessageSettings
from core.messages.bouncing import bounce_of, mark_bounced
from core.messages.post_office import post_office
from tests.api.accounts.people import LOGIN, PASSWORD, entered, person
from tests.api.asking import ENGLISH
from tests.core.messages.mail_server import Inbox, mail_server
from tests.core.messages.post import sender_by
from tests.core.messages.receiver import Receiver, receiver

SEND, CONFIRM = "/api/account/email", "/api/account/link/confirm"
NUMBER, CODE = "/api/account/telephone", "/api/account/telephone/confirm"
NEW = "aigul@example.kz"
SETTINGS = "/api/account/messages"
Deliver = Callable[[], Inbox]


@pytest.fixture
def deliver(sessions: SessionFactory, tmp_path: Path) -> Iterator[Deliver]:
    """The worker's turn; gives what has arrived."""
    with mail_server(Inbox()) as inbox:

        def work() -> Inbox:
            sender_by(sessions, tmp_path, inbox.url).send_due()
            return inbox

        yield work


@pytest.fixture
def gateway() -> Iterator[Receiver]:
    """A gateway for short messages."""
    with receiver() as found:
        yield found


def link_in(inbox: Inbox) -> str:
    return re.findall(r"#link=(\S+)", inbox.letters[-1].get_content())[0]


def confirm(client: TestClient, link: str) -> int:
    return client.post(CONFIRM, json={"link": link}, headers=ENGLISH).status_code


def test_present_address_is_confirmed_by_a_link_without_signing_in(
    session: Session, client: TestClient, deliver: Deliver
) -> None:
    person(session)
    entered(client)
    mark_bounced(session, LOGIN, "550 no such user")
    session.commit()
    assert client.get(SETTINGS).json()["email"]["bounce"] == "550 no such user"
    assert client.post(SEND, json={}).status_code == 202
    link = link_in(deliver())
    client.cookies.clear()
    told = client.post("/api/account/link", json={"link": link}).json()
    assert told["purpose"] == "email"
    assert confirm(client, link) == 200
    assert confirm(client, link) == 410
    entered(client)
    email = client.get(SETTINGS).json()["email"]
    assert email["confirmed_at"] is not None
    assert email["bounced_at"] is None
    assert bounce_of(session, LOGIN) is None


def test_link_that_confirms_an_address_chooses_no_password(
    session: Session, client: TestClient, deliver: Deliver
) -> None:
    person(session)
    entered(client)
    client.post(SEND, json={})
    link = link_in(deliver())
    body = {"link": link, "password": "brisk heron velvet quarry"}
    assert client.post("/api/account/link/password", json=body).status_code == 410
    assert confirm(client, link) == 200


def test_new_address_takes_the_place_of_the_old_one_which_is_told(
    session: Session, client: TestClient, deliver: Deliver
) -> None:
    person(session)
    entered(client)
    assert client.post(SEND, json={"email": NEW, "current": PASSWORD}).status_code == 202
    assert client.get("/api/me").json()["email"] == LOGIN
    inbox = deliver()
    assert inbox.recipients == [NEW]
    assert confirm(client, link_in(inbox)) == 200
    assert client.get("/api/me").json()["email"] == NEW
    assert deliver().recipients == [NEW, LOGIN]


@pytest.mark.parametrize("current", [None, "", "wrong"])
def test_stolen_session_does_not_change_the_address(
    session: Session, client: TestClient, deliver: Deliver, current: str | None
) -> None:
    person(session)
    entered(client)
    told = [
        client.post(SEND, json={"email": NEW, "current": current}, headers=ENGLISH).status_code
        for _ in range(8)
    ]
    assert told[0] == 422
    assert told[-1] == 429
    assert deliver().raw == []


def test_link_at_a_wrong_address_gives_its_reader_nothing(
    session: Session, client: TestClient, deliver: Deliver
) -> None:
    person(session)
    entered(client)
    client.post(SEND, json={"email": NEW, "current": PASSWORD})
    link = link_in(deliver())
    client.cookies.clear()
    assert confirm(client, link) == 403
    person(session, name="Serik", login="serik@gov.kz")
    entered(client, "serik@gov.kz")
    assert confirm(client, link) == 403
    client.cookies.clear()
    entered(client)
    assert client.get("/api/me").json()["email"] == LOGIN
    assert confirm(client, link) == 200


def test_newer_link_to_an_address_puts_the_older_out_of_use(
    session: Session, client: TestClient, deliver: Deliver
) -> None:
    person(session)
    entered(client)
    client.post(SEND, json={"email": "typo@example.kz", "current": PASSWORD})
    older = link_in(deliver())
    client.post(SEND, json={"email": NEW, "current": PASSWORD})
    deliver()
    assert confirm(client, older) == 410


def test_address_of_another_is_told_only_to_its_reader(
    session: Session, client: TestClient, deliver: Deliver
) -> None:
    person(session, name="Serik", login=NEW)
    person(session)
    entered(client)
    assert client.post(SEND, json={"email": NEW, "current": PASSWORD}).status_code == 202
    assert confirm(client, link_in(deliver())) == 409
    assert client.get("/api/me").json()["email"] == LOGIN


def test_telephone_is_confirmed_by_a_code_in_the_same_session(
    session: Session,
    sessions: SessionFactory,
    client: TestClient,
    gateway: Receiver,
    tmp_path: Path,
) -> None:
    person(session)
    entered(client)
    wish = {"telephone": "8 701 123 45 67", "current": PASSWORD}
    assert client.post(NUMBER, json=wish, headers=ENGLISH).status_code == 202
    settings = MessageSettings(sms_webhook=gateway.url.replace("://", "://atlas:key@"))
    post_office(sessions, settings, data_folder=tmp_path, base="", clock=Clock()).send_due()
    [asked] = gateway.requests
    sent = json.loads(asked.body)
    assert sent["to"] == "+77011234567"
    assert asked.headers["authorization"].startswith("Basic ")
    code = re.findall(r"\d{8}", sent["text"])[0]
    mine = dict(client.cookies)
    client.cookies.clear()
    entered(client)
    assert client.post(CODE, json={"code": code}, headers=ENGLISH).status_code == 422
    client.cookies.clear()
    client.cookies.update(mine)
    assert client.post(CODE, json={"code": code}).status_code == 204
    assert client.get("/api/me").json()["telephone"] == "+77011234567"
    assert client.post(CODE, json={"code": code}, headers=ENGLISH).status_code == 422
    kept = session.scalars(text("SELECT messages::text FROM messages")).all()
    assert code not in str(kept)


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        (SEND, {"email": "not one", "current": PASSWORD}, "email"),
        (NUMBER, {"telephone": "12", "current": PASSWORD}, "telephone"),
        (NUMBER, {}, "telephone"),
    ],
)
def test_address_that_is_none_is_refused(
    session: Session, client: TestClient, path: str, body: object, field: str
) -> None:
    person(session)
    entered(client)
    answer = client.post(path, json=body, headers=ENGLISH)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == field
