"""Which line of a file each of its points belongs to, and in which order they lie along it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.crs.reference_system import ReferenceSystem
from geo.distance.along_lines import Beside, PointsBesideLines
from ingest.location.file_rows.file_points import FilePoints, lines_at
from ingest.location.geometries.drawn_shapes import in_degrees
from ingest.rows.batch import InputTable, rows_at_a_time

AS_NEAR_M = 25.0
"""A later line must be nearer by so much: a route and the track recorded of it are as near."""


@dataclass(frozen=True)
class NearestLines:
    """The line nearest to each point, arrays of shape (n,): its row, 0 where none is near."""

    line: NDArray[np.int64]
    distance_m: NDArray[np.float64]
    along_m: NDArray[np.float64]
    at_closing: NDArray[np.bool_]

    @classmethod
    def of_none(cls, count: int) -> "NearestLines":
        """So many points of which none has a line yet."""
        nowhere = np.full(count, np.inf)
        return cls(np.zeros(count, np.int64), nowhere, np.zeros(count), np.zeros(count, np.bool_))

    def take(self, beside: Beside, row: int) -> None:
        """Give the line of this row those points that it is nearest to."""
        closer = beside.distances_m < self.distance_m[beside.points] - AS_NEAR_M
        closer |= self.line[beside.points] == 0
        found = beside.points[closer]
        self.line[found] = row
        self.distance_m[found] = beside.distances_m[closer]
        self.along_m[found] = beside.along_m[closer]
        self.at_closing[found] = beside.at_closing[closer]

    def in_order(self, points: Sequence[int]) -> list[int]:
        """The points of one line, given in the order of the file, in their order along it.

        Of several at the closing of a ring, the one that ends the file is the end.
        """
        ordered = sorted(points, key=lambda point: float(self.along_m[point]))
        last, closing = points[-1], self.at_closing[list(points)]
        if closing[-1] and closing[:-1].any():
            ordered.remove(last)
            ordered.append(last)
        return ordered


def nearest_lines(
    table: InputTable, system: ReferenceSystem, points: FilePoints, reach_m: float
) -> NearestLines:
    """The line nearest to each point, no farther than `reach_m` metres; the file is read once."""
    nearest = NearestLines.of_none(len(points))
    laid = PointsBesideLines(np.array(points.places))
    for batch in table.batches(rows_at_a_time(len(table.columns))):
        at = lines_at(batch)
        if not len(at) or batch.geometry is None:
            continue
        lines = in_degrees(batch.geometry[at], system)
        for passed in np.flatnonzero(laid.passed(lines)).tolist():
            beside = laid.beside(lines[passed], reach_m)
            nearest.take(beside, int(batch.numbers[at[passed]]))
    return nearest
