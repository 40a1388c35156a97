"""A message as it would be read, with made-up values."""

from core.messages.kinds import MessageKind
from core.messages.templates import RenderedMessage, rendered, require_fit
from core.messages.wording import Wording
from core.text import Language, Text

EXAMPLES: dict[str, object] = {
    "name": Text("Айгүл Серікқызы", "Айгуль Серикова", "Aigul Serikova").as_dict(),
    "link": "/account#link=…",
    "code": "00000000",
    "days": 7,
    "minutes": 10,
    "device": "Firefox, Windows",
    "moment": {"moment": "2026-03-22T04:00:00+00:00"},
    "role": Text(
        "Мұраны қорғау маманы", "Специалист по охране наследия", "Heritage officer"
    ).as_dict(),
    "place": Text("Сауран ауданы", "Сауранский район", "Sauran district").as_dict(),
    "until": "31.12.2026",
    "count": 3,
    "messages": "• …\n\n• …\n\n• …",
}


def previewed(
    kind: MessageKind, language: Language, subject: str, body: str, base: str
) -> RenderedMessage:
    """The message in words. Raises InvalidValueError for a text that cannot be filled."""
    require_fit(kind, subject, body)
    values = Wording(base, b"").values(kind, EXAMPLES, language)
    if "messages" in values:
        values["messages"] = str(EXAMPLES["messages"])
    return rendered(subject, body, values)
