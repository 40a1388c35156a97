"""Excel workbooks (.xlsx, .xlsm), one sheet of them."""

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from ingest.table import Cell, ChooseSheetError, NumberedRow, UnreadableFileError


def sheet_rows(path: Path, sheet: str | None = None) -> Iterator[NumberedRow]:
    """The rows of a sheet by Excel's numbers; of the first sheet where none is named.

    A formula gives the value that Excel last saved. Raises UnreadableFileError, ChooseSheetError.
    """
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, BadZipFile, KeyError, OSError) as error:
        raise UnreadableFileError(path.name, error) from error
    try:
        names = [page.title for page in book.worksheets]
        if sheet is not None and sheet not in names:
            raise ChooseSheetError(path.name, field="sheet", sheets=", ".join(names))
        page = book[sheet or names[0]]
        page.reset_dimensions()  # some programs write a wrong size
        for number, row in enumerate(page.iter_rows(values_only=True), start=1):
            yield number, [_cell(value) for value in row]
    finally:
        book.close()


def _cell(value: object) -> Cell:
    """A cell's value: days and times in ISO 8601, whole numbers without a fraction."""
    match value:
        case None:
            return ""
        case bool() | int():
            return value
        case float():
            return int(value) if value.is_integer() else value
        case datetime():
            return (value.date() if value.time() == time() else value).isoformat()
        case date() | time():
            return value.isoformat()
        case _:
            return str(value).strip()
