"""The fields that ride on a layer's features in tiles, as vector tiles can hold them."""

from typing import Any

from sqlalchemy import Double, Label, Numeric, SQLColumnExpression, Text, cast, func
from sqlalchemy.sql.elements import ColumnElement

from core.access.caller import STRANGER
from layers.access import Readable, readable
from layers.model.field import Field, FieldType
from layers.model.layer import Layer

PLAIN = frozenset(
    {FieldType.TEXT, FieldType.INTEGER, FieldType.NUMBER, FieldType.BOOLEAN, FieldType.CODE}
)
"""Types that MVT knows as they are."""
LISTS = frozenset({FieldType.CODES, FieldType.LIST})


def tile_fields(layer: Layer) -> tuple[Field, ...]:
    """The fields that ride on a layer's features: those of its rule that everyone may read.

    Those of their colour and ring always do.
    """
    public = {field.name: field for field in readable(layer, STRANGER).fields}
    drawn = [layer.colour_field.name] if layer.colour_field else []
    drawn += [layer.style.ring.field] if layer.style.ring else []
    names = dict.fromkeys([*layer.tile.fields, *drawn])
    return tuple(public[name] for name in names if name in public)


def attribute(layer: Readable, field: Field) -> Label[Any]:
    """The field's value under its name: lists joined by commas, dates as ISO text."""
    return _as_plain(layer.column(field.name), field.type).label(field.name)


def _as_plain(column: ColumnElement[object], field_type: FieldType) -> SQLColumnExpression[object]:
    if field_type in LISTS:
        return func.array_to_string(column, ",", type_=Text())
    if isinstance(column.type, Numeric):
        return cast(column, Double)
    if field_type in PLAIN:
        return column
    return cast(column, Text)
