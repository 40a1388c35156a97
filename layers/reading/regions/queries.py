"""Reading regions for those who ask over the network: rows with boxes, polygons, ancestors."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, literal, or_, select, true
from sqlalchemy.orm import Session, aliased

from core.text import Text
from geo.grid import WEB_MERCATOR
from layers.days import TODAY, today
from layers.reading.conditions import COUNTRY
from layers.regions.boundary_sources import source_in_languages
from layers.regions.region import Level, Region, UnknownRegionError, valid_on

COUNTRY_NAME = Text("Қазақстан", "Казахстан", "Kazakhstan")
SHOWN_PIXELS = 2000
"""A polygon without a wanted tolerance is simplified to this many steps along its box."""

Json = dict[str, Any]
Day = date | ColumnElement[date]


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


def region_json(session: Session, code: str, on: date | None = None) -> Json:
    """One unit of a day, or of today, with its ancestors; `KZ` is the country.

    One statement. Raises UnknownRegionError.
    """
    day = TODAY if on is None else on
    if code == COUNTRY:
        return country_json(session, day)
    rows = session.execute(_chain(code, day)).all() if code.isascii() and code.isdigit() else []
    if not rows:
        raise UnknownRegionError(code, on or today(session))
    *above, row = rows
    return {**_json(row), "ancestors": [named(unit) for unit, *_ in above]}


def _chain(code: str, day: Day) -> Select[*tuple[Any, ...]]:
    """The rows of the units above one, the oblast first, and of itself."""
    here = select(Region.id, Region.parent_code, literal(0).label("steps"))
    chain = here.where(Region.code == code, valid_on(Region, day)).cte("chain", recursive=True)
    above = select(Region.id, Region.parent_code, chain.c.steps + 1)
    chain = chain.union_all(
        above.join(chain, Region.code == chain.c.parent_code).where(valid_on(Region, day))
    )
    return _rows(day).join(chain, chain.c.id == Region.id).order_by(chain.c.steps.desc())


def country_json(session: Session, day: Day) -> Json:
    """The country in the shape of a unit; its box is that of its oblasts."""
    edges = (
        func.min(func.ST_XMin(Region.geom)),
        func.min(func.ST_YMin(Region.geom)),
        func.max(func.ST_XMax(Region.geom)),
        func.max(func.ST_YMax(Region.geom)),
    )
    oblasts = select(*edges, func.bool_or(Region.approximate), func.count())
    *box, approximate, count = session.execute(
        oblasts.where(Region.level == Level.OBLAST, valid_on(Region, day))
    ).one()
    return {
        "code": COUNTRY,
        "parent_code": None,
        "level": 0,
        "kind": "country",
        "name": COUNTRY_NAME.as_dict(),
        "iso_code": COUNTRY,
        "approximate": bool(approximate),
        "boundary_source": None,
        "boundary_source_name": None,
        "bbox": None if box[0] is None else [round(edge, 6) for edge in box],
        "label_point": None,
        "valid_from": None,
        "valid_to": None,
        "has_children": count > 0,
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


def _rows(on: Day) -> Select[*tuple[Any, ...]]:
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
