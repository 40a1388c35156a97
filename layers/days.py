"""Days as Kazakhstan counts them: one zone, UTC+5, for the whole country."""

from datetime import date, datetime, timedelta, timezone

from sqlalchemy import Date, func, select
from sqlalchemy.orm import Session

KAZAKHSTAN = timezone(timedelta(hours=5))
TODAY = func.atlas_today(type_=Date)
"""The present day by the database's clock, within a statement."""


def today(session: Session) -> date:
    """The present day by the database's clock."""
    return session.scalars(select(TODAY)).one()


def day_of(moment: date | datetime) -> date:
    """The day of a time; a day is its own."""
    return moment.astimezone(KAZAKHSTAN).date() if isinstance(moment, datetime) else moment


def first_instant(moment: date | datetime) -> datetime:
    """The time itself, or that at which a day begins."""
    if isinstance(moment, datetime):
        return moment
    return datetime(moment.year, moment.month, moment.day, tzinfo=KAZAKHSTAN)


def last_instant(moment: date | datetime) -> datetime:
    """The time itself, or that at which a day ends."""
    if isinstance(moment, datetime):
        return moment
    return datetime(moment.year, moment.month, moment.day, 23, 59, 59, 999_999, KAZAKHSTAN)
