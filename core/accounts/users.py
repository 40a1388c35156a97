"""Users and their tokens: who may write, known by a secret of which only the hash is kept."""

import hashlib
import re
import secrets
from collections.abc import Callable, Iterable
from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Identity, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.access.caller import Caller, Permission
from core.database import Base
from core.errors import ConflictError, InvalidValueError, NotFoundError
from core.pipelining import ask
from core.text import Text

TOKEN_BYTES = 32
PERMISSION_SHAPE = re.compile(r"\*|(\*|[a-z][a-z_]*):[a-z][a-z_]*")
PERMISSION_HINT = Text(
    "Үлгі: monuments:write, *:write немесе * (бәрі).",
    "Пример: monuments:write, *:write или * (всё).",
    "Write it like monuments:write, *:write or * (everything).",
)
NAME_HINT = Text("Атау бос болмауы керек.", "Имя не может быть пустым.", "A name is needed.")


class User(Base):
    """A person or program that may sign in, with what it may do."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    permissions: Mapped[list[str]]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class Token(Base):
    """One token of a user; the token itself is nowhere, only its SHA-256.

    A plain hash is enough because a token is 256 random bits, not a word that could be guessed.
    """

    __tablename__ = "tokens"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    sha256: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    revoked_at: Mapped[datetime | None]


class UserExistsError(ConflictError):
    """Another user already has the name."""

    phrase = Text(
        "«{value}» атты пайдаланушы бар.",
        "Пользователь «{value}» уже есть.",
        "There is already a user called “{value}”.",
    )


class UnknownUserError(NotFoundError):
    """No user has the name."""

    phrase = Text(
        "«{value}» атты пайдаланушы жоқ.",
        "Нет пользователя «{value}».",
        "There is no user called “{value}”.",
    )


def add_user(session: Session, name: str, permissions: Iterable[Permission]) -> str:
    """The new user's token, which cannot be had a second time.

    Raises UserExistsError, and InvalidValueError for an empty name or a malformed permission.
    """
    if not name.strip():
        raise InvalidValueError(name, field="name", hint=NAME_HINT)
    wanted = sorted(set(permissions))
    for permission in wanted:
        if not PERMISSION_SHAPE.fullmatch(permission):
            raise InvalidValueError(permission, field="permission", hint=PERMISSION_HINT)
    if session.scalar(select(User.id).where(User.name == name)) is not None:
        raise UserExistsError(name, field="name")
    user = User(name=name, permissions=wanted)
    session.add(user)
    session.flush()
    return _issue_token(session, user)


def replace_token(session: Session, name: str) -> str:
    """A fresh token of an existing user; the earlier ones no longer work."""
    user = _user(session, name)
    revoke_tokens(session, name)
    return _issue_token(session, user)


def revoke_tokens(session: Session, name: str) -> int:
    """How many of the user's tokens have just stopped working. Raises UnknownUserError."""
    user = _user(session, name)
    live = (Token.user_id == user.id) & Token.revoked_at.is_(None)
    revoked = update(Token).where(live).values(revoked_at=func.now()).returning(Token.id)
    return len(session.scalars(revoked).all())


def caller_of_token(session: Session, token: str) -> Caller | None:
    """The caller who holds the token; None when it is unknown or revoked."""
    return deferred_caller(session, token)()


def deferred_caller(session: Session, token: str) -> Callable[[], Caller | None]:
    """What gives the caller of `caller_of_token`, who has been asked for."""
    rows = ask(
        session,
        select(User.id, User.name, User.permissions)
        .join(Token, Token.user_id == User.id)
        .where(Token.sha256 == _sha256(token), Token.revoked_at.is_(None)),
    )

    def caller() -> Caller | None:
        found = [Caller(row[0], row[1], frozenset(row[2])) for row in rows()]
        return found[0] if found else None

    return caller


def caller_now(session: Session, user_id: int) -> Caller | None:
    """The user with today's permissions; None where they are gone or hold no token any more."""
    live = select(Token.id).where(Token.user_id == user_id, Token.revoked_at.is_(None))
    user = session.get(User, user_id) if session.scalar(live.limit(1)) else None
    return Caller(user.id, user.name, frozenset(user.permissions)) if user else None


def all_users(session: Session) -> list[User]:
    """Every user, by name."""
    return list(session.scalars(select(User).order_by(User.name)))


def _user(session: Session, name: str) -> User:
    user = session.scalar(select(User).where(User.name == name))
    if user is None:
        raise UnknownUserError(name, field="name")
    return user


def _issue_token(session: Session, user: User) -> str:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    session.add(Token(user_id=user.id, sha256=_sha256(token)))
    session.flush()
    return token


def _sha256(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
