"""Whether the values of a column can be those of a field that only its name hints at."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from ingest.mapping.mapping_names import CLAIMS, LocationPart
from ingest.mapping.term_mapping import TermNames
from ingest.mapping.written_language import Spoken
from ingest.rows.table import Cell
from layers.model.field import Field, FieldType

Check = Callable[[str], object]
ASKED = 300
"""So many filled cells are looked at."""
MOST, SOME = 0.8, 0.5
"""The share of values that must fit; of terms, many may be new to the atlas."""
NUMBER = re.compile(r"[+-]?[\d\s\u00a0]+(?:[.,]\d+)?\D{0,6}")
KATO = re.compile(r"[1-7]\d{8}(?:\.0)?")
BETWEEN_CODES = re.compile(r"[;,|]")
DIGIT = re.compile(r"\d")
DAY = re.compile(r".*\d{4}.*|\d{1,2}[./-]\d{1,2}[./-]\d{2}.*|\d{5}(?:\.\d+)?", re.DOTALL)
LETTERS = re.compile(r"[^\W\d_]{2}")
SLUG = re.compile(r"[a-z][a-z0-9_:-]*")
"""A word of a program, such as the value of a tag: no name is written so."""
STRUCTURE = re.compile(r"[\[{].*[=:].*[\]}]", re.DOTALL)
"""A record that a program has written into a cell, such as `[{Address=…}]`: no text for people."""
TRUTH = frozenset(("true", "false", "yes", "no", "иә", "жоқ", "да", "нет", "0", "1", "+", "-"))


def fits(target: str, field: Field | None, cells: Iterable[Cell]) -> bool:
    """Whether most values of a column can be those of a field or place; true without values."""
    texts = _filled(cells)
    if not texts:
        return True
    if field is None:
        return _share(texts, _place_check(target)) >= MOST
    if field.vocabulary is not None:
        return _share(texts, partial(_names_term, TermNames(field.vocabulary))) >= SOME
    if Spoken.of_field(target):
        return not are_slugs(texts) and _share(texts, _is_written) >= MOST
    check = CHECKS.get(field.type)
    return check is None or _share(texts, check) >= MOST


def are_slugs(cells: Iterable[Cell]) -> bool:
    """Whether most values are words of a program, such as those of OpenStreetMap's tags."""
    texts = _filled(cells)
    return bool(texts) and _share(texts, SLUG.fullmatch) >= MOST


def _filled(cells: Iterable[Cell]) -> list[str]:
    return [text for cell in cells if (text := str(cell).strip())][:ASKED]


def _place_check(target: str) -> Check:
    if target in CLAIMS:
        return lambda text: LETTERS.search(text) or KATO.fullmatch(text)
    return (lambda _: True) if target == LocationPart.CRS else DIGIT.search


def _names_term(names: TermNames, text: str) -> bool:
    parts = [part.strip() for part in BETWEEN_CODES.split(text) if part.strip()]
    return any(names.named(each) or names.suggested(each) for each in (text, *parts))


def _is_truth(text: str) -> bool:
    return text.casefold() in TRUTH


def _is_text(text: str) -> bool:
    return text.isdecimal() or not (_is_truth(text) or STRUCTURE.fullmatch(text))


def _is_written(text: str) -> bool:
    return bool(LETTERS.search(text)) and not STRUCTURE.fullmatch(text)


def _share(texts: list[str], holds: Check) -> float:
    known = {text: bool(holds(text)) for text in set(texts)}
    return sum(known[text] for text in texts) / len(texts)


CHECKS: Mapping[FieldType, Check] = {
    FieldType.INTEGER: NUMBER.fullmatch,
    FieldType.NUMBER: NUMBER.fullmatch,
    FieldType.DATE: DAY.fullmatch,
    FieldType.DATETIME: DAY.fullmatch,
    FieldType.BOOLEAN: _is_truth,
    FieldType.TEXT: _is_text,
}
