"""The rows of a catalogue layer in one tile, as every reader may see them."""

from collections.abc import Iterable

from sqlalchemy import ARRAY, Subquery, Text, and_, bindparam, cast, func, select, true
from sqlalchemy.dialects.postgresql import array
from sqlalchemy.sql.elements import ColumnElement

from layers.access import Readable
from layers.definition import FieldType
from layers.regions import Level, column_of_level
from layers.tile_fields import attribute, tile_fields
from tiles.generalise import Form, drawn
from tiles.pyramid import Pyramid
from tiles.source import vocabulary_fields
from tiles.statement import SURROUNDINGS, computed_once, in_tile

REGION = bindparam("region", type_=Text())


def feature_rows(
    layer: Readable, form: Form, wanted: ColumnElement[bool], pyramid: Pyramid
) -> Subquery:
    """The rows `id`, `mvt` and tile fields of the readable features in the tile, by id."""
    if form is Form.COUNTED:
        return pyramid.cells(layer, wanted)
    shape = in_tile(drawn(layer.place, layer.layer, form))
    rows = computed_once(
        layer.select(
            layer.layer.table.id,
            shape.label("mvt"),
            *(attribute(layer, field) for field in tile_fields(layer.layer)),
        )
        .where(layer.place.op("&&")(SURROUNDINGS), wanted)
        .order_by(layer.layer.table.id)
    )
    return select(rows).where(rows.c.mvt.is_not(None)).subquery()


def wanted_rows(
    layer: Readable, region_level: Level | None, fields: Iterable[str]
) -> ColumnElement[bool]:
    """The condition of the region and of the codes of those fields that the layer has."""
    conditions: list[ColumnElement[bool]] = []
    if region_level is not None:
        conditions.append(_in_region(layer, region_level))
    coded = vocabulary_fields(layer.layer)
    conditions += [_has_code(layer, name) for name in fields if name in coded]
    return and_(true(), *conditions)


def codes_parameter(field_name: str) -> str:
    """The name of the parameter that holds a field's wanted codes."""
    return f"codes_{field_name}"


def _in_region(layer: Readable, level: Level) -> ColumnElement[bool]:
    """Whether a row lies in the region, or passes through it where the layer crosses regions."""
    if layer.layer.is_located_by_passing:
        return layer.column("passes_codes").op("@>")(cast(array([REGION]), ARRAY(Text)))
    return layer.column(column_of_level(level)) == REGION


def _has_code(layer: Readable, name: str) -> ColumnElement[bool]:
    column = layer.column(name)
    codes = bindparam(codes_parameter(name), type_=ARRAY(Text))
    if layer.field(name).type is FieldType.CODES:
        return column.op("&&")(codes)
    return column == func.any(codes)
