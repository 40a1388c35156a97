"""How settlements, covered and not, add up by region."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import inf, isnan, nan
from typing import Any

from sqlalchemy import Row as Record
from sqlalchemy import func
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from analysis.results import Gap, Row
from core.text import Language, Text
from layers.access import Readable
from layers.reading.conditions import COUNTRY
from layers.reading.regions.queries import COUNTRY_NAME
from layers.regions.region import Region, children, region

UNASSIGNED = Text("Өңірі белгісіз", "Регион не определён", "Region not known")

Settlement = Record[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Units:
    """A region and its children on a day; `whole` is None for the country."""

    whole: Region | None
    parts: Sequence[Region]

    @property
    def approximate(self) -> bool:
        """Whether any of their polygons was built, not drawn by an authority."""
        return any(unit.approximate for unit in (self.whole, *self.parts) if unit)


def units_of(session: Session, code: str, on: date) -> Units:
    """The region with a KATO code, or the country for `KZ`. Raises UnknownRegionError."""
    whole = None if code == COUNTRY else region(session, code, on)
    return Units(whole, children(session, whole.code if whole else None, on))


def settlements_where(
    session: Session, access: Readable, condition: ColumnElement[bool]
) -> Sequence[Settlement]:
    """Settlements with names, region codes, longitude, latitude and the accuracy of the place."""
    names = ("id", "kato", "name_kk", "name_ru", "name_en", "accuracy_m")
    codes = ("oblast_code", "district_code", "rural_district_code")
    columns = [getattr(access.layer.table, name) for name in (*names, *codes)]
    longitude = func.ST_X(access.place).label("longitude")
    latitude = func.ST_Y(access.place).label("latitude")
    return session.execute(access.select(*columns, longitude, latitude).where(condition)).all()


@dataclass(frozen=True)
class Tally:
    """Settlements of a region with what it costs to get from each to an object, by its id.

    NaN where no object can be reached.
    """

    units: Units
    settlements: Sequence[Settlement]
    costs: Mapping[int, float]
    limit: float

    @cached_property
    def covered(self) -> frozenset[int]:
        """The ids of the settlements from which it costs at most the limit."""
        return frozenset(place for place, cost in self.costs.items() if cost <= self.limit)

    @cached_property
    def total(self) -> Row:
        """The region as a whole."""
        unit = self.units.whole
        return Row(
            code=unit.code if unit else COUNTRY,
            name=unit.name if unit else COUNTRY_NAME,
            level=unit.level if unit else None,
            settlements=len(self.settlements),
            covered=len(self.covered),
            approximate=unit.approximate if unit else self.units.approximate,
        )

    @cached_property
    def children(self) -> tuple[Row, ...]:
        """The region's children, by code."""
        return tuple(self._child(unit) for unit in self.units.parts)

    @property
    def unassigned(self) -> Row | None:
        """What the children leave over; None where they add up to the total or there are none."""
        settlements = self.total.settlements - sum(row.settlements for row in self.children)
        covered = self.total.covered - sum(row.covered for row in self.children)
        if not self.children or settlements == 0:
            return None
        return Row(None, UNASSIGNED, None, settlements, covered, approximate=False)

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """The settlements that are not covered, the worst first."""
        found = [self._gap(one) for one in self.settlements if one.id not in self.covered]
        return tuple(
            sorted(found, key=lambda gap: (-inf if gap.cost is None else -gap.cost, gap.kato))
        )

    @cached_property
    def _ids_by_code(self) -> dict[str, list[int]]:
        """The settlements in each unit of any level: a KATO code is of one level only."""
        found = defaultdict(list)
        for one in self.settlements:
            for code in (one.oblast_code, one.district_code, one.rural_district_code):
                found[code].append(one.id)
        return found

    def _child(self, unit: Region) -> Row:
        inside = self._ids_by_code.get(unit.code, [])
        covered = len(self.covered.intersection(inside))
        return Row(unit.code, unit.name, unit.level, len(inside), covered, unit.approximate)

    def _gap(self, settlement: Settlement) -> Gap:
        cost = self.costs.get(settlement.id, nan)
        return Gap(
            kato=settlement.kato,
            names={language: getattr(settlement, f"name_{language}") for language in Language},
            longitude=settlement.longitude,
            latitude=settlement.latitude,
            cost=None if isnan(cost) else cost,
            oblast_code=settlement.oblast_code,
            district_code=settlement.district_code,
            rural_district_code=settlement.rural_district_code,
        )
