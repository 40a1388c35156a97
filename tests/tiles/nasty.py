"""Shapes that are hard to draw: slivers, touching holes, dots, points on the edges of tiles."""

import math

from geoalchemy2.shape import from_shape
from shapely import LineString, MultiLineString, MultiPolygon, Point, Polygon, box
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry
from sqlalchemy import insert
from sqlalchemy.orm import Session

from geo.grid import Tile
from layers.catalogue.citizen_reports import CitizenReport
from layers.catalogue.monuments import Monument
from layers.catalogue.tourist_routes import TouristRoute

LONGITUDE, LATITUDE = 71.4, 51.1
CORNER = Tile(14, 11_441, 5_477)
"""A tile at whose edges points stand."""
NASTY_AT = ((LONGITUDE, LATITUDE), (LONGITUDE + 0.2, LATITUDE), CORNER.bounds[:2])
AREAS: tuple[BaseGeometry, ...] = (
    Polygon([(0, 0), (0.3, 0.000001), (0.3, 0)]),
    Polygon(
        [(0, 0), (0.02, 0), (0.02, 0.02), (0, 0.02)], [[(0.01, 0), (0.015, 0.01), (0.005, 0.01)]]
    ),
    Polygon(
        [(0, 0), (0.02, 0), (0.02, 0.02), (0, 0.02)],
        [
            [(0.005, 0.005), (0.01, 0.01), (0.005, 0.015)],
            [(0.01, 0.01), (0.015, 0.005), (0.015, 0.015)],
        ],
    ),
    MultiPolygon(
        [box(0, 0, 0.01, 0.01), box(0.01, 0.01, 0.02, 0.02), box(0.1, 0, 0.1000001, 1e-7)]
    ),
    box(0, 0, 0.0000001, 0.0000001),
    Polygon(
        [(0, 0), (0.02, 0), (0.02, 0.02), (0.01, 0.02), (0.01, 0.01), (0.0099999, 0.02), (0, 0.02)]
    ),
    Polygon([(0.02, 0.02), (0, 0.02), (0.02, 0), (0, 0)]),
    Polygon([(0, 0), (0, 0.02), (0.02, 0.02), (0.02, 0)]),
    Point(0.01, 0.01).buffer(0.01, quad_segs=300),
)
"""Degrees from the place; a bow tie and a shell that runs the other way among them."""
LINES: tuple[BaseGeometry, ...] = (
    LineString([(-20, -5), (14, 3)]),
    LineString([(step / 1000, 0.01 * math.sin(step)) for step in range(2000)]),
    LineString([(0, 0), (1e-7, 0)]),
    LineString([(0, 0), (0.01, 0), (0, 0), (0.01, 0), (0, 0)]),
    LineString([(0, 0), (0.0001, 0), (0.0001, 0.0001), (0, 0)]),
    MultiLineString([[(0, 0), (0.1, 0.1)], [(0, 0), (1e-8, 0)], [(0.2, 0), (0.2, 0.1)]]),
)


def add_nasty_shapes(session: Session) -> None:
    """Add the nasty shapes, public."""
    for area in AREAS:
        session.add(
            Monument(name_kk="Мола", kind="archaeology", significance="local", geom=_placed(area))
        )
    for line in LINES:
        session.add(
            TouristRoute(name_kk="Жол", modes=["car"], difficulty="easy", geom=_placed(line))
        )
    session.flush()
    points = [{"topic": "roads", "geom": from_shape(point, srid=4326)} for point in _on_edges()]
    session.execute(insert(CitizenReport), points)


def _placed(shape: BaseGeometry) -> object:
    return from_shape(translate(shape, LONGITUDE, LATITUDE), srid=4326)


def _on_edges() -> list[Point]:
    """Points on the corners and an edge of a tile, two on each place."""
    west, south, east, north = CORNER.bounds
    middle = (south + north) / 2
    places = [(west, south), (west, north), (east, south), (east, north), (west, middle)]
    return [Point(place) for place in places for _ in range(2)]
