"""Squares as regions: where each point lies can be seen at a glance.

Oblast A spans 60-62°E, oblast B 62-64°E, both 50-52°N. A has two districts, split at 61°E; the
western one has two rural districts, split at 51°N, the eastern one none. B is undivided.
"""

from datetime import date

from geoalchemy2.shape import from_shape
from shapely import MultiPolygon, Point, box
from shapely.geometry.base import BaseGeometry
from sqlalchemy import insert
from sqlalchemy.orm import Session

from layers.catalogue.settlements import Settlement
from layers.regions.attribution import refresh_parts
from layers.regions.region import Region

A, B = "110000000", "150000000"
A_WEST, A_EAST = "113200000", "113400000"
SOUTH, NORTH = "113230000", "113240000"
DAY = date(2026, 7, 17)
KINDS = {1: "oblast", 2: "district", 3: "rural_district"}


def add_region(
    session: Session,
    code: str,
    parent_code: str | None,
    shape: BaseGeometry | None,
    **values: object,
) -> Region:
    """A unit with a polygon; its level follows from its code."""
    level = 1 if code[2:] == "0000000" else 2 if code[4:] == "00000" else 3
    polygon = MultiPolygon([shape]) if shape is not None else None
    unit = Region(
        **{
            "code": code,
            "parent_code": parent_code,
            "level": level,
            "kind": KINDS[level],
            "name_kk": f"{code} атауы",
            "name_ru": f"Название {code}",
            "name_en": f"Name {code}",
            "geom": from_shape(polygon, 4326) if polygon else None,
            "label_point": from_shape(polygon.representative_point(), 4326) if polygon else None,
            "approximate": False,
            "source": "drawn",
            **values,
        }
    )
    session.add(unit)
    session.flush()
    return unit


def draw_squares(session: Session) -> None:
    """Add the squares, with their parts."""
    add_region(session, A, None, box(60, 50, 62, 52))
    add_region(session, B, None, box(62, 50, 64, 52))
    add_region(session, A_WEST, A, box(60, 50, 61, 52))
    add_region(session, A_EAST, A, box(61, 50, 62, 52))
    add_region(session, SOUTH, A_WEST, box(60, 50, 61, 51))
    add_region(session, NORTH, A_WEST, box(60, 51, 61, 52))
    refresh_parts(session)


def add_settlement(session: Session, kato: str, lon: float, lat: float) -> None:
    """Put a settlement at the place."""
    session.execute(
        insert(Settlement).values(
            kato=kato,
            name_kk=kato,
            name_ru=kato,
            name_en=kato,
            kind="village",
            geom=from_shape(Point(lon, lat), 4326),
            source="drawn",
            source_key=kato,
        )
    )
