"""Headers of one row or of two: parts of merged names, or codes and titles of the same columns."""

import re
from collections.abc import Callable, Sequence
from itertools import zip_longest

from ingest.reading.table.own_export import SIGNATURE
from ingest.rows.table import Cell

IsColumnName = Callable[[str], bool]

NAMES_OF_HEADER = 2
"""A row with so many known column names is the header."""
AS_FULL = 2 / 3
"""A second row fills this share of what the first fills, if it names the same columns."""
NUMBERED_FROM = 5
"""A row of fewer running numbers may be one of data."""
CODE = re.compile(r"[A-Za-z_][\w.:-]*")
"""A name as programs give it."""
LIKE_DATA = re.compile(r"[\s\d.,:;/+-]*\d[\s\d.,:;/+-]*")


def header_position(rows: Sequence[Sequence[Cell]], is_column_name: IsColumnName) -> int:
    """The first row with known names, else the first with several cells, else the first."""
    for position, row in enumerate(rows):
        if _known(row, is_column_name) >= NAMES_OF_HEADER:
            return position
    several = (
        position
        for position, row in enumerate(rows)
        if sum(cell != "" for cell in row) >= NAMES_OF_HEADER
    )
    return next(several, 0)


def whole_header(
    rows: Sequence[Sequence[Cell]], position: int, is_column_name: IsColumnName
) -> tuple[int, Sequence[Cell]]:
    """The position of the header's last row and the names of the columns.

    Where a second row has the parts of merged names, or other names of all columns, each column
    has the one that is known. A row that only numbers the columns belongs to the header. Names
    that an atlas wrote itself stay, whatever titles it put below them for people.
    """
    header, last = rows[position], position
    if SIGNATURE.issubset(header):
        return last, header
    above = rows[position - 1] if position else ()
    below = rows[position + 1] if position + 1 < len(rows) else ()
    if below and _continues(header, below, is_column_name):
        header, last = _lower_first(header, below), position + 1
    elif below and _is_second(header, below, is_column_name):
        header, last = _known_first(header, below, is_column_name), position + 1
    elif above and _are_codes(above, header):
        header = _known_first(above, header, is_column_name)
    if last + 1 < len(rows) and _numbers_columns(rows[last + 1], header):
        last += 1
    return last, header


def _known(row: Sequence[Cell], is_column_name: IsColumnName) -> int:
    return sum(isinstance(cell, str) and is_column_name(cell) for cell in row)


def _continues(header: Sequence[Cell], row: Sequence[Cell], is_column_name: IsColumnName) -> bool:
    """Whether a row names the parts of merged cells of the header above it, and nothing else.

    Where it stands under those cells alone, one name that is known is enough.
    """
    filled = [place for place, cell in enumerate(row) if cell != ""]
    known = sum(isinstance(row[place], str) and is_column_name(str(row[place])) for place in filled)
    is_parted = any(_is_open(header, place) for place in filled)
    if len(filled) < NAMES_OF_HEADER or not is_parted:
        return False
    return known == len(filled) or (known > 0 and _are_parts(header, row, filled))


def _are_parts(header: Sequence[Cell], row: Sequence[Cell], filled: Sequence[int]) -> bool:
    """Whether words stand under merged cells alone: under each empty one, and its filled first."""
    are_words = all(
        isinstance(row[place], str) and not LIKE_DATA.fullmatch(str(row[place])) for place in filled
    )
    return are_words and all(
        _is_open(header, place) or (_is_open(header, place + 1) and place + 1 in filled)
        for place in filled
    )


def _is_open(header: Sequence[Cell], place: int) -> bool:
    """Whether the header has no name there, as in all but the first of merged cells."""
    return place >= len(header) or header[place] == ""


def _is_second(header: Sequence[Cell], row: Sequence[Cell], is_column_name: IsColumnName) -> bool:
    """Whether a row names the columns once more: with known names, or with the very same ones."""
    if not _is_as_full(row, header):
        return False
    same = sum(one == other != "" for one, other in zip(header, row, strict=False))
    return same >= NAMES_OF_HEADER or _known(row, is_column_name) >= NAMES_OF_HEADER


def _are_codes(row: Sequence[Cell], header: Sequence[Cell]) -> bool:
    """Whether a row above the header has a program's names of the columns."""
    filled = [cell for cell in row if cell != ""]
    are_codes = all(isinstance(cell, str) and CODE.fullmatch(cell) for cell in filled)
    return are_codes and len(set(filled)) == len(filled) and _is_as_full(row, header)


def _is_as_full(row: Sequence[Cell], header: Sequence[Cell]) -> bool:
    """Whether a row has nothing but words, in about as many cells as the header."""
    filled = [cell for cell in row if cell != ""]
    wanted = sum(cell != "" for cell in header)
    are_words = all(isinstance(cell, str) and not LIKE_DATA.fullmatch(cell) for cell in filled)
    return are_words and len(filled) >= NAMES_OF_HEADER and len(filled) >= AS_FULL * wanted


def _numbers_columns(row: Sequence[Cell], header: Sequence[Cell]) -> bool:
    """Whether a row counts the columns, as official tables do."""
    written = [str(cell).strip("() ") for cell in row if cell != ""]
    wanted = sum(cell != "" for cell in header)
    numbers = [str(number) for number in range(1, wanted + 1)]
    return wanted >= NUMBERED_FROM and written == numbers


def _lower_first(header: Sequence[Cell], row: Sequence[Cell]) -> list[Cell]:
    """The lower name of each column, else the upper one."""
    return [
        below if below != "" else above for above, below in zip_longest(header, row, fillvalue="")
    ]


def _known_first(
    upper: Sequence[Cell], lower: Sequence[Cell], is_column_name: IsColumnName
) -> list[Cell]:
    """Of the two names of each column the known one; of two unknown ones that for people."""
    return [
        _chosen(above, below, is_column_name)
        for above, below in zip_longest(upper, lower, fillvalue="")
    ]


def _chosen(above: Cell, below: Cell, is_column_name: IsColumnName) -> Cell:
    if below == "" or above == "":
        return above if below == "" else below
    for name in (above, below):
        if is_column_name(str(name)):
            return name
    return below if CODE.fullmatch(str(above)) else above
