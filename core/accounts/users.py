"""Users and their tokens: who may write, known by a secret of which only the hash is kept."""

import hashlib
import secrets
from collections.abc import Callable, Iterable
from datetime import datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Identity,
    func,
    literal,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from core.access.caller import Caller
from core.access.grant import Grant, grants_of
from core.database.engine import Base
from core.database.pipelining import ask
from core.errors import ConflictError, InvalidValueError, NotFoundError
from core.organisations import Organisation
from core.text import Text

TOKEN_BYTES = 32
NAME_HINT = Text("Атау бос болмауы керек.", "Имя не может быть пустым.", "A name is needed.")


class User(Base):
    """A person or program that may sign in."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey(Organisation.id))
    """For whom they act."""
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    granted: Mapped[list["UserGrant"]] = relationship(cascade="all, delete-orphan", lazy="selectin")

    @property
    def grants(self) -> frozenset[Grant]:
        """What the user may do."""
        return frozenset(Grant(each.room, each.action, each.scope) for each in self.granted)


class UserGrant(Base):
    """One thing that a user may do; see `Grant`."""

    __tablename__ = "grants"
    __table_args__ = (CheckConstraint("scope ~ '^(KZ|own|[0-9]{9})$'", name="scope"),)

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    room: Mapped[str] = mapped_column(primary_key=True)
    action: Mapped[str] = mapped_column(primary_key=True)
    scope: Mapped[str] = mapped_column(primary_key=True)


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


ONE_GRANT = func.json_build_array(UserGrant.room, UserGrant.action, UserGrant.scope)
GRANTS_OF_USER = (
    select(func.coalesce(func.json_agg(ONE_GRANT), literal([], JSON)))
    .where(UserGrant.user_id == User.id)
    .scalar_subquery()
)


def add_user(session: Session, name: str, permissions: Iterable[str]) -> str:
    """The new user's token, which cannot be had a second time; permissions are texts of grants.

    Raises UserExistsError, and InvalidValueError for an empty name or no grant.
    """
    if not name.strip():
        raise InvalidValueError(name, field="name", hint=NAME_HINT)
    grants = sorted(grants_of(permissions))
    if session.scalar(select(User.id).where(User.name == name)) is not None:
        raise UserExistsError(name, field="name")
    granted = [UserGrant(room=each.room, action=each.action, scope=each.scope) for each in grants]
    user = User(name=name, granted=granted)
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
        select(User.id, User.name, GRANTS_OF_USER)
        .join(Token, Token.user_id == User.id)
        .where(Token.sha256 == _sha256(token), Token.revoked_at.is_(None)),
    )

    def caller() -> Caller | None:
        found = [
            Caller(user_id, name, frozenset(Grant(*each) for each in granted))
            for user_id, name, granted in rows()
        ]
        return found[0] if found else None

    return caller


def caller_now(session: Session, user_id: int) -> Caller | None:
    """The user with today's permissions; None where they are gone or hold no token any more."""
    live = select(Token.id).where(Token.user_id == user_id, Token.revoked_at.is_(None))
    user = session.get(User, user_id) if session.scalar(live.limit(1)) else None
    return Caller(user.id, user.name, user.grants) if user else None


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
