"""Every move of every flow, from every state: allowed, forbidden, unpermitted, undemanded."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core.access.caller import STRANGER, Caller
from core.access.grant import Grant, grants_of
from core.accounts.user import User
from core.accounts.users import add_user
from core.errors import ConflictError, ForbiddenError
from core.media.media_item import MediaItem
from layers.catalogue.citizen_reports import Evidence
from layers.catalogue.initiative_projects import EstimateLine, Participant, Pledge
from layers.days import today
from layers.history import History
from layers.model.feature import Feature
from layers.model.flow import (
    Demand,
    Flow,
    ForbiddenMoveError,
    Move,
    UnknownMoveError,
    UnmetDemandError,
)
from layers.model.layer import Layer
from layers.registry import load_catalogue
from layers.writing.advance import advance
from tests.layers.sample_rows import add_row
from tests.world.drawing import add_region
from tests.world.units import A

Met = Callable[[Session, Layer, Any], dict[str, Any]]


def fact(name: str, value: Any) -> Met:
    return lambda _session, _layer, _row: {name: value}


def repair_evidence(session: Session, _layer: Layer, row: Any) -> dict[str, Any]:
    add_user(session, "photographer", [])
    user = session.scalars(select(User.id).where(User.name == "photographer")).one()
    item = MediaItem(uploaded_by=user, length=1, received=1, file_name="a.jpg", state="ready")
    session.add(item)
    session.flush()
    session.add(Evidence(feature_id=row.id, media=item.code, kind="photo", shows="repair"))
    session.flush()
    return {}


def done_today(session: Session, _layer: Layer, row: Any) -> dict[str, Any]:
    row.done_on = today(session)
    session.flush()
    return {}


def other_report(session: Session, layer: Layer, _row: Any) -> dict[str, Any]:
    return {"duplicate_of": add_row(session, layer).id}


def covered_estimate(session: Session, _layer: Layer, row: Any) -> dict[str, Any]:
    session.add(EstimateLine(feature_id=row.id, purpose="p", resource="money", amount=100))
    session.add(Pledge(feature_id=row.id, resource="money", amount=60, pledger_kind="ngo"))
    session.add(Pledge(feature_id=row.id, resource="money", amount=40, pledger_kind="patron"))
    session.flush()
    return {}


def one_participant(session: Session, _layer: Layer, row: Any) -> dict[str, Any]:
    session.add(Participant(feature_id=row.id, name="n", kind="volunteer"))
    session.flush()
    return {}


def akimat_of_today(session: Session, _layer: Layer, _row: Any) -> dict[str, Any]:
    add_region(session, A, None, None)
    return {"rerouted_to": A}


MEETS: dict[str, Met] = {
    "reason": fact("reason", "because"),
    "significance": fact("significance", "international"),
    "act_number": fact("act_number", "12-7"),
    "act_date": fact("act_date", "2026-07-17"),
    "evidence": repair_evidence,
    "objection_days": done_today,
    "duplicate_of": other_report,
    "rerouted_to": akimat_of_today,
    "estimate_covered": covered_estimate,
    "responsible_official": fact("responsible_official", "A. Akim"),
    "outcome": fact("outcome", "a school"),
    "users_reached": fact("users_reached", 300),
    "participants": one_participant,
}
"""How each demand is met; a new demand without an entry fails the tests below."""

FLOWS = [(layer, layer.flow) for layer in load_catalogue().layers if layer.flow]
MOVES = [(layer, flow, move) for layer, flow in FLOWS for move in flow.moves]
STEPS = [(layer, flow, move, state) for layer, flow, move in MOVES for state in flow.states.codes]
ALLOWED = [step for step in STEPS if step[3] in step[2].sources]
FORBIDDEN = [step for step in STEPS if step[3] not in step[2].sources]
DEMANDS = [(layer, move, demand) for layer, _, move in MOVES for demand in move.demands]


def named(value: object) -> str:
    if isinstance(value, Layer | Move | Demand):
        return value.id
    return value if isinstance(value, str) else "-"


def permitted(move: Move) -> Caller:
    return Caller(7, "officer", frozenset({Grant("*", move.action)}))


def met(
    session: Session, layer: Layer, row: Feature, demands: tuple[Demand, ...]
) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for demand in demands:
        facts |= MEETS[demand.id](session, layer, row)
    return facts


def history(session: Session, layer: Layer, row: Feature) -> list[History]:
    query = select(History).where(History.layer == layer.id, History.feature_id == row.id)
    return list(session.scalars(query.order_by(History.id)))


@pytest.mark.parametrize(("layer", "flow", "move", "state"), ALLOWED, ids=named)
def test_allowed_move_reaches_its_target_and_is_remembered(
    session: Session, layer: Layer, flow: Flow, move: Move, state: str
) -> None:
    row: Any = add_row(session, layer, state=state)
    facts = met(session, layer, row, move.demands)
    version, earlier = row.version, len(history(session, layer, row))
    reason = facts.pop("reason", None)
    advance(session, layer, row, move.id, permitted(move), reason=reason, facts=facts)
    session.refresh(row)
    assert move.target in flow.states.codes
    assert row.state == move.target
    assert row.version > version
    *before, last = history(session, layer, row)
    assert len(before) == earlier
    assert (last.action, last.move, last.from_state, last.to_state, last.by_user_id) == (
        "moved",
        move.id,
        state,
        move.target,
        7,
    )
    for name in move.clears:
        assert getattr(row, name) is None
    for name, value in move.sets.items():
        assert getattr(row, name) == facts.get(name, value)
    if move.stamps:
        assert getattr(row, move.stamps) == today(session)


@pytest.mark.parametrize(("layer", "flow", "move", "state"), FORBIDDEN, ids=named)
def test_move_from_any_other_state_is_forbidden(
    session: Session, layer: Layer, flow: Flow, move: Move, state: str
) -> None:
    row: Any = add_row(session, layer, state=state)
    facts = met(session, layer, row, move.demands)
    with pytest.raises(ForbiddenMoveError):
        advance(session, layer, row, move.id, permitted(move), facts=facts)
    session.refresh(row)
    assert row.state == state
    assert move.id in {known.id for known in flow.moves}
    assert history(session, layer, row) == []


@pytest.mark.parametrize(("layer", "move", "demand"), DEMANDS, ids=named)
def test_move_without_one_of_its_demands_is_refused(
    session: Session, layer: Layer, move: Move, demand: Demand
) -> None:
    row: Any = add_row(session, layer, state=move.sources[0])
    others = tuple(other for other in move.demands if other is not demand)
    facts = met(session, layer, row, others)
    facts.pop(demand.id, None)
    with pytest.raises(UnmetDemandError) as refused:
        advance(session, layer, row, move.id, permitted(move), facts=facts)
    assert refused.value.demand is demand
    session.refresh(row)
    assert row.state == move.sources[0]
    assert history(session, layer, row) == []


@pytest.mark.parametrize(("layer", "flow", "move"), MOVES, ids=named)
def test_move_without_its_permission_is_refused(
    session: Session, layer: Layer, flow: Flow, move: Move
) -> None:
    row: Any = add_row(session, layer, state=move.sources[0])
    facts = met(session, layer, row, move.demands)
    others = {Grant(layer.id, known.action) for known in flow.moves if known is not move}
    wrong = Caller(8, "other", frozenset(others))
    for caller in (STRANGER, wrong):
        with pytest.raises(ForbiddenError) as refused:
            advance(session, layer, row, move.id, caller, facts=facts)
        assert refused.value.value == f"{layer.id}:{move.action}"
    session.refresh(row)
    assert row.state == move.sources[0]


@pytest.mark.parametrize(("layer", "flow"), FLOWS, ids=named)
def test_every_state_can_be_reached_and_new_rows_start_in_the_initial_one(
    session: Session, layer: Layer, flow: Flow
) -> None:
    row: Any = add_row(session, layer)
    assert row.state == flow.initial
    reached = {flow.initial} | {move.target for move in flow.moves}
    assert reached == set(flow.states.codes)


def test_pledges_below_the_estimate_do_not_start_a_project(session: Session) -> None:
    layer = load_catalogue().layer("initiative_projects")
    row = add_row(session, layer, state="initiative")
    session.add(EstimateLine(feature_id=row.id, purpose="p", resource="money", amount=100))
    session.add(EstimateLine(feature_id=row.id, purpose="p", resource="work_hours", amount=8))
    session.add(Pledge(feature_id=row.id, resource="money", amount=500, pledger_kind="ngo"))
    session.flush()
    caller = Caller(1, "akimat", grants_of(["*"]))
    with pytest.raises(UnmetDemandError, match="do not cover"):
        advance(session, layer, row, "start", caller, facts={"responsible_official": "A"})


def test_objection_after_fifteen_days_is_refused(session: Session) -> None:
    layer = load_catalogue().layer("citizen_reports")
    row = add_row(session, layer, state="done", done_on=text("atlas_today() - 16"))
    caller = Caller(1, "author", grants_of(["citizen_reports:move.object"]))
    with pytest.raises(UnmetDemandError):
        advance(session, layer, row, "object", caller, facts={"reason": "still broken"})


def test_stale_version_does_not_move(session: Session) -> None:
    layer = load_catalogue().layer("monuments")
    row = add_row(session, layer)
    with pytest.raises(ConflictError):
        advance(
            session, layer, row, "identify", Caller(1, "o", grants_of(["*"])), expected_version=99
        )


def test_unknown_move_is_named(session: Session) -> None:
    layer = load_catalogue().layer("monuments")
    with pytest.raises(UnknownMoveError, match="fly"):
        advance(session, layer, add_row(session, layer), "fly", STRANGER)


def test_layer_without_a_flow_has_no_move(session: Session) -> None:
    layer = load_catalogue().layer("settlements")
    with pytest.raises(UnknownMoveError):
        advance(session, layer, add_row(session, layer), "open", STRANGER)


@pytest.mark.parametrize(
    "change", ["UPDATE history SET reason = 'forged'", "DELETE FROM history", "TRUNCATE history"]
)
def test_history_can_be_neither_edited_nor_deleted(session: Session, change: str) -> None:
    layer = load_catalogue().layer("monuments")
    row = add_row(session, layer)
    advance(session, layer, row, "identify", Caller(1, "o", grants_of(["*"])))
    with pytest.raises(IntegrityError, match="only ever added"), session.begin_nested():
        session.execute(text(change))
    assert session.scalar(select(func.count()).select_from(History)) == 1
