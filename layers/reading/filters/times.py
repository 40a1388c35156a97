"""Temporal predicates of CQL2 on a field that holds a day or a time."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pygeofilter import ast, values
from sqlalchemy import and_, false, true
from sqlalchemy.sql.elements import ColumnElement

from core.errors import InvalidValueError
from layers.access import Readable
from layers.days import bounded_day_of, first_instant, last_instant
from layers.model.field import Field, FieldType
from layers.model.values import HINTS
from layers.reading.filters.comparisons import named_field
from layers.reading.filters.cql2 import MalformedFilterError

Node = Any  # pygeofilter's nodes are untyped
Condition = ColumnElement[bool]

MIRRORED: dict[type, type] = {
    ast.TimeAfter: ast.TimeBefore,
    ast.TimeBefore: ast.TimeAfter,
    ast.TimeEquals: ast.TimeEquals,
    ast.TimeOverlaps: ast.TimeOverlaps,
}
"""The predicate that says the same with its sides exchanged."""


@dataclass(frozen=True, slots=True)
class Span:
    """From `since` to `until` in the field's own type; None is open."""

    since: date | None
    until: date | None


def time_condition(access: Readable, node: Node) -> Condition:
    """The condition of a temporal predicate between a field and a date, time or interval.

    Raises MalformedFilterError, UnknownPropertyError or InvalidValueError.
    """
    kind, left, right = type(node), node.lhs, node.rhs
    if not isinstance(left, ast.Attribute) and kind in MIRRORED:
        kind, left, right = MIRRORED[kind], right, left
    field = named_field(access, left)
    if field.type not in (FieldType.DATE, FieldType.DATETIME):
        raise InvalidValueError(field.type, field=field.name, hint=HINTS[FieldType.DATETIME])
    span = _span(field, right)
    column: ColumnElement[Any] = access.column(field.name)
    if kind is ast.TimeAfter:
        return false() if span.until is None else column > span.until
    if kind is ast.TimeBefore:
        return false() if span.since is None else column < span.since
    if kind is ast.TimeDuring:
        after = true() if span.since is None else column > span.since
        return and_(after, true() if span.until is None else column < span.until)
    after = true() if span.since is None else column >= span.since
    return and_(after, true() if span.until is None else column <= span.until)


def _span(field: Field, literal: Node) -> Span:
    if isinstance(literal, values.Interval):
        return Span(_edge(field, literal.start, last=False), _edge(field, literal.end, last=True))
    if isinstance(literal, date):
        return Span(_edge(field, literal, last=False), _edge(field, literal, last=True))
    raise MalformedFilterError(literal, field="filter")


def _edge(field: Field, moment: date | datetime | None, *, last: bool) -> date | None:
    if moment is None:
        return None
    if field.type is FieldType.DATE:
        return bounded_day_of(moment)
    return last_instant(moment) if last else first_instant(moment)
