"""Matrices and routes of engines whose ways are straight lines, whatever they say these cost."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from shapely import LineString

from analysis.travel.port import Matrix, Mode, Route
from geo.distance.geodesic import Places, geodesic_line
from geo.distance.nearest import Values, are_places

VERTEX_EVERY_M = 25_000

Measure = Callable[[Places, Places, Mode], Matrix]
"""Lengths and times from each of n starts to its end, shape (n,), for places on earth."""


def matrix_of(measure: Measure, sources: Places, targets: Places, mode: Mode) -> Matrix:
    """The ways from every source to every target; one there and back are alike."""
    shape = (len(sources), len(targets))
    start, end = (each.ravel() for each in np.indices(shape))
    ways = measured(measure, sources[start], targets[end], mode)
    return Matrix(ways.distance_m.reshape(shape), ways.duration_s.reshape(shape))


def route_of(measure: Measure, places: Places, mode: Mode) -> Route:
    """The straight lines on the spheroid through the places; empty where there is no way."""
    ways = measured(measure, places[:-1], places[1:], mode)
    lines = tuple(
        geodesic_line(np.array(leg), VERTEX_EVERY_M) if reached else LineString()
        for leg, reached in zip(pairwise(places), np.isfinite(ways.distance_m), strict=True)
    )
    return Route(lines, ways.distance_m, ways.duration_s)


def measured(measure: Measure, starts: Places, ends: Places, mode: Mode) -> Matrix:
    """Lengths and times from each start to its end, shape (n,); NaN where one is no place."""
    valid = are_places(starts) & are_places(ends)
    # The same way back has the same length to the last bit, so it is measured from one side.
    turned = (starts[:, 0] > ends[:, 0]) | (
        (starts[:, 0] == ends[:, 0]) & (starts[:, 1] > ends[:, 1])
    )
    first = np.where(turned[:, None], ends, starts)
    last = np.where(turned[:, None], starts, ends)
    ways = measure(first[valid], last[valid], mode)
    return Matrix(_spread(ways.distance_m, valid), _spread(ways.duration_s, valid))


def _spread(values: Values, valid: NDArray[np.bool_]) -> Values:
    spread = np.full(len(valid), np.nan)
    spread[valid] = values
    return spread
