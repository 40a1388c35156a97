"""Signing in with a password, what a session may do, and its end."""

import logging
from http.cookies import SimpleCookie

import httpx
import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from core.accounts.sign_in_sessions import SignInSession
from core.accounts.tokens import issue_token
from core.accounts.users import close_user
from tests.api.accounts.people import LOGIN, PASSWORD, entered, person
from tests.api.asking import ENGLISH, MONUMENTS, monument

SESSION = "/api/session"
WRONG = {"login": LOGIN, "password": "not the password at all"}
FEATURE = {
    "type": "Feature",
    "geometry": {"type": "Point", "coordinates": [68.3, 43.3]},
    "properties": {"name_en": "Mound", "kind": "archaeology"},
}


def cookies_of(answer: httpx.Response) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for line in answer.headers.get_list("set-cookie"):
        for name, morsel in SimpleCookie(line).items():
            found[name] = {"value": morsel.value, **{k: str(v) for k, v in morsel.items() if v}}
    return found


def test_right_password_gives_a_cookie_and_says_who_one_is(
    session: Session, client: TestClient
) -> None:
    user = person(session, "monuments:edit@611600000")
    answer = client.post(SESSION, json={"login": LOGIN, "password": PASSWORD})
    assert answer.status_code == 200
    assert answer.json()["id"] == user.id
    assert answer.json()["grants"] == ["monuments:edit@611600000"]
    assert answer.headers["cache-control"] == "no-store"
    cookie = cookies_of(answer)["atlas_session"]
    assert cookie["httponly"] == "True"
    assert cookie["samesite"] == "lax"
    assert "max-age" not in cookie
    me = client.get("/api/me")
    assert {"id", "name", "grants", "organisation"} <= set(me.json())
    assert me.json()["name"] == "Aigul"


def test_cookie_over_https_is_of_this_host_alone(session: Session, client: TestClient) -> None:
    person(session)
    client.base_url = "https://atlas.test"  # type: ignore[assignment] - any address will do
    answer = client.post(SESSION, json={"login": LOGIN, "password": PASSWORD, "stay": True})
    cookie = cookies_of(answer)["__Host-atlas_session"]
    assert cookie["secure"] == "True"
    assert cookie["path"] == "/"
    assert "domain" not in cookie
    assert int(cookie["max-age"]) == 90 * 24 * 3600
    assert client.get("/api/me").status_code == 200
    client.cookies.clear()
    of_any_host = {"Cookie": f"atlas_session={cookie['value']}"}
    assert client.get("/api/me", headers=of_any_host).status_code == 401


@pytest.mark.parametrize("login", [LOGIN.upper(), " aigul@TURKISTAN.gov.kz", "Aigul"])
def test_login_may_be_written_in_any_way(session: Session, client: TestClient, login: str) -> None:
    person(session)
    assert entered(client, login)["name"] == "Aigul"


def test_wrong_password_and_unknown_login_are_answered_alike(
    session: Session, client: TestClient
) -> None:
    person(session)
    answers = [
        client.post(SESSION, json=body, headers=ENGLISH)
        for body in (WRONG, {**WRONG, "login": "nobody@gov.kz"}, {**WRONG, "login": "\u202e"})
    ]
    told = [{**each.json(), "errors": None} for each in answers]
    assert {each.status_code for each in answers} == {401}
    assert told[0] == told[1] == told[2]
    assert not any(cookies_of(each) for each in answers)


def test_closed_account_and_one_without_a_password_let_nobody_in(
    session: Session, client: TestClient
) -> None:
    user = person(session)
    user.password_hash = None
    session.commit()
    assert client.post(SESSION, json={"login": LOGIN, "password": PASSWORD}).status_code == 401
    other = person(session, name="Serik", login="serik@gov.kz")
    close_user(session, other)
    session.commit()
    body = {"login": "serik@gov.kz", "password": PASSWORD}
    assert client.post(SESSION, json=body).status_code == 401


@pytest.mark.parametrize(
    "body",
    [{}, {"login": LOGIN}, {"login": "", "password": "x"}, {"login": 1, "password": "x"},
     {"login": LOGIN, "password": "x" * 10_000}, {"login": LOGIN, "password": PASSWORD, "a": 1}],
)  # fmt: skip
def test_malformed_order_is_refused_by_its_field(client: TestClient, body: object) -> None:
    answer = client.post(SESSION, json=body, headers=ENGLISH)
    assert answer.status_code == 422
    assert answer.json()["errors"]


def test_form_of_another_site_cannot_sign_anybody_in(session: Session, client: TestClient) -> None:
    person(session)
    form = {"login": LOGIN, "password": PASSWORD}
    assert client.post(SESSION, data=form).status_code == 415
    elsewhere = {"Origin": "https://evil.example"}
    assert client.post(SESSION, json=form, headers=elsewhere).status_code == 403


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 201),
        ({"Origin": "http://testserver"}, 201),
        ({"Sec-Fetch-Site": "same-origin"}, 201),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://testserver.evil.example"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, 403),
    ],
)
def test_session_changes_nothing_for_a_page_of_another_site(
    session: Session, client: TestClient, headers: dict[str, str], status: int
) -> None:
    person(session, "monuments:write")
    entered(client)
    answer = client.post(MONUMENTS, json=FEATURE, headers={**ENGLISH, **headers})
    assert answer.status_code == status, answer.text


def test_sessions_answers_are_kept_from_others(session: Session, client: TestClient) -> None:
    row = monument(session, name_en="Hidden", visibility="hidden")
    person(session, "monuments:read_hidden")
    address = f"{MONUMENTS}/{row.id}"
    assert client.get(address).status_code == 404
    entered(client)
    answer = client.get(address)
    assert answer.status_code == 200
    assert "private" in answer.headers["cache-control"]
    assert "Cookie" in answer.headers["vary"]


def test_signing_in_again_gives_a_new_secret(session: Session, client: TestClient) -> None:
    person(session)
    planted = "a" * 43
    client.cookies.set("atlas_session", planted, domain="testserver.local")
    entered(client)
    first = client.cookies["atlas_session"]
    entered(client)
    assert len({planted, first, client.cookies["atlas_session"]}) == 3


def test_signed_out_session_is_over_for_who_kept_its_cookie(
    session: Session, client: TestClient
) -> None:
    person(session)
    entered(client)
    kept = client.cookies["atlas_session"]
    answer = client.delete(SESSION)
    assert answer.status_code == 204
    assert cookies_of(answer)["atlas_session"]["value"] == ""
    assert client.get("/api/me").status_code == 401
    client.cookies.set("atlas_session", kept)
    again = client.get("/api/me")
    assert again.status_code == 401
    assert cookies_of(again)["atlas_session"]["value"] == ""


def test_session_ends_when_it_is_not_used_and_when_it_is_old(
    session: Session, client: TestClient
) -> None:
    person(session)
    for column, past in (
        (SignInSession.last_used_at, text("now() - interval '13 hours'")),
        (SignInSession.expires_at, func.now()),
    ):
        entered(client)
        session.execute(update(SignInSession).values({column: past}))
        session.commit()
        assert client.get("/api/me").status_code == 401


def test_use_of_a_session_keeps_it_going(session: Session, client: TestClient) -> None:
    person(session)
    entered(client)
    session.execute(update(SignInSession).values(last_used_at=text("now() - interval '11 hours'")))
    session.commit()
    assert client.get("/api/me").status_code == 200
    session.expire_all()
    age = select(func.now() - SignInSession.last_used_at)
    assert session.scalars(age).one().total_seconds() < 60


def test_neither_password_nor_secret_is_written_down(
    session: Session, client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    person(session)
    with caplog.at_level(logging.DEBUG):
        client.post(SESSION, json=WRONG)
        entered(client)
        client.get("/api/me")
    secret = client.cookies["atlas_session"]
    assert secret not in caplog.text
    assert PASSWORD not in caplog.text
    assert WRONG["password"] not in caplog.text
    kept = session.execute(select(SignInSession.__table__)).mappings().all()
    assert secret not in str(kept)


def test_stranger_and_program_have_no_account_to_look_after(
    session: Session, client: TestClient
) -> None:
    user = person(session, "*")
    _, token = issue_token(session, user.id)
    session.commit()
    program = {"Authorization": f"Bearer {token}", **ENGLISH}
    for verb, path in (
        ("GET", "/api/account/sessions"),
        ("DELETE", "/api/account/sessions"),
        ("GET", "/api/account/tokens"),
        ("DELETE", SESSION),
    ):
        assert client.request(verb, path).status_code == 401, path
        refused = client.request(verb, path, headers=program)
        assert refused.status_code == 401, path
        assert "password" in refused.json()["detail"]
