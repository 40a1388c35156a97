"""Described columns: what a field of a layer is, and how a table tells it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ARRAY, Boolean, Date, DateTime, Float, Integer, Numeric, String
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.schema import DefaultClause, FetchedValue
from sqlalchemy.sql.elements import KeyedColumnElement
from sqlalchemy.sql.functions import now
from sqlalchemy.types import TypeEngine

from core.database.engine import Base
from core.errors import AtlasError
from core.text import Text
from layers.model.vocabulary import Vocabulary


class FieldType(StrEnum):
    """How a field's value is written in JSON, forms and exports."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"
    CODE = "code"
    CODES = "codes"
    LIST = "list"
    OBJECT = "object"


@dataclass(frozen=True, slots=True)
class Field:
    """One described column: its title, type and rules.

    `sealed` fields never leave the atlas but to callers with the layer's `see_sealed`;
    `written_by_atlas` fields cannot be set from outside. A sound value is between `least` and
    `most`, and where `past` is true no day, time or year to come. `now_by_default` is a time that
    a form may leave out, for it is then that of the writing; a file has to tell it. `unit_by` names
    the coded field of the same row whose term tells the unit. `is_media` holds the code of a media
    item, which becomes linked to the feature.
    """

    name: str
    title: Text
    type: FieldType
    vocabulary: Vocabulary | None = None
    required: bool = False
    unit: str | None = None
    sealed: bool = False
    written_by_atlas: bool = False
    least: float | None = None
    most: float | None = None
    past: bool = False
    now_by_default: bool = False
    unit_by: str | None = None
    is_media: bool = False


@dataclass(frozen=True, slots=True)
class Description:
    """What a column says of itself beyond its type; kept in the column's `info`."""

    title: Text
    vocabulary: Vocabulary | None = None
    unit: str | None = None
    sealed: bool = False
    written_by_atlas: bool = False
    least: float | None = None
    most: float | None = None
    past: bool = False
    unit_by: str | None = None
    is_media: bool = False


def fields_of(table: type[Base]) -> tuple[Field, ...]:
    """The described columns of a table, in the order of declaration."""
    return tuple(
        _field_of(column, column.info["described"])
        for column in table.__table__.columns
        if "described" in column.info
    )


def _field_of(column: KeyedColumnElement[Any], described: Description) -> Field:
    return Field(
        name=column.name,
        title=described.title,
        type=_field_type(column, described),
        vocabulary=described.vocabulary,
        required=_is_required(column, described),
        unit=described.unit,
        sealed=described.sealed,
        written_by_atlas=described.written_by_atlas,
        least=described.least,
        most=described.most,
        past=described.past,
        now_by_default=_is_now(column.server_default) and not described.written_by_atlas,
        unit_by=described.unit_by,
        is_media=described.is_media,
    )


def _is_required(column: KeyedColumnElement[Any], described: Description) -> bool:
    """Whether every row must tell it; one that may tell a mark instead must tell that."""
    terms = described.vocabulary.terms if described.vocabulary else ()
    may_be_empty = column.nullable and not any(term.series for term in terms)
    return not may_be_empty and column.server_default is None


def _is_now(default: FetchedValue | None) -> bool:
    """Whether a column that is not told holds the time of the writing."""
    return isinstance(default, DefaultClause) and isinstance(default.arg, now)


def _field_type(column: KeyedColumnElement[Any], described: Description) -> FieldType:
    if described.vocabulary is not None:
        return FieldType.CODES if isinstance(column.type, ARRAY) else FieldType.CODE
    for sql_type, field_type in FIELD_TYPES:
        if isinstance(column.type, sql_type):
            return field_type
    raise UndescribableColumnError(column.name, field=column.name)


class UndescribableColumnError(AtlasError):
    """A described column has a type that no surface knows how to write."""


FIELD_TYPES: tuple[tuple[type[TypeEngine[Any]], FieldType], ...] = (
    (Boolean, FieldType.BOOLEAN),
    (DateTime, FieldType.DATETIME),
    (Date, FieldType.DATE),
    (Integer, FieldType.INTEGER),
    (Float, FieldType.NUMBER),
    (Numeric, FieldType.NUMBER),
    (String, FieldType.TEXT),
    (JSONB, FieldType.OBJECT),
    (ARRAY, FieldType.LIST),
)
