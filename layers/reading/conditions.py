"""Plain conditions on a layer's readable fields: a value or a list, a time, a region."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ARRAY, Boolean, Date, cast, func, select, true
from sqlalchemy import Text as SqlText
from sqlalchemy.dialects.postgresql import array
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from core.errors import InvalidValueError, MissingValueError
from core.text import Text
from layers.access import Readable
from layers.days import (
    FIRST_INSTANT,
    LAST_INSTANT,
    TODAY,
    bounded_day_of,
    first_instant,
    last_instant,
    moment_of,
)
from layers.model.field import Field, FieldType
from layers.model.values import checked_value
from layers.regions.region import Level, Region, column_of_level

COUNTRY = "KZ"
"""Stands for the whole country where a region's code is asked for."""

LISTED_TYPES = (FieldType.CODES, FieldType.LIST)
OPEN_ENDS = ("", "..")

TIME_HINT = Text(
    "Күн, уақыт немесе аралық керек: 2026-07-17, 2026-01-01/2026-06-30, ../2026-06-30.",
    "Нужна дата, время или промежуток: 2026-07-17, 2026-01-01/2026-06-30, ../2026-06-30.",
    "A date, time or interval is needed: 2026-07-17, 2026-01-01/2026-06-30, ../2026-06-30.",
)
REVERSED_HINT = Text(
    "Аралықтың басы оның соңынан кеш.",
    "Начало промежутка позже его конца.",
    "The interval begins after its end.",
)
NOT_COMPARED = Text(
    "Бұл өріс бойынша сүзуге болмайды.",
    "По этому полю фильтровать нельзя.",
    "This field cannot be filtered by.",
)
NO_VALUE = Text("Мәнін жазыңыз.", "Укажите значение.", "Give a value.")


class UnknownRegionCodeError(InvalidValueError):
    """No unit ever had this KATO code."""

    phrase = Text(
        "«{value}» КАТО коды бар өңір жоқ.",
        "Нет региона с кодом КАТО «{value}».",
        "There is no region with the KATO code “{value}”.",
    )


def equals(access: Readable, name: str, text: str) -> ColumnElement[bool]:
    """The condition that a readable field has the value, or any of `a,b,c`.

    Raises UnknownFieldError, InvalidValueError or UnknownTermError.
    """
    field = access.field(name)
    column: ColumnElement[Any] = access.column(name)
    if field.type is FieldType.OBJECT:
        raise InvalidValueError(text, field=name, hint=NOT_COMPARED)
    parts = [part.strip() for part in text.split(",")]
    if field.type is FieldType.TEXT and text:
        return column.in_([checked_value(field, text), *parts])
    if not all(parts):
        raise MissingValueError(text, field=name, hint=NO_VALUE)
    if field.type in LISTED_TYPES:
        return column.op("&&", return_type=Boolean())(text_array(_elements(field, parts)))
    return column.in_([checked_value(field, part) for part in parts])


def text_array(texts: list[str]) -> ColumnElement[Any]:
    """The texts as one PostgreSQL text[]."""
    return cast(texts, ARRAY(SqlText()))


def _elements(field: Field, parts: list[str]) -> list[str]:
    elements: list[str] = checked_value(field, parts)
    return elements


def in_region(session: Session, access: Readable, code: str) -> ColumnElement[bool]:
    """The condition that a feature lies in a region of any level, or passes it as a line does.

    `KZ` stands for all that the atlas holds. Raises UnknownRegionCodeError.
    """
    if code == COUNTRY:
        return true()
    return lies_in(access, level_of(session, code), code)


def lies_in(access: Readable, level: Level, code: str | ColumnElement[str]) -> ColumnElement[bool]:
    """The condition that a feature lies in the unit of this level and code, or passes it.

    The code may be a parameter of the statement.
    """
    if access.layer.is_located_by_passing:
        passed = cast(array([code]), ARRAY(SqlText()))
        return access.column("passes_codes").op("@>", return_type=Boolean())(passed)
    return access.column(column_of_level(level)) == code


def level_of(session: Session, code: str) -> Level:
    """The level of the unit with this code at any time. Raises UnknownRegionCodeError."""
    if not (code.isascii() and code.isdigit()):
        raise UnknownRegionCodeError(code, field="region")
    query = select(Region.level).where(Region.code == code)
    level = session.scalars(query.order_by(Region.valid_to.desc().nulls_first()).limit(1)).first()
    if level is None:
        raise UnknownRegionCodeError(code, field="region")
    return Level(level)


@dataclass(frozen=True, slots=True)
class TimeInterval:
    """From `since` to `until`, both included; None is open. A date stands for the whole day."""

    since: date | datetime | None
    until: date | datetime | None

    def ends(self) -> "PeriodBounds":
        """The ends for days and for instants, an open one as far off as can be."""
        return PeriodBounds(
            date.min if self.since is None else bounded_day_of(self.since),
            date.max if self.until is None else bounded_day_of(self.until),
            FIRST_INSTANT if self.since is None else first_instant(self.since),
            LAST_INSTANT if self.until is None else last_instant(self.until),
        )


class PeriodBounds(NamedTuple):
    """The ends of a period, or the parameters of a statement for them."""

    first_day: date | ColumnElement[date]
    last_day: date | ColumnElement[date]
    since: datetime | ColumnElement[datetime]
    until: datetime | ColumnElement[datetime]


def period(text: str) -> TimeInterval:
    """The period of an RFC 3339 date, time or interval. Raises InvalidValueError."""
    first, slash, second = text.partition("/")
    if not slash:
        moment = _moment(first, text)
        return TimeInterval(moment, moment)
    since = None if first in OPEN_ENDS else _moment(first, text)
    until = None if second in OPEN_ENDS else _moment(second, text)
    if since is None and until is None:
        raise InvalidValueError(text, field="datetime", hint=TIME_HINT)
    if since and until and first_instant(since) > last_instant(until):
        raise InvalidValueError(text, field="datetime", hint=REVERSED_HINT)
    return TimeInterval(since, until)


def holding(
    access: Readable, start: str, end: str, wanted: TimeInterval | None
) -> ColumnElement[bool]:
    """The condition that a row is the newest of its id that holds in a period, or today.

    `start` and `end` name the columns between which it holds.
    """
    days = func.daterange(TODAY, TODAY, "[]")
    if wanted is not None:
        since = wanted.since and bounded_day_of(wanted.since)
        until = wanted.until and bounded_day_of(wanted.until)
        days = func.daterange(cast(since, Date), cast(until, Date), "[]")

    def holds(columns: Any) -> ColumnElement[bool]:  # noqa: ANN401 - of the table or an alias
        held = func.daterange(columns[start], columns[end])
        overlaps: ColumnElement[bool] = held.op("&&", return_type=Boolean())(days)
        return overlaps

    columns = access.layer.table.__table__.c
    newer = access.layer.table.__table__.alias("newer").c
    later = newer[start] > func.coalesce(columns[start], cast("-infinity", Date))
    replaced = select(newer.id).where(newer.id == columns.id, holds(newer), later)
    return holds(columns) & ~replaced.exists()


def during(access: Readable, wanted: TimeInterval) -> ColumnElement[bool]:
    """The condition that the layer's time lies in the period; else that of its last change."""
    names = {field.name: field for field in access.fields}
    field = names.get(access.layer.time_field or "") or access.field("updated_at")
    return takes_place(access, field, wanted.ends())


def takes_place(access: Readable, field: Field, ends: PeriodBounds) -> ColumnElement[bool]:
    """The condition that the date or time in a readable field lies in a period."""
    column = access.column(field.name)
    if field.type is FieldType.DATE:
        return column.between(ends.first_day, ends.last_day)
    return column.between(ends.since, ends.until)


def _moment(text: str, whole: str) -> date | datetime:
    """The date or time of a text in which a query string may have turned + into a space."""
    try:
        return moment_of(text.replace(" ", "+"))
    except ValueError as error:
        raise InvalidValueError(whole, field="datetime", hint=TIME_HINT) from error
