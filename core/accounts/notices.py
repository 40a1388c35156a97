"""What people are told of their accounts: links to them, and what has happened there."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.accounts.device_names import device_name
from core.accounts.one_time_links import LASTS, PATH, Purpose
from core.accounts.user import User
from core.messages import kinds
from core.messages.channels import Channel
from core.messages.kinds import MessageKind
from core.messages.telling import Recipient, Told, moment_fact, tell
from core.text import Language, Text

KINDS_OF_LINKS = {
    Purpose.INVITATION: kinds.INVITATION,
    Purpose.PASSWORD: kinds.PASSWORD_LINK,
    Purpose.EMAIL: kinds.CONFIRM_EMAIL,
}
UNKNOWN_DEVICE = Text("белгісіз құрылғы", "неизвестное устройство", "an unknown device")
UNLIMITED = Text("мерзімсіз", "без срока", "no end is set")


def recipient_of(user: User) -> Recipient:
    """Where a person is reached."""
    return Recipient(user.id, user.email, user.telephone)


def mail_link(  # noqa: PLR0913 - whose link it is, and how it goes
    session: Session,
    user: User,
    purpose: Purpose,
    secret: str,
    *,
    to: str | None = None,
    language: Language | None = None,
) -> bool:
    """Whether a one-time link goes by mail: to the account's address, or another of the person."""
    facts = {"name": user.name, "days": LASTS[purpose].days}
    told = Told(KINDS_OF_LINKS[purpose], facts, {"link": f"{PATH}{secret}"}, lasts=LASTS[purpose])
    recipient = Recipient(user.id, to or user.email)
    return bool(tell(session, recipient, told, language=language, channels=(Channel.MAIL,)))


def notify_new_sign_in(session: Session, user: User, device: str) -> None:
    """Tell somebody that a browser signed in which their account did not know."""
    named = device_name(device)
    facts = {"device": named or UNKNOWN_DEVICE.as_dict(), "moment": _now(session)}
    _notify(session, user, kinds.NEW_SIGN_IN, facts)


def notify_password_changed(session: Session, user: User) -> None:
    """Tell somebody that they have another password now."""
    _notify(session, user, kinds.PASSWORD_CHANGED, {"moment": _now(session)})


def notify_email_changed(session: Session, user: User, former: str) -> None:
    """Tell the former address that another one has taken its place."""
    told = Told(kinds.EMAIL_CHANGED, {"name": user.name, "moment": _now(session)})
    tell(session, Recipient(user.id, former), told, channels=(Channel.MAIL,))


def notify_role(  # noqa: PLR0913 - whose role, which, where and until when
    session: Session,
    user: User,
    kind: MessageKind,
    *,
    key: str,
    role: Text,
    place: Text,
    until: str = "",
) -> None:
    """Tell somebody that they have got a role, or have it no more; once for each key."""
    end = until or UNLIMITED.as_dict()
    facts = {"role": role.as_dict(), "place": place.as_dict(), "until": end}
    _notify(session, user, kind, facts, key=key)


def _notify(
    session: Session, user: User, kind: MessageKind, facts: dict[str, Any], key: str | None = None
) -> None:
    told = Told(kind, {"name": user.name, **facts}, key=key)
    tell(session, recipient_of(user), told)


def _now(session: Session) -> dict[str, str]:
    return moment_fact(session.scalars(select(func.now())).one())
