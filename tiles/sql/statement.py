"""SQL statements made once from SQLAlchemy expressions and run with bound values by asyncpg."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import (
    BindParameter,
    Double,
    SQLColumnExpression,
    Subquery,
    bindparam,
    func,
    literal_column,
)
from sqlalchemy.dialects.postgresql import asyncpg
from sqlalchemy.sql import Select
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.types import NullType

from geo.grid import WEB_MERCATOR, Bounds, Tile, tile_size_m

EXTENT = 4096
BUFFER = 64
"""Tile units around the tile that features reach into, so that no line ends at its edge."""
DIALECT = asyncpg.dialect()  # type: ignore[no-untyped-call]  # untyped in SQLAlchemy

SIDES = ("west", "south", "east", "north")


def _edges(suffix: str) -> Iterator[BindParameter[float]]:
    return (bindparam(f"{side}{suffix}", type_=Double()) for side in SIDES)


WEST_M, SOUTH_M, EAST_M, NORTH_M = _edges("_m")
WEST, SOUTH, EAST, NORTH = _edges("")
ENVELOPE = func.ST_MakeEnvelope(WEST_M, SOUTH_M, EAST_M, NORTH_M, WEB_MERCATOR, type_=NullType())
"""The tile in EPSG:3857."""
SURROUNDINGS = func.ST_MakeEnvelope(WEST, SOUTH, EAST, NORTH, 4326, type_=NullType())
"""The tile with its buffer in EPSG:4326, for the spatial index."""


@dataclass(frozen=True)
class Statement:
    """One statement with numbered parameters, and the names of their values in order."""

    sql: str
    names: tuple[str, ...]
    constants: Mapping[str, object]

    def arguments(self, values: Mapping[str, object]) -> list[object]:
        """The values in the order of the parameters. Raises KeyError for a missing one."""
        constants = self.constants
        return [values[name] if name in values else constants[name] for name in self.names]


def compiled(query: Select[*tuple[object, ...]]) -> Statement:
    """The query as a statement for asyncpg; identifiers come from the catalogue's tables only."""
    done = query.compile(dialect=DIALECT)
    constants = {name: value for name, value in done.params.items() if value is not None}
    return Statement(str(done), tuple(done.positiontup or ()), constants)


def computed_once(query: Select[*tuple[object, ...]]) -> Subquery:
    """The query as a subquery whose every column is computed once a row, however often it is used.

    PostgreSQL would otherwise write a column's expression, such as a transformation, into each
    place that names the column; it never reaches into a subquery with an OFFSET.
    """
    return query.offset(literal_column("0")).subquery()


def tile_values(tile: Tile) -> dict[str, object]:
    """The values of the tile's edges; the degrees include the buffer."""
    return {
        **{f"{side}_m": edge for side, edge in zip(SIDES, tile.bounds_m, strict=True)},
        **dict(zip(SIDES, _surroundings(tile), strict=True)),
    }


def _surroundings(tile: Tile) -> Bounds:
    """The tile with its buffer, and a hair more for what a transformation rounds."""
    return tile.bounds_with_margin((BUFFER + 1) / EXTENT * tile_size_m(tile.z))


def in_tile(shape: SQLColumnExpression[object], buffer: int = BUFFER) -> ColumnElement[object]:
    """The EPSG:3857 shape in the tile's own coordinates, clipped; NULL outside."""
    return func.ST_AsMVTGeom(
        shape,
        func.Box2D(ENVELOPE, type_=NullType()),
        EXTENT,
        buffer,
        True,  # noqa: FBT003 - clip
        type_=NullType(),
    )
