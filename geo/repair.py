"""Valid polygons and lines out of invalid ones."""

from shapely import MultiLineString, MultiPolygon, get_parts, is_valid_reason, make_valid, union_all
from shapely.geometry.base import BaseGeometry


def valid_polygons(geometry: BaseGeometry) -> MultiPolygon:
    """The polygonal part of a geometry, valid; empty where it covers no area.

    Rings keep their nesting (GEOS «structure» method); stray lines and points are dropped.
    """
    repaired = make_valid(geometry, method="structure", keep_collapsed=False)
    polygons = [part for part in get_parts(repaired) if part.geom_type == "Polygon"]
    nested = [part for part in get_parts(repaired) if part.geom_type == "MultiPolygon"]
    if nested:
        return valid_polygons(union_all([*polygons, *nested]))
    return MultiPolygon([part for part in polygons if not part.is_empty])


def valid_lines(geometry: BaseGeometry) -> MultiLineString:
    """The parts of a line that have a length, in their order; empty where none has."""
    lines = (part for part in get_parts(geometry) if part.geom_type == "LineString")
    return MultiLineString([line for line in lines if line.length > 0])


def invalidity(geometry: BaseGeometry) -> str | None:
    """Why a geometry is not valid, in the words of GEOS, or None where it is."""
    return None if geometry.is_valid else str(is_valid_reason(geometry))
