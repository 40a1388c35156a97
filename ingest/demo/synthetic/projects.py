"""Synthetic initiative projects in every state, each with a history that led to it."""

from datetime import date, timedelta
from typing import Any

import numpy as np
from geoalchemy2.shape import from_shape
from shapely import Point
from sqlalchemy.orm import Session

from core.text import Language
from ingest.demo.synthetic.drafts import Draft, DraftMove, write_drafts
from ingest.demo.synthetic.places import Country, scattered
from ingest.demo.synthetic.project_plans import (
    OFFICIALS,
    OUTCOMES,
    PARTICIPANTS,
    PLANS,
    REFUSED,
    SUMMARY,
    WITHDRAWN,
    ProjectTemplate,
)
from ingest.demo.synthetic.wanted import Wanted
from layers.catalogue.initiative_projects import PLEDGER_KIND
from layers.model.layer import Layer

STREAM = 20
PATHS = (
    (0.10, ()),
    (0.26, ("accept",)),
    (0.18, ("accept", "start")),
    (0.32, ("accept", "start", "complete")),
    (0.06, ("refuse",)),
    (0.03, ("accept", "refuse")),
    (0.05, ("accept", "withdraw")),
)
"""Shares of the ways that projects have gone so far."""

DAYS_OF_MOVE = {"accept": 25, "start": 120, "complete": 150, "refuse": 30, "withdraw": 60}
"""The usual days from the step before."""
REACHES_BACK = 3 * 365
PLACES_POWER = 0.6
"""Below 1: villages propose more a head than cities."""
ALREADY_COVERED = 0.15
"""Share of accepted projects whose pledges cover the estimate while no official is named yet."""
SCORES = (0.03, 0.05, 0.14, 0.33, 0.45)
RATINGS_MEAN = 14


def load_projects(session: Session, layer: Layer, wanted: Wanted, country: Country) -> int:
    """How many projects were written, with estimates, pledges, participants and ratings."""
    rng = np.random.default_rng([wanted.seed, STREAM])
    places = country.places
    shares = places.residents**PLACES_POWER
    at = rng.choice(len(places), wanted.total, p=shares / shares.sum())
    away = rng.rayleigh(size=wanted.total) * places.radius_m[at] * 0.5
    spread = scattered(
        places.spread.at(at), rng.uniform(0, 360, wanted.total), away, country.regions
    )
    points = zip(spread.longitude.tolist(), spread.latitude.tolist(), strict=True)
    drafts = [
        _draft(places.names[place], Point(point), wanted.today, rng)
        for place, point in zip(at.tolist(), points, strict=True)
    ]
    return write_drafts(session, layer, wanted, drafts)


def _draft(place: dict[str, str], point: Point, today: date, rng: np.random.Generator) -> Draft:
    plan = PLANS[rng.integers(len(PLANS))]
    spoken = int(rng.random() < 0.4)  # noqa: PLR2004 - the share of authors who write in Russian
    submitted_on = today - timedelta(days=int(rng.integers(3, REACHES_BACK)))
    moves = _moves(submitted_on, today, spoken, rng)
    made = [move.move for move in moves]
    lines = _estimate(plan, spoken, rng)
    done: dict[str, Any] = {"responsible_official": None, "outcome": None, "users_reached": None}
    if "start" in made:
        done["responsible_official"] = OFFICIALS[spoken]
    if "complete" in made:
        done["outcome"] = OUTCOMES[spoken]
        done["users_reached"] = round(float(np.exp(rng.normal(6.0, 1.0))))
    values = {
        "type": plan.type,
        "direction": plan.direction,
        "submitted_on": submitted_on,
        "geom": from_shape(point, srid=4326),
        **{
            f"name_{language}": f"{plan.title.in_language(language)}, {place[f'name_{language}']}"
            for language in Language
        },
        **{f"summary_{language}": SUMMARY.in_language(language) for language in Language},
        **done,
    }
    children = {
        "estimate_lines": lines,
        "pledges": _pledges(lines, made, rng),
        "participants": _participants(spoken, rng) if "complete" in made else [],
        "ratings": _ratings(rng) if "complete" in made else [],
    }
    return Draft(values, submitted_on, moves, children)


def _moves(
    submitted_on: date, today: date, spoken: int, rng: np.random.Generator
) -> list[DraftMove]:
    """The moves made until yesterday; a project that is not through yet stands where it is."""
    shares = [share for share, _ in PATHS]
    _, steps = PATHS[rng.choice(len(PATHS), p=np.array(shares) / sum(shares))]
    reasons = {"refuse": REFUSED[spoken], "withdraw": WITHDRAWN[spoken]}
    day, moves = submitted_on, []
    for step in steps:
        day += timedelta(days=1 + int(DAYS_OF_MOVE[step] * np.exp(rng.normal(scale=0.4))))
        if day >= today:
            break
        facts = {"responsible_official": OFFICIALS[spoken]} if step == "start" else {}
        moves.append(DraftMove(step, day, reasons.get(step), facts))
    return moves


def _estimate(plan: ProjectTemplate, spoken: int, rng: np.random.Generator) -> list[dict[str, Any]]:
    scale = np.exp(rng.normal(scale=0.4))
    return [
        {
            "purpose": line.purpose[spoken],
            "resource": line.resource,
            "amount": float(max(10, round(line.amount * scale, -1))),
        }
        for line in plan.lines
    ]


def _pledges(
    lines: list[dict[str, Any]], made: list[str], rng: np.random.Generator
) -> list[dict[str, Any]]:
    """Pledges that cover every line of a started project, and some part of an accepted one's."""
    if "accept" not in made:
        return []
    is_covered = "start" in made or rng.random() < ALREADY_COVERED
    pledges = []
    for line in lines:
        share = rng.uniform(1.0, 1.15) if is_covered else rng.uniform(0.0, 0.95)
        total = float(np.ceil(line["amount"] * share))
        joined = int(rng.integers(1, 4))
        parts = np.floor(total * rng.dirichlet(np.ones(joined)))
        parts[0] += total - parts.sum()
        pledges += [
            {
                "resource": line["resource"],
                "amount": float(part),
                "pledger_kind": _pledger(line["resource"], rng),
            }
            for part in parts
            if part > 0
        ]
    return pledges


def _pledger(resource: str, rng: np.random.Generator) -> str:
    if resource == "work_hours":
        return ("volunteer", "ngo")[rng.integers(2)]
    return ("patron", "business", "ngo")[rng.integers(3)]


def _participants(spoken: int, rng: np.random.Generator) -> list[dict[str, Any]]:
    kinds = PLEDGER_KIND.codes
    return [
        {
            "name": PARTICIPANTS[spoken].format(number=number),
            "kind": kinds[rng.integers(len(kinds))],
        }
        for number in range(1, int(rng.integers(3, 13)))
    ]


def _ratings(rng: np.random.Generator) -> list[dict[str, Any]]:
    scores = rng.choice(np.arange(1, 6), rng.poisson(RATINGS_MEAN), p=SCORES)
    return [{"score": int(score)} for score in scores]
