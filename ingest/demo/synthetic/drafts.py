"""Single synthetic features with their children and history, written through the usual triggers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from ingest.demo.synthetic.labels import SOURCE, SYNTHETIC_FACT, source_keys
from ingest.demo.synthetic.wanted import Wanted
from layers.days import KAZAKHSTAN
from layers.model.layer import Layer
from layers.writing.history import Entry, append_all

OFFICE_OPENS = time(9, tzinfo=KAZAKHSTAN)


@dataclass(frozen=True, slots=True)
class DraftMove:
    """A move through the layer's flow on a day."""

    move: str
    on: date
    reason: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """A feature to be written; its state follows from its moves."""

    values: Mapping[str, Any]
    created_on: date
    moves: Sequence[DraftMove] = ()
    children: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)


def write_drafts(session: Session, layer: Layer, wanted: Wanted, drafts: Sequence[Draft]) -> int:
    """How many features were written, with their children and a history of every move."""
    if not drafts:
        return 0
    keys = source_keys(wanted.seed, 0, len(drafts))
    rows = [
        {**draft.values, **_state(layer, draft), "source": SOURCE, "source_key": key,
         "synthetic": True}
        for draft, key in zip(drafts, keys, strict=True)
    ]  # fmt: skip
    table = layer.table
    returning = insert(table).returning(table.id, sort_by_parameter_order=True)
    ids = list(session.scalars(returning, rows))
    for child in layer.children:
        series = [
            {**row, "feature_id": feature_id}
            for feature_id, draft in zip(ids, drafts, strict=True)
            for row in draft.children.get(child.id, ())
        ]
        if series:
            session.execute(insert(child.table), series)
    history = [
        entry
        for feature_id, draft in zip(ids, drafts, strict=True)
        for entry in _history(layer, feature_id, draft)
    ]
    append_all(session, history)
    return len(ids)


def _state(layer: Layer, draft: Draft) -> dict[str, str]:
    if layer.flow is None:
        return {}
    last = draft.moves[-1:]
    return {"state": layer.flow.move(last[0].move).target if last else layer.flow.initial}


def _history(layer: Layer, feature_id: int, draft: Draft) -> Iterator[Entry]:
    flow = layer.flow
    state = flow.initial if flow else None
    yield Entry(
        layer.id, feature_id, "created", _office_time(draft.created_on), to_state=state,
        facts=SYNTHETIC_FACT,
    )  # fmt: skip
    for made in draft.moves if flow else ():
        target = flow.move(made.move).target  # type: ignore[union-attr]  # checked just above
        yield Entry(
            layer.id, feature_id, "moved", _office_time(made.on), move=made.move,
            from_state=state, to_state=target, reason=made.reason,
            facts={**SYNTHETIC_FACT, **made.facts},
        )  # fmt: skip
        state = target


def _office_time(day: date) -> datetime:
    return datetime.combine(day, OFFICE_OPENS)
