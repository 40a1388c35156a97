"""The region tree in one tile: polygons with borders that neighbours share, and label points."""

from sqlalchemy import Date, SmallInteger, Subquery, bindparam, cast, func, select, union_all
from sqlalchemy.sql import Select
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.types import NullType

from layers.regions.generalised import LEVEL_FROM_ZOOM, RegionGeneralised
from layers.regions.region import Level, Region, valid_on
from tiles.sql.generalise import TOLERANCE_M, mercator
from tiles.sql.kept_shapes import SURROUNDINGS_M, ZOOM, polygons_in_tile
from tiles.sql.statement import SURROUNDINGS, computed_once, in_tile

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


def region_rows() -> Subquery:
    """The rows of the valid polygons in the tile, by level and code.

    They come from the zoom's copies; a polygon that has none yet is simplified alone.
    """
    copies = polygons_in_tile(_of_copies())
    lacking = _of_lacking().subquery()
    names = ("mvt", Region.id.key, *(column.key for column in ATTRIBUTES))
    both = union_all(*(select(*(rows.c[name] for name in names)) for rows in (copies, lacking)))
    return _in_order(both.subquery())


def label_rows() -> Subquery:
    """The rows of the valid units' label points in the tile, by level and code."""
    point = func.coalesce(Region.label_point, func.ST_PointOnSurface(Region.geom), type_=NullType())
    shown = select(Region.id, in_tile(mercator(point)).label("mvt"), *ATTRIBUTES)
    return _in_order(shown.where(_is_shown(), point.op("&&")(SURROUNDINGS)).subquery())


def _of_copies() -> Select[*tuple[object, ...]]:
    copy = RegionGeneralised
    return (
        select(Region.id, *ATTRIBUTES, copy.geom)
        .join(copy, copy.region_id == Region.id)
        .where(_of_zoom(), copy.geom.op("&&")(SURROUNDINGS_M), _is_shown())
    )


def _of_lacking() -> Select[*tuple[object, ...]]:
    """The units without a copy; only of these the polygon is looked at."""
    has_copy = select(1).where(RegionGeneralised.region_id == Region.id, _of_zoom()).exists()
    lacking = computed_once(
        select(Region.id, *ATTRIBUTES, Region.geom).where(
            Region.geom.op("&&")(SURROUNDINGS), _is_shown(), ~has_copy
        )
    )
    shape = mercator(lacking.c.geom)
    alone = func.ST_SimplifyPreserveTopology(shape, TOLERANCE_M, type_=NullType())
    others = (column for column in lacking.c if column.name != "geom")
    return select(*others, in_tile(alone).label("mvt"))


def _of_zoom() -> ColumnElement[bool]:
    """In the column's own type: the spatial index knows no other number."""
    return RegionGeneralised.zoom == cast(ZOOM, SmallInteger)


def _is_shown() -> ColumnElement[bool]:
    return (Region.level <= DEEPEST_LEVEL) & valid_on(Region, ON)


def _in_order(rows: Subquery) -> Subquery:
    ordered = select(rows).where(rows.c.mvt.is_not(None))
    return ordered.order_by(rows.c.level, rows.c.code).subquery()
