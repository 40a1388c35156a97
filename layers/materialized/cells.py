"""The part `cells`: how many points each cell of the grid holds, at every zoom that counts."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Column,
    Connection,
    Integer,
    MetaData,
    SmallInteger,
    Table,
    text,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeEngine

from geo.grid import CELL_BITS, WORLD_BITS
from layers.materialized.dimensions import dimensions_of
from layers.materialized.kept_table import replaced_by
from layers.materialized.part import ChangeBatch, Difference
from layers.materialized.points import point_rows, points_table
from layers.materialized.row_values import centre_of, number_of
from layers.model.layer import GeometryKind, Layer

HERE = Path(__file__).parent
FINEST = (HERE / "cells_finest.sql").read_text(encoding="utf-8")
COARSER = (HERE / "cells_coarser.sql").read_text(encoding="utf-8")
CHANGES = (HERE / "cells_changes.sql").read_text(encoding="utf-8")
APPLY = (HERE / "cells_apply.sql").read_text(encoding="utf-8")
DIFFERENCES = (HERE / "cells_differences.sql").read_text(encoding="utf-8")
LAST_ZOOM_OF_KINDS = 9
"""The last tile zoom at which cells are also counted by kind: finer ones would be as many as the
points, which are then counted as they are asked for."""
ALL_KINDS = 0
COLUMNS: dict[str, TypeEngine[Any]] = {
    "zoom": SmallInteger(),
    "kind": SmallInteger(),
    "key": BigInteger(),
    "count": Integer(),
    "states": ARRAY(Integer()),
    "sum_x": BigInteger(),
    "sum_y": BigInteger(),
    "sum_id": BigInteger(),
    "sum_kind": BigInteger(),
    "synthetic": Integer(),
}
SUMS = ("sum_x", "sum_y", "sum_id", "sum_kind", "synthetic")
PRIMARY_KEY = "PRIMARY KEY (zoom, kind, key)"
RECOUNTED, RECOUNTED_POINTS = "recounted_cells", "recounted_points"
EVERY_CHANGE = 2**63 - 1
DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]  # untyped in SQLAlchemy


def cells_table(layer: Layer) -> Table:
    """The table of a layer's cells.

    `zoom` is the zoom at which the cell would be a tile, `key` its Morton key; `kind` 0 counts
    all. `states` has the number of objects of each state in the order of the vocabulary.
    `sum_x` and `sum_y` are columns and rows at zoom 28; of a single object `sum_id` is the id and
    `sum_kind` the number of the kind.
    """
    columns = (Column(name, kind) for name, kind in COLUMNS.items())
    return Table(f"kept_cells_{layer.id}", MetaData(), *columns)


def cell_zooms(layer: Layer) -> range:
    """The zooms of the layer's cells: six finer than those of the tiles that count."""
    below = layer.tile.counts_below or 0
    return range(layer.tile.min_zoom + CELL_BITS, below + CELL_BITS)


def zooms_of_kinds(layer: Layer) -> range:
    """The zooms of the cells that are also counted by kind."""
    if dimensions_of(layer).kind is None:
        return range(0)
    zooms = cell_zooms(layer)
    return range(zooms.start, min(zooms.stop, LAST_ZOOM_OF_KINDS + CELL_BITS + 1))


class Cells:
    """The tables `kept_cells_<layer>`."""

    name = "cells"

    def is_kept_for(self, layer: Layer) -> bool:
        """Whether the layer's tiles count, and it holds points alone.

        Of an area the queue knows no more than the box, not the point inside by which it counts.
        """
        return len(cell_zooms(layer)) > 0 and layer.geometry is GeometryKind.POINT

    def statements(self, layer: Layer) -> Iterator[str]:
        """The repeatable statement that makes the layer's table."""
        columns = ", ".join(f"{name} {kind.compile(DIALECT)}" for name, kind in COLUMNS.items())
        yield f"CREATE TABLE IF NOT EXISTS {cells_table(layer).name} ({columns}, {PRIMARY_KEY})"

    def form(self, layer: Layer) -> str:
        """The fingerprint of the zooms, the codes and the SQL that counts."""
        told = (*self.statements(layer), self._changes(layer, 1), *map(str, cell_zooms(layer)))
        return sha256("\n".join(told).encode()).hexdigest()

    def rebuild(self, connection: Connection, layer: Layer) -> None:
        """Have the cells count the layer's points, built before, without changes that wait."""
        table = cells_table(layer).name
        with replaced_by(connection, table, list(self.statements(layer)), PRIMARY_KEY) as new:
            fill(connection, layer, new, points_table(layer).name)
        self._add(connection, layer, EVERY_CHANGE, sign=-1)

    def apply(self, connection: Connection, batch: ChangeBatch) -> None:
        """Add the batch to the cells, and leave none that counts 0."""
        self._add(connection, batch.layer, batch.last, sign=1)

    def differences(self, connection: Connection, layer: Layer) -> Iterator[Difference]:
        """The cells that, with the changes that wait, do not count the layer's rows."""
        for table in (RECOUNTED, RECOUNTED_POINTS):
            connection.execute(text(f"DROP TABLE IF EXISTS {table}"))
        points = f"CREATE TEMPORARY TABLE {RECOUNTED_POINTS} AS {point_rows(layer)}"
        connection.execute(text(points))
        fill(connection, layer, RECOUNTED, RECOUNTED_POINTS, "TEMPORARY")
        values = {"layer": layer.id, "last": EVERY_CHANGE}
        present = "COALESCE(kept.{0}, 0) + COALESCE(change.{0}, 0)"
        state = "states[{number}]"
        query = DIFFERENCES.format(
            table=cells_table(layer).name,
            counted=RECOUNTED,
            changes=self._changes(layer, 1),
            states=_each_state(layer, present.format(state)),
            counted_states=_each_state(layer, f"COALESCE(counted.{state}, 0)"),
            sums=" OR ".join(
                f"{present.format(name)} <> COALESCE(counted.{name}, 0)"
                for name in ("count", *SUMS)
            ),
        )
        for row in connection.execute(text(query), values):
            where = f"zoom={row.zoom} kind={row.kind} key={row.key}"
            yield Difference(layer.id, self.name, where, row.kept, row.counted)
        connection.execute(text(f"DROP TABLE {RECOUNTED}, {RECOUNTED_POINTS}"))

    def _add(self, connection: Connection, layer: Layer, last: int, *, sign: int) -> None:
        statement = APPLY.format(
            table=cells_table(layer).name,
            changes=self._changes(layer, sign),
            states=_each_state(layer, "kept.states[{number}] + EXCLUDED.states[{number}]"),
            sums=", ".join(f"{name} = kept.{name} + EXCLUDED.{name}" for name in SUMS),
        )
        connection.execute(text(statement), {"layer": layer.id, "last": last})

    def _changes(self, layer: Layer, sign: int) -> str:
        """The SELECT of what the queued changes add to each cell, taken `sign` times."""
        axes = dimensions_of(layer)
        longitude, latitude = centre_of("box")
        by_kind = zooms_of_kinds(layer)
        zooms = [f"({zoom}, FALSE)" for zoom in cell_zooms(layer)]
        zooms += [f"({zoom}, TRUE)" for zoom in by_kind]
        return CHANGES.format(
            sign=sign,
            kind=number_of("kind", axes.kind_numbers),
            state=number_of("state", axes.state_numbers),
            x=f"atlas_world_x({longitude})",
            y=f"atlas_world_y({latitude})",
            zooms=", ".join(zooms),
            world_bits=WORLD_BITS,
            states=_each_state(layer, "COALESCE(sum(sign) FILTER (WHERE state = {number}), 0)"),
        )


def fill(
    connection: Connection, layer: Layer, table: str, points: str, persistence: str = ""
) -> None:
    """Make the table and fill it with the cells of the points, each zoom in key order.

    `points` are the name of a table or a subquery; coarser cells are added up from finer ones.
    """
    zooms, of_kinds = cell_zooms(layer), zooms_of_kinds(layer)
    for number, (by_kind, group) in enumerate(((False, zooms), (True, of_kinds))):
        if not group:
            continue
        finest = FINEST.format(
            zoom=group[-1],
            kind="point.kind" if by_kind else ALL_KINDS,
            key=f"point.key >> {2 * (WORLD_BITS - group[-1])}",
            states=_each_state(layer, "count(*) FILTER (WHERE point.state = {number})"),
            points=points,
            condition="point.kind > 0" if by_kind else "TRUE",
        )
        opening = f"INSERT INTO {table}" if number else f"CREATE {persistence} TABLE {table} AS"
        first_page = _pages(connection, table) if number else 0
        connection.execute(text(f"{opening} {finest}"))
        for zoom in reversed(group[:-1]):
            next_page = _pages(connection, table)
            coarser = COARSER.format(
                table=table,
                zoom=zoom,
                kinds="> 0" if by_kind else "= 0",
                first_page=first_page,
                states=_each_state(layer, "sum(finer.states[{number}])"),
            )
            connection.execute(text(coarser))
            first_page = next_page


def _each_state(layer: Layer, value: str) -> str:
    """The array of a value for each state of the layer, empty where it has none."""
    numbers = dimensions_of(layer).state_numbers.values()
    values = ", ".join(value.format(number=number) for number in numbers)
    return f"CAST(ARRAY[{values}] AS integer[])"


def _pages(connection: Connection, table: str) -> int:
    """The number of the page on which the next rows of a table made in this transaction begin."""
    query = text(
        "SELECT GREATEST(pg_relation_size(CAST(:table AS regclass))"
        " / CAST(current_setting('block_size') AS bigint) - 1, 0)"
    )
    return int(connection.scalar(query, {"table": table}) or 0)
