"""The region tree in one tile: polygons with borders that neighbours share, and label points."""

from sqlalchemy import Date, SmallInteger, SQLColumnExpression, Subquery, bindparam, func, select
from sqlalchemy.sql import Select
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.types import NullType

from layers.region_generalised import LEVEL_FROM_ZOOM, RegionGeneralised
from layers.regions import Level, Region, valid_on
from tiles.generalise import TOLERANCE_M, mercator
from tiles.statement import SURROUNDINGS, in_tile

BAND = bindparam("band", type_=SmallInteger())
DEEPEST_LEVEL = bindparam("deepest_level", type_=SmallInteger())
ON = bindparam("on", type_=Date())
ATTRIBUTES = (
    Region.code,
    Region.level,
    Region.kind,
    Region.parent_code,
    Region.name_kk,
    Region.name_ru,
    Region.name_en,
    Region.approximate,
)


def deepest_level(zoom: int) -> Level:
    """The deepest level that a zoom shows."""
    return max(level for level, first in LEVEL_FROM_ZOOM.items() if zoom >= first)


def region_rows(*, generalised: bool) -> Subquery:
    """The rows of the valid polygons in the tile, by level and code.

    They come from the copies for the zoom's band, or else from the polygons themselves.
    """
    rows = _shown(_generalised() if generalised else _whole(), Region.geom)
    if generalised:
        is_copy = (RegionGeneralised.region_id == Region.id) & (RegionGeneralised.band == BAND)
        rows = rows.outerjoin_from(Region, RegionGeneralised, is_copy)
    return _in_order(rows)


def label_rows() -> Subquery:
    """The rows of the valid units' label points in the tile, by level and code."""
    point = func.coalesce(Region.label_point, func.ST_PointOnSurface(Region.geom), type_=NullType())
    return _in_order(_shown(mercator(point), point))


def _shown(
    shape: ColumnElement[object], place: SQLColumnExpression[object]
) -> Select[*tuple[object, ...]]:
    return select(Region.id, in_tile(shape).label("mvt"), *ATTRIBUTES).where(
        Region.level <= DEEPEST_LEVEL, valid_on(Region, ON), place.op("&&")(SURROUNDINGS)
    )


def _in_order(rows: Select[*tuple[object, ...]]) -> Subquery:
    found = rows.subquery()
    ordered = select(found).where(found.c.mvt.is_not(None))
    return ordered.order_by(found.c.level, found.c.code).subquery()


def _generalised() -> ColumnElement[object]:
    """The copy, or the polygon simplified alone where its copy is not made yet."""
    alone = func.ST_SimplifyPreserveTopology(mercator(Region.geom), TOLERANCE_M, type_=NullType())
    return func.coalesce(RegionGeneralised.geom, alone, type_=NullType())


def _whole() -> ColumnElement[object]:
    """The polygon around the tile; cut before it is transformed because it may be very large."""
    return mercator(func.ST_ClipByBox2D(Region.geom, func.Box2D(SURROUNDINGS), type_=NullType()))
