"""Tiles that hold more points than a map of their zoom can show: they are counted instead."""

from sqlalchemy import BigInteger, SmallInteger, and_, bindparam, exists, literal, select
from sqlalchemy.sql.elements import ColumnElement

from layers.access import Readable
from layers.materialized.cells import ALL_KINDS, Cells, cell_zooms, cells_table
from layers.materialized.points import points_table
from layers.model.layer import Layer
from tiles.sql.filters import Filters, wanted_points
from tiles.sql.kept_places import in_key_range

LAST_ZOOM = 14
"""At deeper zooms each point is always drawn for itself."""
MOST_SINGLE = 5_000
"""Points of a tile that are still drawn one by one: some 50 kB when compressed."""
ZOOM = bindparam("zoom", type_=SmallInteger())
TILE_KEY = bindparam("tile_key", type_=BigInteger())
"""The Morton key of the tile itself, which is a cell of a coarser tile."""


def may_be_dense(layer: Layer, zoom: int) -> bool:
    """Whether tiles of the zoom draw points one by one, but count them where they are too many."""
    counts_below = layer.tile.counts_below or LAST_ZOOM
    is_kept = Cells().is_kept_for(layer) and zoom in cell_zooms(layer)
    return is_kept and counts_below <= zoom <= LAST_ZOOM


def is_dense(layer: Readable, filters: Filters) -> ColumnElement[bool]:
    """The condition that more than MOST_SINGLE wanted points lie in the tile.

    The kept cell that is the tile itself tells at once where there are not so many, whatever the
    filters; only beyond that are the wanted ones counted.
    """
    cells, points = cells_table(layer.layer), points_table(layer.layer)
    is_tile = and_(cells.c.zoom == ZOOM, cells.c.kind == ALL_KINDS, cells.c.key == TILE_KEY)
    holds_many = select(cells.c.count > MOST_SINGLE).where(is_tile).scalar_subquery()
    if filters == Filters():
        return holds_many
    wanted = select(literal(1)).where(in_key_range(points), wanted_points(layer, filters, points))
    return and_(holds_many, exists(wanted.offset(MOST_SINGLE).limit(1)))
