"""What people have chosen: by what they are told of which news, when, and in which language."""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Time, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.database.engine import Base
from core.messages.channels import Channel
from core.messages.kinds import MessageKind
from core.text import Language

HOME_ZONE = "Asia/Almaty"


class Digest(StrEnum):
    """Whether news are gathered."""

    OFF = "off"
    """Each goes as it comes."""
    HOURLY = "hourly"
    DAILY = "daily"


class MessagePreferences(Base):
    """What one person has chosen; nobody has to."""

    __tablename__ = "message_preferences"
    __table_args__ = (
        CheckConstraint("language IN ('kk', 'ru', 'en')", name="language"),
        CheckConstraint("digest IN ('off', 'hourly', 'daily')", name="digest"),
        CheckConstraint("(quiet_from IS NULL) = (quiet_to IS NULL)", name="quiet"),
    )

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    language: Mapped[str | None]
    """Null: that of the request from which a message came."""
    digest: Mapped[str] = mapped_column(server_default=Digest.OFF)
    quiet_from: Mapped[time | None] = mapped_column(Time())
    quiet_to: Mapped[time | None] = mapped_column(Time())
    time_zone: Mapped[str] = mapped_column(server_default=HOME_ZONE)


class MessageChoice(Base):
    """Whether one person wants news of a kind by one channel."""

    __tablename__ = "message_choices"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    is_on: Mapped[bool]


class MessageTarget(Base):
    """An address of a person's own to which news go: a browser's, or a program's."""

    __tablename__ = "message_targets"
    __table_args__ = (CheckConstraint("channel IN ('push', 'webhook')", name="channel"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    """A random code."""
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    channel: Mapped[str]
    url: Mapped[str]
    p256dh: Mapped[str | None]
    """The browser's public key, base64url (RFC 8291), as `auth` is its secret."""
    auth: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


@dataclass(frozen=True, slots=True)
class Preferences:
    """What decides when and in which language a person is told."""

    language: Language | None = None
    digest: Digest = Digest.OFF
    quiet_from: time | None = None
    quiet_to: time | None = None
    time_zone: str = HOME_ZONE


USUAL = Preferences()


def preferences_of(session: Session, user_id: int | None) -> Preferences:
    """What a person has chosen, or what is usual."""
    row = session.get(MessagePreferences, user_id) if user_id is not None else None
    if row is None:
        return USUAL
    return Preferences(
        Language(row.language) if row.language else None,
        Digest(row.digest),
        row.quiet_from,
        row.quiet_to,
        row.time_zone,
    )


def save_preferences(session: Session, user_id: int, chosen: Preferences) -> None:
    """Keep what a person has chosen."""
    values = {
        "language": chosen.language and chosen.language.value,
        "digest": chosen.digest.value,
        "quiet_from": chosen.quiet_from,
        "quiet_to": chosen.quiet_to,
        "time_zone": chosen.time_zone,
    }
    kept = insert(MessagePreferences).values(user_id=user_id, **values)
    session.execute(kept.on_conflict_do_update(index_elements=["user_id"], set_=values))
    session.expire_all()


def channels_of(session: Session, user_id: int | None, kind: MessageKind) -> tuple[Channel, ...]:
    """By what a person is told of a kind; security goes by all that it may go."""
    if kind.is_security or user_id is None:
        return kind.channels
    rows = select(MessageChoice).where(
        MessageChoice.user_id == user_id, MessageChoice.kind == kind.name
    )
    chosen = {each.channel: each.is_on for each in session.scalars(rows)}
    return tuple(each for each in kind.channels if chosen.get(each, each in kind.usual))


def choose(
    session: Session, user_id: int, kind: MessageKind, channel: Channel, *, is_on: bool
) -> None:
    """Keep whether a person wants news of a kind by a channel."""
    kept = insert(MessageChoice).values(
        user_id=user_id, kind=kind.name, channel=channel.value, is_on=is_on
    )
    keys = ["user_id", "kind", "channel"]
    session.execute(kept.on_conflict_do_update(index_elements=keys, set_={"is_on": is_on}))


def targets_of(session: Session, user_id: int, *channels: Channel) -> list[MessageTarget]:
    """The browsers and programs of a person, oldest first."""
    theirs = select(MessageTarget).where(
        MessageTarget.user_id == user_id, MessageTarget.channel.in_(channels)
    )
    return list(session.scalars(theirs.order_by(MessageTarget.created_at, MessageTarget.id)))
