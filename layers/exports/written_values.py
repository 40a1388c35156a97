"""Values of fields as the flat formats write them."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from core.text import Language
from layers.model.field import FieldType
from layers.model.layer import Layer

NESTED = frozenset({FieldType.CODES, FieldType.LIST, FieldType.OBJECT})
"""Types that a cell holds as JSON."""

TITLE_FIELDS = ("name_kk", "name_ru", "name_en")


def as_json_text(value: object) -> str | None:
    """A list or an object as JSON; None stays."""
    return None if value is None else json.dumps(value, ensure_ascii=False)


def as_text(value: object) -> str:
    """The value as text: just as the API writes it, lists and objects as JSON, nothing for None."""
    match value:
        case str():  # as most are, of tens of millions
            return value
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case date():
            return value.isoformat()
        case list() | dict():
            return json.dumps(value, ensure_ascii=False)
    return str(value)


def title_of(layer: Layer, number: int, values: Mapping[str, Any], language: Language) -> str:
    """What a feature is called: its name in the language or another, else its kind and number."""
    wanted = (f"name_{language.value}", *TITLE_FIELDS)
    name = next((values[each] for each in wanted if values.get(each)), None)
    return str(name or f"{_stand_in(layer, values, language)} {number}")


def _stand_in(layer: Layer, values: Mapping[str, Any], language: Language) -> str:
    code = values.get(layer.named_by or "")
    vocabulary = layer.field(layer.named_by).vocabulary if layer.named_by else None
    if vocabulary is None or code is None:
        return layer.title_of_one.in_language(language)
    labels = {term.code: term.title for term in vocabulary.terms}
    return labels[code].in_language(language)
