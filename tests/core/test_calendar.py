from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar import after_working_days, is_working_day, year_of_days
from tests.working_days import working_days_between

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("day", "is_open"),
    [
        (date(2026, 11, 30), True),
        (date(2026, 11, 28), False),
        (date(2026, 12, 16), False),
        (date(2026, 3, 24), False),  # moved from a Saturday by decree
        (date(2026, 8, 30), False),  # a Sunday
        (date(2027, 8, 30), True),  # Constitution day has moved to 15 March
        (date(2027, 3, 15), False),
        (date(2026, 1, 7), False),
        (date(2013, 12, 28), True),  # a Saturday that was worked
    ],
)
def test_day_is_worked_or_off_as_decreed(day: date, *, is_open: bool) -> None:
    assert is_working_day(day) is is_open


def test_deadline_skips_weekends_and_holidays() -> None:
    assert after_working_days(date(2026, 12, 11), 3) == date(2026, 12, 17)
    assert after_working_days(date(2026, 3, 20), 1) == date(2026, 3, 26)
    assert after_working_days(date(2026, 3, 20), 0) == date(2026, 3, 20)


def test_deadline_at_the_end_of_the_calendar_stays_in_it() -> None:
    assert after_working_days(date(9999, 12, 30), 15) == date.max


@given(DAYS, st.integers(1, 60))
def test_deadline_is_a_working_day_with_so_many_before_it(day: date, count: int) -> None:
    due = after_working_days(day, count)
    assert is_working_day(due)
    assert working_days_between(day, due) == count
    assert working_days_between(due, day) == -count


def test_many_threads_are_told_the_same_days() -> None:
    year_of_days.cache_clear()
    days = [date(2000 + each % 40, 5, 8) for each in range(400)]
    with ThreadPoolExecutor(16) as pool:
        told = list(pool.map(lambda day: after_working_days(day, 15), days))
    assert told == [after_working_days(day, 15) for day in days]
