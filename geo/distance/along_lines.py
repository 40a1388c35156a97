"""Which points lie beside a line, how far from it and in which order along it; EPSG:4326."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, MultiLineString

from geo.distance.measure import SPHEROID
from geo.distance.plane import from_plane, on_plane

FOLLOWED_DEGREES = 0.05
"""How densely edges are followed on the plane: they leave it by less than a metre."""
PLANE_ERROR = 1.02
"""A distance on the plane is at most so many times the true one."""
CLOSED_M = 50.0
"""A line that ends so near its start is a ring."""
MARGIN_DEGREES = 0.02
"""More than a kilometre to any side up to 60° north."""

Numbers = NDArray[np.float64]
Positions = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Beside:
    """Points beside one line, arrays of shape (k,): `points` are their positions among all.

    `distances_m` are those on the spheroid to the nearest place of the line, `along_m` how far that
    lies from the line's start, roughly. At the closing of a ring it may as well be the end:
    `at_closing`.
    """

    points: Positions
    distances_m: Numbers
    along_m: Numbers
    at_closing: NDArray[np.bool_]


@dataclass(frozen=True)
class PointsBesideLines:
    """Many points that lines are laid through one by one; `places` has the shape (n, 2)."""

    places: Numbers

    def beside(self, line: LineString | MultiLineString, reach_m: float) -> Beside:
        """The points no farther than `reach_m` metres from a line or several lines in a row."""
        flat = shapely.transform(shapely.segmentize(line, FOLLOWED_DEGREES), on_plane)
        if not np.isfinite(shapely.get_coordinates(flat)).all():
            return Beside(
                np.empty(0, np.intp), np.empty(0), np.empty(0), np.empty(0, dtype=np.bool_)
            )
        near = np.sort(self._tree.query(flat, "dwithin", distance=reach_m * PLANE_ERROR))
        along_m = shapely.line_locate_point(flat, self._tree.geometries[near])
        feet = from_plane(shapely.get_coordinates(shapely.line_interpolate_point(flat, along_m)))
        points = self.places[near]
        _, _, metres = SPHEROID.inv(points[:, 0], points[:, 1], feet[:, 0], feet[:, 1])
        distances_m = np.asarray(metres, dtype=np.float64)
        held = distances_m <= reach_m
        at_closing = _at_closing(flat, along_m)
        return Beside(near[held], distances_m[held], along_m[held], at_closing[held])

    def passed(self, lines: NDArray[np.object_]) -> NDArray[np.bool_]:
        """Which lines may have a point within a kilometre, shape (n,); a look at their boxes."""
        west, south, east, north = shapely.bounds(lines).T
        around = shapely.box(
            west - MARGIN_DEGREES, south - MARGIN_DEGREES,
            east + MARGIN_DEGREES, north + MARGIN_DEGREES,
        )  # fmt: skip
        passed = np.zeros(len(lines), dtype=np.bool_)
        passed[np.unique(self._tree_of_degrees.query(around)[0])] = True
        return passed

    @cached_property
    def _tree_of_degrees(self) -> shapely.STRtree:
        return shapely.STRtree(np.asarray(shapely.points(_finite(self.places))))

    @cached_property
    def _tree(self) -> shapely.STRtree:
        return shapely.STRtree(np.asarray(shapely.points(_finite(on_plane(self.places)))))


def _at_closing(flat: LineString | MultiLineString, along_m: Numbers) -> NDArray[np.bool_]:
    """Whether each place along a line on the plane is where the line comes back to its start."""
    ends = shapely.get_coordinates(flat)[[0, -1]]
    if np.hypot(*(ends[1] - ends[0])) > CLOSED_M:
        return np.zeros(len(along_m), dtype=np.bool_)
    return np.minimum(along_m, flat.length - along_m) <= CLOSED_M


def _finite(places: Numbers) -> Numbers:
    """The places, nan where they are infinite: a tree passes over such points."""
    return np.where(np.isfinite(places), places, np.nan)
