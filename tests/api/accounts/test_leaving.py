"""Taking one's data along and closing the account: what is left, and for whom."""

from typing import Any

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from core.accounts.closing import forget_closed_accounts
from core.accounts.second_factor.totp import SecondFactor
from core.accounts.sign_in_sessions import SignInSession
from core.accounts.tokens import issue_token
from core.accounts.user import User
from core.clock import Clock
from tests.api.accounts.people import LOGIN, PASSWORD, entered, person
from tests.api.accounts.second_factor import enrolled, shows_password
from tests.api.asking import ENGLISH, MONUMENTS

ACCOUNT, EXPORT = "/api/account", "/api/account/export"
FEATURE = {
    "type": "Feature",
    "geometry": {"type": "Point", "coordinates": [68.3, 43.3]},
    "properties": {"name_en": "Mound", "kind": "archaeology"},
}


def parts_of(client: TestClient) -> dict[str, Any]:
    answer = client.get(EXPORT)
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-disposition"].startswith("attachment")
    found: dict[str, Any] = answer.json()["parts"]
    return found


def test_export_tells_what_is_ones_own_and_no_secret(
    session: Session, client: TestClient, clock: Clock
) -> None:
    user = person(session, "monuments:write")
    entered(client)
    secret, codes = enrolled(client, clock)
    made = client.post(MONUMENTS, json=FEATURE).json()["id"]
    body = {"label": "QGIS at work", "kind": "device"}
    password = client.post("/api/account/tokens", json=body).json()["secret"]
    parts = parts_of(client)
    assert parts["account"][0]["email"] == LOGIN
    assert parts["objects"][0]["id"] == made
    assert parts["objects"][0]["layer"] == "monuments"
    assert [each["action"] for each in parts["changes"]] == ["created"]
    assert parts["tokens"][0]["label"] == "QGIS at work"
    session.refresh(user)
    told = client.get(EXPORT).text
    for hidden in (secret, password, *codes, user.password_hash, client.cookies["atlas_session"]):
        assert hidden
        assert hidden not in told


def test_export_holds_nothing_of_others(session: Session, client: TestClient) -> None:
    other = person(session, "monuments:write", name="Serik", login="serik@gov.kz")
    issue_token(session, other.id, label="Serik's QGIS")
    session.commit()
    entered(client, "serik@gov.kz")
    client.post(MONUMENTS, json=FEATURE)
    client.cookies.clear()
    person(session)
    entered(client)
    parts = parts_of(client)
    assert "erik" not in str(parts)
    assert parts["objects"] == parts["changes"] == parts["tokens"] == []
    answer = client.get(EXPORT, params={"user_id": other.id, "id": other.id})
    assert "erik" not in answer.text


@pytest.mark.parametrize(("verb", "path"), [("GET", EXPORT), ("DELETE", ACCOUNT)])
def test_leaving_takes_a_session_and_a_proof(
    session: Session, client: TestClient, verb: str, path: str
) -> None:
    user = person(session)
    _, token = issue_token(session, user.id, second_factor=True)
    session.commit()
    assert client.request(verb, path).status_code == 401
    bearer = {"Authorization": f"Bearer {token}"}
    assert client.request(verb, path, headers=bearer).status_code == 401
    entered(client)
    session.execute(update(SignInSession).values(proven_at=text("now() - interval '16 minutes'")))
    session.commit()
    assert client.request(verb, path).status_code == 403
    assert client.get("/api/me").status_code == 200


def test_closed_account_lets_nobody_in(session: Session, client: TestClient, clock: Clock) -> None:
    user = person(session)
    entered(client)
    token = client.post("/api/account/tokens", json={"label": "curl"}).json()["secret"]
    enrolled(client, clock)
    kept = client.cookies["atlas_session"]
    evil = {"Origin": "https://evil.example"}
    assert client.delete(ACCOUNT, headers=evil).status_code == 403
    assert client.delete(ACCOUNT).status_code == 204
    client.cookies.clear()
    client.cookies.set("atlas_session", kept)
    assert client.get("/api/me").status_code == 401
    client.cookies.clear()
    bearer = {"Authorization": f"Bearer {token}"}
    assert client.get("/api/me", headers=bearer).status_code == 401
    assert shows_password(client).status_code == 401
    left = select(SecondFactor).where(SecondFactor.user_id == user.id)
    assert session.scalars(left).all() == []


def test_last_administrator_stays(session: Session, client: TestClient) -> None:
    person(session, "*")
    entered(client)
    refused = client.delete(ACCOUNT, headers=ENGLISH)
    assert refused.status_code == 409
    assert "only administrator" in refused.json()["detail"]
    assert client.get("/api/me").status_code == 200
    person(session, "*", name="Serik", login="serik@gov.kz")
    assert client.delete(ACCOUNT).status_code == 204


def test_personal_data_go_after_thirty_days_and_what_was_done_stays(
    session: Session, client: TestClient
) -> None:
    user = person(session, "monuments:write")
    entered(client)
    made = client.post(MONUMENTS, json=FEATURE).json()["id"]
    client.delete(ACCOUNT)
    forget_closed_accounts(session)
    session.refresh(user)
    assert user.email == LOGIN
    session.execute(update(User).values(closed_at=text("now() - interval '31 days'")))
    forget_closed_accounts(session)
    session.commit()
    session.refresh(user)
    assert user.name == f"closed account {user.id}"
    assert (user.email, user.telephone, user.password_hash) == (None, None, None)
    assert client.get(f"{MONUMENTS}/{made}").status_code == 200
    again = person(session)
    assert again.id != user.id
    assert entered(client)["id"] == again.id
    assert PASSWORD not in client.get(EXPORT).text
