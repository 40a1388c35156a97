"""The rows of a layer of lines or polygons in one tile, from the copies for the tile's zoom."""

from sqlalchemy import Subquery, select
from sqlalchemy.sql.elements import ColumnElement

from layers.access import Readable
from layers.materialized.shape_copies import KEPT_SHAPES
from layers.materialized.tile_fields import attribute, tile_fields
from layers.model.layer import GeometryKind
from tiles.sql.kept_shapes import SURROUNDINGS_M, ZOOM, lines_in_tile, polygons_in_tile


def shape_rows(layer: Readable, wanted: ColumnElement[bool]) -> Subquery:
    """The rows `id`, `mvt` and tile fields of the shapes in the tile, by id.

    A row is shown where the caller may read it now and its copy is kept.
    """
    table = layer.layer.table
    copies = (
        layer.select(
            table.id,
            KEPT_SHAPES.c.geom,
            *(attribute(layer, field) for field in tile_fields(layer.layer)),
        )
        .join(KEPT_SHAPES, KEPT_SHAPES.c.id == table.id)
        .where(
            KEPT_SHAPES.c.layer == layer.layer.id,
            KEPT_SHAPES.c.zooms.op("@>")(ZOOM),
            KEPT_SHAPES.c.geom.op("&&")(SURROUNDINGS_M),
            wanted,
        )
    )
    is_line = layer.layer.geometry is GeometryKind.LINE
    rows = lines_in_tile(copies) if is_line else polygons_in_tile(copies)
    names = ("id", "mvt", *(field.name for field in tile_fields(layer.layer)))
    shown = select(*(rows.c[name] for name in names)).where(rows.c.mvt.is_not(None))
    return shown.order_by(rows.c.id).subquery()
