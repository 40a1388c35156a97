"""The smallest row that each layer accepts, made from its declaration."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.orm import Session

from layers.model.feature import Feature
from layers.model.field import Field, FieldType
from layers.model.layer import GeometryKind, Layer

PLAIN: dict[FieldType, Any] = {
    FieldType.TEXT: "text",
    FieldType.INTEGER: 3,
    FieldType.NUMBER: 1.5,
    FieldType.BOOLEAN: True,
    FieldType.DATE: date(2026, 7, 17),
    FieldType.DATETIME: datetime(2026, 7, 17, 9, 30, tzinfo=UTC),
    FieldType.LIST: ["text"],
    FieldType.OBJECT: {"key": "value"},
}

SHAPES: dict[GeometryKind, str] = {
    GeometryKind.POINT: "POINT({lon} {lat})",
    GeometryKind.POINT_OR_POLYGON: "POINT({lon} {lat})",
    GeometryKind.LINE: "LINESTRING({lon} {lat}, {lon} {lat}.1)",
    GeometryKind.POLYGON: "POLYGON(({lon} {lat}, {lon} {lat}.1, {lon}.1 {lat}, {lon} {lat}))",
}


def sample_value(field: Field) -> Any:
    if field.vocabulary is None:
        return PLAIN[field.type]
    code = field.vocabulary.codes[0]
    return [code] if field.type is FieldType.CODES else code


def sample_values(layer: Layer) -> dict[str, Any]:
    return {
        field.name: sample_value(field)
        for field in layer.fields
        if field.required and not field.written_by_atlas
    }


def add_row(
    session: Session, layer: Layer, *, lon: int = 61, lat: int = 51, **values: Any
) -> Feature:
    shape = SHAPES[layer.geometry].format(lon=lon, lat=lat)
    row = layer.table(**{**sample_values(layer), **values}, geom=f"SRID=4326;{shape}")
    session.add(row)
    session.flush()
    session.refresh(row)
    return row
