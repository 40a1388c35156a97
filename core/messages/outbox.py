"""The outbox: messages written in the same transaction as what they tell of."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Identity,
    Index,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from core.codes import random_code
from core.database.engine import Base
from core.text import Text

CODE_LENGTH = 26
"""130 bits: who sends a bounce for a letter must have seen it."""


class MessageState(StrEnum):
    """How far a message is."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    """A worker prepares it; none of it has left."""
    SENDING = "sending"
    """It is being handed over."""
    SENT = "sent"
    PERHAPS_SENT = "perhaps_sent"
    """It was being handed over when the worker ended or the connection broke."""
    FAILED = "failed"
    WITHDRAWN = "withdrawn"
    """It is not wanted any more."""


STATE_TITLES = {
    MessageState.WAITING: Text("кезекте", "ждёт", "waiting"),
    MessageState.CLAIMED: Text("дайындалуда", "готовится", "being prepared"),
    MessageState.SENDING: Text("жіберілуде", "отправляется", "being sent"),
    MessageState.SENT: Text("жіберілді", "отправлено", "sent"),
    MessageState.PERHAPS_SENT: Text(
        "жіберілген болуы мүмкін", "возможно, отправлено", "perhaps sent"
    ),
    MessageState.FAILED: Text("жіберілмеді", "не отправлено", "failed"),
    MessageState.WITHDRAWN: Text("керек емес болды", "отменено", "withdrawn"),
}
UNSENT = (MessageState.WAITING, MessageState.CLAIMED)


class OutboxMessage(Base):
    """One message by one channel to one address."""

    __tablename__ = "messages"
    __table_args__ = (
        CheckConstraint("channel IN ('mail', 'push', 'webhook', 'sms')", name="channel"),
        CheckConstraint(
            "state IN ('waiting', 'claimed', 'sending', 'sent', 'perhaps_sent', 'failed',"
            " 'withdrawn')",
            name="state",
        ),
        Index("messages_due_idx", "due_at", postgresql_where=text("state = 'waiting'")),
        Index(
            "messages_claimed_idx",
            "claimed_at",
            postgresql_where=text("state IN ('claimed', 'sending')"),
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    code: Mapped[str] = mapped_column(unique=True, default=lambda: random_code(CODE_LENGTH))
    """What it is called outside, as in the Message-ID of a letter."""
    key: Mapped[str] = mapped_column(unique=True)
    """Two of one key are one: nothing is told twice."""
    kind: Mapped[str]
    user_id: Mapped[int | None] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), index=True
    )
    channel: Mapped[str]
    address: Mapped[str]
    """An e-mail address or telephone number; of push and webhooks the id of their target."""
    language: Mapped[str]
    facts: Mapped[dict[str, Any]]
    secrets: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """Links and codes, which are blanked as soon as the message is on its way, or will not be."""
    is_gathered: Mapped[bool] = mapped_column(server_default=text("false"))
    """Whether it goes in one letter with others."""
    state: Mapped[str] = mapped_column(server_default=MessageState.WAITING)
    attempts: Mapped[int] = mapped_column(server_default="0")
    problem: Mapped[str] = mapped_column(server_default="")
    """Why it has not gone, in words of the server that refused it; no address, no secret."""
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    due_at: Mapped[datetime] = mapped_column(server_default=func.now())
    expires_at: Mapped[datetime | None]
    """Of no use after that."""
    claimed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
