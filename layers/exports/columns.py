"""Rows as Arrow record batches: one schema for GeoPackage, FlatGeobuf and GeoParquet."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pyarrow as pa
from sqlalchemy import Row, func

from layers.exports.selection import Export, as_bytes
from layers.exports.written_values import NESTED, as_json_text
from layers.model.field import Field, FieldType

GEOMETRY = "geom"
WELL_KNOWN_BINARY = {"ARROW:extension:name": "geoarrow.wkb"}

TYPES: dict[FieldType, pa.DataType] = {
    FieldType.INTEGER: pa.int64(),
    FieldType.NUMBER: pa.float64(),
    FieldType.BOOLEAN: pa.bool_(),
    FieldType.DATE: pa.date32(),
}
"""All other fields are strings, but for times."""


def table_schema(
    fields: Sequence[Field], *, time_unit: str = "us", lists: bool = False
) -> pa.Schema:
    """The id, the fields, and the place as well-known binary in the column `geom`."""
    return pa.schema(
        [
            pa.field("id", pa.int64(), nullable=False),
            *(pa.field(each.name, _type_of(each, time_unit, lists=lists)) for each in fields),
            pa.field(GEOMETRY, pa.binary(), metadata=WELL_KNOWN_BINARY),
        ]
    )


def record_batches(export: Export, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """The rows as batches of the schema."""
    place = as_bytes(func.ST_AsBinary(export.place))
    makers = [_maker(field, schema) for field in export.fields]
    for batch in export.rows(place):
        yield _record_batch(batch, makers, schema)


def _record_batch(
    batch: Sequence[Row[*tuple[Any, ...]]], makers: Sequence["Maker | None"], schema: pa.Schema
) -> pa.RecordBatch:
    numbers, places, *columns = zip(*batch, strict=True)
    values = [
        column if make is None else [make(value) for value in column]
        for make, column in zip(makers, columns, strict=True)
    ]
    return pa.record_batch(
        [
            pa.array(column, field.type)
            for field, column in zip(schema, [numbers, *values, places], strict=True)
        ],
        schema=schema,
    )


Maker = Callable[[object], object]


def _maker(field: Field, schema: pa.Schema) -> Maker | None:
    """What makes a value fit its column; None where it does already."""
    return (
        as_json_text
        if field.type in NESTED and schema.field(field.name).type == pa.string()
        else None
    )


def _type_of(field: Field, time_unit: str, *, lists: bool) -> pa.DataType:
    if field.type is FieldType.DATETIME:
        return pa.timestamp(time_unit, tz="UTC")
    if lists and field.type in (FieldType.CODES, FieldType.LIST):
        return pa.list_(pa.string())
    return TYPES.get(field.type, pa.string())
