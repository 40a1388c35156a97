"""People with passwords, for tests of signing in."""

from base64 import b64encode

from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from core.accounts.passwords import hashed
from core.accounts.user import User
from core.accounts.users import make_user
from tests.api.asking import ENGLISH

LOGIN = "aigul@turkistan.gov.kz"
PASSWORD = "gentle lantern orbit mosaic"  # noqa: S105 - of nobody
HASH = hashed(PASSWORD)
"""Made once: it takes long on purpose."""


def person(session: Session, *permissions: str, name: str = "Aigul", login: str = LOGIN) -> User:
    """Somebody who has chosen a password."""
    user = make_user(session, name, permissions=permissions, email=login)
    user.password_hash = HASH
    session.commit()
    return user


def entered(client: TestClient, login: str = LOGIN, *, stay: bool = False) -> dict[str, object]:
    """Who one is after signing in; the client keeps the cookies."""
    body = {"login": login, "password": PASSWORD, "stay": stay}
    answer = client.post("/api/session", json=body, headers=ENGLISH)
    assert answer.status_code == 200, answer.text
    found: dict[str, object] = answer.json()
    return found


def basic(login: str, password: str) -> dict[str, str]:
    """The header of HTTP Basic (RFC 7617)."""
    return {"Authorization": f"Basic {b64encode(f'{login}:{password}'.encode()).decode()}"}
