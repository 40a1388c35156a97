"""Links that work once: an invitation, a forgotten password, the first administrator."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, Identity, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.sql.elements import ColumnElement

from core.accounts.secret import new_secret, sha256_of
from core.accounts.user import User
from core.database.engine import Base
from core.errors import AtlasError, ForbiddenError
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
FOR_PASSWORDS = (Purpose.INVITATION, Purpose.PASSWORD)


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


class NotSignedInError(ForbiddenError):
    """A link of an account that somebody else, or nobody, is signed in to."""

    phrase = Text(
        "Жаңа мекенжайды растау үшін өз есептік жазбаңызға кіріп, сілтемені қайта ашыңыз.",
        "Чтобы подтвердить новый адрес, войдите в свою учётную запись и откройте ссылку снова.",
        "To confirm a new address, sign in to your account and open the link again.",
    )


def make_link(
    session: Session, user_id: int, purpose: Purpose, *, sent_to: str | None = None
) -> str:
    """The secret of a new link; earlier links for the same purpose no longer work.

    A link to choose a password that is only `sent_to` an address leaves the others as they are:
    strangers may ask for it.
    """
    if sent_to is None or purpose is Purpose.EMAIL:
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
    """Whom a link to choose a password is for; it has been used now. Raises SpentLinkError.

    Of two that use it at a time one is refused. Who uses a link that went to their address alone
    has shown that they read what is sent there.
    """
    user, sent_to = _use(session, secret, *FOR_PASSWORDS)
    if sent_to is not None and sent_to == user.email:
        user.email_confirmed_at = func.now()
    return user


def use_email_link(session: Session, secret: str, *, signed_in_as: int | None) -> tuple[User, str]:
    """Whose address a link confirms, and which; it has been used now.

    An address in the place of another is taken from nobody but its owner: a link may have gone
    to a wrong one. Raises SpentLinkError, and NotSignedInError, which leaves the link unused.
    """
    looked = select(OneTimeLink).where(OneTimeLink.sha256 == sha256_of(secret), is_open())
    link = session.scalar(looked)
    owner = session.get(User, link.user_id) if link is not None else None
    if link is None or owner is None or link.sent_to is None:
        raise SpentLinkError
    if link.sent_to != owner.email and signed_in_as != owner.id:
        raise NotSignedInError(field="link")
    _use(session, secret, Purpose.EMAIL)
    return owner, link.sent_to


def _use(session: Session, secret: str, *purposes: Purpose) -> tuple[User, str | None]:
    used = (
        update(OneTimeLink)
        .where(
            OneTimeLink.sha256 == sha256_of(secret),
            OneTimeLink.purpose.in_(purposes),
            OneTimeLink.used_at.is_(None),
            OneTimeLink.expires_at > func.now(),
        )
        .values(used_at=func.now())
        .returning(OneTimeLink.user_id, OneTimeLink.sent_to)
    )
    found = session.execute(used).one_or_none()
    user = session.get(User, found[0]) if found is not None else None
    if found is None or user is None or user.closed_at is not None:
        raise SpentLinkError
    return user, found[1]


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
