"""Points beside the lines of a file: not rows, but records of the nearest line, such as stops."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from shapely import Point
from sqlalchemy.orm import Session

from geo.crs.reference_system import ReferenceSystem
from ingest.location.file_rows import beside_phrases as say
from ingest.location.file_rows.file_points import MOST_POINTS, FilePoints, file_points, points_at
from ingest.location.file_rows.nearest_lines import NearestLines, nearest_lines
from ingest.location.placing.system_choice import usable_systems
from ingest.reading.table.headed_table import as_cells
from ingest.reading.table.own_export import is_own_export
from ingest.rows.batch import ROWS_PER_BATCH, Batch, InputTable
from ingest.rows.file_order import FileOrder
from ingest.rows.row_problem import RowProblem
from layers.model.imported_children import POSITION, drawn_column, drawn_series
from layers.model.layer import Child
from layers.regions.country import country_outline

REACH_M = 1_000.0
"""A point farther than this from a line does not belong to it."""
DIGITS = 7
"""Decimals of a degree; a centimetre."""


@dataclass(frozen=True, slots=True)
class LinesWithPoints:
    """A table in which points near a line are no rows: the line's row holds them as its records.

    `rows_of` gives, by the row of each line, those of its points in their order along it; `abroad`
    and `nameless` are rows of points that are left for that, as are all after the row `last_held`.
    """

    table: InputTable = field(repr=False)
    child: Child
    column: str
    points: FilePoints = field(repr=False)
    rows_of: Mapping[int, list[int]] = field(repr=False)
    abroad: frozenset[int] = field(repr=False)
    nameless: frozenset[int] = field(repr=False)
    has_geometry: bool = True

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the file, and that of the records."""
        return (*self.table.columns, self.column)

    @property
    def crs(self) -> str | None:
        """What the file says of its reference system."""
        return self.table.crs

    @property
    def row_count(self) -> int | None:
        """How many rows there are, points among them."""
        return self.table.row_count

    def batches(self, size: int = ROWS_PER_BATCH) -> Iterator[Batch]:
        """All rows that are no records of others, from the first on."""
        taken = np.array([row for rows in self.rows_of.values() for row in rows], np.int64)
        place_of = {row: place for place, row in enumerate(self.points.rows)}
        before: tuple[RowProblem, ...] = ()
        for batch in self.table.batches(size):
            kept = batch.only(np.flatnonzero(~np.isin(batch.numbers, taken)))
            told = (*before, *kept.problems, *self._notes(kept), *self._left(kept))
            cells = {**kept.cells, self.column: self._records(kept, place_of)}
            before = () if len(kept) else told
            if len(kept):
                yield replace(kept, cells=cells, problems=told)

    def _records(self, batch: Batch, place_of: Mapping[int, int]) -> NDArray[np.object_]:
        """The records of each row as JSON; an empty cell for a row without any."""
        return as_cells(
            [
                self._document([place_of[row] for row in self.rows_of[number]])
                if number in self.rows_of
                else ""
                for number in batch.numbers.tolist()
            ]
        )

    def _document(self, places: list[int]) -> str:
        longitude, latitude = self.child.place or ("", "")
        records = []
        for position, place in enumerate(places, 1):
            east, north = self.points.places[place]
            told = self.points.told[place] or {}
            at = {longitude: round(east, DIGITS), latitude: round(north, DIGITS)}
            records.append({POSITION: position, **told, **at})
        return json.dumps({self.child.id: records}, ensure_ascii=False)

    def _notes(self, batch: Batch) -> Iterator[RowProblem]:
        for number in batch.numbers.tolist():
            if number in self.rows_of:
                yield say.became(self.child, number, self.rows_of[number])

    def _left(self, batch: Batch) -> Iterator[RowProblem]:
        """Why points are rows of their own, which the layer does not take."""
        last_held = self.points.rows[-1]
        for row in batch.numbers[points_at(batch)].tolist():
            if row > last_held:
                yield say.beyond_most(self.child, row, MOST_POINTS)
            elif row in self.abroad:
                yield say.abroad(row)
            elif row in self.nameless:
                yield say.nameless(self.child, row)
            else:
                yield say.far(self.child, row, REACH_M)


def with_points_of_lines(session: Session, table: InputTable, order: FileOrder) -> InputTable:
    """The table of a file of lines with the points beside them as their records; else as it is.

    Raises UnusableReferenceSystemError.
    """
    child = drawn_series(order.layer)
    if child is None or not table.has_geometry or is_own_export(table):
        return table
    system = _system(order, table)
    column = drawn_column(child)
    if system is None or column in table.columns:
        return table
    points = file_points(table, system, child)
    if not points or not points.has_lines:
        return table
    abroad = _abroad(session, points)
    nearest = nearest_lines(table, system, points, REACH_M)
    rows_of, nameless = _shared(points, nearest, abroad)
    return LinesWithPoints(
        table, child, column, points, rows_of, frozenset(abroad), frozenset(nameless)
    )


def _system(order: FileOrder, table: InputTable) -> ReferenceSystem | None:
    """The one system of the file that is told or declared; None where it has to be found out."""
    declared = order.crs or table.crs
    systems = usable_systems(declared) if declared else ()
    return systems[0] if len(systems) == 1 else None


def _abroad(session: Session, points: FilePoints) -> set[int]:
    """The rows of the points that lie outside the country."""
    outline = country_outline(session)
    if outline is None:
        return set()
    places = np.array([Point(place) for place in points.places], dtype=object)
    return {points.rows[at] for at in np.flatnonzero(outline.beyond(places)).tolist()}


def _shared(
    points: FilePoints, nearest: NearestLines, abroad: set[int]
) -> tuple[dict[int, list[int]], set[int]]:
    """The rows of the points of each line, by its row; and those of points without a name."""
    places: dict[int, list[int]] = defaultdict(list)
    nameless = set()
    for place, row in enumerate(points.rows):
        if nearest.line[place] and row not in abroad:
            if points.told[place] is None:
                nameless.add(row)
            else:
                places[int(nearest.line[place])].append(place)
    return {
        line: [points.rows[place] for place in nearest.in_order(each)]
        for line, each in sorted(places.items())
    }, nameless
