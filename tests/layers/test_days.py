"""Times as RFC 3339 writes them, also at the ends of the calendar."""

from datetime import UTC, date, datetime

import pytest

from layers.days import (
    FIRST_INSTANT,
    LAST_INSTANT,
    OutOfCalendarError,
    bounded_day_of,
    day_of,
    first_instant,
    last_instant,
    moment_of,
    require_in_calendar,
)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-07-17", date(2026, 7, 17)),
        ("2026-07-17T09:30:00Z", datetime(2026, 7, 17, 9, 30, tzinfo=UTC)),
        ("2026-07-17t09:30:00z", datetime(2026, 7, 17, 9, 30, tzinfo=UTC)),
        ("2026-07-17T14:30:00.5+05:00", datetime(2026, 7, 17, 9, 30, 0, 500_000, UTC)),
        ("2016-12-31T23:59:60Z", datetime(2017, 1, 1, tzinfo=UTC)),
        ("9999-12-31T23:59:60Z", datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("0001-01-01T00:00:00+14:00", FIRST_INSTANT),
        ("9999-12-31T23:59:59-12:00", LAST_INSTANT),
        ("0001-01-01", date.min),
        ("9999-12-31", date.max),
    ],
)
def test_written_time_is_bounded_by_the_calendar(text: str, moment: date | datetime) -> None:
    assert moment_of(text) == moment


@pytest.mark.parametrize(
    "text", ["-0001-01-01", "0000-01-01", "10000-01-01", "2026-02-30", "2026-13-01", "", "now"]
)
def test_what_no_calendar_has_is_no_time(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        moment_of(text)


@pytest.mark.parametrize("day", [date.min, date.max])
def test_first_and_last_day_have_their_instants(day: date) -> None:
    assert FIRST_INSTANT <= first_instant(day) <= last_instant(day) <= LAST_INSTANT


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("9999-12-31T23:59:59+00:00", date.max),
        ("0001-01-01T00:00:00+14:00", date.min),
        ("2026-07-17T20:00:00+00:00", date(2026, 7, 18)),
    ],
)
def test_day_of_a_wanted_time_is_bounded(text: str, day: date) -> None:
    assert bounded_day_of(datetime.fromisoformat(text)) == day


def test_time_without_a_day_in_kazakhstan_has_none() -> None:
    with pytest.raises(OutOfCalendarError):
        day_of(LAST_INSTANT)


@pytest.mark.parametrize(
    "text",
    ["9999-12-31T19:00:00+00:00", "0001-01-01T00:00:00+05:00", "0001-01-01T00:00:00+14:00"],
)
def test_time_that_cannot_be_kept_in_utc_and_told_in_kazakhstan_is_out(text: str) -> None:
    with pytest.raises(OutOfCalendarError):
        require_in_calendar(datetime.fromisoformat(text))
