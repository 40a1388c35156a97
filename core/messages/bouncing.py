"""Addresses that take no letters: refused for good, or come back as a report (RFC 3464)."""

from datetime import datetime
from email import message_from_bytes
from email.message import Message

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.database.engine import Base
from core.messages.channels import Channel
from core.messages.outbox import MessageState, OutboxMessage
from core.messages.placeholders import one_line

PERMANENT = "5."
REPORT, HEADERS, WHOLE = "message/delivery-status", "text/rfc822-headers", "message/rfc822"


class BouncedAddress(Base):
    """An e-mail address that takes no letters."""

    __tablename__ = "bounced_addresses"

    address: Mapped[str] = mapped_column(primary_key=True)
    reason: Mapped[str]
    """In words of the server that said so."""
    bounced_at: Mapped[datetime] = mapped_column(server_default=func.now())


def mark_bounced(session: Session, address: str, reason: str) -> None:
    """Remember that an address takes no letters."""
    values = {"reason": one_line(reason), "bounced_at": func.now()}
    kept = insert(BouncedAddress).values(address=address, **values)
    session.execute(kept.on_conflict_do_update(index_elements=["address"], set_=values))


def forget_bounce(session: Session, address: str) -> bool:
    """Whether the address was marked; letters go there again."""
    gone = delete(BouncedAddress).where(BouncedAddress.address == address)
    return session.scalar(gone.returning(BouncedAddress.address)) is not None


def bounce_of(session: Session, address: str | None) -> BouncedAddress | None:
    """What is known of an address that takes no letters; None where it does."""
    return session.get(BouncedAddress, address) if address else None


def read_report(session: Session, raw: bytes) -> str | None:
    """The address that a report says takes no letters, which is marked now.

    None where the report is of no letter of ours, or of one that is only late: whoever has not
    seen the letter cannot know its name, and so not end somebody's mail.
    """
    report = message_from_bytes(raw)
    reason = _permanent_reason(report)
    code = _code_of_letter(report)
    if reason is None or code is None:
        return None
    letter = session.scalar(select(OutboxMessage).where(OutboxMessage.code == code))
    if letter is None or letter.channel != Channel.MAIL:
        return None
    letter.state, letter.problem = MessageState.FAILED, one_line(reason)
    mark_bounced(session, letter.address, reason)
    session.flush()
    return letter.address


def _permanent_reason(report: Message) -> str | None:
    """What the report says of the one to whom the letter went, where it is for good."""
    for part in report.walk():
        if part.get_content_type() != REPORT:
            continue
        for fields in _inner(part):
            status = str(fields.get("Status", "")).strip()
            has_failed = str(fields.get("Action", "")).strip().lower() == "failed"
            if has_failed and status.startswith(PERMANENT):
                return str(fields.get("Diagnostic-Code", "") or status)
    return None


def _inner(part: Message) -> list[Message]:
    payload = part.get_payload()
    parts = payload if isinstance(payload, list) else []
    return [each for each in parts if isinstance(each, Message)]


def _code_of_letter(report: Message) -> str | None:
    """The code in the Message-ID of the letter that has come back with the report."""
    for part in report.walk():
        kind, payload = part.get_content_type(), part.get_payload()
        found = _inner(part) if kind == WHOLE else []
        if kind == HEADERS and isinstance(payload, str):
            found = [message_from_bytes(payload.encode(errors="replace"))]
        for headers in found:
            return str(headers.get("Message-ID", "")).strip(" <>").partition("@")[0] or None
    return None
