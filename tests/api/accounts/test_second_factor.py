"""The second factor: turned on and off, asked at sign-in, and attacked."""

import logging

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from core.accounts.attempts import SignInLane
from core.accounts.one_time_links import Purpose, make_link
from core.accounts.second_factor.pending_sign_ins import PendingSignIn
from core.accounts.second_factor.recovery_codes import RecoveryCode
from core.accounts.second_factor.totp import SecondFactor
from core.accounts.sign_in_sessions import SignInSession
from core.clock import Clock
from core.settings import Settings
from layers.catalogue.citizen_reports import CitizenReport
from tests.api.accounts.people import PASSWORD, entered, person
from tests.api.accounts.second_factor import (
    FACTOR,
    LONG_AGO,
    code_of,
    enrolled,
    forget_last_step,
    me_of,
    shows_code,
    shows_password,
)
from tests.api.asking import ENGLISH

PROOF = "/api/account/proof"
TOKENS = "/api/account/tokens"


@pytest.fixture
def aigul(session: Session, client: TestClient, clock: Clock) -> tuple[str, list[str]]:
    """Somebody with an authenticator and sealed access, who has signed out."""
    person(session, "*")
    entered(client)
    secret, codes = enrolled(client, clock)
    client.cookies.clear()
    forget_last_step(session)
    return secret, codes


def test_code_is_asked_after_the_password_and_opens_the_session(
    client: TestClient, aigul: tuple[str, list[str]], clock: Clock
) -> None:
    asked = shows_password(client)
    assert asked.status_code == 202
    assert asked.json() == {"second_factor": "code", "lasts_s": 300}
    assert client.get("/api/me").status_code == 401
    answer = shows_code(client, code_of(aigul[0], clock))
    assert answer.status_code == 200, answer.text
    assert me_of(client)["second_factor"] is True
    assert "atlas_half_session" not in client.cookies


@pytest.mark.usefixtures("aigul")
def test_half_a_session_opens_no_door(client: TestClient) -> None:
    shows_password(client)
    half = client.cookies["atlas_half_session"]
    client.cookies.set("atlas_session", half)
    for path in ("/api/me", TOKENS, FACTOR):
        assert client.get(path).status_code == 401, path
    client.cookies.clear()
    bearer = {"Authorization": f"Bearer {half}"}
    assert client.get("/api/me", headers=bearer).status_code == 401


def test_session_after_the_code_has_a_secret_of_its_own(
    client: TestClient, aigul: tuple[str, list[str]], clock: Clock
) -> None:
    planted = "p" * 43
    client.cookies.set("atlas_session", planted, domain="testserver.local")
    shows_password(client)
    half = client.cookies["atlas_half_session"]
    shows_code(client, code_of(aigul[0], clock))
    assert len({planted, half, client.cookies["atlas_session"]}) == 3


def test_code_without_the_browser_of_the_password_is_nothing(
    client: TestClient, aigul: tuple[str, list[str]], clock: Clock
) -> None:
    shows_password(client)
    client.cookies.clear()
    assert shows_code(client, code_of(aigul[0], clock)).status_code == 410
    client.cookies.set("atlas_half_session", "x" * 43)
    assert shows_code(client, code_of(aigul[0], clock)).status_code == 410


def test_half_a_session_works_once_and_for_minutes(
    session: Session, client: TestClient, aigul: tuple[str, list[str]], clock: Clock
) -> None:
    shows_password(client)
    half = client.cookies["atlas_half_session"]
    assert shows_code(client, code_of(aigul[0], clock)).status_code == 200
    client.cookies.clear()
    client.cookies.set("atlas_half_session", half)
    forget_last_step(session)
    assert shows_code(client, code_of(aigul[0], clock)).status_code == 410
    shows_password(client)
    session.execute(update(PendingSignIn).values(expires_at=LONG_AGO))
    session.commit()
    assert shows_code(client, code_of(aigul[0], clock)).status_code == 410


def test_code_is_refused_a_second_time_and_so_is_an_earlier_one(
    client: TestClient, aigul: tuple[str, list[str]], clock: Clock
) -> None:
    code = code_of(aigul[0], clock)
    shows_password(client)
    assert shows_code(client, code).status_code == 200
    for again in (code, code_of(aigul[0], clock, -1)):
        shows_password(client)
        refused = shows_code(client, again)
        assert refused.status_code == 422
        assert again not in refused.text


@pytest.mark.parametrize("steps", [-3, 3])
def test_codes_of_other_minutes_are_wrong(
    client: TestClient, aigul: tuple[str, list[str]], clock: Clock, steps: int
) -> None:
    shows_password(client)
    assert shows_code(client, code_of(aigul[0], clock, steps)).status_code == 422


@pytest.mark.parametrize("code", ["000000", "", "x" * 64, "١٢٣٤٥٦", "\ud800", "-1", "1" * 8])
@pytest.mark.usefixtures("aigul")
def test_odd_codes_are_wrong_and_nothing_worse(client: TestClient, code: str) -> None:
    shows_password(client)
    assert shows_code(client, code.encode(errors="replace").decode()).status_code == 422


def test_recovery_code_works_once_however_it_is_written(
    client: TestClient, aigul: tuple[str, list[str]]
) -> None:
    code = aigul[1][0]
    shows_password(client)
    assert shows_code(client, f" {code.replace('-', ' ').lower()} ").status_code == 200
    assert client.get(FACTOR).json()["recovery_codes_left"] == 9
    shows_password(client)
    assert shows_code(client, code).status_code == 422


def test_new_recovery_codes_end_the_earlier_ones(
    client: TestClient, aigul: tuple[str, list[str]], clock: Clock
) -> None:
    shows_password(client)
    shows_code(client, code_of(aigul[0], clock))
    fresh = client.post(f"{FACTOR}/recovery-codes").json()["recovery_codes"]
    assert len(set(fresh) | set(aigul[1])) == 20
    shows_password(client)
    assert shows_code(client, aigul[1][1]).status_code == 422
    assert shows_code(client, fresh[1]).status_code == 200


def test_guesses_of_codes_wait_and_lock_nobody_out(
    session: Session, client: TestClient, aigul: tuple[str, list[str]], clock: Clock
) -> None:
    """A known browser has a lane of its own, whatever strangers who know the password try."""
    shows_password(client)
    shows_code(client, aigul[1][0])
    known = client.cookies["atlas_device"]
    client.cookies.clear()
    shows_password(client)
    statuses = [shows_code(client, f"{guess:06}").status_code for guess in range(9)]
    assert statuses[0] == 422
    assert statuses[-1] == 429
    assert shows_code(client, code_of(aigul[0], clock)).status_code == 429
    client.cookies.clear()
    client.cookies.set("atlas_device", known)
    shows_password(client)
    assert shows_code(client, code_of(aigul[0], clock)).status_code == 200
    session.execute(update(SignInLane).values(next_at=LONG_AGO))


def test_password_chosen_by_a_link_does_not_pass_by_the_code(
    session: Session, client: TestClient, aigul: tuple[str, list[str]], clock: Clock
) -> None:
    user_id = session.scalars(select(SecondFactor.user_id)).one()
    link = make_link(session, user_id, Purpose.PASSWORD)
    session.commit()
    chosen = {"link": link, "password": "harbour violin comet pepper"}
    answer = client.post("/api/account/link/password", json=chosen)
    assert answer.status_code == 202
    assert client.get("/api/me").status_code == 401
    assert shows_code(client, code_of(aigul[0], clock)).status_code == 200


def test_new_password_ends_the_sign_in_that_waits(
    session: Session, client: TestClient, aigul: tuple[str, list[str]], clock: Clock
) -> None:
    shows_password(client)
    half = client.cookies["atlas_half_session"]
    user_id = session.scalars(select(SecondFactor.user_id)).one()
    link = make_link(session, user_id, Purpose.PASSWORD)
    session.commit()
    client.post("/api/account/link/password", json={"link": link, "password": "harbour violin co"})
    client.cookies.clear()
    client.cookies.set("atlas_half_session", half)
    assert shows_code(client, code_of(aigul[0], clock)).status_code == 410


def test_another_site_cannot_send_the_code(
    client: TestClient, aigul: tuple[str, list[str]], clock: Clock
) -> None:
    shows_password(client)
    body = {"code": code_of(aigul[0], clock)}
    evil = {"Origin": "https://evil.example"}
    assert client.post("/api/session/code", json=body, headers=evil).status_code == 403


def test_sealed_access_takes_a_second_factor(
    session: Session, client: TestClient, clock: Clock
) -> None:
    row = CitizenReport(
        geom="SRID=4326;POINT(68.3 43.3)", topic="roads", author_name="Behind the mill"
    )
    session.add(row)
    person(session, "citizen_reports:read_sealed", "citizen_reports:read_hidden")
    entered(client)
    me = me_of(client)
    assert me["grants"] == ["citizen_reports:read_hidden@KZ"]
    assert me["withheld"] == ["citizen_reports:read_sealed@KZ"]
    address = f"/api/collections/citizen_reports/items/{row.id}"
    assert "Behind the mill" not in client.get(address).text
    enrolled(client, clock)
    me = me_of(client)
    assert me["withheld"] == []
    assert "Behind the mill" in client.get(address).text


def test_tokens_reach_what_is_sealed_only_from_such_a_session(
    session: Session, client: TestClient, clock: Clock
) -> None:
    person(session, "*")
    entered(client)

    def made() -> dict[str, str]:
        body = {"label": "QGIS", "kind": "token"}
        return {"Authorization": f"Bearer {client.post(TOKENS, json=body).json()['secret']}"}

    weak = made()
    secret, _ = enrolled(client, clock)
    strong = made()
    kept = dict(client.cookies)

    def grants(headers: dict[str, str]) -> list[str]:
        client.cookies.clear()
        found: list[str] = client.get("/api/me", headers=headers).json()["grants"]
        return found

    assert grants(strong) == ["*"]
    weak_grants = grants(weak)
    assert "*:create@KZ" in weak_grants
    assert "*:move.*@KZ" in weak_grants
    assert not any("sealed" in grant or grant == "*" for grant in weak_grants)
    client.cookies.update(kept)
    forget_last_step(session)
    body = {"password": PASSWORD, "code": code_of(secret, clock)}
    assert client.post(f"{FACTOR}/removal", json=body).status_code == 200
    assert grants(strong) == weak_grants


def test_authenticator_is_turned_off_by_password_and_code_together(
    session: Session, client: TestClient, clock: Clock
) -> None:
    person(session)
    entered(client)
    secret, codes = enrolled(client, clock)
    before = client.cookies["atlas_session"]
    code = code_of(secret, clock)
    for body, status in (
        ({"code": code}, 422),
        ({"password": "wrong wrong wrong", "code": code}, 422),
        ({"password": PASSWORD, "code": "000000"}, 422),
        ({"password": PASSWORD}, 422),
        ({"password": PASSWORD, "code": codes[3]}, 200),
    ):
        answer = client.post(f"{FACTOR}/removal", json=body, headers=ENGLISH)
        assert answer.status_code == status, (body, answer.text)
    assert client.cookies["atlas_session"] != before
    assert client.get(FACTOR).json()["is_on"] is False
    client.cookies.clear()
    assert shows_password(client).status_code == 200


def test_confirmation_ends_other_sessions_and_changes_the_secret(
    session: Session, client: TestClient, clock: Clock
) -> None:
    person(session)
    entered(client)
    elsewhere = client.cookies["atlas_session"]
    client.cookies.clear()
    entered(client)
    before = client.cookies["atlas_session"]
    enrolled(client, clock)
    assert client.get("/api/me").status_code == 200
    for old in (elsewhere, before):
        client.cookies.clear()
        client.cookies.set("atlas_session", old)
        assert client.get("/api/me").status_code == 401


def test_authenticator_is_asked_for_only_once_it_is_confirmed(
    session: Session, client: TestClient, clock: Clock
) -> None:
    person(session)
    entered(client)
    first = client.post(FACTOR).json()
    assert first["uri"].startswith("otpauth://totp/")
    assert first["secret"] in first["uri"]
    second = client.post(FACTOR).json()
    stale = {"code": code_of(first["secret"], clock)}
    assert client.post(f"{FACTOR}/confirmation", json=stale).status_code == 422
    client.cookies.clear()
    assert shows_password(client).status_code == 200
    right = {"code": code_of(second["secret"], clock)}
    assert client.post(f"{FACTOR}/confirmation", json=right).status_code == 201
    assert client.post(FACTOR).status_code == 409


@pytest.mark.parametrize(
    ("verb", "path", "body"),
    [
        ("POST", FACTOR, None),
        ("POST", f"{FACTOR}/recovery-codes", None),
        ("POST", f"{FACTOR}/confirmation", {"code": "123456"}),
        ("POST", TOKENS, {"label": "QGIS"}),
    ],
)
def test_what_the_account_hangs_on_takes_a_proof_of_the_last_minutes(
    session: Session, client: TestClient, verb: str, path: str, body: object
) -> None:
    person(session)
    entered(client)
    session.execute(update(SignInSession).values(proven_at=text("now() - interval '16 minutes'")))
    session.commit()
    refused = client.request(verb, path, json=body, headers=ENGLISH)
    assert refused.status_code == 403
    assert refused.json()["type"].endswith("needs-proof")
    before = client.cookies["atlas_session"]
    assert client.post(PROOF, json={"password": "not this one"}).status_code == 422
    assert client.post(PROOF, json={}).status_code == 422
    assert client.post(PROOF, json={"password": PASSWORD}).status_code == 204
    assert client.cookies["atlas_session"] != before
    assert client.request(verb, path, json=body).status_code != 403


def test_proof_by_guessing_waits(session: Session, client: TestClient) -> None:
    person(session)
    entered(client)
    statuses = [
        client.post(PROOF, json={"password": f"guess {each}"}).status_code for each in range(9)
    ]
    assert statuses[0] == 422
    assert statuses[-1] == 429


def test_secrets_are_neither_in_the_database_nor_in_logs(
    session: Session,
    client: TestClient,
    clock: Clock,
    settings: Settings,
    caplog: pytest.LogCaptureFixture,
) -> None:
    person(session)
    entered(client)
    with caplog.at_level(logging.DEBUG):
        secret, codes = enrolled(client, clock)
        shows_password(client)
        shows_code(client, codes[0])
    kept = [
        str(session.execute(select(table.__table__)).mappings().all())
        for table in (SecondFactor, RecoveryCode, PendingSignIn, SignInSession)
    ]
    for told in (secret, *codes, codes[0].replace("-", "")):
        assert told not in caplog.text
        assert not any(told in table for table in kept)
    key_file = settings.data_folder / "secret.key"
    assert key_file.stat().st_mode & 0o777 == 0o600


def test_sealed_secret_of_another_account_opens_nothing(
    session: Session, client: TestClient, aigul: tuple[str, list[str]], clock: Clock
) -> None:
    """Who may write into the database cannot give an account the authenticator of their own."""
    other = person(session, name="Serik", login="serik@gov.kz")
    sealed = session.scalars(select(SecondFactor.sealed)).one()
    session.add(SecondFactor(user_id=other.id, sealed=sealed, confirmed_at=LONG_AGO))
    session.commit()
    shows_password(client, "serik@gov.kz")
    assert shows_code(client, code_of(aigul[0], clock)).status_code == 503


def test_strangers_and_programs_have_no_second_factor_to_look_after(
    session: Session, client: TestClient
) -> None:
    person(session)
    entered(client)
    token = client.post(TOKENS, json={"label": "curl", "kind": "token"}).json()["secret"]
    client.cookies.clear()
    for headers in ({}, {"Authorization": f"Bearer {token}"}):
        for verb, path in (("GET", FACTOR), ("POST", FACTOR), ("POST", PROOF)):
            answer = client.request(verb, path, json={}, headers=headers)
            assert answer.status_code == 401, (path, headers)
