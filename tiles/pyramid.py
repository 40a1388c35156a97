"""Points counted per grid cell: 64 × 64 cells a tile, each known by its Morton key."""

from typing import Protocol

from sqlalchemy import (
    BigInteger,
    BindParameter,
    Boolean,
    Double,
    Subquery,
    bindparam,
    case,
    cast,
    func,
    literal,
    select,
)
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.types import NullType

from geo.grid import CELL_BITS, HALF_WORLD_M, WEB_MERCATOR, Tile, tile_size_m
from layers.access import Readable
from layers.tile_fields import attribute, tile_fields
from tiles.generalise import Form, drawn
from tiles.source import counted_field
from tiles.statement import EXTENT, NORTH_M, SURROUNDINGS, WEST_M, computed_once, in_tile

CELLS = 1 << CELL_BITS
CELL_M: BindParameter[float] = bindparam("cell_m", type_=Double())
FIRST_CELL_X = bindparam("first_cell_x", type_=BigInteger())
FIRST_CELL_Y = bindparam("first_cell_y", type_=BigInteger())
UNITS_OF_CELL = EXTENT // CELLS


class Pyramid(Protocol):
    """Where the cells of a tile come from."""

    def cells(self, layer: Readable, wanted: ColumnElement[bool]) -> Subquery:
        """The rows of a tile's cells, by Morton key.

        They are `mvt`, `count`, `<field>:<code>` for each code that occurs, and for a cell with a
        single object its `id` and fields. `wanted` is the condition of the filters.
        """
        ...


def cell_values(tile: Tile) -> dict[str, object]:
    """The values of a tile's grid: the cell's edge in metres of EPSG:3857, and its first cell."""
    return {
        "cell_m": tile_size_m(tile.z + CELL_BITS),
        "first_cell_x": tile.x << CELL_BITS,
        "first_cell_y": tile.y << CELL_BITS,
    }


class CountedOnTheFly:
    """Cells counted from the rows themselves at every request."""

    def cells(self, layer: Readable, wanted: ColumnElement[bool]) -> Subquery:
        """The rows of a tile's cells; a point on an edge belongs to the cell east or south."""
        cells = self._counted(layer, wanted)
        cell_x, cell_y = cells.c.cell_x, cells.c.cell_y
        grid = ("cell_x", "cell_y", "x", "y")
        return (
            select(
                in_tile(_position(cells), buffer=0).label("mvt"),
                *(column for column in cells.c if column.name not in grid),
            )
            .where(
                cell_x.between(FIRST_CELL_X, FIRST_CELL_X + (CELLS - 1)),
                cell_y.between(FIRST_CELL_Y, FIRST_CELL_Y + (CELLS - 1)),
            )
            .order_by(func.atlas_morton(cell_x, cell_y))
            .subquery()
        )

    def _counted(self, layer: Readable, wanted: ColumnElement[bool]) -> Subquery:
        """The cells of the tile and of a rim around it, with the mean place of their points.

        The rim goes only after the counting: PostgreSQL cannot tell how many points a condition
        on computed cells leaves, and would sort them all where hashing is quicker.
        """
        points = self._points(layer, wanted)
        cell_x, cell_y = points.c.cell_x, points.c.cell_y
        fields = (
            _of_single(points.c[field.name]).label(field.name) for field in tile_fields(layer.layer)
        )
        return computed_once(
            select(
                cell_x,
                cell_y,
                func.avg(points.c.x).label("x"),
                func.avg(points.c.y).label("y"),
                _of_single(points.c.id).label("id"),
                func.count().label("count"),
                *fields,
                *_counts(layer, points),
            ).group_by(cell_x, cell_y)
        )

    def _points(self, layer: Readable, wanted: ColumnElement[bool]) -> Subquery:
        """The readable points around the tile with their cells at its zoom + 6."""
        counted = counted_field(layer.layer)
        names = {field.name for field in tile_fields(layer.layer)}
        names |= {counted.name} if counted else set()
        places = computed_once(
            layer.select(
                layer.layer.table.id,
                drawn(layer.place, layer.layer, Form.COUNTED).label("shape"),
                *(attribute(layer, layer.field(name)) for name in sorted(names)),
            ).where(layer.place.op("&&")(SURROUNDINGS), wanted)
        )
        x, y = func.ST_X(places.c.shape), func.ST_Y(places.c.shape)
        others = (column for column in places.c if column.name != "shape")
        return select(
            *others,
            cast(x, Double).label("x"),
            cast(y, Double).label("y"),
            cast(func.floor((x + HALF_WORLD_M) / CELL_M), BigInteger).label("cell_x"),
            cast(func.floor((HALF_WORLD_M - y) / CELL_M), BigInteger).label("cell_y"),
        ).subquery()


def _counts(layer: Readable, points: Subquery) -> list[ColumnElement[object]]:
    """The number of objects of each code, NULL for none."""
    field = counted_field(layer.layer)
    if field is None or field.vocabulary is None:
        return []
    column = points.c[field.name]
    return [
        func.nullif(func.count().filter(column == code), 0).label(f"{field.name}:{code}")
        for code in field.vocabulary.codes
    ]


def _of_single(column: ColumnElement[object]) -> ColumnElement[object]:
    """The value of a cell's only object, NULL where the cell has several."""
    same = func.bool_and if isinstance(column.type, Boolean) else func.min
    return case((func.count() == 1, same(column)))


def _position(cells: Subquery) -> ColumnElement[object]:
    """The mean place of a cell's objects, kept a tile unit inside the cell's edges."""
    unit = CELL_M / literal(float(UNITS_OF_CELL))
    west = WEST_M + (cells.c.cell_x - FIRST_CELL_X) * CELL_M
    north = NORTH_M - (cells.c.cell_y - FIRST_CELL_Y) * CELL_M
    x = func.least(cells.c.x, west + CELL_M - unit)
    y = func.greatest(cells.c.y, north - CELL_M + unit)
    point = func.ST_MakePoint(x, y, type_=NullType())
    return func.ST_SetSRID(point, WEB_MERCATOR, type_=NullType())
