"""The moments at which a suite that touches time has failed somewhere, or well might."""

from datetime import datetime, timedelta

MOMENTS = ("evening", "new_years_eve", "leap_day", "first_of_march", "day_off", "year_ahead")


def moment(name: str, now: datetime) -> datetime:
    """The next such moment, so that nothing that was stamped before lies in the future."""
    morning = now.replace(hour=7, minute=0, second=0, microsecond=0)
    late = morning.replace(hour=20, minute=30)
    leap = next(year for year in range(now.year + 1, now.year + 9) if _is_leap(year))
    moments = {
        "evening": late if late > now else late + timedelta(days=1),  # tomorrow in Kazakhstan
        "new_years_eve": _next(late, now, 12, 31),  # another year in Kazakhstan
        "leap_day": morning.replace(year=leap, month=2, day=29),
        "first_of_march": _next(morning, now, 3, 1),
        "day_off": _next(morning, now, 3, 22),  # Nauryz
        "year_ahead": now + timedelta(days=365),
    }
    return moments.get(name) or datetime.fromisoformat(name).astimezone(now.tzinfo)


def _next(at: datetime, now: datetime, month: int, day: int) -> datetime:
    this_year = at.replace(month=month, day=day)
    return this_year if this_year > now else this_year.replace(year=now.year + 1)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
