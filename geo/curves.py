"""Curved geometries of ISO WKB as straight ones: GEOS knows none of them."""

import math
import struct
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from shapely import GeometryCollection, LineString, MultiLineString, MultiPolygon, Point, Polygon
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

ARC_STEP_DEGREES = 4
"""Between two points on an arc, as GDAL and PostGIS draw them by default."""
EWKB_FLAGS = 0xE0000000
EWKB_Z, EWKB_M, EWKB_SRID = 0x80000000, 0x40000000, 0x20000000
POINT, LINE, POLYGON = 1, 2, 3
CIRCULAR_STRING, COMPOUND_CURVE, CURVE_POLYGON, TRIANGLE = 8, 9, 10, 17
LINES_OF, POLYGONS_OF, COLLECTION = (
    frozenset({5, 11}),
    frozenset({6, 12, 15, 16}),
    frozenset({4, 7}),
)
FLAT = 1e-12
"""Twice the area of three points in a line, against the square of their extent."""
MOST_NESTED = 20

Points = NDArray[np.float64]
"""Positions, shape (n, 2); heights and measures are left out."""


class NotACurveError(ValueError):
    """The bytes are no WKB of a known type."""


def straight(wkb: bytes) -> BaseGeometry:
    """The geometry of the WKB with every arc as a line of short pieces, flat.

    Surfaces of many faces (TIN, PolyhedralSurface) are MultiPolygons. Raises NotACurveError.
    """
    try:
        return _Reader(wkb).geometry(0)
    except (struct.error, ValueError, IndexError, ShapelyError) as error:
        raise NotACurveError(str(error)) from error


def arc(start: Points, middle: Points, end: Points) -> Points:
    """Points on the arc through three, without the first; a whole circle where start is end."""
    is_circle = np.array_equal(start, end)
    centre = (start + middle) / 2 if is_circle else _centre(start, middle, end)
    if centre is None:
        return np.array([middle, end])
    radius = float(np.hypot(*(start - centre)))
    first = math.atan2(*(start - centre)[::-1])
    turn = math.tau
    if not is_circle:
        turn = _turn(first, *(math.atan2(*(each - centre)[::-1]) for each in (middle, end)))
    count = max(2, math.ceil(abs(turn) / math.radians(ARC_STEP_DEGREES)))
    angles = first + turn * np.arange(1, count + 1) / count
    points = centre + radius * np.column_stack([np.cos(angles), np.sin(angles)])
    points[-1] = end
    return points


def _centre(start: Points, middle: Points, end: Points) -> Points | None:
    """The centre of the circle through three points; None where they lie in a line."""
    one, two = middle - start, end - start
    cross = 2 * float(one[0] * two[1] - one[1] * two[0])
    if abs(cross) <= FLAT * float(max(one @ one, two @ two)):
        return None
    east = (two[1] * (one @ one) - one[1] * (two @ two)) / cross
    north = (one[0] * (two @ two) - two[0] * (one @ one)) / cross
    return np.asarray(start + np.array([east, north]), dtype=np.float64)


def _turn(first: float, middle: float, last: float) -> float:
    """By how much the arc turns, in radians, against the clock where positive."""
    to_middle, to_last = (middle - first) % math.tau, (last - first) % math.tau
    return to_last if to_middle <= to_last else to_last - math.tau


@dataclass
class _Reader:
    """Reads one geometry after the other from where it has come to."""

    wkb: bytes
    at: int = 0
    order: str = "<"
    dimensions: int = 2

    def geometry(self, depth: int) -> BaseGeometry:
        if depth > MOST_NESTED:
            raise NotACurveError(depth)
        kind = self._head()
        if kind == POINT:
            return Point(self._points(1)[0])
        if kind in {LINE, CIRCULAR_STRING, COMPOUND_CURVE}:
            return LineString(self._curve(kind, depth))
        if kind in {POLYGON, TRIANGLE}:
            return _polygon([self._points(self._count()) for _ in range(self._count())])
        if kind == CURVE_POLYGON:
            return _polygon([self._curve(self._head(), depth) for _ in range(self._count())])
        return self._of_parts(kind, depth)

    def _of_parts(self, kind: int, depth: int) -> BaseGeometry:
        parts: list[Any] = [self.geometry(depth + 1) for _ in range(self._count())]
        if kind in LINES_OF:
            return MultiLineString(parts)
        if kind in POLYGONS_OF:
            return MultiPolygon(parts)
        if kind in COLLECTION:
            return GeometryCollection(parts)
        raise NotACurveError(kind)

    def _curve(self, kind: int, depth: int) -> Points:
        """The points of a line, an arc string, or of several of them in a row."""
        if kind == COMPOUND_CURVE:
            if depth > MOST_NESTED:
                raise NotACurveError(depth)
            parts = [self._curve(self._head(), depth + 1) for _ in range(self._count())]
            joined = [parts[0], *(part[1:] for part in parts[1:])] if parts else []
            return np.concatenate(joined) if joined else np.empty((0, 2))
        points = self._points(self._count())
        if kind == LINE:
            return points
        if kind != CIRCULAR_STRING:
            raise NotACurveError(kind)
        arcs = [arc(*points[first : first + 3]) for first in range(0, len(points) - 2, 2)]
        return np.concatenate([points[:1], *arcs])

    def _head(self) -> int:
        """The type of the next geometry; its byte order and dimensions are kept."""
        self.order = "<" if self.wkb[self.at] else ">"
        self.at += 1
        code = self._count()
        flagged = code & EWKB_FLAGS
        if flagged & EWKB_SRID:
            self.at += 4
        thousands, kind = divmod(code & ~EWKB_FLAGS, 1000)
        self.dimensions = 2 + (thousands in {1, 3}) + (thousands in {2, 3})
        self.dimensions += bool(flagged & EWKB_Z) + bool(flagged & EWKB_M)
        return kind

    def _count(self) -> int:
        (count,) = struct.unpack_from(f"{self.order}I", self.wkb, self.at)
        self.at += 4
        return int(count)

    def _points(self, count: int) -> Points:
        size = count * self.dimensions
        numbers = np.frombuffer(self.wkb, f"{self.order}f8", size, self.at)
        self.at += size * 8
        return numbers.reshape(count, self.dimensions)[:, :2].astype(np.float64)


def _polygon(rings: list[Points]) -> Polygon:
    return Polygon(rings[0], rings[1:]) if rings else Polygon()
