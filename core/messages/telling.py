"""Putting a message into the outbox, by each channel that the person wants."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from core.codes import random_code
from core.jobs import enqueue
from core.messages.channels import Channel
from core.messages.kinds import MessageKind
from core.messages.outbox import CODE_LENGTH, OutboxMessage
from core.messages.preferences import Digest, Preferences, channels_of, preferences_of, targets_of
from core.messages.scheduling import due_at
from core.text import DEFAULT_LANGUAGE, Language

SEND_JOB = "send_messages"
"""The job by which a worker looks into the outbox."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a message is for, and where they are reached."""

    user_id: int | None
    email: str | None = None
    telephone: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody is told."""

    kind: MessageKind
    facts: Mapping[str, Any]
    """Values of the placeholders: texts, texts in three languages, moments as `moment_fact`."""
    secrets: Mapping[str, Any] | None = None
    """Those that nobody else may read; they are blanked once the message has gone."""
    key: str | None = None
    """Two of one key are one."""
    lasts: timedelta | None = None
    """It is of no use after that."""


def tell(
    session: Session,
    recipient: Recipient,
    told: Told,
    *,
    language: Language | None = None,
    channels: tuple[Channel, ...] | None = None,
) -> int:
    """How many messages have been put into the outbox; they go once the session has committed."""
    chosen = preferences_of(session, recipient.user_id)
    now: datetime = session.scalars(select(func.now())).one()
    wanted = channels or channels_of(session, recipient.user_id, told.kind)
    key = told.key or random_code(CODE_LENGTH)
    spoken = chosen.language or language or _last_language(session, recipient.user_id)
    count = 0
    for channel, address in _addresses(session, recipient, wanted):
        values = _row(told, chosen, now, channel) | {
            "key": f"{told.kind.name} {key} {channel} {address}",
            "user_id": recipient.user_id,
            "address": address,
            "language": spoken,
        }
        made = insert(OutboxMessage).values(values).on_conflict_do_nothing(index_elements=["key"])
        count += len(session.scalars(made.returning(OutboxMessage.id)).all())
    if count:
        enqueue(session, SEND_JOB, lock=SEND_JOB)
    return count


def _last_language(session: Session, user_id: int | None) -> str:
    """The language in which a person was told of something last."""
    theirs = select(OutboxMessage.language).where(OutboxMessage.user_id == user_id)
    last = theirs.order_by(OutboxMessage.id.desc()).limit(1)
    return session.scalar(last) or DEFAULT_LANGUAGE


def moment_fact(moment: datetime) -> dict[str, str]:
    """A moment as a fact: it is told by the clock of whoever reads it."""
    return {"moment": moment.isoformat()}


def wish_of(chosen: Preferences, channel: Channel) -> Preferences:
    """What a person wants of news by a channel: only letters are gathered."""
    return chosen if channel is Channel.MAIL else replace(chosen, digest=Digest.OFF)


def _row(told: Told, chosen: Preferences, now: datetime, channel: Channel) -> dict[str, Any]:
    wish, is_security = wish_of(chosen, channel), told.kind.is_security
    return {
        "code": random_code(CODE_LENGTH),
        "kind": told.kind.name,
        "channel": channel,
        "facts": dict(told.facts),
        "secrets": dict(told.secrets) if told.secrets else None,
        "is_gathered": not is_security and wish.digest is not Digest.OFF,
        "due_at": now if is_security else due_at(now, wish),
        "expires_at": now + told.lasts if told.lasts else None,
    }


def _addresses(
    session: Session, recipient: Recipient, wanted: tuple[Channel, ...]
) -> Iterator[tuple[Channel, str]]:
    if Channel.MAIL in wanted and recipient.email:
        yield Channel.MAIL, recipient.email
    if Channel.SMS in wanted and recipient.telephone:
        yield Channel.SMS, recipient.telephone
    if recipient.user_id is not None:
        for target in targets_of(session, recipient.user_id, Channel.PUSH, Channel.WEBHOOK):
            channel = Channel(target.channel)
            if channel in wanted:
                yield channel, target.id
