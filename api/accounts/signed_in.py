"""Who has signed in on a page: what concerns an account itself no program may do."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.orm import Session

from api.http.admission.cost import Cost
from api.http.credentials import require_same_origin, session_secret
from api.http.dependencies import KnownCaller, ResourcesOfApp
from core.access.caller import Caller
from core.accounts.sign_in_sessions import SignInSession, is_proven, session_of
from core.accounts.user import User
from core.database.engine import SessionFactory, transaction
from core.errors import ForbiddenError, UnauthenticatedError
from core.text import Text


class NeedsSessionError(UnauthenticatedError):
    """A token or a device's password is shown where only a person's session will do."""

    phrase = Text(
        "Мұны құпиясөзбен кірген адам ғана жасай алады, токен жеткіліксіз.",
        "Это может сделать только человек, вошедший с паролем; токена мало.",
        "Only a person who has signed in with a password may do this; a token is not enough.",
    )


class NeedsProofError(ForbiddenError):
    """The password or a code was shown too long ago for what is asked."""

    phrase = Text(
        "Бұл әрекет үшін құпиясөзіңізді немесе кодты қайта енгізіңіз.",
        "Для этого действия введите пароль или код ещё раз.",
        "Enter your password or a code again to do this.",
    )


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A person, and the session in which they ask."""

    caller: Caller
    secret: str
    sessions: SessionFactory

    @contextmanager
    def changing(self) -> Iterator[tuple[Session, User, SignInSession]]:
        """A transaction with the person's account and session.

        Raises NeedsSessionError where the session has ended meanwhile.
        """
        with transaction(self.sessions) as session:
            current = session_of(session, self.secret)
            if current is None:
                raise NeedsSessionError(field="Cookie")
            yield session, session.get_one(User, current.user_id), current

    @contextmanager
    def proven(self) -> Iterator[tuple[Session, User, SignInSession]]:
        """The same, where a password or code was shown not long ago. Raises NeedsProofError."""
        with self.changing() as (session, user, current):
            if not is_proven(session, current):
                raise NeedsProofError(field="proof")
            yield session, user, current


def account_sessions(resources: ResourcesOfApp) -> SessionFactory:
    """The factory of sessions in which accounts are changed, whoever asks."""
    return resources.sessions_by_cost[Cost.SIGN_IN]


AccountSessions = Annotated[SessionFactory, Depends(account_sessions)]


def signed_in(request: Request, caller: KnownCaller, sessions: AccountSessions) -> SignedIn:
    """Who asks in a session. Raises NeedsSessionError for programs, CrossOriginError."""
    secret = session_secret(request)
    if secret is None or "authorization" in request.headers:
        raise NeedsSessionError(field="Cookie")
    require_same_origin(request)
    return SignedIn(caller, secret, sessions)


PersonSignedIn = Annotated[SignedIn, Depends(signed_in)]
