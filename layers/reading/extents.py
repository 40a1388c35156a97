"""Extents of layers: of all places only the outermost are read, by the spatial index."""

from collections.abc import Iterable

from sqlalchemy import (
    ColumnElement,
    Double,
    Select,
    SQLColumnExpression,
    func,
    literal,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session
from sqlalchemy.types import NullType

from layers.access import Readable
from layers.reading.queries import DEGREES, Box

EDGES = (
    (func.ST_XMin, "LINESTRING(-180 -90, -180 90)"),
    (func.ST_YMin, "LINESTRING(-180 -90, 180 -90)"),
    (func.ST_XMax, "LINESTRING(180 -90, 180 90)"),
    (func.ST_YMax, "LINESTRING(-180 90, 180 90)"),
)
"""West, south, east and north: what gives the edge of a place, and the border of the world there.

The place nearest to a border of the world is the outermost one.
"""


def extents(session: Session, accesses: Iterable[Readable]) -> dict[str, Box | None]:
    """The box around the places that the caller may know, by layer id; None for none.

    EPSG:4326, exact at the moment of asking.
    """
    queries = [
        extent_of(access.place, access.rows).add_columns(literal(access.layer.id))
        for access in accesses
    ]
    found: dict[str, Box | None] = {}
    for *sides, layer in session.execute(union_all(*queries)):
        known = [round(side, DEGREES.decimals) for side in sides if side is not None]
        found[layer] = (known[0], known[1], known[2], known[3]) if known else None
    return found


def extent_of(
    place: SQLColumnExpression[object], rows: ColumnElement[bool] | None = None
) -> Select[float, float, float, float]:
    """A select of the west, south, east and north of a column of places, NULLs for none.

    Four look-ups in the column's GiST index, whatever the number of rows.
    """
    wanted = true() if rows is None else rows
    edges = []
    for edge, border in EDGES:
        line = func.ST_GeomFromText(border, 4326, type_=NullType())
        side: ColumnElement[float] = edge(place, type_=Double())
        outermost = select(side).where(wanted, place.is_not(None))
        edges.append(outermost.order_by(place.op("<->")(line)).limit(1).scalar_subquery())
    west, south, east, north = edges
    return select(west, south, east, north)
