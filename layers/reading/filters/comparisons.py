"""Comparisons of CQL2 between a readable field and values that fit it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from math import isfinite
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from pygeofilter import ast
from sqlalchemy import Boolean, func, not_
from sqlalchemy.sql.elements import ColumnElement

from core.errors import AtlasError, InvalidValueError
from core.text import Text
from layers.access import Readable
from layers.days import bounded_day_of, first_instant
from layers.model.field import Field, FieldType
from layers.model.layer import UnknownFieldError
from layers.model.values import HINTS, checked_value
from layers.reading.conditions import LISTED_TYPES
from layers.reading.filters.cql2 import MalformedFilterError

Node = Any  # pygeofilter's nodes are untyped
Condition = ColumnElement[bool]

Operator = Callable[[Any, Any], Any]

OPERATORS: dict[type, Operator] = {
    ast.Equal: eq,
    ast.NotEqual: ne,
    ast.LessThan: lt,
    ast.LessEqual: le,
    ast.GreaterThan: gt,
    ast.GreaterEqual: ge,
}
MIRRORED: dict[Operator, Operator] = {eq: eq, ne: ne, lt: gt, le: ge, gt: lt, ge: le}
NUMBERS = (FieldType.INTEGER, FieldType.NUMBER)
TEXTS = (FieldType.TEXT, FieldType.CODE)
ALIKE = (NUMBERS, TEXTS, (FieldType.DATE,), (FieldType.DATETIME,), (FieldType.BOOLEAN,))
"""Groups of types whose values can be compared with each other."""
SMALLEST_BIGINT, LARGEST_BIGINT = -(2**63), 2**63 - 1

NOT_COMPARED = Text(
    "Бұл өрісті осылай салыстыруға болмайды.",
    "Это поле так сравнивать нельзя.",
    "This field cannot be compared in this way.",
)


class UnknownPropertyError(AtlasError):
    """A filter names a property that the layer has not, or that the caller may not know."""

    phrase = Text(
        "Сүзгідегі «{value}» өрісі бұл қабатта жоқ.",
        "Поля «{value}» из фильтра нет в этом слое.",
        "The filter's property “{value}” is not in this layer.",
    )


def named_field(access: Readable, node: Node) -> Field:
    """The readable field that a node names. Raises UnknownPropertyError, MalformedFilterError."""
    if not isinstance(node, ast.Attribute):
        raise MalformedFilterError(node, field="filter")
    try:
        return access.field(node.name)
    except UnknownFieldError as error:
        raise UnknownPropertyError(node.name, field="filter") from error


class Comparisons:
    """Comparisons for one caller's view of one layer."""

    def __init__(self, access: Readable) -> None:
        self.access = access

    def condition(self, node: Node) -> Condition:
        """The condition of a comparison, BETWEEN, LIKE, IN or IS NULL."""
        match node:
            case ast.Comparison():
                return self._comparison(OPERATORS[type(node)], node.lhs, node.rhs)
            case ast.Between():
                lower = self._comparison(ge, node.lhs, node.low)
                return lower & self._comparison(le, node.lhs, node.high)
            case ast.Like():
                return self._like(node)
            case ast.In():
                return self._in(node)
        return self.access.column(self.field(node.lhs).name).is_(None)

    def field(self, node: Node) -> Field:
        """The readable field that a node names. Raises UnknownPropertyError."""
        return named_field(self.access, node)

    def element(self, field: Field, value: str) -> str:
        """One entry of a list field, its code checked. Raises UnknownTermError."""
        checked = checked_value(field, [value])
        return str(checked[0])

    def _comparison(self, operator: Operator, left: Node, right: Node) -> Condition:
        if not _is_property(left):
            operator, left, right = MIRRORED[operator], right, left
        field, column = self._column(left)
        if _is_property(right):
            other, other_column = self._column(right)
            if not any(field.type in group and other.type in group for group in ALIKE):
                raise InvalidValueError(other.name, field=field.name, hint=NOT_COMPARED)
            return self._applied(operator, column, other_column)
        value = _literal(field, right, exact=operator in (eq, ne) and not _is_folded(left))
        if _is_folded(left):
            value = func.lower(value)
        return self._applied(operator, column, value)

    def _applied(self, operator: Operator, left: Any, right: Any) -> Condition:  # noqa: ANN401 - columns and values
        found: Condition = operator(left, right)
        return found

    def _column(self, node: Node) -> tuple[Field, ColumnElement[Any]]:
        folded = _is_folded(node)
        field = self.field(node.arguments[0] if folded else node)
        column: ColumnElement[Any] = self.access.column(field.name)
        if field.type in (*LISTED_TYPES, FieldType.OBJECT) or (folded and field.type not in TEXTS):
            raise InvalidValueError(field.name, field=field.name, hint=NOT_COMPARED)
        return field, func.lower(column) if folded else column

    def _like(self, node: Node) -> Condition:
        field, column = self._column(node.lhs)
        pattern = node.pattern.arguments[0] if _is_folded(node.pattern) else node.pattern
        if field.type not in TEXTS or not isinstance(pattern, str):
            raise InvalidValueError(pattern, field=field.name, hint=NOT_COMPARED)
        backslashes = len(pattern) - len(pattern.rstrip("\\"))
        if backslashes % 2 or "\x00" in pattern:
            raise MalformedFilterError(pattern, field="filter")
        wanted = func.lower(pattern) if _is_folded(node.lhs) else pattern
        return column.op("LIKE", return_type=Boolean())(wanted)

    def _in(self, node: Node) -> Condition:
        field, column = self._column(node.lhs)
        folded = _is_folded(node.lhs)
        wanted = [_literal(field, entry, exact=not folded) for entry in node.sub_nodes]
        if field.type is FieldType.INTEGER:
            wanted = [int(entry) for entry in wanted if _is_bigint(entry)]
        found = column.in_([str(entry).lower() for entry in wanted] if folded else wanted)
        return not_(found) if node.not_ else found


def _is_folded(node: Node) -> bool:
    return isinstance(node, ast.Function) and len(node.arguments) == 1


def _is_property(node: Node) -> bool:
    return isinstance(node, ast.Attribute) or (
        _is_folded(node) and isinstance(node.arguments[0], ast.Attribute)
    )


def _literal(field: Field, value: Node, *, exact: bool) -> Any:  # noqa: ANN401 - many types
    """A filter's value in the field's type; `exact` codes must be in the vocabulary.

    Raises InvalidValueError or UnknownTermError.
    """
    if _is_folded(value):
        value = value.arguments[0]
    if field.type is FieldType.DATE and isinstance(value, date):
        return bounded_day_of(value)
    if field.type is FieldType.DATETIME and isinstance(value, date):
        return first_instant(value)
    if field.type in NUMBERS and _is_number(value):
        # The driver takes whole numbers for bigint; PostgreSQL compares that with any decimal.
        return value if abs(value) <= LARGEST_BIGINT else Decimal(value)
    fits = isinstance(value, bool) if field.type is FieldType.BOOLEAN else isinstance(value, str)
    if not fits or value == "" or field.type in NUMBERS:
        return _fallback(field, value)
    if field.type is FieldType.CODE and not exact:
        return value
    return checked_value(field, value)


def _fallback(field: Field, value: Node) -> str:
    """The empty text where the field holds text. Raises InvalidValueError for all else."""
    if value == "" and field.type is FieldType.TEXT:
        return ""
    raise InvalidValueError(value, field=field.name, hint=HINTS.get(field.type, NOT_COMPARED))


def _is_bigint(value: float | Decimal) -> bool:
    """Whether a column of integers can hold the number; the driver would round or refuse others."""
    return value == int(value) and SMALLEST_BIGINT <= value <= LARGEST_BIGINT


def _is_number(value: Node) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
