"""What is stated of the starter routes by a source that was read: hours, prices, contacts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.errors import InvalidValueError
from core.text import Language, Text
from layers.model.layer import Layer
from layers.model.values import checked_value

STATED = ("opening_hours", "price_kzt", "road_signs", "organiser", "contact")
"""Fields of a route that are empty unless a source states them."""

UNSTATED = {
    ("opening_hours", "price_kzt"): Text(
        "Жұмыс уақыты мен бағасы туралы расталған дерек жоқ.",
        "Подтверждённых сведений о часах работы и цене нет.",
        "No source states opening hours or a price.",
    ),
    ("opening_hours",): Text(
        "Жұмыс уақыты туралы расталған дерек жоқ.",
        "Подтверждённых сведений о часах работы нет.",
        "No source states opening hours.",
    ),
    ("price_kzt",): Text(
        "Бағасы туралы расталған дерек жоқ.",
        "Подтверждённых сведений о цене нет.",
        "No source states a price.",
    ),
}
"""What a route's summary says where these fields, and no other of them, have no source."""

NOT_OF_A_ROUTE = Text(
    "Бұл өрістің дереккөзі жазылмайды.",
    "Для этого поля источник не указывают.",
    "No source is given for this field.",
)


@dataclass(frozen=True, slots=True)
class RouteFact:
    """One field of a route with the page that states it.

    `value` is empty where the page states it in another unit than the field's; `about` says what
    the value is of.
    """

    field: str
    value: str
    about: Text
    source_url: str
    as_of: str
    """From when on the source says that it holds: a day, a month or a year in ISO 8601."""
    seen_on: str
    """The day on which the page was read."""

    @property
    def source(self) -> str:
        """The address of the page with both days."""
        return f"{self.source_url} (as of {self.as_of}, seen {self.seen_on})"


def facts_of_routes(table: Iterable[Mapping[str, str]]) -> dict[str, list[RouteFact]]:
    """The facts by the key of their route, in the order of the table."""
    facts: dict[str, list[RouteFact]] = {}
    for record in table:
        about = Text(*(record[f"about_{language}"] for language in Language))
        names = ("field", "value", "source_url", "as_of", "seen_on")
        fact = RouteFact(about=about, **{name: record[name] for name in names})
        facts.setdefault(record["route_key"], []).append(fact)
    return facts


def stated_values(layer: Layer, facts: Sequence[RouteFact]) -> dict[str, object]:
    """Every field of STATED, None where no source gives its value. Raises InvalidValueError."""
    stated = {fact.field: fact.value for fact in facts}
    for field in stated.keys() - set(STATED):
        raise InvalidValueError(field, field=field, hint=NOT_OF_A_ROUTE)
    return {name: checked_value(layer.field(name), stated.get(name)) for name in STATED}


def sentences(facts: Sequence[RouteFact], language: Language) -> list[str]:
    """What a summary says of the facts and of those that nobody states."""
    stated = {fact.field for fact in facts}
    unstated = tuple(name for name in ("opening_hours", "price_kzt") if name not in stated)
    said = [fact.about.in_language(language) for fact in facts]
    return [*said, UNSTATED[unstated].in_language(language)] if unstated else said
