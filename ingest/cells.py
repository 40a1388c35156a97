"""What a cell of an officer's file says, in the writing that a field's check understands."""

import re
from collections.abc import Callable
from datetime import date, datetime

from rapidfuzz import fuzz, process

from ingest.file_order import ToldTerms
from ingest.mapping import folded
from ingest.table import Cell
from layers.days import KAZAKHSTAN
from layers.definition import Field, FieldType
from layers.vocabulary import Vocabulary

BOOLEANS = {
    **dict.fromkeys(("иә", "бар", "да", "есть", "yes", "true", "1", "+"), True),
    **dict.fromkeys(("жоқ", "нет", "no", "false", "0", "-"), False),
}
ALIKE = 70
"""A term is suggested from this share of equal letters on, in percent."""
SPACES = re.compile(r"[\s\u00a0\u202f]+")
DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?: +(\d{1,2}:\d{2}(?::\d{2})?))?")
MIDNIGHT = re.compile(r"[T ]00:00(:00(\.0+)?)?(Z|\+00:00)?$")
BETWEEN_CODES = re.compile(r"[;,|]")


def as_written(field: Field, cell: Cell, told: ToldTerms) -> object:
    """The cell's value for `layers.values.checked_value`; what is not understood stays as it is.

    Numbers may have a decimal comma and grouped digits, days may be 17.07.2026. A time without a
    zone is Kazakhstan's.
    """
    if cell == "":
        return None
    text = str(cell).strip()
    if field.type is FieldType.CODE:
        return _code(field, text, told)
    if field.type is FieldType.CODES:
        return [_code(field, part.strip(), told) for part in BETWEEN_CODES.split(text)]
    return READERS.get(field.type, _unchanged)(cell, text)


def likely_term(vocabulary: Vocabulary, written: str) -> str | None:
    """The code of the term that is spelt most like a value, to be suggested; None if none is."""
    names = _names(vocabulary)
    alike = process.extractOne(
        folded(written), names.keys(), scorer=fuzz.WRatio, score_cutoff=ALIKE
    )
    return names[alike[0]] if alike else None


def _code(field: Field, written: str, told: ToldTerms) -> str:
    """The code of a term by code, label or alias, or as told; the value itself where unknown."""
    name = folded(written)
    if (field.name, name) in told:
        return told[field.name, name]
    return _names(field.vocabulary).get(name, written) if field.vocabulary else written


def _names(vocabulary: Vocabulary) -> dict[str, str]:
    """The codes of all names that only one term has; a code itself comes first."""
    owners: dict[str, set[str]] = {}
    for term in vocabulary.terms:
        for name in (*term.title.as_dict().values(), *term.aliases):
            owners.setdefault(folded(name), set()).add(term.code)
    single = {name: min(codes) for name, codes in owners.items() if len(codes) == 1}
    return single | {folded(code): code for code in vocabulary.codes}


def _unchanged(cell: Cell, _text: str) -> object:
    return cell


def _text(_cell: Cell, text: str) -> object:
    return text


def _number(cell: Cell, text: str) -> object:
    return SPACES.sub("", text).replace(",", ".") if isinstance(cell, str) else cell


def _boolean(cell: Cell, text: str) -> object:
    return BOOLEANS.get(text.casefold(), cell)


def _list(_cell: Cell, text: str) -> object:
    return [part.strip() for part in text.split(";")]


def _date(_cell: Cell, text: str) -> object:
    """The day; that of a midnight too, as databases write days."""
    if match := DAY_FIRST.fullmatch(text):
        return text if match[4] else _iso_day(match)
    return MIDNIGHT.sub("", text).replace("/", "-")


def _datetime(_cell: Cell, text: str) -> object:
    match = DAY_FIRST.fullmatch(text)
    written = f"{_iso_day(match)}T{(match[4] or '00:00').zfill(5)}" if match else text
    try:
        moment = datetime.fromisoformat(written.replace("/", "-"))
    except ValueError:
        return text
    return moment if moment.tzinfo else moment.replace(tzinfo=KAZAKHSTAN)


def _iso_day(match: re.Match[str]) -> str:
    """The day as YYYY-MM-DD, or as it is written where there is no such day."""
    day, month, year = (int(match[group]) for group in (1, 2, 3))
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return match[0]


READERS: dict[FieldType, Callable[[Cell, str], object]] = {
    FieldType.TEXT: _text,
    FieldType.INTEGER: _number,
    FieldType.NUMBER: _number,
    FieldType.BOOLEAN: _boolean,
    FieldType.DATE: _date,
    FieldType.DATETIME: _datetime,
    FieldType.LIST: _list,
}
