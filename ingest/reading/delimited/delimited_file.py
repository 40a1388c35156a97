"""CSV and TSV files, with their encoding and separator found out."""

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import dropwhile, islice
from pathlib import Path

from ingest.reading.delimited.line_ends import LineEnds, line_ends, lines_of
from ingest.reading.delimited.quoted_rows import quoted_rows
from ingest.reading.delimited.row_pattern import RowPattern, plain_cells, row_pattern
from ingest.reading.table.headed_table import HeadedTable, headed_table
from ingest.reading.table.pieces import Piece
from ingest.rows.table import Cell
from ingest.rows.text_encoding import file_encoding, opened_text

DELIMITERS = (";", "\t", ",", "|")
"""The likeliest first where a file can be read in several ways: a comma is also a decimal one."""
ASKED_ROWS = 100


def delimited_table(path: Path, is_column_name: Callable[[str], bool]) -> HeadedTable:
    """The file's rows; a line break within quotes is not counted."""
    encoding, ends = file_encoding(path), line_ends(path)
    pattern = _pattern(path, encoding, ends)
    return headed_table(
        lambda size: _pieces(path, encoding, ends, pattern, size),
        _stripped,
        is_column_name,
        path.name,
        ends.count,
    )


def _stripped(cells: Iterable[object]) -> list[Cell]:
    return list(map(str.strip, cells))  # type: ignore[arg-type] # csv gives texts


def _pieces(
    path: Path, encoding: str, ends: LineEnds, pattern: RowPattern, size: int
) -> Iterator[Piece]:
    with opened_text(path, encoding, ends.newline) as file:
        yield from quoted_rows(lines_of(file, ends, pattern.fits), pattern, size)


def _pattern(path: Path, encoding: str, ends: LineEnds) -> RowPattern:
    """The pattern of the first rows under the separator by which they are the most even."""
    with opened_text(path, encoding, ends.newline) as file:
        lines = list(islice(file, ASKED_ROWS))
    rows = {each: _sample(lines, each) for each in DELIMITERS}
    best = max(DELIMITERS, key=lambda each: _evenness_below_titles(rows[each]))
    return row_pattern(_below_titles(rows[best]), best)


def _sample(lines: Sequence[str], delimiter: str) -> list[Sequence[str]]:
    """The rows of the lines; each line is one where quotes do not agree with line breaks."""
    with suppress(csv.Error):
        rows = list(csv.reader(lines, delimiter=delimiter, strict=True))
        if len(rows) == len(lines):
            return [row for row in rows if row]
    plain = [plain_cells(line, delimiter) for line in lines]
    with suppress(csv.Error):
        quoted: list[Sequence[str]] = [row for row in csv.reader(lines, delimiter=delimiter) if row]
        if _evenness(quoted) > _evenness(plain):
            return quoted
    return [row for row in plain if row]


def _below_titles(rows: list[Sequence[str]]) -> list[Sequence[str]]:
    """The rows without titles and comments of one cell above them; all, if there are no others."""
    return list(dropwhile(lambda row: len(row) == 1, rows)) or rows


def _evenness_below_titles(rows: list[Sequence[str]]) -> float:
    """What share of all rows is even, where titles are not held against the others."""
    below = _below_titles(rows)
    return _evenness(below) * len(below) / max(len(rows), 1)


def _evenness(rows: Sequence[Sequence[str]]) -> float:
    """What share of the rows has the same number of cells; 0 where that is one cell."""
    widths = Counter(len(row) for row in rows if row)
    if not widths:
        return 0.0
    width, rows_of_width = widths.most_common(1)[0]
    return rows_of_width / widths.total() if width > 1 else 0.0
