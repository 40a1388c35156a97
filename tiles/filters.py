"""By what a tile's objects are filtered, as conditions on the kept points and on the rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import (
    ARRAY,
    Date,
    DateTime,
    Integer,
    SmallInteger,
    Table,
    Text,
    and_,
    bindparam,
    cast,
    func,
    true,
)
from sqlalchemy.dialects.postgresql import array
from sqlalchemy.sql.elements import ColumnElement

from layers.access import Readable
from layers.conditions import Period
from layers.days import day_of, first_instant, last_instant
from layers.definition import Field, FieldType, Layer
from layers.derived.axes import Axes, axes_of
from layers.regions import Level, column_of_level
from tiles.request import TileRequest
from tiles.source import vocabulary_fields
from tiles.statement import SURROUNDINGS

REGION = bindparam("region", type_=Text())
REGION_NUMBER = bindparam("region_number", type_=Integer())
FIRST_DAY, LAST_DAY = bindparam("first_day", type_=Date()), bindparam("last_day", type_=Date())
SINCE = bindparam("since", type_=DateTime(timezone=True))
UNTIL = bindparam("until", type_=DateTime(timezone=True))
FIRST_INSTANT = datetime.min.replace(tzinfo=UTC)
LAST_INSTANT = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Filters:
    """By what is filtered, without the values: one statement serves all that filter alike."""

    region_level: Level | None = None
    fields: tuple[str, ...] = ()
    """The coded fields, in order."""
    single: frozenset[str] = frozenset()
    """Those of which one code alone is wanted."""
    in_time: bool = False
    in_whole_days: bool = True
    """Whether the wanted period begins and ends with a day."""

    def fields_of(self, layer: Layer) -> tuple[str, ...]:
        """The coded fields that the layer has; a filter leaves layers without its field alone."""
        coded = vocabulary_fields(layer)
        return tuple(name for name in self.fields if name in coded)


def filters_of(request: TileRequest, region_level: Level | None) -> Filters:
    """The filters of a request."""
    period = request.period
    ends = (period.since, period.until) if period else ()
    return Filters(
        region_level,
        tuple(name for name, _ in request.codes),
        frozenset(name for name, codes in request.codes if len(codes) == 1),
        in_time=period is not None,
        in_whole_days=not any(isinstance(end, datetime) for end in ends),
    )


def wanted_points(layer: Readable, filters: Filters, points: Table) -> ColumnElement[bool]:
    """The condition on the layer's kept points.

    What they do not hold is asked of the layer's own rows: `IS TRUE` has PostgreSQL read the ids
    of those once into a hash table, where it would else look up a row for each point.
    """
    kept, others = [], []
    axes = axes_of(layer.layer)
    for name in filters.fields_of(layer.layer):
        column = kept_column(axes, name)
        if column is None:
            others.append(_has_code(layer, name))
        else:
            kept.append(points.c[column] == func.any(numbers_parameter(layer.layer, name)))
    if filters.region_level is not None:
        if layer.layer.is_located_by_passing:
            others.append(_in_region(layer, filters.region_level))
        else:
            unit = column_of_level(filters.region_level).removesuffix("_code")
            kept.append(points.c[unit] == REGION_NUMBER)
    if filters.in_time and axes.day is not None:
        if filters.in_whole_days or axes.day.type is FieldType.DATE:
            kept.append(points.c.day.between(FIRST_DAY, LAST_DAY))
        else:
            others.append(_in_period(layer, axes.day))
    if others:
        around = layer.place.op("&&")(SURROUNDINGS)
        ids = layer.select(layer.layer.table.id).where(around, *others)
        kept.append(points.c.id.in_(ids).is_(true()))
    return and_(true(), *kept)


def wanted_rows(layer: Readable, filters: Filters) -> ColumnElement[bool]:
    """The condition on the layer's own rows."""
    conditions = [_has_code(layer, name) for name in filters.fields_of(layer.layer)]
    if filters.region_level is not None:
        conditions.append(_in_region(layer, filters.region_level))
    day = axes_of(layer.layer).day
    if filters.in_time and day is not None:
        conditions.append(_in_period(layer, day))
    return and_(true(), *conditions)


def kept_column(axes: Axes, name: str) -> str | None:
    """The column of the kept points with the numbers of a field's codes; None where none has."""
    for column, field in (("kind", axes.kind), ("state", axes.state)):
        if field is not None and field.name == name:
            return column
    return None


def filter_values(request: TileRequest) -> Mapping[str, object]:
    """The values of the parameters of the request's filters."""
    values: dict[str, object] = {_codes_name(name): list(codes) for name, codes in request.codes}
    if request.region is not None:
        values["region"] = request.region
        values["region_number"] = int(request.region) if request.region.isdecimal() else None
    if request.period is not None:
        values |= _times(request.period)
    if request.codes:
        for source in request.shown:
            if source.layer is not None:
                values |= _numbers(source.layer, request)
    return values


def numbers_parameter(layer: Layer, name: str) -> ColumnElement[object]:
    """The parameter with the numbers of the wanted codes of a layer's kind or state."""
    return bindparam(_numbers_name(layer, name), type_=ARRAY(SmallInteger))


def number_parameter(layer: Layer, name: str) -> ColumnElement[int]:
    """The parameter with the number of the first wanted code."""
    return bindparam(f"first_of_{_numbers_name(layer, name)}", type_=SmallInteger())


def is_wanted(layer: Layer, state: int) -> ColumnElement[int]:
    """The parameter that is 1 for a wanted state of the layer and 0 for another."""
    return bindparam(_wanted_name(layer, state), type_=Integer())


def _numbers(layer: Layer, request: TileRequest) -> Iterator[tuple[str, object]]:
    axes = axes_of(layer)
    for name, codes in request.codes:
        column = kept_column(axes, name)
        if column is None:
            continue
        known = axes.kind_numbers if column == "kind" else axes.state_numbers
        numbers = [known[code] for code in codes if code in known]
        yield _numbers_name(layer, name), numbers
        yield f"first_of_{_numbers_name(layer, name)}", numbers[0] if numbers else None
        if column == "state":
            for code, number in known.items():
                yield _wanted_name(layer, number), int(code in codes)


def _times(period: Period) -> dict[str, object]:
    """The ends of a period, an open end as far off as can be, for days and for instants."""
    since, until = period.since, period.until
    return {
        "first_day": date.min if since is None else day_of(since),
        "last_day": date.max if until is None else day_of(until),
        "since": FIRST_INSTANT if since is None else first_instant(since),
        "until": LAST_INSTANT if until is None else last_instant(until),
    }


def _in_region(layer: Readable, level: Level) -> ColumnElement[bool]:
    """Whether a row lies in the region, or passes through it where the layer crosses regions."""
    if layer.layer.is_located_by_passing:
        return layer.column("passes_codes").op("@>")(cast(array([REGION]), ARRAY(Text)))
    return layer.column(column_of_level(level)) == REGION


def _has_code(layer: Readable, name: str) -> ColumnElement[bool]:
    column = layer.column(name)
    codes = bindparam(_codes_name(name), type_=ARRAY(Text))
    if layer.field(name).type is FieldType.CODES:
        return column.op("&&")(codes)
    return column == func.any(codes)


def _in_period(layer: Readable, field: Field) -> ColumnElement[bool]:
    column = layer.column(field.name)
    if field.type is FieldType.DATE:
        return column.between(FIRST_DAY, LAST_DAY)
    return column.between(SINCE, UNTIL)


def _codes_name(field_name: str) -> str:
    return f"codes_{field_name}"


def _numbers_name(layer: Layer, field_name: str) -> str:
    return f"numbers_{layer.id}_{field_name}"


def _wanted_name(layer: Layer, state: int) -> str:
    return f"wanted_{layer.id}_{state}"
