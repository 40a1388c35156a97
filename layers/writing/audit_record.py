"""What the audit is told of a change: who, where, and the row of the history that holds it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from core.access.caller import Caller
from core.audit.event import AuditEvent
from core.audit.recording import LATEST_HISTORY, AuditSubject, record
from layers.model.layer import Layer
from layers.regions.region import REGION_COLUMNS


def audit_change(session: Session, caller: Caller, event: AuditEvent, about: AuditSubject) -> None:
    """Add an entry for the change of which the history has just been told."""
    record(session, caller, event, about, by_sql=LATEST_HISTORY)


def audit_change_of_row(  # noqa: PLR0913 - who did what to which object
    session: Session,
    caller: Caller,
    event: AuditEvent,
    layer: Layer,
    feature_id: int,
    *,
    facts: Mapping[str, Any],
) -> None:
    """The same where the feature is at hand only in the database, and stays there."""
    about = AuditSubject(layer.id, feature_id)
    by_sql = {
        **LATEST_HISTORY,
        "units": units_by_sql(layer, "CAST(CAST(%(object_id)s AS text) AS bigint)"),
    }
    record(session, caller, event, about, facts=facts, by_sql=by_sql)


def subject_of(layer: Layer, feature_id: int, *states: Mapping[str, Any]) -> AuditSubject:
    """A feature, and the units to which it belongs or belonged by its values."""
    columns = territory_columns(layer)
    units = (values.get(name) for values in states for name in columns)
    return AuditSubject(layer.id, feature_id, tuple(filter(None, units)))


def territory_columns(layer: Layer) -> tuple[str, ...]:
    """The columns that tell to which units a feature belongs."""
    own = layer.access.territory
    return (own,) if own else tuple(REGION_COLUMNS.values())


def units_by_sql(layer: Layer, feature_id: str) -> str:
    """SQL for the units of a feature that is in its table, by SQL for its id."""
    columns = ", ".join(territory_columns(layer))
    found = f"SELECT array_remove(ARRAY[{columns}], NULL) FROM {layer.table.__tablename__}"  # noqa: S608 - names of the catalogue
    return f"coalesce(({found} WHERE id = {feature_id}), '{{}}')"
