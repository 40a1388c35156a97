"""One's own account: passwords by link and by change, sessions, tokens and devices."""

from http import HTTPStatus

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from core.accounts.one_time_links import Purpose, make_link
from core.accounts.tokens import MOST_TOKENS, issue_token
from core.accounts.users import make_user
from tests.api.accounts.people import LOGIN, PASSWORD, basic, entered, person
from tests.api.asking import ENGLISH, MONUMENTS, monument

LINK = "/api/account/link"
CHOOSE = "/api/account/link/password"
CHANGE = "/api/account/password"
SESSIONS = "/api/account/sessions"
TOKENS = "/api/account/tokens"
OTHER = "brisk heron velvet quarry"


@pytest.fixture
def link(session: Session) -> str:
    """The secret of an invitation."""
    user = make_user(session, "Aigul", email=LOGIN, permissions=["monuments:edit@611600000"])
    secret = make_link(session, user.id, Purpose.INVITATION)
    session.commit()
    return secret


def test_link_says_whom_it_is_for_and_stays_unused(client: TestClient, link: str) -> None:
    for _ in range(2):
        answer = client.post(LINK, json={"link": link})
        assert answer.json() == {"purpose": "invitation", "name": "Aigul", "login": LOGIN}


def test_password_chosen_by_a_link_lets_one_in_at_once_and_later(
    client: TestClient, link: str
) -> None:
    answer = client.post(CHOOSE, json={"link": link, "password": PASSWORD}, headers=ENGLISH)
    assert answer.status_code == 200, answer.text
    assert answer.json()["grants"] == ["monuments:edit@611600000"]
    assert client.get("/api/me").json()["name"] == "Aigul"
    client.cookies.clear()
    assert entered(client)["name"] == "Aigul"


def test_link_works_once(client: TestClient, link: str) -> None:
    assert client.post(CHOOSE, json={"link": link, "password": PASSWORD}).status_code == 200
    again = client.post(CHOOSE, json={"link": link, "password": OTHER}, headers=ENGLISH)
    assert again.status_code == HTTPStatus.GONE
    assert "used once" in again.json()["detail"]
    assert client.post(LINK, json={"link": link}).status_code == HTTPStatus.GONE


def test_unfit_password_leaves_the_link_as_it_was(client: TestClient, link: str) -> None:
    for password in ("short", "password123", f"{LOGIN}1"):
        answer = client.post(CHOOSE, json={"link": link, "password": password}, headers=ENGLISH)
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["field"] == "password"
        assert password not in answer.text
    assert client.post(CHOOSE, json={"link": link, "password": PASSWORD}).status_code == 200


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE one_time_links SET expires_at = now()",
        "UPDATE one_time_links SET used_at = now()",
        "UPDATE users SET closed_at = now()",
        "DELETE FROM one_time_links",
    ],
)
def test_link_that_is_over_is_refused(
    session: Session, client: TestClient, link: str, change: str
) -> None:
    session.execute(text(change))
    session.commit()
    assert client.post(CHOOSE, json={"link": link, "password": PASSWORD}).status_code == 410
    assert client.post(LINK, json={"link": link}).status_code == 410


def test_newer_link_puts_an_older_one_out_of_use(session: Session, client: TestClient) -> None:
    user = person(session)
    older = make_link(session, user.id, Purpose.PASSWORD)
    newer = make_link(session, user.id, Purpose.PASSWORD)
    session.commit()
    assert client.post(LINK, json={"link": older}).status_code == 410
    assert client.post(LINK, json={"link": newer}).json()["purpose"] == "password"


def test_guessed_links_are_counted(client: TestClient) -> None:
    told = [client.post(LINK, json={"link": f"guess {n}"}).status_code for n in range(80)]
    assert told[0] == 410
    assert told[-1] == 429


def test_password_changes_by_who_knows_it_and_other_sessions_end(
    session: Session, client: TestClient
) -> None:
    person(session)
    entered(client)
    elsewhere = client.cookies["atlas_session"]
    client.cookies.clear()
    entered(client)
    mine = client.cookies["atlas_session"]
    body = {"current": PASSWORD, "password": OTHER}
    assert client.put(CHANGE, json=body, headers=ENGLISH).status_code == 200
    assert client.cookies["atlas_session"] not in {mine, elsewhere}
    assert client.get("/api/me").status_code == 200
    for old in (mine, elsewhere):
        client.cookies.clear()
        client.cookies.set("atlas_session", old)
        assert client.get("/api/me").status_code == 401
    client.cookies.clear()
    assert (
        client.post("/api/session", json={"login": LOGIN, "password": PASSWORD}).status_code == 401
    )
    assert client.post("/api/session", json={"login": LOGIN, "password": OTHER}).status_code == 200


@pytest.mark.parametrize(
    ("current", "password", "field"),
    [
        ("wrong", OTHER, "current"),
        (PASSWORD, "short", "password"),
        (PASSWORD, PASSWORD, "password"),
    ],
)
def test_change_that_is_refused_names_the_field(
    session: Session, client: TestClient, current: str, password: str, field: str
) -> None:
    person(session)
    entered(client)
    answer = client.put(CHANGE, json={"current": current, "password": password}, headers=ENGLISH)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == field
    assert client.get("/api/me").status_code == 200


def test_stolen_session_does_not_guess_the_password(session: Session, client: TestClient) -> None:
    person(session)
    entered(client)
    told = [
        client.put(CHANGE, json={"current": f"guess {n}", "password": OTHER}).status_code
        for n in range(8)
    ]
    assert told[0] == 422
    assert told[-1] == 429


def test_sessions_are_listed_and_ended_one_by_one_or_together(
    session: Session, client: TestClient
) -> None:
    person(session)
    for _ in range(3):
        client.cookies.clear()
        entered(client)
    listed = client.get(SESSIONS).json()["sessions"]
    assert [each["is_this"] for each in listed].count(True) == 1
    other = next(each["id"] for each in listed if not each["is_this"])
    assert client.delete(f"{SESSIONS}/{other}").status_code == 204
    assert client.delete(f"{SESSIONS}/{other}").status_code == 404
    assert len(client.get(SESSIONS).json()["sessions"]) == 2
    assert client.delete(SESSIONS).status_code == 204
    [left] = client.get(SESSIONS).json()["sessions"]
    assert left["is_this"]


def test_nobody_ends_anothers_session_or_token(session: Session, client: TestClient) -> None:
    person(session)
    entered(client)
    [mine] = client.get(SESSIONS).json()["sessions"]
    token = client.post(TOKENS, json={"label": "QGIS"}).json()["id"]
    client.cookies.clear()
    person(session, name="Serik", login="serik@gov.kz")
    entered(client, "serik@gov.kz")
    assert client.delete(f"{SESSIONS}/{mine['id']}").status_code == 404
    assert client.delete(f"{TOKENS}/{token}").status_code == 404
    assert client.get(TOKENS).json()["tokens"] == []


def test_token_is_told_once_works_and_is_removed(session: Session, client: TestClient) -> None:
    person(session, "monuments:write")
    entered(client)
    made = client.post(TOKENS, json={"label": "notebook", "days": 30}, headers=ENGLISH)
    assert made.status_code == 201
    secret = made.json()["secret"]
    [listed] = client.get(TOKENS).json()["tokens"]
    assert "secret" not in listed
    assert listed["label"] == "notebook"
    assert listed["last_used_at"] is None
    assert listed["expires_at"] is not None
    program = {"Authorization": f"Bearer {secret}"}
    assert client.get("/api/me", headers=program).json()["name"] == "Aigul"
    assert client.get(TOKENS).json()["tokens"][0]["last_used_at"] is not None
    assert client.delete(f"{TOKENS}/{listed['id']}").status_code == 204
    assert client.get("/api/me", headers=program).status_code == 401


def test_token_may_do_less_than_its_owner(session: Session, client: TestClient) -> None:
    person(session, "monuments:write", "monuments:read_hidden")
    entered(client)
    wish = {"label": "reader", "permissions": ["*:read_hidden"]}
    secret = client.post(TOKENS, json=wish).json()["secret"]
    me = client.get("/api/me", headers={"Authorization": f"Bearer {secret}"}).json()
    assert me["grants"] == ["monuments:read_hidden@KZ"]
    assert me["layers"] == []


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"label": " "}, "label"),
        ({"label": "x" * 101}, "label"),
        ({"label": "x", "kind": "key"}, "kind"),
        ({"label": "x", "days": 0}, "days"),
        ({"label": "x", "permissions": ["foo:bar"]}, "permission"),
        ({"label": "x", "permissions": ["springs:edit"]}, "permission"),
    ],
)
def test_wish_for_a_token_is_refused_by_its_field(
    session: Session, client: TestClient, wish: object, field: str
) -> None:
    person(session)
    entered(client)
    answer = client.post(TOKENS, json=wish, headers=ENGLISH)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == field


def test_nobody_has_more_tokens_than_they_can_look_after(
    session: Session, client: TestClient
) -> None:
    user = person(session)
    for _ in range(MOST_TOKENS):
        issue_token(session, user.id)
    session.commit()
    entered(client)
    assert client.post(TOKENS, json={"label": "one more"}).status_code == 409


def test_device_is_known_by_its_password_over_basic(session: Session, client: TestClient) -> None:
    hidden = monument(session, visibility="hidden")
    person(session, "monuments:read_hidden")
    entered(client)
    made = client.post(TOKENS, json={"label": "QGIS", "kind": "device"}).json()
    assert made["login"] == LOGIN
    client.cookies.clear()
    address = f"{MONUMENTS}/{hidden.id}"
    assert client.get(address).status_code == 404
    for login in (LOGIN, LOGIN.upper(), "Aigul"):
        assert client.get(address, headers=basic(login, made["secret"])).status_code == 200
    assert client.get("/api/me", headers=basic(LOGIN, made["secret"])).json()["name"] == "Aigul"


def test_basic_takes_neither_an_own_password_nor_a_token_nor_anothers_device(
    session: Session, client: TestClient
) -> None:
    person(session)
    other = person(session, name="Serik", login="serik@gov.kz")
    _, device = issue_token(session, other.id, kind="device")
    _, token = issue_token(session, other.id)
    session.commit()
    for login, password in (
        (LOGIN, PASSWORD),
        (LOGIN, device),
        ("serik@gov.kz", token),
        ("serik@gov.kz", "wrong"),
        ("", device),
    ):
        answer = client.get("/api/me", headers=basic(login, password))
        assert answer.status_code == 401
        assert 'Basic realm="atlas"' in answer.headers["www-authenticate"]
    bearer = {"Authorization": f"Bearer {device}"}
    assert client.get("/api/me", headers=bearer).status_code == 401


@pytest.mark.parametrize(
    "header", ["Basic", "Basic !!!", "Basic YQ==", "Basic /////w==", "Bearer", "Digest x", "x"]
)
def test_header_that_cannot_be_read_is_no_stranger(client: TestClient, header: str) -> None:
    answer = client.get("/api/collections/monuments/items", headers={"Authorization": header})
    assert answer.status_code == 401


def test_browser_is_not_told_to_ask_for_a_password_itself(client: TestClient) -> None:
    answer = client.get("/api/me", headers={"Sec-Fetch-Mode": "cors"})
    assert answer.headers["www-authenticate"] == "Bearer"
