"""Reading regions for those who ask over the network: rows with boxes, polygons, ancestors."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, literal, or_, select, true
from sqlalchemy.orm import Session, aliased

from core.text import Text
from geo.grid import WEB_MERCATOR
from layers.boundary_sources import source_in_languages
from layers.conditions import COUNTRY
from layers.regions import Level, Region, ancestors, region, valid_on

COUNTRY_NAME = Text("Қазақстан", "Казахстан", "Kazakhstan")
SHOWN_PIXELS = 2000
"""A polygon without a wanted tolerance is simplified to this many steps along its box."""

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Detail:
    """How finely a polygon is wanted: exactly, or simplified by metres of EPSG:3857.

    Without either it is simplified in proportion to its size.
    """

    exact: bool = False
    tolerance_m: float | None = None


def region_list(
    session: Session, on: date, *, level: Level | None = None, parent: str | None = None
) -> list[Json]:
    """The units of a day, by code: of a level, under a parent at any depth, or directly under it.

    Without both the country's oblasts and cities.
    """
    conditions: list[ColumnElement[bool]] = []
    if parent is not None and parent != COUNTRY:
        between = aliased(Region)
        direct = select(between.code).where(between.parent_code == parent, valid_on(between, on))
        under = Region.parent_code == parent
        conditions.append(or_(under, Region.parent_code.in_(direct)) if level else under)
    elif level is None:
        level = Level.OBLAST
    if level is not None:
        conditions.append(Region.level == level)
    rows = session.execute(_rows(on).where(*conditions).order_by(Region.code))
    return [_json(row) for row in rows]


def region_json(session: Session, code: str, on: date) -> Json:
    """One unit of a day with its ancestors; `KZ` is the country. Raises UnknownRegionError."""
    if code == COUNTRY:
        return country_json(session, on)
    unit = region(session, code, on)
    row = session.execute(_rows(on).where(Region.id == unit.id)).one()
    return {**_json(row), "ancestors": [named(above) for above in ancestors(session, code, on)]}


def country_json(session: Session, on: date) -> Json:
    """The country in the shape of a unit; its box is that of its oblasts."""
    oblasts = region_list(session, on)
    boxes = [unit["bbox"] for unit in oblasts if unit["bbox"]]
    edges = list(zip(*boxes, strict=True))
    box = [min(edges[0]), min(edges[1]), max(edges[2]), max(edges[3])] if boxes else None
    return {
        "code": COUNTRY,
        "parent_code": None,
        "level": 0,
        "kind": "country",
        "name": COUNTRY_NAME.as_dict(),
        "iso_code": COUNTRY,
        "approximate": any(unit["approximate"] for unit in oblasts),
        "boundary_source": None,
        "boundary_source_name": None,
        "bbox": box,
        "label_point": None,
        "valid_from": None,
        "valid_to": None,
        "has_children": bool(oblasts),
        "ancestors": [],
    }


def polygon_of(session: Session, code: str, on: date, detail: Detail) -> str | None:
    """The GeoJSON of a unit's polygon, None where none is known; the country's is its oblasts'."""
    column = Region.__table__.c.geom
    shape = func.ST_Union(column) if code == COUNTRY else func.ST_Multi(column)
    chosen = Region.level == Level.OBLAST if code == COUNTRY else Region.code == code
    found = select(shape.label("shape")).where(chosen, valid_on(Region, on)).subquery()
    if detail.exact:
        written: ColumnElement[Any] = found.c.shape
    else:
        written = _simplified(found.c.shape, detail.tolerance_m)
    return session.scalars(select(func.ST_AsGeoJSON(written, 6))).first()


def region_name(unit: Region) -> Json:
    """A unit's code and names, and whether its polygon is only approximate."""
    return {"code": unit.code, "name": unit.name.as_dict(), "approximate": unit.approximate}


def named(unit: Region) -> Json:
    """A unit's name with its level and kind."""
    return {**region_name(unit), "level": unit.level, "kind": unit.kind}


def _simplified(shape: ColumnElement[Any], tolerance_m: float | None) -> ColumnElement[Any]:
    flat = func.ST_Transform(shape, WEB_MERCATOR)
    longest = func.greatest(
        func.ST_XMax(flat) - func.ST_XMin(flat), func.ST_YMax(flat) - func.ST_YMin(flat)
    )
    step = longest / SHOWN_PIXELS if tolerance_m is None else literal(tolerance_m)
    return func.ST_Transform(func.ST_SimplifyPreserveTopology(flat, step), 4326)


def _rows(on: date) -> Select[*tuple[Any, ...]]:
    below = aliased(Region)
    has_children = select(below.id).where(below.parent_code == Region.code, valid_on(below, on))
    edges = (func.ST_XMin, func.ST_YMin, func.ST_XMax, func.ST_YMax)
    return select(
        Region,
        *(edge(Region.geom) for edge in edges),
        func.ST_X(Region.label_point),
        func.ST_Y(Region.label_point),
        has_children.exists(),
    ).where(valid_on(Region, on), true())


def _json(row: Row[*tuple[Any, ...]]) -> Json:
    unit: Region = row[0]
    box: tuple[float | None, ...] = row[1:5]
    return {
        "code": unit.code,
        "parent_code": unit.parent_code,
        "level": unit.level,
        "kind": unit.kind,
        "name": unit.name.as_dict(),
        "iso_code": unit.iso_code,
        "approximate": unit.approximate,
        "boundary_source": unit.boundary_source,
        "boundary_source_name": source_in_languages(unit.boundary_source),
        "bbox": None if box[0] is None else [round(edge or 0.0, 6) for edge in box],
        "label_point": None if row[5] is None else [row[5], row[6]],
        "valid_from": unit.valid_from and unit.valid_from.isoformat(),
        "valid_to": unit.valid_to and unit.valid_to.isoformat(),
        "has_children": row[7],
    }
