"""Everything that hangs on one feature: its child rows, its history, its regions."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal_column, or_, select
from sqlalchemy.orm import Session

from core.access.caller import STRANGER, Caller
from core.access.grant import Action
from core.accounts.user import User
from core.database.pipelining import Rows, ask
from core.text import Text
from layers.access import readable, readable_child, readable_fields_of_child, seals_authors
from layers.days import TODAY, day_of
from layers.history import feature_history
from layers.kept_statements import ITEM, kept
from layers.model.layer import Child, Layer
from layers.regions.region import REGION_COLUMNS, Region, valid_on
from layers.territory import within

Json = dict[str, Any]

AUDITED_ROOMS = ("audit", "users")
"""Whoever administers one of them somewhere, reads the audit there."""

HISTORY = ("at", "action", "move", "from_state", "to_state", "reason")
"""What everybody is told of a change."""
WHO = "who"
"""Who made it, which those are told who look after accounts where the feature lies."""


def children_of(
    session: Session, layer: Layer, feature_id: int, caller: Caller
) -> Callable[[], Json]:
    """What gives the rows of each child series that the caller may read, by series."""
    rows = ask(session, _children_query(layer, caller.as_reader()), {ITEM.key: feature_id})

    def children() -> Json:
        found: Json = rows()[0][0]
        return found

    return children


@kept
def _children_query(layer: Layer, caller: Caller) -> Select[*tuple[Any, ...]]:
    """All series as one JSON object: each is small, and a way to the database is not."""
    members: list[Any] = []
    for child in layer.children:
        if readable_fields_of_child(layer, child, caller):
            row = _child_query(layer, child, caller).subquery(child.id)
            listed = func.coalesce(func.json_agg(row.c.row), literal_column("'[]'::json"))
            members += [child.id, select(listed).select_from(row).scalar_subquery()]
    return select(func.json_build_object(*members))


def child_rows(
    session: Session, layer: Layer, child: Child, feature_id: int, caller: Caller
) -> list[Json]:
    """The readable fields of a series' rows: by `position` where it has one, else newest first."""
    query = _child_query(layer, child, caller.as_reader())
    return [row[0] for row in session.execute(query, {ITEM.key: feature_id})]


@kept
def _child_query(layer: Layer, child: Child, caller: Caller) -> Select[*tuple[Any, ...]]:
    columns = child.table.__table__.c
    access = readable_child(layer, child, caller)
    read = (access.column(field.name).label(field.name) for field in access.fields)
    chosen = select(columns.id, *read)
    query = chosen.where(columns.feature_id == ITEM).order_by(*_order(layer, child))
    rows = query.subquery("child")
    return select(func.row_to_json(rows.table_valued()).label("row"))


def _order(layer: Layer, child: Child) -> list[ColumnElement[Any]]:
    columns = child.table.__table__.c
    if "position" in columns:
        return [columns.position, columns.id]
    newest = [latest.newest_by for latest in layer.latest if latest.child == child.id]
    by = newest[0] if newest else ("id",)
    return [columns[name].desc() for name in by]


def history_of(
    session: Session, layer: Layer, feature_id: int, caller: Caller
) -> Callable[[], list[Json]]:
    """What gives what happened to a feature, the oldest first; `who` did it for who may know.

    `at` is a time, or the day in Kazakhstan where the layer seals a time from the caller.
    """
    sees_times = readable(layer, caller).sees_times
    rows = ask(session, _history_query(layer, _auditor(caller)), {ITEM.key: feature_id})

    def history() -> list[Json]:
        found = [_told_entry(row) for row in rows()]
        return [{**row, "at": _told(row["at"], exactly=sees_times)} for row in found]

    return history


def _told_entry(row: tuple[Any, ...]) -> Json:
    told = dict(zip(HISTORY, row, strict=False))
    is_known, who = row[len(HISTORY) :] or (False, None)
    return {**told, WHO: who} if is_known else told


def _auditor(caller: Caller) -> Caller:
    """The caller with nothing but what decides whether they learn who did something."""
    needed = {(room, Action.ADMINISTER) for room in AUDITED_ROOMS}
    grants = {
        grant
        for grant in caller.grants
        if grant.action == Action.READ_SEALED
        or any(grant.allows(room, action) for room, action in needed)
    }
    is_auditor = any(caller.may(room, action) for room, action in needed)
    return Caller(grants=frozenset(grants)) if is_auditor else STRANGER


@kept
def _history_query(layer: Layer, auditor: Caller) -> Select[*tuple[Any, ...]]:
    rows = feature_history(layer.id, ITEM).subquery("history")
    told = [rows.c[name] for name in HISTORY]
    if auditor == STRANGER:
        return select(*told).order_by(rows.c.id)
    knows = select(knows_who(layer, auditor)).where(layer.table.id == ITEM).scalar_subquery()
    name = select(User.name).where(User.id == rows.c.by_user_id).scalar_subquery()
    return select(*told, knows, case((knows, name))).order_by(rows.c.id)


def knows_who(layer: Layer, auditor: Caller) -> ColumnElement[bool]:
    """The condition that the caller may know who changed a row, as the audit would tell them.

    Where a layer seals its authors, who made or changed a row is sealed too.
    """
    administered = (auditor.territory(room, Action.ADMINISTER) for room in AUDITED_ROOMS)
    is_theirs = or_(*(within(layer, territory) for territory in administered))
    if not seals_authors(layer):
        return is_theirs
    sealed = within(layer, auditor.territory(layer.access.room, Action.READ_SEALED))
    return and_(is_theirs, sealed)


def _told(moment: datetime, *, exactly: bool) -> str:
    return (moment if exactly else day_of(moment)).isoformat()


def regions_of(session: Session, layer: Layer, feature_id: int) -> Callable[[], Json]:
    """What gives the units of today that a feature's codes name, None where a level has none."""
    rows = ask(session, _regions_query(layer), {ITEM.key: feature_id})
    return lambda: _named_levels(rows())


@kept
def _regions_query(layer: Layer) -> Select[*tuple[Any, ...]]:
    columns = layer.table.__table__.c
    codes = [columns[column] for column in REGION_COLUMNS.values()]
    names = (Region.name_kk, Region.name_ru, Region.name_en)
    is_named = or_(*(Region.code == code for code in codes))
    found = select(Region.code, Region.approximate, *names, *codes)
    named = found.join_from(layer.table, Region, is_named)
    return named.where(columns.id == ITEM, valid_on(Region, TODAY))


def _named_levels(rows: Rows) -> Json:
    units = {row[0]: row[:5] for row in rows}
    codes = rows[0][5:] if rows else [None] * len(REGION_COLUMNS)
    named: Json = {}
    for level, code in zip(REGION_COLUMNS, codes, strict=True):
        named[level.name.lower()] = None
        if code in units:
            _, approximate, kk, ru, en = units[code]
            name = Text(kk, ru, en).as_dict()
            named[level.name.lower()] = {"code": code, "name": name, "approximate": approximate}
    return named
