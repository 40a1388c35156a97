"""Changes of the layers that the kept copies and counts have not taken in yet."""

from dataclasses import dataclass
from datetime import date, datetime

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import Identity, PrimaryKeyConstraint, SmallInteger, func, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.database.engine import Base


class QueuedChange(Base):
    """What a row was (`sign` -1) or is (+1), as far as copies and counts need to know it.

    Statement triggers write both rows of a change in the transaction of the change itself, so the
    kept counts and the queue together are true at any moment.
    """

    __tablename__ = "change_queue"
    __table_args__ = (PrimaryKeyConstraint("layer", "seq"),)

    seq: Mapped[int] = mapped_column(Identity(always=True))
    """One row's alone in the whole queue."""
    layer: Mapped[str]
    feature_id: Mapped[int]
    sign: Mapped[int] = mapped_column(SmallInteger)
    box: Mapped[WKBElement | None] = mapped_column(
        Geometry("GEOMETRY", srid=4326, spatial_index=False)
    )
    """The place that everyone may know: a point itself, else its envelope."""
    hidden: Mapped[bool]
    synthetic: Mapped[bool]
    kind: Mapped[str | None]
    state: Mapped[str | None]
    day: Mapped[date | None]
    """In Kazakhstan."""
    oblast_code: Mapped[str | None]
    district_code: Mapped[str | None]
    rural_district_code: Mapped[str | None]
    further: Mapped[list[str] | None]
    """`field:code` for each value of the further summary fields."""
    passes_codes: Mapped[list[str] | None]
    at: Mapped[datetime] = mapped_column(server_default=func.statement_timestamp())
    """When the statement began that made the change."""


RANDOM = text("hashtextextended(CAST(gen_random_uuid() AS text), 0)")


class DerivedState(Base):
    """Which form of a kept part a layer has; one that is missing or of another form is rebuilt."""

    __tablename__ = "derived_state"

    layer: Mapped[str] = mapped_column(primary_key=True)
    part: Mapped[str] = mapped_column(primary_key=True)
    form: Mapped[str]
    """The fingerprint of the declaration from which the part was built."""
    mark: Mapped[int] = mapped_column(server_default=RANDOM)
    """Another after each batch that was taken in, at random: no other database has it, nor this
    one once it was set back to an older day."""


OLDEST_S = text(
    "WITH RECURSIVE first AS ("
    " (SELECT layer, at FROM change_queue ORDER BY layer, seq LIMIT 1)"
    " UNION ALL SELECT further.layer, further.at FROM first CROSS JOIN LATERAL"
    " (SELECT layer, at FROM change_queue WHERE layer > first.layer ORDER BY layer, seq LIMIT 1)"
    " AS further"
    ") SELECT extract(epoch FROM clock_timestamp() - min(at)) FROM first"
)
"""Asked of the first change of each layer, which the index finds."""
MOST_COUNTED = 1_000_000
"""Counting so many takes a tenth of a second; what loads millions is seen by the age as well."""


@dataclass(frozen=True, slots=True)
class WaitingChanges:
    """How many changes wait, at most MOST_COUNTED, and for how long the oldest has, in seconds."""

    number: int
    oldest_s: float


def waiting_changes(session: Session) -> WaitingChanges:
    """The changes that are committed and not taken in yet; age 0 where none waits."""
    first = select(QueuedChange.seq).limit(MOST_COUNTED).subquery()
    oldest_s = session.scalar(OLDEST_S)
    number = session.scalar(select(func.count()).select_from(first))
    return WaitingChanges(number or 0, max(float(oldest_s or 0), 0))
