"""People in offices, who sign in each in a browser of their own."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import func, update
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from core.accounts.roles import RoleMember, give_role, role_named
from core.accounts.sign_in_sessions import SignInSession
from core.accounts.user import User
from tests.api.accounts.people import entered, person
from tests.api.asking import ENGLISH


def official(session: Session, name: str, role: str, at: str) -> tuple[User, RoleMember]:
    """Somebody with a password who has a role, and their membership."""
    user = person(session, name=name, login=login_of(name))
    member = give_role(session, user.id, role_named(session, role), at)
    session.commit()
    return user, member


def login_of(name: str) -> str:
    """By what somebody signs in."""
    return f"{name.lower()}@atlas.kz"


@contextmanager
def browsing(
    client: TestClient, user: User, *, by_code_in: Session | None = None
) -> Iterator[TestClient]:
    """The client with the cookies of a user, which it forgets afterwards.

    In the session `by_code_in` a second factor is said to have been shown too.
    """
    client.cookies.clear()
    entered(client, login_of(user.name))
    if by_code_in is not None:
        theirs = SignInSession.user_id == user.id
        by_code_in.execute(update(SignInSession).where(theirs).values(second_factor_at=func.now()))
        by_code_in.commit()
    client.headers.update(ENGLISH)
    yield client
    client.cookies.clear()
