"""The texts of messages: rows that people may change, one a kind and language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.database.engine import Base
from core.errors import MissingValueError
from core.messages.kinds import KINDS, MessageKind
from core.messages.placeholders import filled, one_line, require_known
from core.text import Language


class MessageTemplate(Base):
    """How a message of one kind reads in one language."""

    __tablename__ = "message_templates"
    __table_args__ = (CheckConstraint("language IN ('kk', 'ru', 'en')", name="language"),)

    kind: Mapped[str] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str]
    body: Mapped[str]
    changed_at: Mapped[datetime] = mapped_column(server_default=func.now())
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))


@dataclass(frozen=True, slots=True)
class RenderedMessage:
    """A message as it is read."""

    subject: str
    body: str


def template_of(session: Session, kind: MessageKind, language: Language) -> MessageTemplate:
    """The template of a kind in a language; the migration has made one of each."""
    return session.get_one(MessageTemplate, (kind.name, language.value))


def all_templates(session: Session) -> list[MessageTemplate]:
    """Every template, in the order of the kinds."""
    order = list(KINDS)
    found = [each for each in session.scalars(select(MessageTemplate)) if each.kind in KINDS]
    return sorted(found, key=lambda each: (order.index(each.kind), each.language))


def require_fit(kind: MessageKind, subject: str, body: str) -> None:
    """Require that a template can be filled. Raises InvalidValueError, MissingValueError."""
    for field, text in (("subject", subject), ("body", body)):
        if not text.strip():
            raise MissingValueError(text, field=field)
        require_known(text, kind.placeholders, field=field)


def save_template(  # noqa: PLR0913 - what a template is
    session: Session,
    kind: MessageKind,
    language: Language,
    subject: str,
    body: str,
    *,
    changed_by: int | None = None,
) -> MessageTemplate:
    """Change a template. Raises InvalidValueError, MissingValueError."""
    require_fit(kind, subject, body)
    template = template_of(session, kind, language)
    template.subject, template.body = subject.strip(), body.strip()
    template.changed_at, template.changed_by = func.now(), changed_by
    session.flush()
    return template


def rendered(subject: str, body: str, values: Mapping[str, str]) -> RenderedMessage:
    """A template with its places filled; the subject is one line whatever the values hold."""
    return RenderedMessage(one_line(filled(subject, values)), filled(body, values))
