"""By what a tile's objects are filtered, as conditions on the kept points and on the rows."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Table, and_, func, true
from sqlalchemy.sql.elements import ColumnElement

from layers.access import Readable
from layers.materialized.dimensions import dimensions_of
from layers.model.field import FieldType
from layers.model.layer import Layer
from layers.reading.conditions import lies_in, takes_place
from layers.regions.region import Level, column_of_level
from tiles.request import TileRequest
from tiles.sql.filter_parameters import (
    ENDS,
    REGION,
    REGION_NUMBER,
    codes_parameter,
    kept_column,
    numbers_parameter,
)
from tiles.sql.statement import SURROUNDINGS
from tiles.tile_layer import vocabulary_fields


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
    axes = dimensions_of(layer.layer)
    for name in filters.fields_of(layer.layer):
        column = kept_column(axes, name)
        if column is None:
            others.append(_has_code(layer, name))
        else:
            kept.append(points.c[column] == func.any(numbers_parameter(layer.layer, name)))
    if filters.region_level is not None:
        if layer.layer.is_located_by_passing:
            others.append(lies_in(layer, filters.region_level, REGION))
        else:
            unit = column_of_level(filters.region_level).removesuffix("_code")
            kept.append(points.c[unit] == REGION_NUMBER)
    if filters.in_time and axes.day is not None:
        if filters.in_whole_days or axes.day.type is FieldType.DATE:
            kept.append(points.c.day.between(ENDS.first_day, ENDS.last_day))
        else:
            others.append(takes_place(layer, axes.day, ENDS))
    if others:
        around = layer.place.op("&&")(SURROUNDINGS)
        ids = layer.select(layer.layer.table.id).where(around, *others)
        kept.append(points.c.id.in_(ids).is_(true()))
    return and_(true(), *kept)


def wanted_rows(layer: Readable, filters: Filters) -> ColumnElement[bool]:
    """The condition on the layer's own rows."""
    conditions = [_has_code(layer, name) for name in filters.fields_of(layer.layer)]
    if filters.region_level is not None:
        conditions.append(lies_in(layer, filters.region_level, REGION))
    day = dimensions_of(layer.layer).day
    if filters.in_time and day is not None:
        conditions.append(takes_place(layer, day, ENDS))
    return and_(true(), *conditions)


def _has_code(layer: Readable, name: str) -> ColumnElement[bool]:
    column = layer.column(name)
    codes = codes_parameter(name)
    if layer.field(name).type is FieldType.CODES:
        return column.op("&&")(codes)
    return column == func.any(codes)
