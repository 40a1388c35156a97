from datetime import date
from typing import Any

import pytest
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from layers.catalogue.citizen_reports import LAYER, CitizenReport
from layers.catalogue.monuments import LAYER as MONUMENTS
from layers.deadlines import is_due, is_on_time, is_overdue
from tests.world.drawing import draw_squares
from tests.world.units import A_EAST, A_WEST, SOUTH, A, B

DUE = date(2026, 7, 17)
BEFORE, AFTER = date(2026, 7, 16), date(2026, 7, 18)


def report(session: Session, lon: float = 61.5, lat: float = 51.0, **values: Any) -> CitizenReport:
    row = CitizenReport(
        **{"topic": "roads", "geom": f"SRID=4326;POINT({lon} {lat})", "due_on": DUE, **values}
    )
    session.add(row)
    session.flush()
    session.refresh(row)
    return row


def holds(session: Session, row: CitizenReport, condition: ColumnElement[bool]) -> bool:
    return bool(session.scalar(select(condition).where(CitizenReport.id == row.id)))


@pytest.mark.parametrize(
    ("state", "done_on", "counts_as"),
    [
        ("open", None, {"overdue", "due"}),
        ("waiting_for_author", None, {"overdue", "due"}),
        ("done", DUE, {"due", "on time"}),
        ("done", AFTER, {"due"}),
        ("refused", None, set()),
        ("duplicate", None, set()),
    ],
)
def test_report_counts_as_its_state_and_days_say(
    session: Session, state: str, done_on: date | None, counts_as: set[str]
) -> None:
    row = report(session, state=state, done_on=done_on)
    conditions = {
        "overdue": is_overdue(LAYER, AFTER),
        "due": is_due(LAYER, BEFORE, DUE),
        "on time": is_on_time(LAYER),
    }
    assert {name for name, each in conditions.items() if holds(session, row, each)} == counts_as
    assert not holds(session, row, is_overdue(LAYER, DUE))
    assert not holds(session, row, is_due(LAYER, AFTER, AFTER))


def test_layer_without_deadlines_has_nothing_overdue(session: Session) -> None:
    assert session.scalar(select(is_overdue(MONUMENTS, AFTER))) is False
    assert session.scalar(select(is_on_time(MONUMENTS))) is False


def test_akimat_of_the_place_must_answer_until_somebody_says_otherwise(session: Session) -> None:
    draw_squares(session)
    row = report(session, 61.5)
    assert row.responsible_code == A_EAST
    row.geom = "SRID=4326;POINT(60.5 50.5)"
    session.flush()
    session.refresh(row)
    assert (row.rural_district_code, row.responsible_code) == (SOUTH, A_WEST)
    row.responsible_code = A
    session.flush()
    row.geom = "SRID=4326;POINT(63 51)"
    session.flush()
    session.refresh(row)
    assert (row.oblast_code, row.responsible_code) == (B, A)


def test_new_report_may_name_who_must_answer(session: Session) -> None:
    draw_squares(session)
    assert report(session, 61.5, responsible_code=SOUTH).responsible_code == SOUTH
    assert report(session, 63.0, rerouted_to=A).responsible_code == A


def test_rerouted_report_is_the_other_akimats(session: Session) -> None:
    draw_squares(session)
    row = report(session, 61.5, responsible_code=SOUTH)
    row.rerouted_to = B
    session.flush()
    session.refresh(row)
    assert row.responsible_code == B
