"""Where the kept points and cells of one tile stand, and where the tile draws them."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    Double,
    Integer,
    Label,
    SmallInteger,
    SQLColumnExpression,
    Table,
    bindparam,
    func,
)
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.types import NullType

from geo.grid import CELL_BITS, WORLD_BITS, Tile, morton_key
from tiles.sql.statement import EXTENT

FIRST_KEY = bindparam("first_key", type_=BigInteger())
LAST_KEY = bindparam("last_key", type_=BigInteger())
"""The Morton keys at zoom 28 of all that a tile holds: one contiguous range."""
CELL_ZOOM = bindparam("cell_zoom", type_=SmallInteger())
FIRST_CELL = bindparam("first_cell", type_=BigInteger())
LAST_CELL = bindparam("last_cell", type_=BigInteger())
"""The Morton keys of the tile's 64 × 64 cells."""
KEY_BITS_OF_CELL = bindparam("key_bits_of_cell", type_=Integer())
"""By how many bits a key at zoom 28 is longer than that of its cell."""
ORIGIN_X: BindParameter[float] = bindparam("origin_x", type_=Double())
ORIGIN_Y: BindParameter[float] = bindparam("origin_y", type_=Double())
"""Column and row at zoom 28 of the tile's north-western corner."""
UNITS: BindParameter[float] = bindparam("units", type_=Double())
"""Tile units in a unit of zoom 28."""


def place_values(tile: Tile) -> dict[str, object]:
    """The values of the parameters."""
    bits = WORLD_BITS - tile.z
    first = morton_key(tile.x, tile.y) << 2 * bits
    cells = tile.cell_keys
    return {
        "first_key": first,
        "tile_key": morton_key(tile.x, tile.y),
        "last_key": first + (1 << 2 * bits) - 1,
        "cell_zoom": tile.z + CELL_BITS,
        "first_cell": cells.start,
        "last_cell": cells.stop - 1,
        "key_bits_of_cell": 2 * (bits - CELL_BITS),
        "origin_x": float(tile.x << bits),
        "origin_y": float(tile.y << bits),
        "units": EXTENT / (1 << bits),
    }


def drawn_at(x: SQLColumnExpression[Any], y: SQLColumnExpression[Any]) -> Label[Any]:
    """The point `mvt` in tile units of a column and row at zoom 28, which may be means.

    ST_AsMVT leaves out what is less than a unit, so a point stays within its tile and its cell;
    there is no transformation, and none is drawn twice.
    """
    point = func.ST_MakePoint((x - ORIGIN_X) * UNITS, (y - ORIGIN_Y) * UNITS, type_=NullType())
    return point.label("mvt")


def in_key_range(points: Table) -> ColumnElement[bool]:
    """The condition that kept points are in the tile."""
    return points.c.key.between(FIRST_KEY, LAST_KEY)
