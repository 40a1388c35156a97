"""Tokens of programs and passwords of devices: made, listed and revoked by their owner."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Identity, false, func, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.sql.elements import ColumnElement

from core.access.grant import grants_of
from core.accounts.secret import new_secret, sha256_of
from core.accounts.user import User
from core.database.engine import Base
from core.errors import AtlasError, NotFoundError
from core.text import Text

MOST_TOKENS = 50
"""Of one user, at a time."""


class TokenKind(StrEnum):
    """How a program shows it."""

    TOKEN = "token"  # noqa: S105 - the name of a kind
    """In a header `Authorization: Bearer`."""
    DEVICE = "device"
    """As a password over HTTP Basic, beside the login of its owner."""


class Token(Base):
    """One secret by which a program acts for a user; only its hash is kept."""

    __tablename__ = "tokens"
    __table_args__ = (CheckConstraint("kind IN ('token', 'device')", name="kind"),)

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(server_default=TokenKind.TOKEN)
    label: Mapped[str] = mapped_column(server_default="")
    """What its owner calls it: the program or device that has it."""
    sha256: Mapped[str] = mapped_column(unique=True)
    limited_to: Mapped[list[str] | None]
    """Texts of the grants beyond which it does not reach; null where it reaches as far as its
    owner."""
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    last_used_at: Mapped[datetime | None]
    """To within some minutes."""
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    second_factor: Mapped[bool] = mapped_column(server_default=false())
    """Whether its owner, or the operator for them, made it where a second factor was shown."""


class UnknownTokenError(NotFoundError):
    """The user has no such token."""

    phrase = Text("Мұндай токеніңіз жоқ: {value}.", "У вас нет такого токена: {value}.",
                  "You have no such token: {value}.")  # fmt: skip


class TooManyTokensError(AtlasError):
    """The user has as many as one may have; `value` is their number."""

    phrase = Text(
        "Токендеріңіз бен құрылғы құпиясөздеріңіз {value}-ге жетті. Керек емесін жойыңыз.",
        "У вас уже {value} токенов и паролей устройств. Удалите ненужные.",
        "You have {value} tokens and passwords of devices already. Remove those you do not need.",
    )


def is_live() -> ColumnElement[bool]:
    """The condition that a token still works."""
    return Token.revoked_at.is_(None) & or_(
        Token.expires_at.is_(None), Token.expires_at > func.now()
    )


def issue_token(  # noqa: PLR0913 - what a token is
    session: Session,
    user_id: int,
    *,
    kind: TokenKind = TokenKind.TOKEN,
    label: str = "",
    limited_to: Iterable[str] | None = None,
    expires_at: datetime | None = None,
    second_factor: bool = False,
) -> tuple[Token, str]:
    """A new token and its secret, which cannot be had a second time.

    `limited_to` are texts of grants. Raises InvalidValueError for one that means nothing.
    """
    secret = new_secret()
    limits = None if limited_to is None else sorted(map(str, grants_of(limited_to)))
    token = Token(
        user_id=user_id,
        kind=kind,
        label=label,
        sha256=sha256_of(secret),
        limited_to=limits,
        expires_at=expires_at,
        second_factor=second_factor,
    )
    session.add(token)
    session.flush()
    return token, secret


def tokens_of(session: Session, user_id: int) -> list[Token]:
    """The tokens of a user that still work, newest first."""
    mine = select(Token).where(Token.user_id == user_id, is_live()).order_by(Token.id.desc())
    return list(session.scalars(mine))


def revoke_token(session: Session, user_id: int, token_id: int) -> None:
    """Make one token of a user stop working. Raises UnknownTokenError."""
    one = (Token.id == token_id) & (Token.user_id == user_id) & Token.revoked_at.is_(None)
    revoked = update(Token).where(one).values(revoked_at=func.now()).returning(Token.id)
    if session.scalar(revoked) is None:
        raise UnknownTokenError(token_id, field="id")


def take_second_factor_from_tokens(session: Session, user_id: int) -> None:
    """Let no token of the user reach what takes a second factor."""
    session.execute(update(Token).where(Token.user_id == user_id).values(second_factor=False))


def revoke_tokens_of(session: Session, user: User) -> int:
    """How many tokens of the user have just stopped working."""
    live = (Token.user_id == user.id) & Token.revoked_at.is_(None)
    revoked = update(Token).where(live).values(revoked_at=func.now()).returning(Token.id)
    return len(session.scalars(revoked).all())
