"""Synthetic monuments in every state of the register and in every condition."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
from geoalchemy2.shape import from_shape
from sqlalchemy.orm import Session

from core.text import Language
from ingest.demo.synthetic.drafts import Draft, DraftMove, write_drafts
from ingest.demo.synthetic.monument_plans import (
    ACT,
    CHANGED_TO,
    DAMAGE_OF,
    NOTE,
    OBJECTS,
    PATHS,
    REASON,
    SUMMARY,
)
from ingest.demo.synthetic.places import Country, drawn_place
from ingest.demo.synthetic.wanted import Wanted
from layers.catalogue.monuments import CONDITION, FLOW, INSPECTION_BASIS
from layers.model.flow import Move
from layers.model.layer import Layer

STREAM = 40
MOST_DAYS_OF_MOVE = 300
LEAST_DAYS_KNOWN = 30
MOST_INSPECTIONS = 3


def load_monuments(session: Session, layer: Layer, wanted: Wanted, country: Country) -> int:
    """How many monuments were written, with inspections and a history of every move.

    They take the paths in turn: as many as there are paths show every state and every move.
    """
    rng = np.random.default_rng([wanted.seed, STREAM])
    drafts = [_draft(number, country, wanted.today, rng) for number in range(wanted.total)]
    return write_drafts(session, layer, wanted, drafts)


def _draft(number: int, country: Country, today: date, rng: np.random.Generator) -> Draft:
    kind, title = OBJECTS[number % len(OBJECTS)]
    names, point = drawn_place(country, title, rng)
    path = PATHS[number % len(PATHS)]
    known_days = LEAST_DAYS_KNOWN + MOST_DAYS_OF_MOVE * (len(path) + 1)
    known_on = today - timedelta(days=known_days)
    moves = _moves(number, path, known_on, rng)
    values = {
        "kind": kind,
        "significance": _significance(path),
        "geom": from_shape(point, srid=4326),
        "accuracy_m": 1_000.0,
        "point_meaning": "centre",
        **names,
        **{f"summary_{language}": SUMMARY.in_language(language) for language in Language},
    }
    inspections = _inspections(number, known_on, today, rng) if path else []
    return Draft(values, known_on, moves, {"inspections": inspections})


def _significance(path: Sequence[str]) -> str | None:
    """The significance after the moves, None for a monument that was never listed."""
    significance = None
    for step in path:
        significance = FLOW.move(step).sets.get("significance", significance)
        if step == "change_significance":
            significance = CHANGED_TO
    return significance


def _moves(
    number: int, path: Sequence[str], known_on: date, rng: np.random.Generator
) -> list[DraftMove]:
    moves, day = [], known_on
    for step in path:
        day += timedelta(days=int(rng.integers(1, MOST_DAYS_OF_MOVE)))
        move = FLOW.move(step)
        reason = REASON if _demands(move, "reason") else None
        moves.append(DraftMove(step, day, reason, _facts(move, number, day)))
    return moves


def _facts(move: Move, number: int, day: date) -> dict[str, str]:
    given = {
        "act_number": ACT.format(number=number),
        "act_date": day.isoformat(),
        "significance": CHANGED_TO,
    }
    return {name: value for name, value in given.items() if _demands(move, name)}


def _demands(move: Move, name: str) -> bool:
    return any(demand.id == name for demand in move.demands)


def _inspections(
    number: int, known_on: date, today: date, rng: np.random.Generator
) -> list[dict[str, Any]]:
    """One to three inspections, oldest first; the newest finds the next condition in turn."""
    count = 1 + number % MOST_INSPECTIONS
    days = sorted(rng.choice((today - known_on).days, count, replace=False).tolist())
    codes = CONDITION.codes
    series = []
    for place, after in enumerate(days):
        condition = codes[(number + place + 1 - count) % len(codes)]
        series.append({
            "inspected_on": known_on + timedelta(days=after),
            "basis": INSPECTION_BASIS.codes[(number + place) % len(INSPECTION_BASIS.codes)],
            "condition": condition,
            "damage_share": DAMAGE_OF[condition],
            "note": NOTE,
        })  # fmt: skip
    return series
