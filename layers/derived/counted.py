"""Reading the kept counts, the changes that wait added: as true as the rows themselves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Boolean, Date, bindparam, text
from sqlalchemy.orm import Session

from layers.access import Readable
from layers.derived.counts import MONTHS, waiting_cells

EVERY_MONTH = (date.min, date.max)
NO_MONTH = date.min
"""The month of what has no day."""
NARROWED = (
    "layer = ANY(CAST(:layers AS text[])) AND (:code = 'KZ' OR :code IN"
    " (oblast_code, district_code, rural_district_code) OR :code = ANY(passes_codes))"
)
QUERY = text(
    (Path(__file__).parent / "counts_of_unit.sql")
    .read_text(encoding="utf-8")
    .format(waiting=waiting_cells(NARROWED))
).bindparams(
    *(bindparam(name, type_=Boolean()) for name in ("by_month", "by_kind", "by_state")),
    *(bindparam(name, type_=Date()) for name in ("first", "last")),
)


@dataclass(frozen=True, slots=True)
class Cut:
    """One cut of what a caller may read of a layer."""

    access: Readable
    name: str


class Counted(NamedTuple):
    """How many features of a layer a unit holds that agree in what was asked by.

    In the cut `all` the unit may be a child of the one asked about. `kind` and `state` are '' for
    features without one, `month` is its first day; None where they were not asked by.
    """

    layer: str
    cut: str
    code: str
    month: date | None
    kind: str | None
    state: str | None
    number: int
    synthetic: int


@dataclass(frozen=True, slots=True)
class By:
    """The axes by which counts are told apart, and the months, by their first days."""

    month: bool = False
    kind: bool = False
    state: bool = False
    months: tuple[date, date] = EVERY_MONTH


def counted(session: Session, cuts: Iterable[Cut], code: str, by: By) -> Sequence[Counted]:
    """The counts of a unit, and in the cut `all` those of each child as well; `KZ` is the country.

    One statement, thus one snapshot: equal to a GROUP BY of the rows at that moment.
    """
    asked = list(cuts)
    first, last = by.months
    rows = session.execute(
        QUERY,
        {
            "layers": [cut.access.layer.id for cut in asked],
            "cuts": [cut.name for cut in asked],
            "see_hidden": [cut.access.sees_hidden for cut in asked],
            "dated": sorted({cut.access.layer.id for cut in asked if cut.name == MONTHS}),
            "code": code,
            "by_month": by.month,
            "by_kind": by.kind,
            "by_state": by.state,
            "first": first,
            "last": last,
        },
    )
    return [Counted._make(row) for row in rows.all()]
