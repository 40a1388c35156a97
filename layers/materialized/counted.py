"""Reading the kept counts, the changes that wait added: as true as the rows themselves."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Boolean, Date, bindparam, text
from sqlalchemy.orm import Session

from layers.access import Readable
from layers.materialized.counts import MONTHS, waiting_cells
from layers.materialized.row_values import quoted

EVERY_MONTH = (date.min, date.max)
NO_MONTH = date.min
"""The month of what has no day."""
MONTH = "month"
NARROWED = (
    "layer = ANY(CAST(:layers AS text[])) AND (:code = 'KZ' OR :code IN"
    " (oblast_code, district_code, rural_district_code) OR :code = ANY(passes_codes))"
)
HERE = Path(__file__).parent
OF_UNIT = (
    (HERE / "counts_of_unit.sql")
    .read_text(encoding="utf-8")
    .format(waiting=waiting_cells(NARROWED))
)
WRITTEN = (HERE / "counts_written.sql").read_text(encoding="utf-8")
VERSION = (HERE / "counts_version.sql").read_text(encoding="utf-8")
MOST_WAITING = 5_000
"""Where more changes wait than that, counts have no version."""
TYPED: tuple[BindParameter[Any], ...] = (
    *(bindparam(name, type_=Boolean()) for name in ("by_month", "by_kind", "by_state")),
    *(bindparam(name, type_=Date()) for name in ("first", "last")),
)
QUERY = text(OF_UNIT).bindparams(*TYPED)


@dataclass(frozen=True, slots=True)
class GroupingSet:
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


def counted(session: Session, cuts: Iterable[GroupingSet], code: str, by: By) -> Sequence[Counted]:
    """The counts of a unit, and in the cut `all` those of each child as well; `KZ` is the country.

    One statement, thus one snapshot: equal to a GROUP BY of the rows at that moment.
    """
    rows = session.execute(QUERY, _bound(list(cuts), code, by))
    return [Counted._make(row) for row in rows.all()]


@dataclass(frozen=True, slots=True)
class WrittenAxis:
    """An axis as it stands in a text: its name, its column, and its values in their order.

    `column` is `month`, `kind` or `state`; the order of months is that of time.
    """

    name: str
    column: str
    values: tuple[str, ...] = ()


class WrittenCounts(NamedTuple):
    """Counts as a JSON array, and the version of the layer's counts that they show, if any."""

    rows: str
    version: str | None


def version_values(layer_id: str) -> dict[str, object]:
    """The values bound to VERSION."""
    return {"layer": layer_id, "most_waiting": MOST_WAITING}


def counted_text(
    session: Session, cut: GroupingSet, code: str, by: By, axes: Sequence[WrittenAxis]
) -> WrittenCounts:
    """The counts of a unit alone as a JSON array of objects, written by the database.

    By month, then in the order of the values; null stands last. Thousands of rows cost a tenth of
    what it takes to fetch, sort and write them one by one.
    """
    coded = [axis for axis in axes if axis.column != MONTH]
    statement = text(
        WRITTEN.format(
            counted=OF_UNIT,
            version=VERSION,
            members=" || ',' || ".join(map(_member, axes)),
            order=", ".join(map(_order_of, sorted(axes, key=lambda axis: axis.column != MONTH))),
            joins="\n".join(map(_join_of, coded)),
        )
    ).bindparams(*TYPED)
    values = {f"values_{axis.column}": list(axis.values) for axis in coded}
    written = {f"written_{axis.column}": [*map(json.dumps, axis.values)] for axis in coded}
    bound = {**_bound([cut], code, by), **version_values(cut.access.layer.id)}
    rows, version = session.execute(statement, {**bound, **values, **written}).one()
    return WrittenCounts(f"[{rows or ''}]", version)


def _member(axis: WrittenAxis) -> str:
    """The SQL of one member of an object: the axis and its value, names being the catalogue's."""
    if axis.column == MONTH:
        month = "'\"' || left(CAST(counted.month AS text), 7) || '\"'"
        value = f"CASE WHEN counted.month > '{NO_MONTH}' THEN {month} END"
    else:
        unknown = f"CAST(to_json(NULLIF(counted.{axis.column}, '')) AS text)"
        value = f"{axis.column}_value.written, {unknown}"
    return f"{quoted(json.dumps(axis.name) + ':')} || COALESCE({value}, 'null')"


def _join_of(axis: WrittenAxis) -> str:
    """The SQL that joins the known values of an axis."""
    column = axis.column
    return (
        f"LEFT JOIN unnest(CAST(:values_{column} AS text[]), CAST(:written_{column} AS text[]))"
        f" WITH ORDINALITY AS {column}_value (code, written, place)"
        f" ON {column}_value.code = counted.{column}"
    )


def _order_of(axis: WrittenAxis) -> str:
    """The SQL by which rows stand in the order of an axis, unknown values late, none last."""
    if axis.column == MONTH:
        return f"NULLIF(counted.month, '{NO_MONTH}') NULLS LAST"
    value = f"counted.{axis.column}"
    unknown = f"CASE WHEN {axis.column}_value.place IS NULL THEN NULLIF({value}, '') END"
    return f'{axis.column}_value.place NULLS LAST, {unknown} COLLATE "C" NULLS LAST'


def _bound(asked: Sequence[GroupingSet], code: str, by: By) -> dict[str, object]:
    first, last = by.months
    return {
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
    }
