"""Features that a reader of ours finds one by one, as a table with geometries."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import batched

import numpy as np
from numpy.typing import NDArray
from pyproj import CRS
from shapely.geometry.base import BaseGeometry

from ingest.reading.table.headed_table import as_cells, check_width
from ingest.rows.batch import ROWS_PER_BATCH, Batch
from ingest.rows.row_problem import RowProblem
from ingest.rows.table import Cell

WGS84 = CRS("EPSG:4326").to_wkt()
"""The system of GPX, KML and GeoJSON."""


@dataclass(frozen=True, slots=True)
class MapRow:
    """A feature: its cells by column, its geometry, and what is odd in it; the row is not told."""

    cells: Mapping[str, Cell]
    geometry: BaseGeometry | None = None
    problems: tuple[RowProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class MapTable:
    """Features numbered from 1; `notes` are of the whole file."""

    columns: tuple[str, ...]
    row_count: int
    read: Callable[[], Iterator[MapRow]] = field(repr=False)
    crs: str | None = field(default=WGS84, repr=False)
    has_geometry: bool = True
    notes: tuple[RowProblem, ...] = ()

    def batches(self, size: int = ROWS_PER_BATCH) -> Iterator[Batch]:
        """All features from the first on, at most `size` at a time. Raises UnreadableFileError."""
        first, notes = 1, self.notes
        for rows in batched(self.read(), size):
            numbers = np.arange(first, first + len(rows), dtype=np.int64)
            yield Batch(
                numbers=numbers,
                cells={
                    name: as_cells([row.cells.get(name, "") for row in rows])
                    for name in self.columns
                },
                geometry=_geometries(rows) if self.has_geometry else None,
                problems=(*notes, *_problems(rows, first)),
            )
            first, notes = first + len(rows), ()


def map_table(
    read: Callable[[], Iterator[MapRow]],
    file_name: str,
    *,
    crs: str | None = WGS84,
    has_geometry: bool = True,
    notes: tuple[RowProblem, ...] = (),
) -> MapTable:
    """The table of features, which are read once to know all columns. Raises TooWideError."""
    columns: dict[str, None] = {}
    count = 0
    for row in read():
        if row.cells.keys() - columns.keys():
            columns.update(dict.fromkeys(row.cells))
            check_width(columns, file_name)
        count += 1
    return MapTable(tuple(columns), count, read, crs, has_geometry, notes)


def added(cells: dict[str, Cell], name: str, value: Cell) -> None:
    """Put the value under the name, or under a numbered one where another value stands there."""
    free = name
    number = 2
    while free in cells and cells[free] != value:
        free = f"{name} ({number})"
        number += 1
    cells[free] = value


def _geometries(rows: tuple[MapRow, ...]) -> NDArray[np.object_]:
    geometries = np.empty(len(rows), dtype=object)
    geometries[:] = [row.geometry for row in rows]
    return geometries


def _problems(rows: tuple[MapRow, ...], first: int) -> Iterator[RowProblem]:
    for number, row in enumerate(rows, first):
        for problem in row.problems:
            yield replace(problem, row=number)
