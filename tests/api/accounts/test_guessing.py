"""Guesses are slowed down, and nobody is locked out by those of others."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from argon2 import PasswordHasher
from sqlalchemy import text
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from core.account_settings import AccountSettings
from core.accounts import attempts
from core.accounts.attempts import FREE, AttemptLane, count_attempt
from core.accounts.passwords import is_right
from core.accounts.signing_in import SignIn, sign_in
from core.database.engine import make_engine, make_sessions, transaction
from tests.api.accounts.people import HASH, LOGIN, PASSWORD, entered, person
from tests.api.asking import ENGLISH

SESSION = "/api/session"


def guess(client: TestClient, login: str = LOGIN) -> int:
    body = {"login": login, "password": "a wrong guess"}
    return client.post(SESSION, json=body, headers=ENGLISH).status_code


@pytest.mark.parametrize("login", [LOGIN, "nobody@gov.kz"])
def test_guesses_have_to_wait_after_some(session: Session, client: TestClient, login: str) -> None:
    person(session)
    assert [guess(client, login) for _ in range(FREE)] == [401] * FREE
    body = {"login": login, "password": PASSWORD}
    answer = client.post(SESSION, json=body, headers=ENGLISH)
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) >= 1
    assert "Too many attempts" in answer.json()["detail"]


def test_browser_that_is_known_is_not_locked_out_by_guesses_of_others(
    session: Session, client: TestClient
) -> None:
    person(session)
    entered(client)
    kept = {name: client.cookies[name] for name in client.cookies}
    client.cookies.clear()
    while guess(client) != 429:
        pass
    client.cookies.set("atlas_device", kept["atlas_device"])
    assert entered(client)["name"] == "Aigul"


def test_known_browser_guesses_no_more_than_others(session: Session, client: TestClient) -> None:
    person(session)
    entered(client)
    assert [guess(client) for _ in range(FREE)] == [401] * FREE
    assert guess(client) == 429


def test_browser_known_to_one_account_is_a_stranger_to_another(
    session: Session, client: TestClient
) -> None:
    person(session)
    person(session, name="Serik", login="serik@gov.kz")
    entered(client)
    while guess(client, "serik@gov.kz") != 429:
        pass
    assert guess(client, "serik@gov.kz") == 429
    assert entered(client)["name"] == "Aigul"


def test_waits_double_and_have_an_end(session: Session) -> None:
    lane = AttemptLane.of_login("somebody")
    waits = []
    for _ in range(20):
        count_attempt(session, [lane])
        waits.append(
            session.scalars(
                text("SELECT extract(epoch FROM next_at - last_at) FROM sign_in_lanes")
            ).one()
        )
        session.execute(text("UPDATE sign_in_lanes SET next_at = now()"))
    assert waits[: FREE - 1] == [0] * (FREE - 1)
    assert waits[FREE - 1 : FREE + 3] == [1, 2, 4, 8]
    assert waits[-1] == attempts.LONGEST_WAIT_S


def test_guesses_are_forgotten_after_hours(session: Session) -> None:
    lane = AttemptLane.of_login("somebody")
    for _ in range(FREE - 1):
        count_attempt(session, [lane])
    session.execute(text("UPDATE sign_in_lanes SET last_at = now() - interval '7 hours'"))
    count_attempt(session, [lane])
    assert session.scalars(text("SELECT attempts FROM sign_in_lanes")).one() == 1


def test_one_who_knows_their_password_wins_no_guesses_at_anothers(
    session: Session, client: TestClient
) -> None:
    person(session)
    entered(client)
    before = session.scalars(text("SELECT sum(attempts) FROM sign_in_lanes")).one()
    guess(client, "serik@gov.kz")
    entered(client)
    after = session.scalars(text("SELECT sum(attempts) FROM sign_in_lanes")).one()
    assert after == (before or 0) + 2


def test_guesses_at_one_time_are_no_more_than_guesses_in_turn(committed_database: str) -> None:
    engine = make_engine(committed_database)
    sessions = make_sessions(engine)
    with transaction(sessions) as session:
        person(session)

    def one(_: int) -> str:
        shown = SignIn(LOGIN, "a wrong guess", "10.0.0.1", "", None, stays=False)
        try:
            sign_in(sessions, shown, AccountSettings())
        except Exception as error:  # noqa: BLE001 - its kind is the answer
            return type(error).__name__
        return "entered"

    with ThreadPoolExecutor(12) as pool:
        told = list(pool.map(one, range(24)))
    assert told.count("WrongLoginError") == FREE
    assert set(told) == {"WrongLoginError", "TooManyAttemptsError"}
    engine.dispose()


def test_unknown_login_takes_as_long_as_a_known_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether there is a hash or not, one is made: that is what takes long."""
    made: list[str] = []

    def verify(_: PasswordHasher, kept: str, password: str) -> bool:
        made.append(kept)
        return real(PasswordHasher(), kept, password)

    real = PasswordHasher.verify
    monkeypatch.setattr(PasswordHasher, "verify", verify)
    assert not is_right("a wrong guess", None)
    assert not is_right("a wrong guess", HASH)
    costs = [kept.rsplit("$", 2)[0] for kept in made]
    assert costs[0] == costs[1]
