"""Which sheet of a workbook is the list: not a hidden one, nor a title page."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import islice

LOOKED_AT = 60
"""So many first rows of a sheet tell whether it has a list."""
NAMES_OF_HEADER = 2
CELLS_OF_ROW = 2
ROWS_OF_TABLE = 2

Row = Sequence[object]


class Likeness(IntEnum):
    """How much a sheet is like a list."""

    EMPTY = 0
    WORDS = 1
    TABLE = 2
    LIST = 3


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a book, and how much it is like a list."""

    name: str
    is_visible: bool
    likeness: Likeness


def likeness_of(rows: Iterable[Row], is_column_name: Callable[[str], bool]) -> Likeness:
    """A list has rows under known names of columns, a table has rows of several cells."""
    filled = [_texts(row) for row in islice(rows, LOOKED_AT)]
    filled = [texts for texts in filled if texts]
    if not filled:
        return Likeness.EMPTY
    for position, texts in enumerate(filled):
        if sum(map(is_column_name, texts)) >= NAMES_OF_HEADER and position + 1 < len(filled):
            return Likeness.LIST
    wide = sum(len(texts) >= CELLS_OF_ROW for texts in filled)
    return Likeness.TABLE if wide >= ROWS_OF_TABLE else Likeness.WORDS


def chosen_sheet(sheets: Sequence[Sheet]) -> Sheet:
    """The first of the visible sheets that are the most like a list; the first if none has rows.

    A hidden one where all are.
    """
    visible = [sheet for sheet in sheets if sheet.is_visible] or sheets
    full = [sheet for sheet in visible if sheet.likeness >= Likeness.TABLE]
    return max(full, key=lambda sheet: sheet.likeness) if full else visible[0]


def others_with_rows(sheets: Iterable[Sheet], chosen: Sheet) -> dict[str, None]:
    """The names of the other sheets that have rows."""
    return {
        sheet.name: None
        for sheet in sheets
        if sheet is not chosen and sheet.likeness >= Likeness.TABLE
    }


def _texts(row: Row) -> list[str]:
    return [str(cell) for cell in row if cell is not None and str(cell).strip()]
