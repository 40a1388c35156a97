"""What the history keeps of a change: who, what, before and after."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from core.access.caller import ATLAS, Caller
from core.audit.event import AuditEvent
from core.database.pipelining import ask
from layers.access import readable
from layers.model.field import Field, fields_of
from layers.model.layer import Child, Layer
from layers.reading.queries import deferred_feature
from layers.writing.audit_record import audit_change, audit_change_of_row, subject_of
from layers.writing.history import Entry, Happening, append

Json = dict[str, Any]

SEALED = "***"
"""Stands for a sealed value: the history can never be erased, so it holds no personal data."""

UNREMARKABLE = frozenset({"version", "updated_at", "created_at"})
"""Fields whose change is no news."""

EVENTS: Mapping[Happening, AuditEvent] = {
    "created": AuditEvent.CREATE_FEATURE,
    "edited": AuditEvent.EDIT_FEATURE,
    "moved": AuditEvent.MOVE_FEATURE,
    "deleted": AuditEvent.DELETE_FEATURE,
}


def snapshot(session: Session, layer: Layer, feature_id: int) -> Json:
    """Every described value of a feature and its exact geometry, as JSON values."""
    return deferred_snapshot(session, layer, feature_id)()[1]


def deferred_snapshot(
    session: Session, layer: Layer, feature_id: int | ColumnElement[int]
) -> Callable[[], tuple[int, Json]]:
    """What gives the feature's id and its `snapshot`, which has been asked for."""
    asked = deferred_feature(session, readable(layer, ATLAS), feature_id)

    def found() -> tuple[int, Json]:
        item = asked()
        document = json.loads(item.geojson)
        return item.id, {**document["properties"], "geometry": document["geometry"]}

    return found


def deferred_child_snapshot(
    session: Session, child: Child, row_id: int | ColumnElement[int]
) -> Callable[[], Json]:
    """What gives every described value of a child row and its id, as JSON, asked for already."""
    columns = child.table.__table__.c
    chosen = select(*(columns[field.name] for field in fields_of(child.table)), columns.id)
    row = chosen.where(columns.id == row_id).subquery("child")
    rows = ask(session, select(func.row_to_json(row.table_valued())))
    return lambda: rows()[0][0]


@dataclass(frozen=True, slots=True)
class ChangedFeature:
    """The feature that a change is about, and who makes it."""

    layer: Layer
    feature_id: int
    caller: Caller


def remember(
    session: Session, subject: ChangedFeature, action: Happening, *, before: Json, after: Json
) -> None:
    """Add one row to the history, unless nothing changed."""
    changes = _changes(subject.layer.fields, before, after)
    if changes:
        _append(session, subject, action, changes)
        event = EVENTS[action]
        if action == "edited" and "visibility" in changes:
            event = AuditEvent.CHANGE_VISIBILITY
        about = subject_of(subject.layer, subject.feature_id, before, after)
        audit_change(session, subject.caller, event, about)


def remember_child(
    session: Session,
    subject: ChangedFeature,
    child: Child,
    *,
    before: Json | None,
    after: Json | None,
) -> None:
    """Let the feature's history tell of its child row."""
    fields = fields_of(child.table)
    change = [row and _masked(fields, row) for row in (before, after)]
    _append(session, subject, "edited", {child.id: change})
    event = _event_of_row(before, after)
    row_id = (after or before or {}).get("id")
    facts = {"series": child.id, "row": row_id}
    layer, caller = subject.layer, subject.caller
    audit_change_of_row(session, caller, event, layer, subject.feature_id, facts=facts)


def _event_of_row(before: Json | None, after: Json | None) -> AuditEvent:
    if before is None:
        return AuditEvent.CREATE_ROW
    return AuditEvent.EDIT_ROW if after is not None else AuditEvent.DELETE_ROW


def _append(session: Session, subject: ChangedFeature, action: Happening, changes: Json) -> None:
    by_user_id = subject.caller.user_id
    append(
        session,
        Entry(subject.layer.id, subject.feature_id, action, by_user_id=by_user_id, changes=changes),
    )


def _changes(fields: tuple[Field, ...], before: Json, after: Json) -> Json:
    names = [name for name in {**before, **after} if name not in UNREMARKABLE]
    changed = [name for name in names if before.get(name) != after.get(name)]
    sides = [_masked(fields, side) for side in (before, after)]
    return {name: [side.get(name) for side in sides] for name in changed}


def _masked(fields: tuple[Field, ...], row: Json) -> Json:
    sealed = {field.name for field in fields if field.sealed}
    return {
        name: SEALED if name in sealed and value is not None else value
        for name, value in row.items()
    }
