"""Citizens' reports in three clusters, the same each time."""

import random
from dataclasses import dataclass

from sqlalchemy import insert
from sqlalchemy.orm import Session

from layers.catalogue.citizen_reports import CitizenReport

REPORTS = 600
STATES = ("open", "assigned", "done", "refused")
TOPICS = ("roads", "waste", "water")
MIDDLES = ((66.6, 48.7), (67.5, 51.2), (69.2, 49.3))


@dataclass(frozen=True)
class Report:
    """One drawn report."""

    longitude: float
    latitude: float
    state: str
    topic: str


def drawn_reports() -> list[Report]:
    """Reports around the middles."""
    dice = random.Random(20)  # noqa: S311 - a drawing, no secret
    reports = []
    for _ in range(REPORTS):
        longitude, latitude = dice.choice(MIDDLES)
        reports.append(
            Report(
                dice.gauss(longitude, 0.08),
                dice.gauss(latitude, 0.05),
                dice.choice(STATES),
                dice.choice(TOPICS),
            )
        )
    return reports


def add_reports(session: Session, reports: list[Report]) -> None:
    """Add the reports, public."""
    session.execute(
        insert(CitizenReport),
        [
            {
                "topic": report.topic,
                "state": report.state,
                "author_name": "Айгүл Сәрсенова",
                "geom": f"SRID=4326;POINT({report.longitude!r} {report.latitude!r})",
            }
            for report in reports
        ],
    )
