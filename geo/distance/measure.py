"""Lengths, areas and distances on the WGS 84 spheroid; geometries in EPSG:4326."""

from pyproj import Geod
from shapely import Point, orient_polygons, segmentize
from shapely.geometry.base import BaseGeometry

SPHEROID = Geod(ellps="WGS84")
SQUARE_KM_M2 = 1_000_000
LONGEST_GEODESIC_DEG = 0.02
"""A geodesic this long leaves the straight edge by less than half a metre at 50° north."""


def area_m2(polygon: BaseGeometry) -> float:
    """The area of a polygon or multipolygon on the spheroid; 0 for an empty one or another kind.

    Edges are straight in longitude and latitude, as maps draw them: they are followed in short
    geodesics (Karney 2013, by PROJ), so that the areas of a polygon's parts add up to its own.
    """
    followed = segmentize(_counter_clockwise(polygon), LONGEST_GEODESIC_DEG)
    area, _ = SPHEROID.geometry_area_perimeter(followed)
    return abs(float(area))


def area_km2(polygon: BaseGeometry) -> float:
    """The area of a polygon or multipolygon as the region table keeps it: to 1000 m²."""
    return round(area_m2(polygon) / SQUARE_KM_M2, 3)


def length_m(line: BaseGeometry) -> float:
    """The geodesic length of a line, or the perimeter of a polygon."""
    return float(SPHEROID.geometry_length(line))


def distance_m(start: Point, end: Point) -> float:
    """The geodesic distance between two points."""
    _, _, distance = SPHEROID.inv(start.x, start.y, end.x, end.y)
    return float(distance)


def _counter_clockwise(polygon: BaseGeometry) -> BaseGeometry:
    """The polygon with shells against and holes with the clock, so that holes subtract."""
    return orient_polygons(polygon, exterior_cw=False)
