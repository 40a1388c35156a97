"""Copies that lie on the grid of a zoom's tiles, written into a tile as they are."""

from sqlalchemy import Integer, Subquery, bindparam, case, func, literal, or_, select
from sqlalchemy.sql import Select
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.types import NullType

from tiles.sql.statement import (
    BUFFER,
    EAST_M,
    ENVELOPE,
    EXTENT,
    NORTH_M,
    WEST_M,
    computed_once,
    in_tile,
)

ZOOM = bindparam("zoom", type_=Integer())
UNIT_M = (EAST_M - WEST_M) * literal(1 / EXTENT)
SURROUNDINGS_M = func.ST_Expand(ENVELOPE, UNIT_M * literal(float(BUFFER)), type_=NullType())
"""The tile with its buffer in EPSG:3857, for the spatial index of copies."""


def polygons_in_tile(copies: Select[*tuple[object, ...]]) -> Subquery:
    """The rows of copies with their column `geom` replaced by `mvt`.

    Nothing is simplified or rounded once more, as ST_AsMVTGeom would do with each polygon alone: so
    neighbours keep every vertex that they share. Only a polygon that the tile's edge cuts into
    something invalid goes that way.
    """
    found = copies.subquery()
    others = [column for column in found.c if column.name != "geom"]
    placed = computed_once(select(*others, found.c.geom, _placed(found.c.geom).label("placed")))
    is_sound = or_(placed.c.geom.op("@")(SURROUNDINGS_M), func.ST_IsValid(placed.c.placed))
    mvt = case(
        (func.ST_IsEmpty(placed.c.placed), None),
        (is_sound, placed.c.placed),
        else_=in_tile(placed.c.geom),
    )
    return select(mvt.label("mvt"), *(placed.c[column.name] for column in others)).subquery()


def lines_in_tile(copies: Select[*tuple[object, ...]]) -> Subquery:
    """The rows of copies with their column `geom` replaced by `mvt`."""
    found = copies.subquery()
    others = (column for column in found.c if column.name != "geom")
    return computed_once(select(*others, in_tile(found.c.geom).label("mvt")))


def _placed(shape: ColumnElement[object]) -> ColumnElement[object]:
    """The polygon cut and in the tile's units, y to the south, outer rings of positive area."""
    cut = func.ST_ClipByBox2D(shape, func.Box2D(SURROUNDINGS_M), type_=NullType())
    scale = literal(1.0) / UNIT_M
    in_units = func.ST_Affine(
        cut, scale, 0, 0, -scale, -WEST_M * scale, NORTH_M * scale, type_=NullType()
    )
    return func.ST_ForcePolygonCCW(func.ST_SnapToGrid(in_units, 1), type_=NullType())
