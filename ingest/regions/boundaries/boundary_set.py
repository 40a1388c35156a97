"""Drawn boundaries into the region tree: present ones, or those of an earlier period."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from geoalchemy2.shape import from_shape
from shapely import MultiPolygon
from sqlalchemy.orm import Session

from geo.distance.measure import area_km2
from ingest.regions.boundaries.boundary_codes import KnownUnits, absent_units, accepted_rows
from ingest.regions.boundaries.boundary_file import (
    WGS84,
    BoundaryColumns,
    BoundaryRow,
    read_boundaries,
)
from ingest.regions.boundaries.former_units import former_unit
from ingest.regions.boundaries.rebuild_regions import rebuild_below
from ingest.regions.boundaries.region_periods import (
    ValidityPeriod,
    end_during,
    period_of,
    row_for_period,
    rows_in_period,
    separate,
)
from ingest.rows.row_problem import RowProblem
from layers.days import today
from layers.regions.attribution import attribute, refresh_parts
from layers.regions.generalised import refresh_generalised
from layers.regions.region import Region
from layers.registry import Catalogue


@dataclass(frozen=True, slots=True)
class BoundarySet:
    """What the operator says of a boundary file.

    `source` is shown wherever the polygons are. Without a period the polygons are those of the
    present units. `is_whole` says that the file draws every unit of its level in the period: units
    that it lacks did not exist then. `overrides` replace codes of the file.
    """

    source: str
    columns: BoundaryColumns
    period: ValidityPeriod = field(default_factory=ValidityPeriod)
    is_whole: bool = False
    overrides: Mapping[str, str] = field(default_factory=dict)
    level: int | None = None
    """1 for oblasts, 2 for districts with those of cities, 3 for rural districts; else guessed."""
    layer: str | None = None
    crs: str | None = None


@dataclass(frozen=True, slots=True)
class BoundariesLoaded:
    """What a load did: polygons taken, units ended, approximate polygons built, rows moved."""

    taken: int
    ended: int
    rebuilt: int
    moved: Mapping[str, int]
    problems: tuple[RowProblem, ...]


def load_boundaries(
    session: Session, catalogue: Catalogue, path: Path, boundary_set: BoundarySet
) -> BoundariesLoaded:
    """What was loaded and what could not be; runs in the caller's transaction.

    Approximate polygons below the loaded ones are built anew, and every layer is attributed again
    by today's boundaries. Raises the errors of `read_boundaries`.
    """
    rows, problems = read_boundaries(
        path, boundary_set.columns, layer=boundary_set.layer, crs=boundary_set.crs
    )
    rows = [replace(row, code=boundary_set.overrides.get(row.code, row.code)) for row in rows]
    day = boundary_set.period.any_day(today(session))
    known = KnownUnits(_units_on(session, boundary_set.period, day))
    tier = boundary_set.level or known.usual_tier(rows)
    is_former = not boundary_set.period.holds(today(session))
    accepted, refused = accepted_rows(rows, known, tier, former_units=is_former)
    absent, missing = absent_units(accepted, known, tier)
    for row in accepted:
        _store(session, row, known, boundary_set)
    if boundary_set.is_whole:
        _end_units(session, [unit.code for unit in absent], boundary_set.period)
        missing = []
    rebuilt = _rebuild(session, [row.code for row in accepted], boundary_set.period, day)
    refresh_parts(session)
    moved = attribute(session, catalogue.layers)
    refresh_generalised(session)
    return BoundariesLoaded(
        taken=len(accepted),
        ended=len(absent) if boundary_set.is_whole else 0,
        rebuilt=rebuilt,
        moved=moved,
        problems=(*problems, *refused, *missing),
    )


def _units_on(session: Session, period: ValidityPeriod, day: date) -> dict[str, Region]:
    """The units known in a period: for each code its row on the day, else any in the period."""
    units: dict[str, Region] = {}
    for row in rows_in_period(session, period):
        if row.code not in units or period_of(row).holds(day):
            units[row.code] = row
    return units


def _store(
    session: Session, row: BoundaryRow, known: KnownUnits, boundary_set: BoundarySet
) -> None:
    unit = _row_to_draw(session, row, known, boundary_set)
    _draw(unit, row.polygon, boundary_set.source)
    session.flush()


def _row_to_draw(
    session: Session, row: BoundaryRow, known: KnownUnits, boundary_set: BoundarySet
) -> Region:
    """The region row that gets the polygon: today's, or one for just the period."""
    period = ValidityPeriod(
        row.valid_from or boundary_set.period.start, row.valid_to or boundary_set.period.end
    )
    if period.is_always and row.code in known.by_code:
        return known.by_code[row.code]
    existing = rows_in_period(session, period, row.code)
    if existing:
        return row_for_period(session, existing, period)
    unit = former_unit(row, period, known.by_code)
    session.add(unit)
    return unit


def _draw(unit: Region, polygon: MultiPolygon, source: str) -> None:
    unit.geom = from_shape(polygon, WGS84)
    unit.area_km2 = area_km2(polygon)
    unit.boundary_source = source
    unit.approximate = False
    if unit.label_point is None:
        unit.label_point = from_shape(polygon.representative_point(), WGS84)


def _end_units(session: Session, codes: Sequence[str], period: ValidityPeriod) -> None:
    """End the validity of the units, and of all that lies in them, for the period."""
    ending = set(codes)
    for row in sorted(rows_in_period(session, period), key=lambda row: row.level):
        if row.code in ending or row.parent_code in ending:
            ending.add(row.code)
            end_during(session, row, period)


def _rebuild(session: Session, codes: Sequence[str], period: ValidityPeriod, day: date) -> int:
    """How many approximate polygons were built below the units, for the period alone."""
    if not period.is_always:
        _separate_below(session, codes, period)
    return rebuild_below(session, codes, day)


def _separate_below(session: Session, codes: Sequence[str], period: ValidityPeriod) -> None:
    """Give units below with approximate polygons rows of their own in the period."""
    above = set(codes)
    below = []
    for row in sorted(rows_in_period(session, period), key=lambda row: row.level):
        if row.parent_code in above:
            above.add(row.code)
            if row.approximate and row.code not in codes:
                below.append(row)
    separate(session, below, period)
