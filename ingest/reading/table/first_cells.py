"""The first cells of a file's columns, read when somebody asks for them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from ingest.rows.batch import Cells, InputTable, rows_at_a_time

LOOKED_AT = 5_000
"""Rows by which it is found out what a column holds."""


@dataclass(frozen=True)
class FirstCells(Mapping[str, Cells]):
    """Cells by column; of a file without rows there are none."""

    table: InputTable

    def __getitem__(self, column: str) -> Cells:
        """The first cells of a column."""
        return self._cells[column]

    def __iter__(self) -> Iterator[str]:
        """The columns."""
        return iter(self._cells)

    def __len__(self) -> int:
        """How many columns there are."""
        return len(self._cells)

    @cached_property
    def _cells(self) -> Mapping[str, Cells]:
        first = next(
            self.table.batches(min(LOOKED_AT, rows_at_a_time(len(self.table.columns)))), None
        )
        return {} if first is None else first.cells
