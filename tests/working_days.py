"""How many working days lie between two days: the inverse of a deadline, counted one by one."""

from datetime import date, timedelta

from core.calendar import is_working_day


def working_days_between(first: date, last: date) -> int:
    """How many working days come after the first day, up to the last one; negative before it."""
    if last < first:
        return -working_days_between(last, first)
    days = ((first + timedelta(days=each)) for each in range(1, (last - first).days + 1))
    return sum(map(is_working_day, days))
