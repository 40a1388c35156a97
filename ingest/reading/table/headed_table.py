"""Rows of cells under a header that is looked for: what delimited files and workbooks are."""

from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from dataclasses import dataclass, field, replace
from itertools import islice, takewhile

import numpy as np

from ingest.reading.table.header_rows import header_position, whole_header
from ingest.reading.table.pieces import Piece
from ingest.rows.batch import ROWS_PER_BATCH, Batch, Cells
from ingest.rows.row_problem import RowProblem
from ingest.rows.storable import storable
from ingest.rows.table import Cell, EmptyFileError, TooWideError

Rows = Callable[[int], Iterator[Piece]]
"""Opens the rows anew, in pieces of so many; each next row is numbered by one more, from 1 on."""
Cleaned = Callable[[Iterable[object]], list[Cell]]
"""Raw cells as the cells of a table."""

HEADER_AMONG = 30
"""The header is looked for among so many first filled rows."""
MOST_COLUMNS = 2_000
"""Looking at a column takes milliseconds; a wider table is no list that people keep."""
ROWS_AT_ONCE = 4_000
"""Rows are turned into columns in pieces that stay in the processor's cache."""


@dataclass(frozen=True, slots=True)
class HeadedTable:
    """The rows below the header; wholly empty ones are no rows but count in the numbers."""

    columns: tuple[str, ...]
    header_number: int
    rows: Rows = field(repr=False)
    cleaned: Cleaned = field(repr=False)
    row_count: int | None = None
    """For progress: empty rows and line breaks within cells count as rows too."""
    has_geometry: bool = False
    crs: str | None = None
    notes: tuple[RowProblem, ...] = ()
    """What is to be said of the whole file."""

    def batches(self, size: int = ROWS_PER_BATCH) -> Iterator[Batch]:
        """All rows from the first on, at most `size` at a time."""
        notes = self.notes
        for batch in self._batches(size):
            yield replace(batch, problems=(*notes, *batch.problems)) if notes else batch
            notes = ()

    def _batches(self, size: int) -> Iterator[Batch]:
        pieces = self._pieces(min(size, ROWS_AT_ONCE))
        while gathered := list(islice(pieces, max(size // ROWS_AT_ONCE, 1))):
            batch = _joined(gathered)
            if len(batch):
                yield batch

    def _pieces(self, size: int) -> Iterator[Batch]:
        first = 1
        for piece in self.rows(size):
            below = max(self.header_number + 1 - first, 0)
            batch = _batch(piece.rows[below:], first + below, self.columns, self.cleaned)
            problems = tuple(each for each in piece.problems if each.row > self.header_number)
            yield replace(batch, problems=problems) if problems else batch
            first += len(piece.rows)


def headed_table(
    rows: Rows,
    cleaned: Cleaned,
    is_column_name: Callable[[str], bool],
    file_name: str,
    lines: int | None = None,
) -> HeadedTable:
    """The table under the first row that reads like a header; rows above it are left out.

    `lines` is about how many rows the file has, the header among them. Raises EmptyFileError,
    TooWideError.
    """
    cells = (cleaned(row) for piece in rows(HEADER_AMONG) for row in piece.rows)
    filled = ((number, row) for number, row in enumerate(cells, 1) if any(map(_is_filled, row)))
    head = list(islice(filled, HEADER_AMONG))
    if not head:
        raise EmptyFileError(file_name, field="file")
    first_rows = [row for _, row in head]
    position = header_position(first_rows, is_column_name)
    last, header = whole_header(first_rows, position, is_column_name)
    number = head[last][0]
    columns = unique_columns(header)
    check_width(columns, file_name)
    count = None if lines is None else max(lines - number, 0)
    return HeadedTable(columns, number, rows, cleaned, count)


def unique_columns(header: Sequence[Cell]) -> tuple[str, ...]:
    """The columns' names, each once: a repeated one is numbered, a nameless one is its position."""
    names: dict[str, None] = {}
    for position, cell in enumerate(_without_empty_end(header), start=1):
        name = " ".join(storable(str(cell)).split()) or f"#{position}"
        while name in names:
            name = f"{name} ({position})"
        names[name] = None
    return tuple(names)


def check_width(columns: Sized, file_name: str) -> None:
    """Require that the table is not wider than any that people fill in. Raises TooWideError."""
    if len(columns) > MOST_COLUMNS:
        raise TooWideError(file_name, field="file", count=len(columns), most=MOST_COLUMNS)


def as_cells(values: Sequence[Cell]) -> Cells:
    """The values as a column of a batch."""
    cells = np.empty(len(values), dtype=object)
    cells[:] = values
    return cells


def _batch(
    rows: list[Sequence[object]], first: int, columns: tuple[str, ...], cleaned: Cleaned
) -> Batch:
    """The filled ones of the rows, whose numbers go from `first` on."""
    surplus = _made_even(rows, len(columns), cleaned)
    table = [cleaned(column) for column in zip(*rows, strict=True)] or [[] for _ in columns]
    empty = [place for place in _empty_rows(table) if place not in surplus]
    kept = np.delete(np.arange(len(rows)), empty)
    place_of = {int(old): new for new, old in enumerate(kept)} if surplus else {}
    return Batch(
        numbers=first + kept,
        cells={
            name: as_cells(column)[kept] if empty else as_cells(column)
            for name, column in zip(columns, table, strict=True)
        },
        surplus={place_of[place]: cells for place, cells in surplus.items()},
    )


def _joined(pieces: Sequence[Batch]) -> Batch:
    surplus: dict[int, tuple[Cell, ...]] = {}
    before = 0
    for piece in pieces:
        surplus |= {before + place: cells for place, cells in piece.surplus.items()}
        before += len(piece)
    cells = {
        name: np.concatenate([piece.cells[name] for piece in pieces]) for name in pieces[0].cells
    }
    return Batch(
        numbers=np.concatenate([piece.numbers for piece in pieces]),
        cells=cells,
        surplus=surplus,
        problems=tuple(problem for piece in pieces for problem in piece.problems),
    )


def _made_even(
    rows: list[Sequence[object]], width: int, cleaned: Cleaned
) -> dict[int, tuple[Cell, ...]]:
    """Cells beyond the width, by position; the rows themselves are filled up or cut in place."""
    surplus: dict[int, tuple[Cell, ...]] = {}
    if set(map(len, rows)) == {width}:
        return surplus
    for place, row in enumerate(rows):
        if len(row) < width:
            rows[place] = [*row, *[""] * (width - len(row))]
        elif len(row) > width:
            beyond = _without_empty_end(cleaned(row[width:]))
            if beyond:
                surplus[place] = tuple(beyond)
            rows[place] = row[:width]
    return surplus


def _empty_rows(table: Sequence[Sequence[Cell]]) -> list[int]:
    empty: Iterable[int] = range(len(table[0]))
    for column in table:
        empty = [place for place in empty if column[place] == ""]
    return list(empty)


def _is_filled(cell: Cell) -> bool:
    return cell != ""


def _without_empty_end(row: Sequence[Cell]) -> Sequence[Cell]:
    empty = sum(1 for _ in takewhile(lambda cell: cell == "", reversed(row)))
    return row[: len(row) - empty]
