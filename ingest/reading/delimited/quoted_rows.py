"""Rows of a delimited text, where a quote that nobody closed takes no other row along."""

import csv
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice

from ingest.reading.delimited.row_pattern import RowPattern, plain_cells
from ingest.reading.table import row_faults
from ingest.reading.table.pieces import Piece
from ingest.rows.row_problem import RowProblem

QUOTE = '"'
MOST_LINES = 1_000
"""A cell of more lines is none that a person wrote."""


def quoted_rows(lines: Iterator[str], pattern: RowPattern, size: int) -> Iterator[Piece]:
    """The rows in pieces of at most `size`, numbered from 1.

    A row whose quotes are not paired, or one of whose cells holds what reads like rows of the
    list, is its own line alone, and waits; the lines that it would have swallowed are rows.
    """
    source = _Lines(lines)
    first = 1
    while taken := source.take(size):
        rows = _rows_of_lines(taken, pattern.delimiter)
        if rows is None:
            source.give_back(taken)
            piece = _looked_through(source, pattern, first, size)
        else:
            piece = Piece(rows)
        yield piece
        first += len(piece.rows)


@dataclass(slots=True)
class _Lines:
    """Lines, of which some may be given back."""

    rest: Iterator[str]
    ahead: deque[str] = field(default_factory=deque)

    def take(self, count: int) -> list[str]:
        taken = [self.ahead.popleft() for _ in range(min(count, len(self.ahead)))]
        taken.extend(islice(self.rest, count - len(taken)))
        return taken

    def give_back(self, lines: Sequence[str]) -> None:
        self.ahead.extendleft(reversed(lines))

    def noted_in(self, used: list[str]) -> Iterator[str]:
        """The next lines, each of which is noted in `used` when it is taken."""
        while len(used) < MOST_LINES and (taken := self.take(1)):
            used += taken
            yield taken[0]


def _rows_of_lines(lines: list[str], delimiter: str) -> list[Sequence[object]] | None:
    """The rows where each line is one, with its quotes paired; else None."""
    try:
        rows: list[Sequence[object]] = list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    return rows if len(rows) == len(lines) else None


def _looked_through(source: _Lines, pattern: RowPattern, first: int, size: int) -> Piece:
    """The next rows one by one."""
    rows: list[Sequence[object]] = []
    problems = list[RowProblem]()
    used: list[str] = []
    reader = csv.reader(source.noted_in(used), delimiter=pattern.delimiter, strict=True)
    while len(rows) < size:
        row = None
        with suppress(csv.Error):
            row = next(reader, None)
        if row is None and not used:
            break
        if row is None or (len(used) > 1 and _swallows(row, pattern)):
            source.give_back(used[1:])
            row, is_sound = _row_of_line(used[0], pattern)
            if not is_sound:
                problems.append(row_faults.unpaired_quote(first + len(rows), row))
            reader = csv.reader(source.noted_in(used), delimiter=pattern.delimiter, strict=True)
        used.clear()
        rows.append(row)
    return Piece(rows, tuple(problems))


def _swallows(row: Sequence[str], pattern: RowPattern) -> bool:
    """Whether a line of a cell, other than its first, reads like a row of the list."""
    return any(
        pattern.fits(line) for cell in row if "\n" in cell or "\r" in cell
        for line in cell.splitlines()[1:]
    )  # fmt: skip


def _row_of_line(line: str, pattern: RowPattern) -> tuple[list[str], bool]:
    """The row of a line alone, and whether its quotes are letters of its cells beyond doubt."""
    plain = plain_cells(line, pattern.delimiter)
    if len(plain) == pattern.width:
        return plain, all(cell.count(QUOTE) % 2 == 0 for cell in plain)
    with suppress(csv.Error):
        read = next(csv.reader([line.rstrip("\r\n")], delimiter=pattern.delimiter), [])
        if len(read) == pattern.width:
            return read, False
    return plain, QUOTE not in line
