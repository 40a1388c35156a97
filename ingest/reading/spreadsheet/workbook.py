"""Excel workbooks (.xlsx, .xlsm), one sheet of them."""

import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from core.text import Text
from ingest.reading.spreadsheet.sheet_choice import (
    Sheet,
    chosen_sheet,
    likeness_of,
    others_with_rows,
)
from ingest.reading.spreadsheet.strict_workbook import usual_workbook
from ingest.reading.table.headed_table import HeadedTable, headed_table
from ingest.reading.table.pieces import Piece
from ingest.reading.table.row_faults import others_unread
from ingest.rows.row_problem import RowProblem
from ingest.rows.table import Cell, ChooseSheetError, UnreadableFileError

BROKEN_BOOK = Text(
    "бұл бүтін Excel кітабы емес: файл бүлінген, толық көшірілмеген немесе парольмен жабылған",
    "это не целая книга Excel: файл повреждён, скопирован не полностью или закрыт паролем",
    "it is no whole Excel workbook: it is damaged, was cut off, or is locked by a password",
)
LAST_ROW = 1_048_576
BEYOND_LAST_ROW = Text(
    "ондағы жол нөмірі Excel-дің соңғы жолынан (1 048 576) асады; Excel-де ашып, қайта сақтаңыз",
    "номер строки больше последнего в Excel (1 048 576); откройте книгу в Excel и сохраните заново",
    "a row is numbered beyond Excel's last (1,048,576); open it in Excel and save it anew",
)
VISIBLE = "visible"
ESCAPE_BEGINS = "_x"
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
"""As in `_x000D_`; what looks so by itself begins with an escaped line, `_x005F_`."""
DAMAGED = (
    InvalidFileException, BadZipFile, ParseError, zlib.error, EOFError, KeyError, ValueError,
    TypeError, IndexError,
)  # fmt: skip
"""What openpyxl raises over a book that is not whole."""


def sheet_table(
    path: Path, is_column_name: Callable[[str], bool], sheet: str | None = None
) -> HeadedTable:
    """The rows of a sheet by Excel's numbers; of the one that is the list where none is named.

    A formula gives the value that Excel last saved. Raises UnreadableFileError, ChooseSheetError.
    """
    names = sheet_names(path)
    if not names or (sheet is not None and sheet not in names):
        raise ChooseSheetError(path.name, field="sheet", sheets=", ".join(names))
    chosen, notes = (sheet, ()) if sheet else _found_sheet(path, is_column_name)
    table = headed_table(
        lambda size: _rows(path, chosen, size),
        _cells,
        is_column_name,
        path.name,
        _told_rows(path, chosen),
    )
    return replace(table, notes=notes)


def sheet_names(path: Path) -> tuple[str, ...]:
    """The sheets with cells, the visible ones first. Raises UnreadableFileError."""
    with _opened(path) as book:
        ordered = sorted(book.worksheets, key=lambda page: page.sheet_state != VISIBLE)
        return tuple(page.title for page in ordered)


def _found_sheet(
    path: Path, is_column_name: Callable[[str], bool]
) -> tuple[str, tuple[RowProblem, ...]]:
    """The sheet that is the list, and a note where others have rows too."""
    with _opened(path) as book:
        sheets = []
        for page in book.worksheets:
            page.reset_dimensions()
            likeness = likeness_of(page.iter_rows(values_only=True), is_column_name)
            sheets.append(Sheet(page.title, page.sheet_state == VISIBLE, likeness))
    chosen = chosen_sheet(sheets)
    return chosen.name, others_unread(others_with_rows(sheets, chosen))


def _told_rows(path: Path, sheet: str) -> int | None:
    """How many rows the sheet says that it has; some programs write a wrong size, or none."""
    with _opened(path) as book:
        told: int | None = book[sheet].max_row
        return told


def _rows(path: Path, sheet: str, size: int) -> Iterator[Piece]:
    with _opened(path) as book:
        page = book[sheet]
        page.reset_dimensions()  # some programs write a wrong size
        rows = page.iter_rows(values_only=True)
        count = 0
        while taken := list[Sequence[object]](islice(rows, size)):
            count += len(taken)
            if count > LAST_ROW:
                raise UnreadableFileError(path.name, BEYOND_LAST_ROW)
            yield Piece(taken)


@contextmanager
def _opened(path: Path) -> Iterator[Workbook]:
    try:
        book = load_workbook(usual_workbook(path), read_only=True, data_only=True)
        try:
            yield book
        finally:
            book.close()
    except DAMAGED as error:
        raise UnreadableFileError(path.name, BROKEN_BOOK) from error


def _cells(values: Iterable[object]) -> list[Cell]:
    return [_cell(value) for value in values]


def _cell(value: object) -> Cell:
    """A cell's value: days and times in ISO 8601, whole numbers without a fraction."""
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case int():
            return value
        case float():
            return int(value) if value.is_integer() else value
        case datetime():
            return (value.date() if value.time() == time() else value).isoformat()
        case date() | time():
            return value.isoformat()
        case _:
            return "" if value is None else _unescaped(str(value)).strip()


def _unescaped(text: str) -> str:
    """The text with the letters that Excel writes as their numbers, lines ended as elsewhere."""
    if ESCAPE_BEGINS not in text:
        return text
    plain = ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    whole = plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.replace("\r\n", "\n").replace("\r", "\n")
