"""Rows of a file that have been read for their layer: those that may be loaded, and the others."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ingest.rows.row_problem import RowProblem
from ingest.rows.table import FileRow

Column = NDArray[np.object_]
"""Values of one column of the layer's table, shape (n,)."""


@dataclass(frozen=True, slots=True)
class CheckedBatch:
    """What a batch of `read` rows came to.

    Arrays have the shape (n,), n the number of rows that may be loaded. `values` are as the columns
    store them; None stands for NULL, and in a column that cannot be NULL for «not told»: its
    default on a new row, what it has on an old one. `at_creation` are only set on new rows.
    `geometry` is valid and in EPSG:4326. `problems` are those of all rows, `left` the rows that
    wait or were rejected.
    """

    read: int
    numbers: NDArray[np.int64]
    keys: Column
    values: Mapping[str, Column]
    geometry: NDArray[np.object_]
    sources: Column | None = None
    """Of an atlas's own export the source of each row; None for a row that was added to it."""
    flows: Column | None = None
    """What each row tells of its state, as JSON; None for a row, or a file, that tells none."""
    children: Column | None = None
    """The records that each row tells, by series, as JSON; None for a row that tells none."""
    at_creation: Mapping[str, Column] = field(default_factory=dict)
    problems: tuple[RowProblem, ...] = ()
    left: tuple[FileRow, ...] = ()

    def __len__(self) -> int:
        return len(self.numbers)
