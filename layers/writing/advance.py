"""The one function that moves a row from state to state."""

from sqlalchemy.orm import Session

from core.access.caller import Caller
from core.audit.event import AuditEvent
from core.errors import ConflictError
from layers.days import today
from layers.model.feature import Feature
from layers.model.flow import (
    BrokenRuleError,
    Facts,
    ForbiddenMoveError,
    Move,
    UnknownMoveError,
    UnmetDemandError,
)
from layers.model.layer import Layer
from layers.model.values import checked_value
from layers.writing.audit_record import audit_change_of_row
from layers.writing.history import Entry, append
from layers.writing.permit import deferred_permit


def advance(  # noqa: PLR0913 - who moves which row how, why and from which version
    session: Session,
    layer: Layer,
    row: Feature,
    move_id: str,
    caller: Caller,
    *,
    reason: str | None = None,
    facts: Facts | None = None,
    expected_version: int | None = None,
    is_held: bool = False,
) -> None:
    """Make one move and remember it; the only way in which a state changes.

    `is_held` where the row is as it stands in the database, and locked.

    Raises UnknownMoveError, ForbiddenError, ForbiddenMoveError, UnmetDemandError, or
    ConflictError where `expected_version` is not the row's.
    """
    flow = layer.flow
    if flow is None:
        raise UnknownMoveError(move_id, field="move")
    move = flow.move(move_id)
    given = {**(facts or {}), **({"reason": reason} if reason else {})}
    require_reach = deferred_permit(session, layer, caller, move.action, row.id)
    if not is_held:
        session.refresh(row, with_for_update=True)
    state: str = row.state  # type: ignore[attr-defined]  # every layer with a flow has it
    require_reach()
    if move.rule is not None and not move.rule.is_met(session, row, caller):
        raise BrokenRuleError(move.rule)
    if expected_version is not None and row.version != expected_version:
        raise ConflictError(row.version, field="version")
    if state not in move.sources:
        raise ForbiddenMoveError(move, flow.states.term(state).title)
    for demand in move.demands:
        if not demand.is_met(session, row, given):
            raise UnmetDemandError(demand)
    for name, value in _columns_after(session, layer, move, given).items():
        setattr(row, name, value)
    entry = Entry(
        layer=layer.id,
        feature_id=row.id,
        action="moved",
        move=move.id,
        from_state=state,
        to_state=move.target,
        by_user_id=caller.user_id,
        reason=reason,
        facts={name: str(value) for name, value in given.items() if name != "reason"},
    )
    append(session, entry)
    told = {"move": move.id, "from": state, "to": move.target}
    audit_change_of_row(session, caller, AuditEvent.MOVE_FEATURE, layer, row.id, facts=told)


def _columns_after(session: Session, layer: Layer, move: Move, facts: Facts) -> Facts:
    written = {
        name: checked_value(layer.field(name), facts[name]) for name in move.writes if name in facts
    }
    stamped = {move.stamps: today(session)} if move.stamps else {}
    cleared = dict.fromkeys(move.clears)
    return {**cleared, **move.sets, **written, **stamped, "state": move.target}
