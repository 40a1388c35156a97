"""Days as Kazakhstan counts them: one zone, UTC+5, for the whole country."""

import re
from datetime import MINYEAR, UTC, date, datetime, timedelta, timezone

from sqlalchemy import Date, func, select
from sqlalchemy.orm import Session

KAZAKHSTAN = timezone(timedelta(hours=5))
FIRST_INSTANT = datetime.min.replace(tzinfo=UTC)
LAST_INSTANT = datetime.max.replace(tzinfo=UTC)
"""The ends of the calendar of Python, which is a little longer than that of its time zones."""
LAST_MINUTE = LAST_INSTANT - timedelta(minutes=1)
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
LEAP_SECOND = re.compile(r"([^.]{10}.[0-9]{2}:[0-9]{2}:)60(.*)")
TODAY = func.atlas_today(type_=Date)
"""The present day by the database's clock, within a statement."""


class OutOfCalendarError(ValueError, OverflowError):
    """A time whose day lies before year 1 or after year 9999."""


def today(session: Session) -> date:
    """The present day by the database's clock."""
    return session.scalars(select(TODAY)).one()


def moment_of(text: str) -> date | datetime:
    """The date or time of RFC 3339 text; without an offset it is UTC. Raises ValueError.

    The last second of a minute may be a 60th. A time that is of another year in UTC than any that
    the calendar has, is the first or the last instant.
    """
    if DAY.fullmatch(text):
        return date.fromisoformat(text)
    leap = LEAP_SECOND.fullmatch(text)
    moment = datetime.fromisoformat((f"{leap[1]}59{leap[2]}" if leap else text).upper())
    bounded = in_utc(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
    return bounded + timedelta(seconds=1) if leap and bounded < LAST_MINUTE else bounded


def in_utc(moment: datetime) -> datetime:
    """The aware time in UTC, or the end of the calendar beyond which it lies."""
    return _bounded(moment, UTC)


def day_of(moment: date | datetime) -> date:
    """The day of a time; a day is its own. Raises OutOfCalendarError."""
    if not isinstance(moment, datetime):
        return moment
    try:
        return moment.astimezone(KAZAKHSTAN).date()
    except OverflowError as error:
        raise OutOfCalendarError(moment.isoformat()) from error


def require_in_calendar(moment: datetime) -> None:
    """Raise OutOfCalendarError for a time that has no day in UTC or in Kazakhstan."""
    day_of(moment)
    if in_utc(moment) != moment:
        raise OutOfCalendarError(moment.isoformat())


def bounded_day_of(moment: date | datetime) -> date:
    """The day of a time, or the end of the calendar beyond which it lies; a day is its own."""
    return _bounded(moment, KAZAKHSTAN).date() if isinstance(moment, datetime) else moment


def first_instant(moment: date | datetime) -> datetime:
    """The time itself, or that at which a day begins; in UTC, within the calendar."""
    if isinstance(moment, datetime):
        return in_utc(moment)
    return in_utc(datetime(moment.year, moment.month, moment.day, tzinfo=KAZAKHSTAN))


def last_instant(moment: date | datetime) -> datetime:
    """The time itself, or that at which a day ends; in UTC, within the calendar."""
    if isinstance(moment, datetime):
        return in_utc(moment)
    end = datetime(moment.year, moment.month, moment.day, 23, 59, 59, 999_999, KAZAKHSTAN)
    return in_utc(end)


def _bounded(moment: datetime, zone: timezone) -> datetime:
    try:
        return moment.astimezone(zone)
    except OverflowError:
        end = FIRST_INSTANT if moment.year == MINYEAR else LAST_INSTANT
        return end.replace(tzinfo=zone)
