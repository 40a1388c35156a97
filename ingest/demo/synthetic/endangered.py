"""Synthetic endangered objects, some of them tied to a synthetic monument."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from geoalchemy2 import WKBElement
from geoalchemy2.shape import from_shape
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.text import Language
from ingest.demo.synthetic.drafts import Draft, write_drafts
from ingest.demo.synthetic.labels import SOURCE
from ingest.demo.synthetic.places import Country, drawn_place
from ingest.demo.synthetic.threat_plans import (
    OTHER_OBJECTS,
    PRIORITY_FROM,
    SUMMARY,
    THREATS,
)
from ingest.demo.synthetic.wanted import Wanted
from layers.catalogue.endangered_objects import PROBABILITY
from layers.catalogue.monuments import Monument
from layers.model.layer import Layer

STREAM = 30
TIED_SHARE = 0.2
ACCURACY_M = 1_000.0
SCORE_MOST = 5.0
GROWTH_A_YEAR = 0.35
"""By how much the scores rise a year on average."""
FIRST_ASSESSED_DAYS = 6 * 365
WORKED_ON_SHARE = 0.4
"""How often conservation, and how often restoration, is among the works."""
COST_KZT = {"emergency_rescue": 9e6, "conservation": 25e6, "restoration": 90e6}


@dataclass(frozen=True, slots=True)
class Endangered:
    """What an object is called and where it lies; `monument_id` where it is a monument."""

    names: dict[str, str]
    place: WKBElement
    monument_id: int | None
    accuracy_m: float


def load_endangered(session: Session, layer: Layer, wanted: Wanted, country: Country) -> int:
    """How many objects were written, with threats, risk assessments over years and works."""
    rng = np.random.default_rng([wanted.seed, STREAM])
    monuments = _monuments(session)
    tied = min(int(wanted.total * TIED_SHARE), len(monuments))
    objects = [monuments[index] for index in rng.permutation(len(monuments))[:tied].tolist()]
    objects += [_other(country, rng) for _ in range(wanted.total - tied)]
    drafts = [_draft(endangered, wanted.today, rng) for endangered in objects]
    return write_drafts(session, layer, wanted, drafts)


def _monuments(session: Session) -> list[Endangered]:
    """The synthetic monuments with an open place, in the order of their keys.

    What is made up of a danger must not be read on the card of a real monument.
    """
    rows = session.scalars(
        select(Monument)
        .where(Monument.synthetic, Monument.source == SOURCE, Monument.sensitive.is_(False))
        .where(Monument.visibility == "public")
        .order_by(Monument.source_key)
    )
    return [
        Endangered(
            {f"name_{language}": getattr(row, f"name_{language}") for language in Language},
            row.geom,
            row.id,
            row.accuracy_m or ACCURACY_M,
        )
        for row in rows
    ]


def _other(country: Country, rng: np.random.Generator) -> Endangered:
    title = OTHER_OBJECTS[rng.integers(len(OTHER_OBJECTS))]
    names, point = drawn_place(country, title, rng)
    return Endangered(names, from_shape(point, srid=4326), None, ACCURACY_M)


def _draft(endangered: Endangered, today: date, rng: np.random.Generator) -> Draft:
    assessments = _assessments(today, rng)
    newest = assessments[-1]
    magnitude = newest["a_when"] + newest["b_loss"] + newest["c_share"]
    priority = next(code for least, code in PRIORITY_FROM if magnitude >= least)
    values = {
        "monument_id": endangered.monument_id,
        "priority": priority,
        "geom": endangered.place,
        "accuracy_m": endangered.accuracy_m,
        "point_meaning": "centre",
        **endangered.names,
        **{f"summary_{language}": SUMMARY.in_language(language) for language in Language},
    }
    children = {
        "threats": _threats(priority, rng),
        "risk_assessments": assessments,
        "works": _works(priority, today, rng),
    }
    return Draft(values, assessments[0]["assessed_on"], (), children)


def _assessments(today: date, rng: np.random.Generator) -> list[dict[str, Any]]:
    """Assessments of the last years, oldest first; each score is between 0 and 5."""
    days = sorted(rng.choice(np.arange(5, FIRST_ASSESSED_DAYS), rng.integers(2, 6), replace=False))
    start = rng.uniform(1.5, 4.2, 3)
    series = []
    for ago in reversed(days):
        years = (FIRST_ASSESSED_DAYS - int(ago)) / 365
        grown = start + GROWTH_A_YEAR * years * rng.uniform(0.0, 1.0, 3)
        a_when, b_loss, c_share = (np.round(np.clip(grown, 0, SCORE_MOST) * 2) / 2).tolist()
        series.append({
            "assessed_on": today - timedelta(days=int(ago)),
            "a_when": a_when, "b_loss": b_loss, "c_share": c_share,
            "uncertainty": float(rng.choice((0.5, 1.0, 1.5))),
        })  # fmt: skip
    return series


def _threats(priority: str, rng: np.random.Generator) -> list[dict[str, Any]]:
    """One to three threats; the first one is as urgent as the object."""
    chosen = rng.choice(len(THREATS), rng.integers(1, 4), replace=False).tolist()
    urgencies = [code for _, code in PRIORITY_FROM]
    least = urgencies.index(priority)
    return [
        {
            "cause": THREATS[index][0],
            "kind": THREATS[index][1],
            "probability": PROBABILITY.codes[rng.integers(len(PROBABILITY.codes))],
            "priority": priority if not number else urgencies[rng.integers(least, len(urgencies))],
        }
        for number, index in enumerate(chosen)
    ]


def _works(priority: str, today: date, rng: np.random.Generator) -> list[dict[str, Any]]:
    kinds = ["emergency_rescue"] if priority in {"emergency", "months_6_12"} else []
    kinds += [kind for kind in ("conservation", "restoration") if rng.random() < WORKED_ON_SHARE]
    works = []
    for kind in kinds:
        year = today.year + int(rng.integers(-2, 3))
        stage = "planned" if year > today.year else "done" if year < today.year else "under_way"
        works.append({
            "kind": kind, "stage": stage, "funding_year": year,
            "cost_kzt": int(round(COST_KZT[kind] * np.exp(rng.normal(scale=0.5)), -4)),
        })  # fmt: skip
    return works
