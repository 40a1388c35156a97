"""The borders of WEST and EAST: straight for who reasons by eye, winding for who draws tiles.

Each is a grid of four columns from west to east and two rows from south to north.
"""

import math
from collections.abc import Iterable
from functools import cache
from typing import Protocol

import shapely
from shapely import LineString, Polygon, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import polygonize, unary_union

FRAME = box(66, 48, 70, 52)
"""What the winding borders divide."""
WIGGLE = 0.08
"""Degrees."""
SMALLEST = 0.1
"""Square degrees; where borders cross several times there are smaller pieces, which go nowhere."""


class Borders(Protocol):
    """A way to draw the grid."""

    def around(self, columns: Iterable[int], rows: Iterable[int]) -> BaseGeometry:
        """The polygon around these columns and rows."""


class Straight:
    """Columns of one and a half degrees from 66°E to 72°E, rows of two degrees."""

    def around(self, columns: Iterable[int], rows: Iterable[int]) -> BaseGeometry:
        """A rectangle."""
        across, along = sorted(columns), sorted(rows)
        west, south = 66 + 1.5 * across[0], 48.0 + 2 * along[0]
        return box(west, south, 66 + 1.5 * (across[-1] + 1), 50.0 + 2 * along[-1])


class Winding:
    """Columns of about a degree from 66°E to 70°E; neighbours share every vertex of a border."""

    def around(self, columns: Iterable[int], rows: Iterable[int]) -> BaseGeometry:
        """What winds around meridians and the parallel, straight at the frame."""
        upward = list(rows)
        pieces = [winding_cells()[column, row] for column in columns for row in upward]
        return shapely.coverage_union_all(pieces)


@cache
def winding_cells() -> dict[tuple[int, int], Polygon]:
    """The polygons by column and row."""
    lines = [_meridian(67), _meridian(68), _meridian(69), _parallel(50)]
    found: dict[tuple[int, int], Polygon] = {}
    for piece in polygonize(unary_union([FRAME.exterior, *lines])):
        middle = piece.representative_point()
        if piece.area >= SMALLEST:
            found[min(int(middle.x - 66), 3), int(middle.y > 50)] = piece
    return found


def _meridian(at: float) -> LineString:
    """A line through the frame that winds around a meridian."""
    along = [48 + step / 100 for step in range(401)]
    return LineString([(at + _wiggle(y), y) for y in along])


def _parallel(at: float) -> LineString:
    """A line through the frame that winds around a parallel."""
    along = [66 + step / 100 for step in range(401)]
    return LineString([(x, at + _wiggle(x)) for x in along])


def _wiggle(along: float) -> float:
    return WIGGLE * math.sin(37 * along) * math.cos(11 * along)
