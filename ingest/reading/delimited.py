"""CSV and TSV files, with their encoding and separator found out."""

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path

from core.text import Text
from ingest.reading.headed_table import HeadedTable, headed_table
from ingest.reading.table import Cell, UnreadableFileError
from ingest.reading.text_encoding import BLOCK_BYTES, file_encoding, opened_text

DELIMITERS = (";", "\t", ",")
"""The likeliest first where a file can be read in several ways: a comma is also a decimal one."""
ASKED_ROWS = 100

NOT_TEXT = Text(
    "мәтіннің кодталуы UTF-8 де, UTF-16 да, Windows-1251 де емес; файлды UTF-8-де қайта сақтаңыз",
    "текст не в UTF-8, UTF-16 или Windows-1251; сохраните файл заново в UTF-8",
    "its text is in none of UTF-8, UTF-16 and Windows-1251; save the file again as UTF-8",
)
NOT_DELIMITED = Text(
    "жабылмаған тырнақша немесе тым ұзын ұяшық бар",
    "есть незакрытая кавычка или слишком длинная ячейка",
    "a quotation mark is not closed, or a cell is too long",
)


def delimited_table(path: Path, is_column_name: Callable[[str], bool]) -> HeadedTable:
    """The file's rows; a line break within quotes is not counted. Raises UnreadableFileError."""
    encoding = file_encoding(path)
    delimiter = max(DELIMITERS, key=lambda each: _evenness(path, encoding, each))
    return headed_table(
        lambda size: _rows(path, encoding, delimiter, size),
        _stripped,
        is_column_name,
        path.name,
        _line_count(path),
    )


def _line_count(path: Path) -> int:
    """How many lines the file has; a last one need not be ended."""
    ends, last = 0, b"\n"
    with path.open("rb") as file:
        while block := file.read(BLOCK_BYTES):
            ends += block.count(b"\n")
            last = block.rstrip(b"\x00")[-1:]
    return ends + (last != b"\n")


def _stripped(cells: Iterable[object]) -> list[Cell]:
    return list(map(str.strip, cells))  # type: ignore[arg-type] # csv gives texts


def _rows(path: Path, encoding: str, delimiter: str, size: int) -> Iterator[list[Sequence[object]]]:
    try:
        with opened_text(path, encoding) as file:
            rows = csv.reader(file, delimiter=delimiter)
            while piece := list[Sequence[object]](islice(rows, size)):
                yield piece
    except UnicodeDecodeError as error:
        raise UnreadableFileError(path.name, NOT_TEXT) from error
    except csv.Error as error:
        raise UnreadableFileError(path.name, NOT_DELIMITED) from error


def _evenness(path: Path, encoding: str, delimiter: str) -> float:
    """What share of the first rows has the same number of cells; 0 where that is one cell."""
    pieces = _rows(path, encoding, delimiter, ASKED_ROWS)
    rows = (row for piece in pieces for row in piece if row)
    widths: Counter[int] = Counter()
    with suppress(UnreadableFileError):  # of another separator than the file's
        widths.update(len(row) for row in islice(rows, ASKED_ROWS))
    if not widths:
        return 0.0
    width, rows_of_width = widths.most_common(1)[0]
    return rows_of_width / widths.total() if width > 1 else 0.0
