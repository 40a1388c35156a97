"""A layer's points in one tile, one by one, from the kept copies."""

from typing import Any

from sqlalchemy import ARRAY, SQLColumnExpression, Subquery, Text, literal_column, select
from sqlalchemy.sql.elements import ColumnElement

from layers.access import Readable
from layers.materialized.dimensions import dimensions_of
from layers.materialized.points import other_fields, points_table
from layers.materialized.row_values import quoted
from layers.materialized.tile_fields import tile_fields
from layers.model.field import Field
from tiles.sql.filters import Filters, wanted_points
from tiles.sql.kept_places import drawn_at, in_key_range


def point_rows(layer: Readable, filters: Filters) -> Subquery:
    """The rows `id`, `mvt` and tile fields of the wanted points in the tile, in Morton order.

    Each point is in one tile alone: map libraries leave out those of a buffer. The object `fields`
    gives the features an attribute for each of its names.
    """
    points = points_table(layer.layer)
    axes = dimensions_of(layer.layer)
    names = {field.name for field in tile_fields(layer.layer)}
    attributes: list[SQLColumnExpression[Any]] = [
        term_of(field, column).label(field.name)
        for field, column in ((axes.kind, points.c.kind), (axes.state, points.c.state))
        if field is not None and field.name in names
    ]
    if "synthetic" in names:
        attributes.append(points.c.synthetic)
    if other_fields(layer.layer):
        attributes.append(points.c.fields)
    return (
        select(points.c.id, drawn_at(points.c.x, points.c.y), *attributes)
        .where(in_key_range(points), wanted_points(layer, filters, points))
        .order_by(points.c.key, points.c.id)
        .subquery()
    )


def term_of(field: Field, number: SQLColumnExpression[Any]) -> ColumnElement[str]:
    """The code of a coded field by its number; NULL for 0."""
    codes = field.vocabulary.codes if field.vocabulary else ()
    listed = ", ".join(quoted(code) for code in codes)
    return literal_column(f"(CAST(ARRAY[{listed}] AS text[]))", ARRAY(Text))[number]
