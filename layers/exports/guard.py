"""Texts that a spreadsheet program would run as formulas, and how they are kept from it."""

import re

from layers.model.field import FieldType

GUARDED_TYPES = frozenset({FieldType.TEXT, FieldType.LIST, FieldType.OBJECT})
"""The types of fields in which people write freely."""
FORMULA = re.compile(r"'*[=+\-@\t\r]")
"""Spreadsheet programs take a cell for a formula that begins so; guarded ones have apostrophes."""


def guarded(text: str) -> str:
    """The text with an apostrophe before what would be a formula; `unguarded` takes it away."""
    return f"'{text}" if FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text that was guarded, without its apostrophe; any other as it is."""
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text
