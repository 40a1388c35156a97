"""Geometries of OpenStreetMap's objects as a layer of a kind takes them, EPSG:4326."""

from collections.abc import Mapping, Sequence

import shapely
from shapely import LineString, MultiLineString, Polygon
from shapely.geometry.base import BaseGeometry

from layers.model.layer import GeometryKind
from layers.reading.geometry import POLYGONS

Position = tuple[float, float]
CLOSED_LINES = frozenset({"barrier", "highway", "railway", "route"})
"""Closed ways with such tags are lines that return to their beginning."""
CLOSED_RING = 4
"""Points of the smallest ring, the first one twice."""


def way_shape(
    positions: Sequence[Position], tags: Mapping[str, str], kind: GeometryKind
) -> BaseGeometry | None:
    """A way: an area if it is closed, else a line; a point on it where the layer takes points.

    None where too little of it is known.
    """
    if len(positions) < 2:  # noqa: PLR2004 - a line has two ends
        return None
    is_closed = positions[0] == positions[-1] and len(positions) >= CLOSED_RING
    told = tags.get("area")
    is_area = is_closed and told != "no" and (told == "yes" or CLOSED_LINES.isdisjoint(tags))
    line = LineString(positions)
    if kind is GeometryKind.LINE:
        return line
    return _fitting(Polygon(positions) if is_area else line, kind)


def relation_shape(
    ways: Sequence[Sequence[Position]], tags: Mapping[str, str], kind: GeometryKind
) -> BaseGeometry | None:
    """A relation of ways: its areas with their holes, or, for a layer of lines, its lines joined.

    None where too few of the ways are known, as at the edge of an extract.
    """
    lines = MultiLineString([way for way in ways if len(way) > 1])
    if lines.is_empty:
        return None
    joined = shapely.line_merge(lines)
    if kind is GeometryKind.LINE:
        return joined
    if tags.get("type") not in ("multipolygon", "boundary"):
        return _fitting(joined, kind)
    area = shapely.build_area(shapely.node(joined))
    return None if area.is_empty else _fitting(area, kind)


def _fitting(shape: BaseGeometry, kind: GeometryKind) -> BaseGeometry | None:
    """The area if the layer takes such, else a point that surely lies on it."""
    if kind is GeometryKind.POINT:
        return shape.representative_point()
    if shape.geom_type in POLYGONS:
        return shape
    return None if kind is GeometryKind.POLYGON else shape.representative_point()
