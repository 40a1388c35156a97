"""Which tiles can hold anything: asked for many tiles at once, true for all their descendants.

An empty tile says nothing of its children: a small area that vanishes at one zoom is drawn at the
next, a layer begins deeper, a settlement is labelled deeper. Where no row of any layer reaches into
a tile and its buffer, though, no descendant holds anything either: whatever is drawn of a row lies
within its box, and the buffer of a child lies within that of its parent.
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import (
    ARRAY,
    BindParameter,
    ColumnElement,
    Date,
    Double,
    SQLColumnExpression,
    TableValuedAlias,
    bindparam,
    column,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy.types import NullType

from core.access.caller import STRANGER
from geo.grid import Tile
from layers.access import readable
from layers.regions.region import Region, valid_on
from tiles.database import TileDatabase
from tiles.sql.statement import SIDES, Statement, compiled, tile_values
from tiles.tile_layer import TileLayer

ON = bindparam("on", type_=Date())


class Occupied:
    """Asks which tiles can hold anything of some layers on a day."""

    def __init__(self, database: TileDatabase, tile_layers: Sequence[TileLayer], on: date) -> None:
        self._database = database
        self._sources = tuple(tile_layers)
        self._on = on
        self._statements: dict[tuple[str, ...], Statement] = {}

    async def among(self, tiles: Sequence[Tile]) -> list[Tile]:
        """Those of the tiles, all of one zoom, that can hold anything, in their order."""
        if not tiles:
            return []
        boxes = [tile_values(tile) for tile in tiles]
        sides = {f"{side}s": [box[side] for box in boxes] for side in SIDES}
        statement = self._statement(tiles[0].z)
        arguments = statement.arguments({**sides, "on": self._on})
        rows = await self._database.rows(statement.sql, *arguments)
        return [tiles[row["number"] - 1] for row in rows]

    def _statement(self, zoom: int) -> Statement:
        """The statement over the layers that the zoom or a deeper one shows."""
        left = tuple(tile_layer for tile_layer in self._sources if tile_layer.max_zoom >= zoom)
        key = tuple(tile_layer.id for tile_layer in left)
        if key not in self._statements:
            self._statements[key] = _statement_of(left)
        return self._statements[key]


def _statement_of(tile_layers: Sequence[TileLayer]) -> Statement:
    boxes = func.unnest(*(_edges(side) for side in SIDES)).table_valued(
        *(column(side, Double) for side in SIDES), with_ordinality="number", name="boxes"
    )
    boxes = boxes.render_derived()
    box: ColumnElement[object] = func.ST_MakeEnvelope(
        *(boxes.c[side] for side in SIDES), 4326, type_=NullType()
    )
    wanted = [
        condition for tile_layer in tile_layers for condition in _reaches(tile_layer, box, boxes)
    ]
    numbers = select(boxes.c.number).where(or_(*wanted)).order_by(boxes.c.number)
    return compiled(numbers)


def _reaches(
    tile_layer: TileLayer, box: ColumnElement[object], boxes: TableValuedAlias
) -> list[ColumnElement[bool]]:
    """Whether anything of the layer reaches into the box, each in a subquery of its own.

    The OFFSET keeps PostgreSQL from joining whole tables where it should look into an index.
    """
    if tile_layer.layer is not None:
        layer = readable(tile_layer.layer, STRANGER)
        rows = [layer.select(tile_layer.layer.table.id).where(_overlaps(layer.place, box))]
    else:
        valid = valid_on(Region, ON)
        rows = [
            select(Region.id).where(valid, _overlaps(place, box))
            for place in (Region.geom, Region.label_point)
        ]
    once: ColumnElement[int] = literal_column("0")
    return [each.offset(once).correlate(boxes).exists() for each in rows]


def _overlaps(
    place: SQLColumnExpression[object], box: ColumnElement[object]
) -> ColumnElement[bool]:
    return place.op("&&", is_comparison=True)(box)


def _edges(side: str) -> BindParameter[Sequence[float]]:
    return bindparam(f"{side}s", type_=ARRAY(Double()))
