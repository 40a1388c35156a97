"""People with an authenticator, for tests of the second factor."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pyotp
from sqlalchemy import update
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from core.accounts.second_factor.totp import STEP_S, SecondFactor
from core.clock import Clock
from tests.api.accounts.people import LOGIN, PASSWORD
from tests.api.asking import ENGLISH

FACTOR = "/api/account/second-factor"


def code_of(secret: str, clock: Clock, steps: int = 0) -> str:
    """What the authenticator shows now, or so many half minutes later."""
    moment = clock.now() + timedelta(seconds=steps * STEP_S)
    return pyotp.TOTP(secret).at(moment)


def enrolled(client: TestClient, clock: Clock) -> tuple[str, list[str]]:
    """The secret and recovery codes of who is signed in and has an authenticator now."""
    secret = client.post(FACTOR, headers=ENGLISH).json()["secret"]
    body = {"code": code_of(secret, clock, -1)}
    answer = client.post(f"{FACTOR}/confirmation", json=body, headers=ENGLISH)
    assert answer.status_code == 201, answer.text
    return secret, answer.json()["recovery_codes"]


def forget_last_step(session: Session) -> None:
    """Let half a minute pass: codes that were used may come again."""
    session.execute(update(SecondFactor).values(last_step=None))
    session.commit()


def shows_password(client: TestClient, login: str = LOGIN) -> httpx.Response:
    """The answer to a right password."""
    body = {"login": login, "password": PASSWORD}
    return client.post("/api/session", json=body, headers=ENGLISH)


def shows_code(client: TestClient, code: str) -> httpx.Response:
    """The answer to a code."""
    return client.post("/api/session/code", json={"code": code}, headers=ENGLISH)


def me_of(client: TestClient) -> dict[str, Any]:
    """Who one is."""
    found: dict[str, Any] = client.get("/api/me").json()
    return found


LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
