"""Hand-placed objects for analyses: every distance is known because it was walked."""

from collections.abc import Iterator
from itertools import count

from geoalchemy2.shape import from_shape
from shapely import Point
from shapely.geometry.base import BaseGeometry
from sqlalchemy.orm import Session

from geo.distance.measure import SPHEROID
from layers.catalogue.monuments import Monument
from layers.catalogue.settlements import Settlement

NORTH, EAST, SOUTH, WEST = 0.0, 90.0, 180.0, 270.0

_katos: Iterator[int] = count(900_000_001)


def walked(start: tuple[float, float], bearing: float, metres: float) -> Point:
    """The point that a walk on the spheroid ends at."""
    longitude, latitude, _ = SPHEROID.fwd(*start, bearing, metres)
    return Point(longitude, latitude)


def add_monument(session: Session, place: BaseGeometry, **values: object) -> Monument:
    """A monument at a place, EPSG:4326."""
    row = Monument(kind="archaeology", geom=from_shape(place, srid=4326), **values)
    session.add(row)
    session.flush()
    return row


def add_settlement(session: Session, place: Point, **values: object) -> Settlement:
    """A settlement at a place, EPSG:4326."""
    kato = str(next(_katos))
    row = Settlement(
        **{"kato": kato, "kind": "village", **values}, geom=from_shape(place, srid=4326)
    )
    session.add(row)
    session.flush()
    return row
