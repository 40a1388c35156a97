"""Everything that hangs on one feature: its child rows, its history, its regions."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from core.permissions import Caller
from layers.access import readable, readable_child, readable_fields_of_child
from layers.days import day_of, today
from layers.definition import Child, Layer
from layers.history import History
from layers.region_queries import region_name
from layers.regions import REGION_COLUMNS, Region, valid_on

Json = dict[str, Any]


def children_of(session: Session, layer: Layer, feature_id: int, caller: Caller) -> Json:
    """The rows of each child series that the caller may read, by series."""
    return {
        child.id: child_rows(session, layer, child, feature_id, caller)
        for child in layer.children
        if readable_fields_of_child(layer, child, caller)
    }


def child_rows(
    session: Session, layer: Layer, child: Child, feature_id: int, caller: Caller
) -> list[Json]:
    """The readable fields of a series' rows: by `position` where it has one, else newest first."""
    columns = child.table.__table__.c
    access = readable_child(layer, child, caller)
    read = (access.column(field.name).label(field.name) for field in access.fields)
    chosen = select(columns.id, *read)
    query = chosen.where(columns.feature_id == feature_id).order_by(*_order(layer, child))
    rows = query.subquery("child")
    return list(session.scalars(select(func.row_to_json(rows.table_valued()))))


def _order(layer: Layer, child: Child) -> list[ColumnElement[Any]]:
    columns = child.table.__table__.c
    if "position" in columns:
        return [columns.position, columns.id]
    newest = [latest.newest_by for latest in layer.latest if latest.child == child.id]
    by = newest[0] if newest else ("id",)
    return [columns[name].desc() for name in by]


def history_of(session: Session, layer: Layer, feature_id: int, caller: Caller) -> list[Json]:
    """What happened to a feature, the oldest first; who did it is not told.

    `at` is a time, or the day in Kazakhstan where the layer seals a time from the caller.
    """
    sees_times = readable(layer, caller).sees_times
    query = (
        select(
            History.at,
            History.action,
            History.move,
            History.from_state,
            History.to_state,
            History.reason,
        )
        .where(History.layer == layer.id, History.feature_id == feature_id)
        .order_by(History.id)
    )
    rows = session.execute(query).mappings().all()
    return [{**row, "at": _told(row["at"], exactly=sees_times)} for row in rows]


def _told(moment: datetime, *, exactly: bool) -> str:
    return (moment if exactly else day_of(moment)).isoformat()


def regions_of(session: Session, properties: Json) -> Json:
    """The units of today that a feature's codes name, None where a level has none."""
    codes = {level: properties[column] for level, column in REGION_COLUMNS.items()}
    query = select(Region).where(
        Region.code.in_([code for code in codes.values() if code]),
        valid_on(Region, today(session)),
    )
    units = {unit.code: unit for unit in session.scalars(query)}
    return {
        level.name.lower(): region_name(units[code]) if code in units else None
        for level, code in codes.items()
    }
