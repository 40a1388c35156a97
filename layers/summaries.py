"""Counts of a layer's features by state, kind and topic for a region and its children."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, func
from sqlalchemy.orm import Session

from layers.access import Readable
from layers.conditions import text_array
from layers.regions import Level, column_of_level


@dataclass(frozen=True, slots=True)
class Counts:
    """What one layer holds in a region; children and `unassigned` add up to `count`.

    `passing` counts the lines that touch the region, None for layers of places. `by_child` is
    keyed by the code of the child, None where the deeper unit is not known.
    """

    count: int
    synthetic: int
    passing: int | None
    by: dict[str, Counter[str]] = field(default_factory=dict)
    by_child: Counter[str | None] = field(default_factory=Counter)


def counts(session: Session, access: Readable, code: str | None, level: Level | None) -> Counts:
    """The counts of a unit, or of the whole country for None: one grouped pass over its rows."""
    columns = access.layer.table.__table__.c
    fields = [access.field(name) for name in access.layer.summary_fields]
    keys = [_child_code(columns, level), columns.synthetic, *(columns[f.name] for f in fields)]
    labelled = [key.label(f"key_{place}") for place, key in enumerate(keys)]
    query = access.select(*labelled, func.count()).group_by(*labelled)
    if level is not None:
        query = query.where(columns[column_of_level(level)] == code)
    by: dict[str, Counter[str]] = {f.name: Counter() for f in fields}
    by_child: Counter[str | None] = Counter()
    synthetic = 0
    for child, made_up, *values, number in session.execute(query):
        by_child[child] += number
        synthetic += number if made_up else 0
        for counted, value in zip(fields, values, strict=True):
            for term in value if isinstance(value, list) else [value]:
                if term is not None:
                    by[counted.name][term] += number
    passing = _passing(session, access, code) if access.layer.is_located_by_passing else None
    return Counts(by_child.total(), synthetic, passing, by, by_child)


def _child_code(columns: Any, level: Level | None) -> ColumnElement[Any]:  # noqa: ANN401 - a table's
    """The code of the unit directly below; a district of a city hangs on the city itself."""
    match level:
        case None:
            found: ColumnElement[Any] = columns.oblast_code
        case Level.OBLAST:
            found = func.coalesce(columns.district_code, columns.rural_district_code)
        case Level.DISTRICT | Level.RURAL_DISTRICT:
            found = columns.rural_district_code
    return found


def _passing(session: Session, access: Readable, code: str | None) -> int:
    columns = access.layer.table.__table__.c
    query = access.select(func.count()).select_from(access.layer.table)
    if code is not None:
        query = query.where(columns.passes_codes.op("@>")(text_array([code])))
    total: int = session.scalars(query).one()
    return total
