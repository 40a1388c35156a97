"""Senders and people for tests of messages."""

from pathlib import Path

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from core.accounts.user import User
from core.accounts.users import make_user
from core.clock import Clock
from core.database.engine import SessionFactory
from core.message_settings import MessageSettings, smtp_server
from core.messages.kinds import INVITATION, ROLE_GIVEN
from core.messages.outbox import OutboxMessage
from core.messages.post_office import post_office
from core.messages.sending import Sender
from core.messages.telling import Recipient, Told, tell
from core.text import Language

BASE = "https://atlas.kz"
MAIL = "aigul@turkistan.gov.kz"
SECRET = "4f2kkzj0-only-for-aigul"  # noqa: S105 - of nobody
INVITED = Told(
    INVITATION, {"name": "Айгүл", "days": 7}, {"link": f"/account#link={SECRET}"}, key="invited"
)


def sender_by(sessions: SessionFactory, folder: Path, smtp_url: str | None = None) -> Sender:
    """A sender by a mail server, or into a folder."""
    server = smtp_server(smtp_url) if smtp_url else None
    settings = MessageSettings(
        smtp=server, sender="atlas@atlas.kz", trusted_hosts=frozenset({"127.0.0.1"})
    )
    return post_office(sessions, settings, data_folder=folder, base=BASE, clock=Clock())


def somebody(session: Session, name: str = "Айгүл", email: str | None = MAIL) -> User:
    """A person with an address."""
    user = make_user(session, name, email=email)
    session.commit()
    return user


def invite_by_mail(session: Session, user: User, told: Told = INVITED) -> OutboxMessage:
    """The message of an invitation, in English."""
    tell(session, Recipient(user.id, user.email), told, language=Language.EN)
    session.commit()
    return the_message(session)


def role_news(number: int = 1) -> Told:
    """News that can wait."""
    facts = {
        "name": "Айгүл",
        "role": {"kk": "Рөл", "ru": "Роль", "en": f"Role {number}"},
        "place": "Сауран",
        "until": "",
    }
    return Told(ROLE_GIVEN, facts, key=f"role {number}")


def the_message(session: Session) -> OutboxMessage:
    """The only message of the outbox."""
    return session.scalars(select(OutboxMessage).execution_options(populate_existing=True)).one()


def states(session: Session) -> list[str]:
    """How far each message is, in their order."""
    return list(session.scalars(text("SELECT state FROM messages ORDER BY id")))


def make_due(session: Session) -> None:
    """Have everything that waits be due now."""
    session.execute(text("UPDATE messages SET due_at = now()"))
    session.commit()
