"""Values of fields as a reader sees them: titles and labels in one language."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from api.html import messages as words
from api.html.measures import measure_in_words
from core.text import Language
from layers.days import bounded_day_of
from layers.model.field import Field, FieldType

WEB_ADDRESS = ("https://", "http://")
DAY_LENGTH = len("2026-01-01")
CITATIONS = tuple(f"citation_{language}" for language in Language)
SOURCE_FIELDS = frozenset({"source", "source_key", "source_url", "citation", *CITATIONS})
"""Fields that say where a row comes from."""

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fact:
    """One field of a feature with its value in words; `href` where it is an address."""

    name: str
    title: str
    text: str
    href: str | None = None
    language: str | None = None
    """The language of a name in another language than the page's."""


def facts(fields: Iterable[Field], values: Values, language: Language) -> Iterator[Fact]:
    """The fields that have a value."""
    for field in fields:
        value = values.get(field.name)
        if value is None or value in ("", []):
            continue
        text = in_words(field, value, language)
        href = text if field.type is FieldType.TEXT and text.startswith(WEB_ADDRESS) else None
        yield Fact(
            field.name, field.title.in_language(language), text, href, _language_of(field.name)
        )


def in_words(field: Field, value: object, language: Language) -> str:
    """One value: the label of a code, a day as the language writes it, yes or no."""
    match field.type:
        case FieldType.CODE | FieldType.CODES | FieldType.LIST:
            codes = value if isinstance(value, list) else [value]
            text = ", ".join(_label(field, code, language) for code in codes)
        case FieldType.BOOLEAN:
            text = (words.YES if value else words.NO).in_language(language)
        case FieldType.DATE | FieldType.DATETIME:
            text = day_in_words(str(value), language)
        case FieldType.OBJECT:
            text = json.dumps(value, ensure_ascii=False)
        case FieldType.INTEGER | FieldType.NUMBER if isinstance(value, int | float):
            text = measure_in_words(value, field.unit, language)
        case _:
            text = str(value)
    return text


def day_in_words(moment: str, language: Language) -> str:
    """Kazakhstan's day of an ISO date or time, as the language writes it; other text as it is."""
    try:
        is_day = len(moment) == DAY_LENGTH
        day = (
            date.fromisoformat(moment) if is_day else bounded_day_of(datetime.fromisoformat(moment))
        )
    except ValueError:
        return moment
    if language is Language.EN:
        return f"{day.day} {words.MONTHS_EN[day.month - 1]} {day.year}"
    return f"{day:%d.%m.%Y}"


def name_in(name: Mapping[str, str | None], language: Language) -> str:
    """The name in the language, else in any; empty where it is known in none."""
    return name.get(language) or next(filter(None, name.values()), None) or ""


def _label(field: Field, code: object, language: Language) -> str:
    terms = field.vocabulary.terms if field.vocabulary else ()
    for term in terms:
        if term.code == code:
            return term.title.in_language(language)
    return str(code)


def _language_of(name: str) -> str | None:
    suffix = name.removeprefix("name_")
    return suffix if suffix != name and suffix in set(Language) else None
