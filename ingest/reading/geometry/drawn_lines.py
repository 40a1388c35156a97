"""Geometries out of written positions; what makes no geometry is told, not raised."""

from collections.abc import Callable, Sequence

from shapely import LineString, MultiLineString, Polygon
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

from ingest.reading.table import row_faults
from ingest.rows.row_problem import RowProblem

Position = tuple[float, ...]
Drawn = tuple[BaseGeometry | None, tuple[RowProblem, ...]]
"""A geometry, and what was odd in it."""
LEAST_OF_LINE = 2
ODD = (ShapelyError, ValueError, TypeError, IndexError, KeyError, OverflowError)
"""What comes of positions that make no geometry."""


def drawn(make: Callable[[], Drawn], written: str) -> Drawn:
    """What is made; no geometry, and a row that waits, where it cannot be made of `written`."""
    try:
        return make()
    except ODD:
        return None, (row_faults.unreadable_shape(0, written),)


def lines(segments: Sequence[Sequence[Position]]) -> Drawn:
    """The line of one segment, the lines of several; those of a point alone are left out."""
    whole = [LineString(segment) for segment in segments if len(segment) >= LEAST_OF_LINE]
    filled = sum(bool(segment) for segment in segments)
    notes = (row_faults.segment_dropped(0),) if whole and len(whole) < filled else ()
    if not whole:
        if filled:
            raise ValueError(filled)
        return None, ()
    return MultiLineString(whole), notes


def polygon(rings: Sequence[Sequence[Position]]) -> Drawn:
    """The polygon of an outer ring and its holes; rings that are open are closed."""
    filled = [ring for ring in rings if ring]
    if not filled:
        return None, ()
    is_open = any(tuple(ring[0]) != tuple(ring[-1]) for ring in filled)
    shape = Polygon(filled[0], filled[1:])
    return shape, (row_faults.ring_closed(0),) if is_open else ()
