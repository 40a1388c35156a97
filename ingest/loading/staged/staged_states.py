"""States that staged rows tell: taken by new rows, moved through the flow by known ones, or not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Result, Row, func, select, text, update
from sqlalchemy.orm import Session

from core.access.caller import Caller
from core.text import Text
from ingest.loading.staged import state_phrases as say
from ingest.rows.row_problem import RowProblem
from ingest.staging.runs import Run
from ingest.staging.stage import StagingTable
from layers.days import KAZAKHSTAN
from layers.history import History
from layers.model.flow import Flow, Move
from layers.model.imported_states import STATE, lacking, moves_into
from layers.model.values import checked_value
from layers.writing.history import Entry, append, appended
from layers.writing.permit import deferred_reach

ASKED, STATES_OF_NEW = (
    (Path(__file__).parent / f"{name}.sql").read_text(encoding="utf-8")
    for name in ("staged_states", "imported_history")
)
IMPORTED = appended(
    STATES_OF_NEW,
    *("feature_id", "at", "action", "move", "from_state", "to_state", "reason", "facts"),
)


@dataclass(frozen=True, slots=True)
class _Step:
    """A move that a row of the file makes for a known object."""

    row: int
    feature_id: int
    before: str
    move: Move
    flow: Mapping[str, Any]


@dataclass
class StagedStates:
    """The states of one run's staged rows; `find` is asked before they are merged."""

    session: Session
    stage: StagingTable
    run: Run
    caller: Caller
    _steps: list[_Step] = field(default_factory=list)

    def find(self) -> list[RowProblem]:
        """Why rows wait whose state cannot be taken; the moves of the others are remembered."""
        flow = self.stage.layer.flow
        if flow is None:
            return []
        problems = []
        for row in self._execute(ASKED, {"layer": self.stage.layer.id}):
            problem = self._of_known(flow, row) if row.feature_id else _of_new(flow, row)
            if problem is not None:
                problems.append(problem)
        return problems

    def write(self) -> int:
        """How many known objects were moved that nothing else has changed.

        To be called when the rows are merged. The history has every state that came.
        """
        flow = self.stage.layer.flow
        if flow is None:
            return 0
        facts = {
            "layer": self.stage.layer.id,
            "initial": flow.initial,
            "by_user_id": self.run.by_user_id,
            "run_id": self.run.id,
            "file": self.run.file_name,
            "source": self.run.source,
        }
        self._execute(IMPORTED, facts)
        edited = self._edited()
        for step in self._steps:
            self._move(step)
        return sum(step.feature_id not in edited for step in self._steps)

    def _of_known(self, flow: Flow, row: Row[Any]) -> RowProblem | None:
        told, before, state = row.stage_flow["told"], row.state, row.stage_flow["told"][STATE]
        if row.is_other:
            return _problem(flow, row, say.KEPT, "state_kept", waits=False)
        moves = [move for move in moves_into(flow, state, told) if before in move.sources]
        if row.by_person:
            return _problem(flow, row, say.MOVED_SINCE, "state_moved_since")
        if not moves:
            return _problem(flow, row, say.NO_MOVE, "state_unreachable")
        allowed = [move for move in moves if self._is_allowed(move, row.feature_id)]
        if not allowed:
            return _problem(flow, row, say.NOT_ALLOWED, "state_not_allowed")
        if missing := lacking(allowed[0], told):
            return _unmet(flow, row, [demand.phrase for demand in missing])
        self._steps.append(_Step(row.stage_row, row.feature_id, before, allowed[0], row.stage_flow))
        return None

    def _is_allowed(self, move: Move, feature_id: int) -> bool:
        """Whether the caller may make the move on the object as it stands."""
        layer = self.stage.layer
        feature = self.session.get_one(layer.table, feature_id) if move.rule else None
        if move.rule and not move.rule.is_met(self.session, feature, self.caller):
            return False
        return deferred_reach(self.session, layer, self.caller, move.action, feature_id)()

    def _move(self, step: _Step) -> None:
        layer = self.stage.layer
        table, told = layer.table.__table__, step.flow["told"]
        after = {name: checked_value(layer.field(name), value) for name, value in
                 {**dict.fromkeys(step.move.clears), **step.move.sets,
                  **step.flow["columns"], STATE: step.move.target}.items()}  # fmt: skip
        columns = [table.c[name] for name in after]
        found = select(*(func.to_jsonb(column) for column in columns))
        of_row = table.c.id == step.feature_id
        before = self.session.execute(found.where(of_row)).one()
        self.session.execute(update(layer.table).where(of_row).values(after))
        now = self.session.execute(found.where(of_row)).one()
        entry = Entry(
            layer=layer.id,
            feature_id=step.feature_id,
            action="moved",
            at=_moment(step.flow.get("on")),
            move=step.move.id,
            from_state=step.before,
            to_state=step.move.target,
            by_user_id=self.run.by_user_id,
            run_id=self.run.id,
            reason=told.get("reason"),
            facts={
                **{name: value for name, value in told.items()
                   if value is not None and name not in {STATE, "reason"}},
                "file": self.run.file_name,
                "row": str(step.row),
                "source": self.run.source,
            },
            changes={
                name: [old, new]
                for name, old, new in zip(after, before, now, strict=True)
                if old != new
            },
        )  # fmt: skip
        append(self.session, entry)

    def _edited(self) -> frozenset[int]:
        query = select(History.feature_id).where(
            History.run_id == self.run.id, History.action == "edited"
        )
        return frozenset(self.session.scalars(query))

    def _execute(self, script: str, facts: Mapping[str, Any]) -> Result[Any]:
        layer = self.stage.layer
        written = script.format(stage=self.stage.table, table=layer.table.__tablename__)
        return self.session.execute(text(written), dict(facts))


def _of_new(flow: Flow, row: Row[Any]) -> RowProblem | None:
    """Why a new row waits; what an atlas has written was moved there by its own flow."""
    told = row.stage_flow["told"]
    state = told[STATE]
    if state == flow.initial or row.of_atlas:
        return None
    moves = moves_into(flow, state, told)
    missing = lacking(moves[0], told) if moves else ()
    return _unmet(flow, row, [demand.phrase for demand in missing]) if missing else None


def _unmet(flow: Flow, row: Row[Any], missing: list[Text]) -> RowProblem:
    state = flow.states.term(row.stage_flow["told"][STATE]).title
    reason = say.filled_in(say.UNMET, state=state, missing=say.listed(missing))
    return _as_problem(row, reason, "state_unmet", waits=True)


def _problem(
    flow: Flow, row: Row[Any], phrase: Text, code: str, *, waits: bool = True
) -> RowProblem:
    titles = {
        "before": flow.states.term(row.state).title,
        "state": flow.states.term(row.stage_flow["told"][STATE]).title,
    }
    return _as_problem(row, say.filled_in(phrase, **titles), code, waits=waits)


def _as_problem(row: Row[Any], reason: Text, code: str, *, waits: bool) -> RowProblem:
    state = row.stage_flow["told"][STATE]
    return RowProblem(
        row.stage_row, STATE, state, reason, rejected=False, waiting=waits, code=code
    )  # fmt: skip


def _moment(on: str | None) -> datetime | None:
    if on is None:
        return None
    moment = datetime.fromisoformat(on)
    return moment if moment.tzinfo else moment.replace(tzinfo=KAZAKHSTAN)
