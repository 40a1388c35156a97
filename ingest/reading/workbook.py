"""Excel workbooks (.xlsx, .xlsm), one sheet of them."""

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from core.text import Text
from ingest.reading.headed_table import HeadedTable, headed_table
from ingest.reading.pieces import Piece
from ingest.reading.table import Cell, ChooseSheetError, UnreadableFileError

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
DAMAGED = (
    InvalidFileException, BadZipFile, ParseError, zlib.error, EOFError, KeyError, ValueError,
    TypeError, IndexError,
)  # fmt: skip
"""What openpyxl raises over a book that is not whole."""


def sheet_table(
    path: Path, is_column_name: Callable[[str], bool], sheet: str | None = None
) -> HeadedTable:
    """The rows of a sheet by Excel's numbers; of the first sheet where none is named.

    A formula gives the value that Excel last saved. Raises UnreadableFileError, ChooseSheetError.
    """
    names = sheet_names(path)
    if not names or (sheet is not None and sheet not in names):
        raise ChooseSheetError(path.name, field="sheet", sheets=", ".join(names))
    chosen = sheet or names[0]
    return headed_table(
        lambda size: _rows(path, chosen, size),
        _cells,
        is_column_name,
        path.name,
        _told_rows(path, chosen),
    )


def sheet_names(path: Path) -> tuple[str, ...]:
    """The sheets with cells, in the book's order. Raises UnreadableFileError."""
    with _opened(path) as book:
        return tuple(page.title for page in book.worksheets)


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
        book = load_workbook(path, read_only=True, data_only=True)
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
        case bool() | int():
            return value
        case float():
            return int(value) if value.is_integer() else value
        case datetime():
            return (value.date() if value.time() == time() else value).isoformat()
        case date() | time():
            return value.isoformat()
        case _:
            return "" if value is None else str(value).strip()
