"""A shifted clock is shifted everywhere: in the application, in the database, in its defaults."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from core.clock import Clock
from core.settings import Settings
from layers.days import day_of, today
from tests.clocks.moments import MOMENTS, moment
from tests.clocks.touches import TOUCHES

NOW = datetime(2026, 11, 29, 19, 30, tzinfo=UTC)
EVERY_NOW = "SELECT now(), transaction_timestamp(), statement_timestamp(), clock_timestamp()"
NEAR = timedelta(hours=1)
"""How far the beginning of the test's transaction may lie behind."""


def test_database_and_application_live_at_the_same_moment(session: Session, clock: Clock) -> None:
    told = session.execute(text(EVERY_NOW)).one()
    assert all(clock.now() - NEAR < each <= clock.now() for each in told)
    assert Settings.from_environment({}).clock.now() - clock.now() < NEAR
    assert today(session) in {day_of(clock.now() - NEAR), day_of(clock.now())}


def test_default_of_a_column_is_of_the_moment_too(session: Session, clock: Clock) -> None:
    session.execute(text("INSERT INTO users (name) VALUES ('a stranger')"))
    made = session.scalars(text("SELECT created_at FROM users WHERE name = 'a stranger'")).one()
    assert clock.now() - NEAR < made <= clock.now()


@pytest.mark.parametrize(
    ("statement", "asks"),
    [
        ("SELECT atlas_today()", True),
        ("UPDATE citizen_reports SET done_on = atlas_today()", True),
        ("SELECT id FROM ingest_runs WHERE created_at < now() - interval '1 minute'", True),
        ("UPDATE ingest_runs SET finished_at = now()", False),
        ("SELECT id FROM ingest_runs", False),
    ],
)
def test_test_is_recorded_that_reads_the_time(
    session: Session, monkeypatch: pytest.MonkeyPatch, statement: str, *, asks: bool
) -> None:
    monkeypatch.setattr(TOUCHES, "by_test", False)
    session.execute(text(statement))
    assert TOUCHES.by_test is asks


def test_test_is_recorded_that_asks_the_clock(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TOUCHES, "by_test", False)
    clock.now()
    assert TOUCHES.by_test


@pytest.mark.parametrize("name", MOMENTS)
def test_every_moment_is_still_to_come(name: str) -> None:
    assert moment(name, NOW) > NOW


def test_moments_are_what_they_are_called() -> None:
    days = {name: day_of(moment(name, NOW)) for name in MOMENTS}
    assert days["evening"] == date(2026, 11, 30)
    assert days["new_years_eve"] == date(2027, 1, 1)
    assert days["leap_day"] == date(2028, 2, 29)
    assert days["first_of_march"] == date(2027, 3, 1)
    assert days["day_off"] == date(2027, 3, 22)
    assert moment("2030-05-06T12:00+05:00", NOW) == datetime(2030, 5, 6, 7, tzinfo=UTC)
