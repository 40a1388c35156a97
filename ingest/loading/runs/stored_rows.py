"""The rows that a run left, as a table to be read again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from sqlalchemy import select

from core.database.engine import SessionFactory
from ingest.rows.batch import ROWS_PER_BATCH, Batch
from ingest.rows.file_order import FileOrder
from ingest.rows.table import Cell
from ingest.staging.run_record import SURPLUS
from ingest.staging.runs import Run, RunRow


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


@dataclass(frozen=True, slots=True)
class TakenUp:
    """Rows that a run left, and the order under which they are read again."""

    table: StoredRows
    order: FileOrder


def taken_up(sessions: SessionFactory, run: Run, order: FileOrder) -> TakenUp:
    """The left rows of a run that the order decides on.

    A value that was decided for a field of which the file has no column stands in a column of its
    own, so that nobody has to know which columns a file has.
    """
    file_columns = tuple(run.mapping["file_columns"])
    added = _columns_of_decided(order, run.mapping.get("columns", {}), file_columns)
    table = StoredRows(
        sessions=sessions,
        run_id=run.id,
        numbers=tuple(order.decisions),
        columns=(*file_columns, *added.values()),
        has_geometry=run.mapping["has_geometry"],
        crs=run.mapping["file_crs"],
    )
    return TakenUp(table, replace(order, column_overrides={**order.column_overrides, **added}))


def _columns_of_decided(
    order: FileOrder, mapped: Mapping[str, str], file_columns: tuple[str, ...]
) -> dict[str, str]:
    """A column for each decided field that none fills, by field."""
    decided = (name for each in order.decisions.values() for name in each.values)
    filled = mapped.keys() | order.constants.keys()
    added: dict[str, str] = {}
    for name in dict.fromkeys(decided):
        if name not in filled:
            column = name
            while column in file_columns:
                column += "*"
            added[name] = column
    return added


def surplus_of(row: RunRow) -> tuple[Cell, ...]:
    """The cells of a left row beyond the last column of its file."""
    cells: list[Cell] = []
    while (name := f"{SURPLUS}{len(cells) + 1}") in row.cells:
        cells.append(row.cells[name])
    return tuple(cells)
