"""Some rows of a file, by column: what readers hand on, so that memory stays bounded."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ingest.rows.row_problem import RowProblem
from ingest.rows.table import Cell, FileRow

Cells = NDArray[np.object_]
"""The cells of one column, shape (n,); an empty one is an empty text."""

ROWS_PER_BATCH = 50_000
CELLS_PER_BATCH = 2_000_000
"""A batch of a wide table has fewer rows, so that it too is checked within some seconds."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows in the order of the file.

    `numbers`, shape (n,), are those of `FileRow`; `geometry`, shape (n,), holds shapely geometries
    or None in the file's own coordinates. `surplus` has, by position in the batch, the cells beyond
    the last column. `problems` are what the reader found, by the number of the row; 0 is the file.
    """

    numbers: NDArray[np.int64]
    cells: Mapping[str, Cells]
    geometry: NDArray[np.object_] | None = None
    surplus: Mapping[int, tuple[Cell, ...]] = field(default_factory=dict)
    problems: tuple[RowProblem, ...] = ()

    def __len__(self) -> int:
        return len(self.numbers)

    def only(self, kept: NDArray[np.intp]) -> "Batch":
        """The rows at these positions, in their order; all problems stay."""
        place_of = {int(old): new for new, old in enumerate(kept)}
        return replace(
            self,
            numbers=self.numbers[kept],
            cells={name: column[kept] for name, column in self.cells.items()},
            geometry=None if self.geometry is None else self.geometry[kept],
            surplus={place_of[at]: beyond for at, beyond in self.surplus.items() if at in place_of},
        )

    def row(self, position: int) -> FileRow:
        """One row by its position in the batch, from 0."""
        return FileRow(
            number=int(self.numbers[position]),
            cells={name: column[position] for name, column in self.cells.items()},
            geometry=None if self.geometry is None else self.geometry[position],
            surplus=self.surplus.get(position, ()),
        )


class InputTable(Protocol):
    """A file that has been opened: its columns are known, its rows come batch by batch."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, each once."""

    @property
    def has_geometry(self) -> bool:
        """Whether the rows bring geometries of their own."""

    @property
    def crs(self) -> str | None:
        """What the file says of its reference system, as WKT; None where it says nothing."""

    @property
    def row_count(self) -> int | None:
        """How many rows there are, for progress; None where only reading tells."""

    def batches(self, size: int = ROWS_PER_BATCH) -> Iterator[Batch]:
        """All rows from the first on, at most `size` at a time; may be asked again."""


def rows_at_a_time(columns: int) -> int:
    """How many rows of so many columns are checked at a time."""
    return max(1, min(ROWS_PER_BATCH, CELLS_PER_BATCH // max(columns, 1)))
