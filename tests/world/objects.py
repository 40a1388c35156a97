"""Objects that a test places by hand, and points that were walked to."""

from collections.abc import Iterator
from itertools import count

from geoalchemy2 import WKTElement
from shapely import LineString, Point
from shapely.geometry.base import BaseGeometry
from sqlalchemy.orm import Session

from geo.distance.measure import SPHEROID
from layers.catalogue.monuments import Monument
from layers.catalogue.settlements import Settlement
from layers.catalogue.tourist_routes import TouristRoute

NORTHWARD, EASTWARD = 0.0, 90.0
"""Bearings."""

_katos: Iterator[int] = count(900_000_001)


def place(where: BaseGeometry | str) -> WKTElement:
    """The geometry, a shape or a WKT, as a column takes it, EPSG:4326."""
    return WKTElement(where if isinstance(where, str) else where.wkt, srid=4326)


def walked(start: tuple[float, float], bearing: float, metres: float) -> Point:
    """The point that a walk on the spheroid ends at."""
    longitude, latitude, _ = SPHEROID.fwd(*start, bearing, metres)
    return Point(longitude, latitude)


def add_monument(
    session: Session, where: BaseGeometry | str, name_kk: str = "Мола", **values: object
) -> Monument:
    """A monument, archaeological and of local significance unless told otherwise."""
    usual = {"name_kk": name_kk, "kind": "archaeology", "significance": "local"}
    row = Monument(**{**usual, **values}, geom=place(where))
    session.add(row)
    session.flush()
    return row


def add_settlement(session: Session, where: BaseGeometry | str, **values: object) -> Settlement:
    """A village with a code that no other has."""
    usual = {"kato": str(next(_katos)), "kind": "village"}
    row = Settlement(**{**usual, **values}, geom=place(where))
    session.add(row)
    session.flush()
    return row


def add_route(session: Session, line: LineString) -> TouristRoute:
    """A tourist route by car and on foot."""
    row = TouristRoute(name_kk="Жол", modes=["car", "foot"], difficulty="easy", geom=place(line))
    session.add(row)
    session.flush()
    return row
