"""The rows that a run left, as a table to be read again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from sqlalchemy import select

from core.database import SessionFactory
from ingest.loading.run_record import SURPLUS
from ingest.loading.runs import Run, RunRow
from ingest.reading.batch import ROWS_PER_BATCH, Batch
from ingest.reading.table import Cell


@dataclass(frozen=True, slots=True)
class StoredRows:
    """Some left rows of a run under the columns of its file, with their numbers in the file."""

    sessions: SessionFactory
    run_id: int
    numbers: tuple[int, ...]
    columns: tuple[str, ...]
    has_geometry: bool
    crs: str | None

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return len(self.numbers)

    def batches(self, size: int = ROWS_PER_BATCH) -> Iterator[Batch]:
        """The rows in the order of the file."""
        ordered = sorted(self.numbers)
        for first in range(0, len(ordered), size):
            yield self._batch(ordered[first : first + size])

    def _batch(self, numbers: Sequence[int]) -> Batch:
        query = select(RunRow).where(RunRow.run_id == self.run_id, RunRow.row.in_(numbers))
        with self.sessions() as session:
            rows = session.scalars(query.order_by(RunRow.row)).all()
            session.commit()
        return Batch(
            numbers=np.array([row.row for row in rows], np.int64),
            cells={
                name: np.array([row.cells.get(name, "") for row in rows], np.object_)
                for name in self.columns
            },
            geometry=np.array(
                [row.geometry and shapely.from_wkt(row.geometry) for row in rows], np.object_
            )
            if self.has_geometry
            else None,
            surplus={
                place: surplus for place, row in enumerate(rows) if (surplus := surplus_of(row))
            },
        )


def stored_rows(sessions: SessionFactory, run: Run, numbers: Sequence[int]) -> StoredRows:
    """Left rows of a run by number."""
    return StoredRows(
        sessions=sessions,
        run_id=run.id,
        numbers=tuple(numbers),
        columns=tuple(run.mapping["file_columns"]),
        has_geometry=run.mapping["has_geometry"],
        crs=run.mapping["file_crs"],
    )


def surplus_of(row: RunRow) -> tuple[Cell, ...]:
    """The cells of a left row beyond the last column of its file."""
    cells: list[Cell] = []
    while (name := f"{SURPLUS}{len(cells) + 1}") in row.cells:
        cells.append(row.cells[name])
    return tuple(cells)
