"""Links that work once: an invitation, a forgotten password, the first administrator."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, Identity, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.sql.elements import ColumnElement

from core.accounts.secret import new_secret, sha256_of
from core.accounts.user import User
from core.database.engine import Base
from core.errors import AtlasError
from core.text import Text

PATH = "/account#link="
"""The secret stands behind `#`, so that no server ever writes it into a log."""


class Purpose(StrEnum):
    """What a link is for."""

    INVITATION = "invitation"
    """To choose the first password of an account."""
    PASSWORD = "password"  # noqa: S105 - the name of a purpose
    """To choose a new one."""
    EMAIL = "email"
    """To show that one reads what is sent to an address."""


LASTS = {
    Purpose.INVITATION: timedelta(days=7),
    Purpose.PASSWORD: timedelta(hours=1),
    Purpose.EMAIL: timedelta(days=1),
}


class OneTimeLink(Base):
    """One link; the secret itself is nowhere, only its hash."""

    __tablename__ = "one_time_links"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[str]
    sha256: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    sent_to: Mapped[str | None]
    """The e-mail address that alone has got it; null where somebody was shown it."""


class SpentLinkError(AtlasError):
    """A link that was used, has expired, or never was."""

    phrase = Text(
        "Бұл сілтеме енді жарамайды: ол бір рет қана жұмыс істейді. Жаңасын сұраңыз.",
        "Эта ссылка больше не действует: она работает один раз. Попросите новую.",
        "This link no longer works: it can be used once. Ask for a new one.",
    )

    def __init__(self) -> None:
        super().__init__("", field="link")


def make_link(
    session: Session, user_id: int, purpose: Purpose, *, sent_to: str | None = None
) -> str:
    """The secret of a new link; earlier links for the same purpose no longer work."""
    _spend(session, user_id, purpose)
    secret = new_secret()
    link = OneTimeLink(
        user_id=user_id,
        purpose=purpose,
        sha256=sha256_of(secret),
        expires_at=func.now() + LASTS[purpose],
        sent_to=sent_to,
    )
    session.add(link)
    session.flush()
    return secret


def user_of_link(session: Session, secret: str) -> tuple[User, Purpose]:
    """Whom a link is for, and what it is for; it stays unused. Raises SpentLinkError."""
    query = (
        select(User, OneTimeLink.purpose)
        .join(OneTimeLink, OneTimeLink.user_id == User.id)
        .where(
            OneTimeLink.sha256 == sha256_of(secret),
            OneTimeLink.used_at.is_(None),
            OneTimeLink.expires_at > func.now(),
            User.closed_at.is_(None),
        )
    )
    found = session.execute(query).one_or_none()
    if found is None:
        raise SpentLinkError
    return found[0], Purpose(found[1])


def use_link(session: Session, secret: str) -> User:
    """Whom the link is for; it has been used now. Raises SpentLinkError.

    Of two that use it at a time one is refused.
    """
    used = (
        update(OneTimeLink)
        .where(
            OneTimeLink.sha256 == sha256_of(secret),
            OneTimeLink.used_at.is_(None),
            OneTimeLink.expires_at > func.now(),
        )
        .values(used_at=func.now())
        .returning(OneTimeLink.user_id)
    )
    user_id = session.scalar(used)
    user = session.get(User, user_id) if user_id is not None else None
    if user is None or user.closed_at is not None:
        raise SpentLinkError
    return user


def is_open() -> ColumnElement[bool]:
    """The condition that a link waits to be used."""
    return OneTimeLink.used_at.is_(None) & (OneTimeLink.expires_at > func.now())


def spend_links(session: Session, user_id: int) -> None:
    """Let no link of a user work any more."""
    _spend(session, user_id, *Purpose)


def _spend(session: Session, user_id: int, *purposes: Purpose) -> None:
    session.execute(
        update(OneTimeLink)
        .where(
            OneTimeLink.user_id == user_id,
            OneTimeLink.purpose.in_(purposes),
            OneTimeLink.used_at.is_(None),
        )
        .values(used_at=func.now())
    )
