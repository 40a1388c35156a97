"""Days and times as officers write them."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.values.written_dates import (
    ENGLISH,
    NAMES_OF_MONTHS,
    DoubtfulDateError,
    written_day,
    written_moment,
)
from layers.days import KAZAKHSTAN

DAY = date(2026, 7, 17)


@pytest.mark.parametrize(
    "written",
    [
        "2026-07-17",
        "17.07.2026",
        "17/07/2026",
        "17-07-2026",
        "2026/07/17",
        "2026.07.17",
        "17.07.2026 г.",
        "17.07.2026ж.",
        "17 шілде 2026 ж.",
        "2026 жылғы 17 шілде",
        "2026 ж. 17 шілде",
        "17 июля 2026 г.",
        "17 июля 2026 года",
        "17 ИЮЛЬ 2026",
        "17 July 2026",
        "17th Jul 2026",
        "July 17, 2026",
        "46220",
        "46220.75",
        "2026-07-17T09:30:00",
        "2026-07-16T19:00:00Z",
        "2026-07-17 00:00:00+00:00",
        "17.07.2026 02:30",
        "17 шілде 2026 ж. 9:30",
    ],
)
def test_notations_of_a_day(written: str) -> None:
    assert written_day(written) == DAY


@given(st.dates(min_value=date(1000, 1, 1)))
def test_any_day_is_read_back_in_every_notation(day: date) -> None:
    kazakh, _, _ = NAMES_OF_MONTHS[day.month - 1]
    english = ENGLISH[day.month - 1]
    for written in (
        day.isoformat(),
        f"{day.day:02}.{day.month:02}.{day.year}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day} {kazakh} {day.year} ж.",
        f"{day.day} {english} {day.year}",
    ):
        assert written_day(written) == day
        assert written_moment(written) == datetime(day.year, day.month, day.day, tzinfo=KAZAKHSTAN)


def test_day_comes_before_the_month() -> None:
    assert written_day("03/04/2026") == date(2026, 4, 3)


@pytest.mark.parametrize(
    ("written", "code", "suggestion"),
    [
        ("07/17/2026", "month_first", "2026-07-17"),
        ("17.07.26", "short_year", "2026-07-17"),
        ("17.07.86", "short_year", "1986-07-17"),
    ],
)
def test_doubtful_day_is_suggested_not_taken(written: str, code: str, suggestion: str) -> None:
    for reader in (written_day, written_moment):
        with pytest.raises(DoubtfulDateError) as doubt:
            reader(written)
        assert (doubt.value.code, doubt.value.suggestion) == (code, suggestion)


@pytest.mark.parametrize(
    "written",
    ["1936", "XIX ғ.", "31.02.2026", "13/13/2026", "99999", "17 термидора 2026", "июль 2026", ""],
)
def test_what_is_no_day_is_refused(written: str) -> None:
    for reader in (written_day, written_moment):
        with pytest.raises(ValueError) as refusal:  # noqa: PT011 - any, but not in doubt
            reader(written)
        assert not isinstance(refusal.value, DoubtfulDateError)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("17.07.2026 9:30", "2026-07-17T09:30:00+05:00"),
        ("17/07/2026, 09:30:15", "2026-07-17T09:30:15+05:00"),
        ("46220.395833333", "2026-07-17T09:30:00+05:00"),
        ("2026-07-17T09:30:00Z", "2026-07-17T09:30:00+00:00"),
        ("2026/03/14 10:05:33 AM GMT+5", "2026-03-14T10:05:33+05:00"),
        ("2026/03/14 1:15:03 PM GMT+6", "2026-03-14T13:15:03+06:00"),
        ("2026-03-14 12:05 am", "2026-03-14T00:05:00+05:00"),
        ("2026-03-14 10:05:33 UTC", "2026-03-14T10:05:33+00:00"),
        ("2026-03-14 10:05:33 -0330", "2026-03-14T10:05:33-03:30"),
        ("14.03.2026 10:05 GMT+05:30", "2026-03-14T10:05:00+05:30"),
    ],
)
def test_times_keep_their_zone_or_are_kazakhstans(written: str, moment: str) -> None:
    assert written_moment(written).isoformat() == moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("02/17/2020 12:19:00 PM", "2020-02-17T12:19:00+05:00"),
        ("02/03/2020 12:05 am", "2020-02-03T00:05:00+05:00"),
        ("12/31/2019, 11:59:59 p.m.", "2019-12-31T23:59:59+05:00"),
        ("1/2/2020 1:00 PM", "2020-01-02T13:00:00+05:00"),
    ],
)
def test_time_with_am_or_pm_has_its_month_first(text: str, moment: str) -> None:
    assert written_moment(text).isoformat() == moment


@pytest.mark.parametrize(
    "text", ["02/17/2020 13:19 PM", "17/02/2020 1:19 PM", "2/3/2020 0:10 AM", "2026/03/14 13:10 PM"]
)
def test_time_that_no_american_clock_shows_is_none(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        written_moment(text)


def test_doubtful_time_keeps_its_zone_in_the_suggestion() -> None:
    with pytest.raises(DoubtfulDateError) as doubt:
        written_moment("03/17/2026 10:05 GMT+6")
    assert doubt.value.suggestion == "2026-03-17 10:05+06:00"
    assert written_moment(doubt.value.suggestion).isoformat() == "2026-03-17T10:05:00+06:00"
