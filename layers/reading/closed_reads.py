"""What the audit is told of reading: sealed values and exact places that an answer discloses."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from core.access.caller import Caller
from core.access.grant import Action
from core.audit.event import AuditEvent
from core.audit.recording import MASKED, AuditSubject, record
from layers.access import Readable, readable_fields_of_child
from layers.model.layer import Layer
from layers.regions.region import REGION_COLUMNS
from layers.territory import within

Json = Mapping[str, Any]


def may_disclose(access: Readable, caller: Caller) -> bool:
    """Whether the caller may see more of some rows of the layer than others may."""
    room = access.layer.access.room
    sees_exact = access.layer.is_sensitive and caller.may(room, Action.READ_EXACT)
    return sees_exact or caller.may(room, Action.READ_SEALED)


def audit_reading(
    session: Session, access: Readable, caller: Caller, features: Iterable[Json]
) -> bool:
    """Whether an entry was added: the features, as they are answered, disclose what is closed."""
    if not may_disclose(access, caller):
        return False
    layer = access.layer
    shown = list(features)
    names = {each["id"]: _sealed_names(layer, caller, each) for each in shown}
    sealed = [each for each in shown if names[each["id"]]]
    sensitive = [each["id"] for each in shown if each["properties"].get("sensitive")]
    exact_ids = _exact_ids(session, layer, caller, sensitive)
    exact = [each for each in shown if each["id"] in exact_ids]
    if sealed:
        fields = {"fields": sorted(set().union(*names.values()))}
        _record(session, layer, caller, AuditEvent.READ_SEALED, sealed, fields)
    if exact:
        _record(session, layer, caller, AuditEvent.READ_EXACT, exact, {})
    return bool(sealed or exact)


def audit_places(session: Session, layer: Layer, caller: Caller, ids: Iterable[int]) -> bool:
    """Whether an entry was added: among the places of the features are exact ones."""
    exact = sorted(_exact_ids(session, layer, caller, list(ids)))
    if exact:
        told: list[Json] = [{"id": each, "properties": {}} for each in exact]
        _record(session, layer, caller, AuditEvent.READ_EXACT, told, {})
    return bool(exact)


def audit_export(
    session: Session, access: Readable, caller: Caller, file_format: str, asked: Mapping[str, str]
) -> bool:
    """Whether an entry was added: the file may hold what is not public.

    `asked` are the conditions as they were written; of those on sealed fields only that there were.
    """
    if not (access.sees_some_hidden or may_disclose(access, caller)):
        return False
    about = AuditSubject(access.layer.id)
    sealed = [each.name for each in access.layer.fields if each.sealed]
    told = {
        name: MASKED if any(each in f"{name}={value}" for each in sealed) else value
        for name, value in asked.items()
    }
    facts = {"format": file_format, "asked": told}
    record(session, caller, AuditEvent.EXPORT_FEATURES, about, facts=facts)
    return True


def _sealed_names(layer: Layer, caller: Caller, feature: Json) -> frozenset[str]:
    """The sealed fields, and series, of which a feature as it is answered holds values."""
    values = feature["properties"]
    own = {each.name for each in layer.fields if each.sealed and values.get(each.name) is not None}
    children = feature.get("children", {})
    series = {
        child.id
        for child in layer.children
        if (rows := children.get(child.id))
        and (not child.public or _holds_sealed(_sealed_fields(layer, caller, child.id), rows))
    }
    return frozenset(own | series)


def _sealed_fields(layer: Layer, caller: Caller, child_id: str) -> frozenset[str]:
    """The sealed fields of a series that the caller may read somewhere."""
    fields = readable_fields_of_child(layer, layer.child(child_id), caller)
    return frozenset(each.name for each in fields if each.sealed)


def _holds_sealed(names: frozenset[str], rows: Iterable[Json]) -> bool:
    return any(row.get(name) is not None for row in rows for name in names)


def _exact_ids(session: Session, layer: Layer, caller: Caller, ids: list[int]) -> frozenset[int]:
    """Which of the features are sensitive and shown at their exact place."""
    territory = caller.territory(layer.access.room, Action.READ_EXACT)
    if not (layer.is_sensitive and territory and ids):
        return frozenset()
    columns = layer.table.__table__.columns
    is_exact: ColumnElement[bool] = and_(columns["sensitive"], within(layer, territory))
    return frozenset(session.scalars(select(layer.table.id).where(columns.id.in_(ids), is_exact)))


def _record(  # noqa: PLR0913, PLR0917 - who saw what of which objects
    session: Session,
    layer: Layer,
    caller: Caller,
    event: AuditEvent,
    features: list[Json],
    facts: Mapping[str, Any],
) -> None:
    own = layer.access.territory
    columns = [own] if own else list(REGION_COLUMNS.values())
    codes = {each["properties"].get(name) for each in features for name in columns}
    ids = [each["id"] for each in features]
    is_one = len(ids) == 1
    about = AuditSubject(layer.id, ids[0] if is_one else None, tuple(filter(None, codes)))
    told = dict(facts) if is_one else {**facts, "ids": ids}
    record(session, caller, event, about, facts=told)
