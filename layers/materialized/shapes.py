"""The part `shapes`: lines and areas simplified for each zoom at which they are drawn."""

from collections.abc import Iterator, Sequence
from hashlib import sha256

from sqlalchemy import Connection, Select, and_, delete, except_, exists, insert, select, true
from sqlalchemy.sql.elements import ColumnElement

from layers.materialized.change_queue import QueuedChange
from layers.materialized.news import tell_rows
from layers.materialized.part import ChangeBatch, Difference
from layers.materialized.shape_copies import (
    KEPT_SHAPES,
    STATEMENTS,
    AreaCopies,
    is_area,
    public_polygons,
    simplified_lines,
    zooms_of,
)
from layers.model.layer import GeometryKind, Layer
from layers.regions.coverage_copies import all_copies, rebuild_copies, refresh_copies

FORM = 1
"""Another number whenever the copies of the same shapes become others."""
SIMPLIFIED = (GeometryKind.LINE, GeometryKind.POLYGON)


class ShapesTable:
    """The table `kept_shapes`, one for all layers."""

    name = "shapes"

    def is_kept_for(self, layer: Layer) -> bool:
        """Whether the layer has lines or polygons; areas among points are drawn whole."""
        return layer.geometry in SIMPLIFIED

    def statements(self, layer: Layer) -> Iterator[str]:  # noqa: ARG002 - one table for all
        """The repeatable statements that make the table."""
        yield from STATEMENTS

    def form(self, layer: Layer) -> str:
        """The fingerprint of the kind of shape, of its zooms and of how it is simplified."""
        told = (FORM, layer.geometry, zooms_of(layer), layer.is_sensitive, *STATEMENTS)
        return sha256(repr(told).encode()).hexdigest()

    def rebuild(self, connection: Connection, layer: Layer) -> None:
        """Fill the table with the copies of the layer's rows as they are."""
        connection.execute(delete(KEPT_SHAPES).where(KEPT_SHAPES.c.layer == layer.id))
        _add_lines(connection, layer, true())
        if layer.geometry is GeometryKind.POLYGON:
            rebuild_copies(public_polygons(connection, layer), AreaCopies(connection, layer))

    def apply(self, connection: Connection, batch: ChangeBatch) -> None:
        """Give the shapes of the batch the copies of what their rows are now.

        Of polygons also the neighbours, those of before too; whoever listens learns of these.
        """
        layer = batch.layer
        changed = _changed(layer).where(QueuedChange.seq <= batch.last)
        is_changed = and_(KEPT_SHAPES.c.layer == layer.id, KEPT_SHAPES.c.id.in_(changed))
        rows = public_polygons(connection, layer)
        areas = select(layer.table.id).where(rows.condition)
        connection.execute(delete(KEPT_SHAPES).where(is_changed, KEPT_SHAPES.c.id.not_in(areas)))
        _add_lines(connection, layer, layer.table.id.in_(changed))
        if layer.geometry is GeometryKind.LINE:
            return
        met = exists(changed.where(QueuedChange.box.op("&&")(rows.place)))
        near = connection.scalars(select(layer.table.id).where(rows.condition, met)).all()
        copies = AreaCopies(connection, layer)
        refresh_copies(rows, copies, set(near))
        tell_rows(connection, layer, copies.written.difference(connection.scalars(changed)))

    def differences(self, connection: Connection, layer: Layer) -> Iterator[Difference]:
        """The shapes whose copies are not those of their rows; waiting changes are left out."""
        yield from _different_lines(connection, layer)
        if layer.geometry is GeometryKind.POLYGON:
            yield from _different_areas(connection, layer)


def _changed(layer: Layer) -> Select[int]:
    return select(QueuedChange.feature_id).where(QueuedChange.layer == layer.id)


def _add_lines(connection: Connection, layer: Layer, condition: ColumnElement[bool]) -> None:
    columns = [column.name for column in KEPT_SHAPES.c]
    connection.execute(insert(KEPT_SHAPES).from_select(columns, simplified_lines(layer, condition)))


def _different_lines(connection: Connection, layer: Layer) -> Iterator[Difference]:
    lines = simplified_lines(layer, layer.table.id.not_in(_changed(layer))).subquery()
    counted = select(lines.c.id, lines.c.zooms, lines.c.geom)
    kept = select(KEPT_SHAPES.c.id, KEPT_SHAPES.c.zooms, KEPT_SHAPES.c.geom).where(
        KEPT_SHAPES.c.layer == layer.id,
        KEPT_SHAPES.c.id.not_in(_changed(layer)),
        ~is_area(KEPT_SHAPES.c.geom),
    )
    for one, other, stands in ((counted, kept, "no"), (kept, counted, "yes")):
        apart = except_(one, other).subquery()
        rows = connection.execute(
            select(apart.c.id, apart.c.zooms).order_by(apart.c.id, apart.c.zooms)
        )
        for row in rows:
            yield _difference(layer, f"id={row.id} zooms={row.zooms}", kept=stands)


def _different_areas(connection: Connection, layer: Layer) -> Iterator[Difference]:
    """The features without a copy or without a row, and the copies that differ in what they cover.

    A vertex more or less on a straight border is no difference.
    """
    copies = AreaCopies(connection, layer)
    waiting = set(connection.scalars(_changed(layer)))
    for zoom, fresh in all_copies(public_polygons(connection, layer), copies.zooms):
        kept = copies.kept(_kept_ids(connection, layer), zoom)
        for row in sorted((fresh.keys() | kept.keys()) - waiting):
            if row not in kept:
                yield _difference(layer, f"id={row} zoom={zoom}", kept="no")
            elif row not in fresh or not kept[row].equals(fresh[row]):
                yield _difference(layer, f"id={row} zoom={zoom}", kept="yes")


def _kept_ids(connection: Connection, layer: Layer) -> Sequence[int]:
    ids = select(KEPT_SHAPES.c.id).where(KEPT_SHAPES.c.layer == layer.id)
    return connection.scalars(ids.distinct()).all()


def _difference(layer: Layer, where: str, *, kept: str) -> Difference:
    """A copy that is kept and should not be, or is not kept and should be."""
    return Difference(layer.id, ShapesTable.name, where, kept, "no" if kept == "yes" else "yes")
