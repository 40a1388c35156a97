"""The rows of a KATO classifier file, CSV or the statistics bureau's workbook, with their codes.

The bureau's workbook has the columns te, ab, cd, ef, hij, k, kaz_name, rus_name, nn; the code is
`te`. A compilation as CSV has kato, name_kk, name_ru. The header may stand in
any of the first rows.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import islice
from pathlib import Path

from openpyxl import load_workbook

from core.errors import AtlasError
from core.text import Text
from ingest.rows.text_encoding import encoding_of

COLUMN_NAMES: dict[str, tuple[str, ...]] = {
    "code": ("te", "kato", "code", "код", "код като", "като"),
    "name_kk": ("kaz_name", "name_kk", "kaz", "атауы", "наименование на казахском"),
    "name_ru": ("rus_name", "name_ru", "rus", "наименование", "наименование на русском"),
    "type_code": ("k", "type_code"),
}
"""Column titles met in published classifiers, lower-case."""

ROWS_BEFORE_HEADER = 30
WORKBOOK_SUFFIXES = {".xlsx", ".xlsm"}


class UnreadableClassifierError(AtlasError):
    """The file has no row with the columns of the classifier."""

    phrase = Text(
        "«{value}» файлында КАТО жіктеуішінің бағандары (код, қазақша және орысша атауы) "
        "табылмады.",
        "В файле «{value}» не найдены столбцы классификатора КАТО (код, название на казахском и "
        "русском).",
        "The file “{value}” has no columns of the KATO classifier (code, Kazakh and Russian name).",
    )


@dataclass(frozen=True, slots=True)
class KatoRow:
    """One row as written: the code is text without spaces, the names are untouched.

    `number` counts the file's rows from 1, the header included.
    """

    number: int
    code: str
    name_kk: str
    name_ru: str
    type_code: str


def read_rows(path: Path) -> list[KatoRow]:
    """The rows of a classifier file; rows without any value are left out.

    Raises UnreadableClassifierError.
    """
    if path.suffix.lower() in WORKBOOK_SUFFIXES:
        for cells in _sheets(path):
            rows = _rows_of(cells)
            if rows is not None:
                return rows
    else:
        rows = _rows_of(_csv_cells(path))
        if rows is not None:
            return rows
    raise UnreadableClassifierError(path.name, field="file")


def _sheets(path: Path) -> Iterator[Iterable[Sequence[object]]]:
    workbook = load_workbook(path, read_only=True, data_only=True)
    try:
        for sheet in workbook.worksheets:
            yield sheet.iter_rows(values_only=True)
    finally:
        workbook.close()


def _csv_cells(path: Path) -> Iterable[Sequence[object]]:
    content = path.read_bytes()
    text = content.decode(encoding_of(content), errors="replace")
    delimiter = ";" if text.split("\n", 1)[0].count(";") else ","
    return csv.reader(StringIO(text), delimiter=delimiter)


def _rows_of(cells: Iterable[Sequence[object]]) -> list[KatoRow] | None:
    numbered = enumerate(cells, start=1)
    for _, header in islice(numbered, ROWS_BEFORE_HEADER):
        columns = _columns(header)
        if columns is not None:
            return [
                KatoRow(number, *(_text(row, columns.get(name)) for name in COLUMN_NAMES))
                for number, row in numbered
                if any(_text(row, index) for index in range(len(row)))
            ]
    return None


def _columns(header: Sequence[object]) -> dict[str, int] | None:
    """Where each column stands, or None where the row is not the header."""
    titles = [str(title or "").strip().lower() for title in header]
    columns = {
        name: next(titles.index(alias) for alias in aliases if alias in titles)
        for name, aliases in COLUMN_NAMES.items()
        if any(alias in titles for alias in aliases)
    }
    return columns if {"code", "name_kk", "name_ru"} <= columns.keys() else None


def _text(row: Sequence[object], index: int | None) -> str:
    """A cell as text; a whole number that a sheet holds as 101010000.0 loses its fraction."""
    if index is None or index >= len(row) or row[index] is None:
        return ""
    value = row[index]
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
