"""Messages in words: the template of a kind, filled with what is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from core.messages.channels import Channel
from core.messages.kinds import DIGEST, KINDS, MessageKind
from core.messages.outbox import OutboxMessage
from core.messages.placeholders import one_line
from core.messages.preferences import HOME_ZONE, preferences_of
from core.messages.templates import RenderedMessage, rendered, template_of
from core.messages.unsubscribing import unsubscribe_path
from core.text import Language, Text
from core.title import ATLAS

ACCOUNT_PATH = "/account"
FOOT = Text(
    "Бұл хабарламаларды тоқтату: {address}",
    "Не получать таких сообщений: {address}",
    "Stop such messages: {address}",
)


@dataclass(frozen=True, slots=True)
class Wording:
    """What messages need to know of the atlas: by which address people reach it."""

    base: str
    unsubscribe_key: bytes

    def letter(
        self, session: Session, messages: Sequence[OutboxMessage]
    ) -> tuple[RenderedMessage, str | None]:
        """One message, or several gathered into one, and the address that ends such news."""
        first, language = messages[0], Language(messages[0].language)
        kind = KINDS[first.kind]
        if first.is_gathered and len(messages) > 1:
            kind, message = DIGEST, self._digest(session, messages, language)
        else:
            message = self.message(session, first)
        if kind.is_security or first.user_id is None or first.channel != Channel.MAIL:
            return message, None
        path = unsubscribe_path(self.unsubscribe_key, first.user_id, kind)
        address = f"{self.base}{path}"
        foot = FOOT.in_language(language, address=address)
        return RenderedMessage(message.subject, f"{message.body}\n\n-- \n{foot}\n"), address

    def message(self, session: Session, message: OutboxMessage) -> RenderedMessage:
        """One message in words."""
        kind, language = KINDS[message.kind], Language(message.language)
        zone = preferences_of(session, message.user_id).time_zone
        facts = {**message.facts, **(message.secrets or {})}
        template = template_of(session, kind, language)
        return rendered(template.subject, template.body, self.values(kind, facts, language, zone))

    def values(
        self, kind: MessageKind, facts: Mapping[str, Any], language: Language, zone: str = HOME_ZONE
    ) -> dict[str, str]:
        """What stands in the places of a template."""
        told = {name: self._in_words(facts.get(name, ""), language, zone) for name in kind.facts}
        if "link" in told:
            told["link"] = f"{self.base}{told['link']}"
        atlas = ATLAS.in_language(language)
        return {**told, "atlas": atlas, "account": f"{self.base}{ACCOUNT_PATH}"}

    def _in_words(self, fact: object, language: Language, zone: str) -> str:
        if isinstance(fact, dict) and "moment" in fact:
            local = datetime.fromisoformat(fact["moment"]).astimezone(ZoneInfo(zone))
            return f"{local:%d.%m.%Y, %H:%M}"
        if isinstance(fact, dict):
            return one_line(str(fact.get(language.value, "")))
        return one_line(str(fact))

    def _digest(
        self, session: Session, messages: Sequence[OutboxMessage], language: Language
    ) -> RenderedMessage:
        parts = [self.message(session, each) for each in messages]
        template = template_of(session, DIGEST, language)
        values = self.values(DIGEST, {"count": str(len(parts))}, language)
        values["messages"] = "\n\n".join(f"• {part.subject}\n{part.body}" for part in parts)
        return rendered(template.subject, template.body, values)
