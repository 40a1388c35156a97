"""Where the label of a unit stands, rounded to a hundredth of a degree, and how true that is."""

from collections.abc import Iterable, Sequence
from math import pi, sqrt

import numpy as np
from shapely import MultiPoint, Point, contains_xy, distance, points, prepare
from shapely.geometry.base import BaseGeometry

from geo.distance.measure import area_m2

STEP_DEG = 0.01
RINGS = 6
"""How many steps a label may be moved to stay inside its district and apart from its siblings."""
SPREAD_CELLS = 60


def rounded(place: Point) -> Point:
    """The place to two decimals of a degree."""
    return Point(round(place.x, 2), round(place.y, 2))


def rounded_inside(place: Point, area: BaseGeometry | None, taken: Iterable[Point]) -> Point | None:
    """The rounded point nearest to the place inside the area that is not taken.

    None where no rounded point within a few steps lies inside. Without an area only `taken` counts.
    """
    occupied = {(point.x, point.y) for point in taken}
    steps = range(-RINGS, RINGS + 1)
    candidates = sorted(
        (
            rounded(Point(place.x + x * STEP_DEG, place.y + y * STEP_DEG))
            for x in steps
            for y in steps
        ),
        key=lambda point: (point.distance(place), point.x, point.y),
    )
    for point in candidates:
        if (point.x, point.y) not in occupied and (area is None or area.contains(point)):
            return point
    return None


def spread_away(area: BaseGeometry, taken: Sequence[Point]) -> Point:
    """The point of a grid inside the area that is farthest from all taken ones."""
    west, south, east, north = area.bounds
    longitudes, latitudes = np.meshgrid(
        np.unique(np.round(np.linspace(west, east, SPREAD_CELLS), 2)),
        np.unique(np.round(np.linspace(south, north, SPREAD_CELLS), 2)),
    )
    prepare(area)
    inside = contains_xy(area, longitudes, latitudes)
    if not inside.any():
        return rounded(area.representative_point())
    grid = points(longitudes[inside], latitudes[inside])
    others = MultiPoint(list(taken)) if taken else area.boundary
    farthest = int(np.argmax(distance(grid, others)))
    return Point(longitudes[inside][farthest], latitudes[inside][farthest])


def radius_m(area: BaseGeometry, shared_by: int = 1) -> float:
    """The radius of a circle as large as the area's share of one of `shared_by` units."""
    return round(sqrt(area_m2(area) / max(shared_by, 1) / pi), -2)
