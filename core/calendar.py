"""Working days of Kazakhstan: weekends, holidays and days off that the government has moved.

The holidays and the moved days come from the package `holidays`, which follows the decrees; days
of Құрбан айт that no decree has named yet are estimates of it.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from holidays import country_holidays

COUNTRY_OF_DAYS = "KZ"
SATURDAY = 5
YEARS_KEPT = 400
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class YearOfDays:
    """The days of one year that are off besides the weekends, and the weekends that are worked."""

    off: frozenset[date]
    worked: frozenset[date]


@lru_cache(YEARS_KEPT)
def year_of_days(year: int) -> YearOfDays:
    """The days off and worked weekends of a year; read anew, for the package's own dates change."""
    days = country_holidays(COUNTRY_OF_DAYS, years=year)
    return YearOfDays(frozenset(days), frozenset(getattr(days, "weekend_workdays", ())))


def is_working_day(day: date) -> bool:
    """Whether offices of the state are open on the day."""
    year = year_of_days(day.year)
    return (day.weekday() < SATURDAY or day in year.worked) and day not in year.off


def after_working_days(day: date, count: int) -> date:
    """The `count`-th working day after a day, which is not counted itself; not after year 9999."""
    while count:
        if day == date.max:
            return day
        day += ONE_DAY
        count -= is_working_day(day)
    return day
