"""CSV and TSV files, with their encoding and separator found out."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from ingest.table import NumberedRow, UnreadableFileError
from ingest.text_encoding import encoding_of

DELIMITERS = (";", "\t", ",")
"""The likeliest first where a file can be read in several ways: a comma is also a decimal one."""
ASKED_ROWS = 100


def delimited_rows(path: Path) -> Iterator[NumberedRow]:
    """The file's rows from 1 on, a line break within quotes not counted. Raises UnreadableFile."""
    content = path.read_bytes()
    try:
        text = content.decode(encoding_of(content))
        for number, row in enumerate(_rows(text, _delimiter(text)), start=1):
            yield number, [cell.strip() for cell in row]
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnreadableFileError(path.name, error) from error


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _delimiter(text: str) -> str:
    """The separator by which most rows have the same number of cells, more than one."""
    return max(DELIMITERS, key=lambda delimiter: _evenness(text, delimiter))


def _evenness(text: str, delimiter: str) -> float:
    rows = islice((row for row in _rows(text, delimiter) if row), ASKED_ROWS)
    widths = Counter(len(row) for row in rows)
    if not widths:
        return 0.0
    width, rows_of_width = widths.most_common(1)[0]
    return rows_of_width / widths.total() if width > 1 else 0.0
