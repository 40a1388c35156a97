"""Periods of validity of region rows: room is made for one period without losing the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, inspect, select
from sqlalchemy.orm import Session, undefer

from layers.regions.region import Region


@dataclass(frozen=True, slots=True)
class ValidityPeriod:
    """Days from `start` until before `end`; None is open."""

    start: date | None = None
    end: date | None = None

    @property
    def is_always(self) -> bool:
        """Whether neither end is set."""
        return self.start is None and self.end is None

    @property
    def first(self) -> date:
        """The first day, with the earliest for an open start."""
        return self.start or date.min

    @property
    def beyond(self) -> date:
        """The day after the last, with the latest for an open end."""
        return self.end or date.max

    def overlaps(self, other: "ValidityPeriod") -> bool:
        """Whether some day lies in both."""
        return self.first < other.beyond and other.first < self.beyond

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.first <= day < self.beyond

    def any_day(self, near: date) -> date:
        """The day in the period that is nearest to the given one."""
        last = date.fromordinal(self.beyond.toordinal() - 1)
        return min(max(near, self.first), last)


def period_of(region: Region) -> ValidityPeriod:
    """The period in which a region row is valid."""
    return ValidityPeriod(region.valid_from, region.valid_to)


def rows_in_period(
    session: Session, period: ValidityPeriod, code: str | None = None
) -> list[Region]:
    """The rows that are valid on some day of a period, of one code or of all, by start."""
    range_of_row = func.daterange(Region.valid_from, Region.valid_to)
    query = select(Region).where(range_of_row.op("&&")(func.daterange(period.start, period.end)))
    if code is not None:
        query = query.where(Region.code == code)
    return list(session.scalars(query.order_by(Region.code, Region.valid_from)))


def row_for_period(session: Session, rows: Sequence[Region], period: ValidityPeriod) -> Region:
    """The one row of a code that is valid exactly in the period, made out of what overlaps it.

    `rows` are the code's rows that overlap the period, at least one; what they hold before and
    after it stays as it was.
    """
    kept = rows[0]
    for row in rows[1:]:
        _subtract(session, row, period)
    before, after = _outside(period_of(kept), period)
    _load_polygons(session, [kept])
    copies = [_copy_of(kept, outside) for outside in (before, after) if outside]
    kept.valid_from, kept.valid_to = period.start, period.end
    session.flush()
    session.add_all(copies)
    session.flush()
    return kept


def separate(session: Session, rows: Sequence[Region], period: ValidityPeriod) -> None:
    """Give rows that are valid longer than the period a row of their own within it."""
    _load_polygons(session, rows)
    copies: list[Region] = []
    for row in rows:
        within = _common(period_of(row), period)
        outside = _outside(period_of(row), within)
        copies.extend(_copy_of(row, left) for left in outside if left is not None)
        row.valid_from, row.valid_to = within.start, within.end
    session.flush()
    session.add_all(copies)
    session.flush()


def end_during(session: Session, row: Region, period: ValidityPeriod) -> None:
    """End the row's validity for the period, and delete the row if it was never valid else."""
    _subtract(session, row, period)


def _subtract(session: Session, row: Region, period: ValidityPeriod) -> None:
    before, after = _outside(period_of(row), period)
    if before is None and after is None:
        session.delete(row)
        session.flush()
        return
    _load_polygons(session, [row])
    copy = _copy_of(row, after) if before and after else None
    left = before or after
    if left is not None:
        row.valid_from, row.valid_to = left.start, left.end
    session.flush()
    if copy is not None:
        session.add(copy)
        session.flush()


def _outside(
    whole: ValidityPeriod, cut: ValidityPeriod
) -> tuple[ValidityPeriod | None, ValidityPeriod | None]:
    """What is left of a period before and after another one is cut out of it."""
    before = ValidityPeriod(whole.start, cut.start) if whole.first < cut.first else None
    after = ValidityPeriod(cut.end, whole.end) if cut.beyond < whole.beyond else None
    return before, after


def _common(one: ValidityPeriod, other: ValidityPeriod) -> ValidityPeriod:
    """The days of two overlapping periods that lie in both."""
    start = one.start if one.first >= other.first else other.start
    end = one.end if one.beyond <= other.beyond else other.end
    return ValidityPeriod(start, end)


def _load_polygons(session: Session, rows: Sequence[Region]) -> None:
    """Load the polygons of the rows, which are not read with them."""
    session.flush()
    ids = [row.id for row in rows]
    query = select(Region).where(Region.id.in_(ids)).options(undefer(Region.geom))
    session.scalars(query.execution_options(populate_existing=True)).all()


def _copy_of(row: Region, period: ValidityPeriod) -> Region:
    columns = [column.key for column in inspect(Region).column_attrs if column.key != "id"]
    values = {name: getattr(row, name) for name in columns}
    return Region(**{**values, "valid_from": period.start, "valid_to": period.end})
