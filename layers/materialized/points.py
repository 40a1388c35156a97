"""The part `points`: what everyone may know of each object, at a point, in Morton order."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Date,
    Integer,
    MetaData,
    SmallInteger,
    Table,
    text,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql.util import ClauseAdapter
from sqlalchemy.types import TypeEngine

from core.access.caller import STRANGER
from layers.access import readable
from layers.materialized.dimensions import dimensions_of
from layers.materialized.kept_table import replaced_by
from layers.materialized.part import ChangeBatch, Difference
from layers.materialized.row_values import (
    ROW,
    centre_of,
    day_of,
    hidden,
    number_of,
    place,
    quoted,
    text_of,
)
from layers.materialized.tile_fields import attribute, tile_fields
from layers.model.layer import GeometryKind, Layer

HERE = Path(__file__).parent
ROWS = (HERE / "points_rows.sql").read_text(encoding="utf-8")
REMOVE = (HERE / "points_remove.sql").read_text(encoding="utf-8")
ENTER = (HERE / "points_enter.sql").read_text(encoding="utf-8")
DIFFERENCES = (HERE / "points_differences.sql").read_text(encoding="utf-8")
DIALECT = postgresql.dialect(paramstyle="named")  # type: ignore[no-untyped-call]  # untyped in SQLAlchemy
LITERAL = {"literal_binds": True}
WITH_POINTS = (GeometryKind.POINT, GeometryKind.POINT_OR_POLYGON)

COLUMNS: dict[str, TypeEngine[Any]] = {
    "key": BigInteger(),
    "id": BigInteger(),
    "day": Date(),
    "kind": SmallInteger(),
    "state": SmallInteger(),
    "synthetic": Boolean(),
    "oblast": Integer(),
    "district": Integer(),
    "rural_district": Integer(),
    "fields": postgresql.JSONB(),
    "x": Integer(),
    "y": Integer(),
}
COVERED = tuple(name for name in COLUMNS if name not in ("key", "id", "fields"))
PRIMARY_KEY = f"PRIMARY KEY (key, id) INCLUDE ({', '.join(COVERED)})"


def points_table(layer: Layer) -> Table:
    """The table of a layer's points.

    `key` is the Morton key of `x` and `y`, column and row at zoom 28 of WebMercatorQuad; `kind`
    and `state` are numbers of the layer's axes, 0 for none; the regions are KATO codes as numbers.
    `fields` are the other tile fields by name, NULL where the layer has none.
    """
    columns = (Column(name, kind) for name, kind in COLUMNS.items())
    return Table(f"kept_points_{layer.id}", MetaData(), *columns)


def other_fields(layer: Layer) -> tuple[str, ...]:
    """The names of the tile fields that stand in `fields`."""
    axes = dimensions_of(layer)
    own = {field.name for field in (axes.kind, axes.state) if field} | {"synthetic"}
    return tuple(field.name for field in tile_fields(layer) if field.name not in own)


def point_rows(layer: Layer, condition: str = "TRUE") -> str:
    """The SELECT of the points that the layer's rows make; `condition` is on its row `feature`."""
    axes = dimensions_of(layer)
    shape = place(layer) if layer.geometry is GeometryKind.POINT else "inside.shape"
    inside = f"CROSS JOIN LATERAL (SELECT atlas_anchor({place(layer)}) AS shape OFFSET 0) AS inside"
    longitude, latitude = centre_of(shape)
    return ROWS.format(
        table=layer.table.__tablename__,
        inside="" if layer.geometry is GeometryKind.POINT else inside,
        day=day_of(axes.day),
        kind=number_of(text_of(axes.kind), axes.kind_numbers),
        state=number_of(text_of(axes.state), axes.state_numbers),
        fields=_fields(layer),
        x=f"atlas_world_x({longitude})",
        y=f"atlas_world_y({latitude})",
        hidden=hidden(),
        place=place(layer),
        condition=condition,
    )


class Points:
    """The tables `kept_points_<layer>`."""

    name = "points"

    def is_kept_for(self, layer: Layer) -> bool:
        """Whether the layer has points."""
        return layer.geometry in WITH_POINTS

    def statements(self, layer: Layer) -> Iterator[str]:
        """The repeatable statements that make the layer's table."""
        table = points_table(layer)
        columns = ", ".join(f"{name} {kind.compile(DIALECT)}" for name, kind in COLUMNS.items())
        yield f"CREATE TABLE IF NOT EXISTS {table.name} ({columns}, {PRIMARY_KEY})"
        if layer.geometry is not GeometryKind.POINT:
            yield f"CREATE INDEX IF NOT EXISTS {table.name}_id_idx ON {table.name} (id)"

    def form(self, layer: Layer) -> str:
        """The fingerprint of the table and of the SQL that fills it."""
        told = (*self.statements(layer), point_rows(layer))
        return sha256("\n".join(told).encode()).hexdigest()

    def rebuild(self, connection: Connection, layer: Layer) -> None:
        """Fill the table with the layer's rows as they are, those that wait included.

        A change that still waits is taken in once more, which changes nothing.
        """
        table = points_table(layer).name
        with replaced_by(connection, table, list(self.statements(layer)), PRIMARY_KEY) as new:
            rows = f"{point_rows(layer)} ORDER BY key, id"
            connection.execute(text(f"CREATE TABLE {new} AS {rows}"))

    def apply(self, connection: Connection, batch: ChangeBatch) -> None:
        """Put the objects of the batch where and as their rows are now."""
        layer = batch.layer
        table = points_table(layer).name
        longitude, latitude = centre_of("box")
        by_key = f"kept.key = atlas_morton(atlas_world_x({longitude}), atlas_world_y({latitude}))"
        was_there = by_key if layer.geometry is GeometryKind.POINT else "TRUE"
        connection.execute(text(REMOVE.format(table=table, was_there=was_there)), batch.values)
        of_batch = (
            f"{ROW}.id IN (SELECT feature_id FROM change_queue"  # noqa: S608 - values are bound
            " WHERE layer = :layer AND seq <= :last)"
        )
        enter = ENTER.format(
            table=table,
            rows=point_rows(layer, of_batch),
            assignments=", ".join(
                f"{name} = EXCLUDED.{name}" for name in COLUMNS if name not in ("key", "id")
            ),
        )
        connection.execute(text(enter), batch.values)

    def differences(self, connection: Connection, layer: Layer) -> Iterator[Difference]:
        """The points that are not as their rows; those of which a change waits are left out."""
        query = DIFFERENCES.format(table=points_table(layer).name, rows=point_rows(layer))
        for row in connection.execute(text(query), {"layer": layer.id}):
            yield Difference(layer.id, self.name, f"id={row.id}", row.kept, row.counted)


def _fields(layer: Layer) -> str:
    """The object of the tile fields that have no column of their own."""
    names = other_fields(layer)
    if not names:
        return "CAST(NULL AS jsonb)"
    known = readable(layer, STRANGER)
    rows = ClauseAdapter(layer.table.__table__.alias(ROW))
    pairs = []
    for name in names:
        value = rows.traverse(attribute(known, layer.field(name)).element)
        pairs += [quoted(name), str(value.compile(dialect=DIALECT, compile_kwargs=LITERAL))]
    return f"jsonb_strip_nulls(jsonb_build_object({', '.join(pairs)}))"
