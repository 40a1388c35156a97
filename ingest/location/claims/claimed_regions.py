"""The units that rows claim to lie in: by KATO code or by name, through the units above them."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely
from geoalchemy2.shape import to_shape
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.text import Text
from ingest.location.claims.former_claims import FormerClaims
from ingest.mapping.mapping_names import CLAIMS, LocationPart
from ingest.mapping.region_names import LATER_PARTS, WrittenName, written_name
from ingest.rows.batch import Batch
from ingest.rows.kept_bytes import without_surrogates
from layers.regions.boundary_sources import APPROXIMATE_ACCURACY_M, DRAWN_ACCURACY_M
from layers.regions.former_names import former_names
from layers.regions.region import Level, Region

CODE = re.compile(r"[1-9]\d{8}")
BETWEEN_UNITS = re.compile(r"[,;/>→]|\s[-–—]\s")
LEVEL_OF_COLUMN: Mapping[LocationPart, Level] = {
    LocationPart.OBLAST: Level.OBLAST,
    LocationPart.DISTRICT: Level.DISTRICT,
    LocationPart.RURAL_DISTRICT: Level.RURAL_DISTRICT,
}

Told = tuple[str, ...]
"""The cells of a row under the columns of `CLAIMS`, in that order."""


@dataclass(frozen=True, slots=True)
class AdministrativeUnit:
    """A unit over all periods in which its code was or is valid; `name` is the newest one."""

    code: str
    parent_code: str | None
    level: int
    kind: str
    name: Text
    ids: tuple[int, ...]
    approximate: bool
    names: frozenset[WrittenName] = field(repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
    """Where a row says that it lies.

    `units` are alternatives, where one name stands for several; `area` is all of them in EPSG:4326,
    as they are today and were formerly, None where nothing is claimed or no polygon is known.
    `unknown` are the texts that name no unit, or none within the others.
    """

    units: tuple[AdministrativeUnit, ...] = ()
    unknown: tuple[str, ...] = ()
    area: BaseGeometry | None = None
    tolerance_m: float = DRAWN_ACCURACY_M

    @property
    def name(self) -> Text:
        """The names of the units as one phrase."""
        kk, ru, en = zip(*(unit.name.as_dict().values() for unit in self.units), strict=True)
        return Text(" / ".join(kk), " / ".join(ru), " / ".join(en))


NO_CLAIM = Claim()


class ClaimedRegions:
    """Finds the units of one file's claims; each set of distinct cells once.

    `units` are all that are or were, by code; none where nothing claims one. `constants` are claims
    of all rows, by place without a column.
    """

    def __init__(
        self,
        session: Session,
        columns: Mapping[str, str],
        constants: Mapping[str, str] | None = None,
    ) -> None:
        self._session = session
        self._columns = {place: columns[place] for place in CLAIMS if place in columns}
        self._of_all: Told = tuple((constants or {}).get(place, "") for place in CLAIMS)
        self._claims_any = bool(self._columns) or any(self._of_all)
        self._claims: dict[Told, Claim] = {}
        self._areas: dict[frozenset[int], BaseGeometry | None] = {}
        self.units = _units(session) if self._claims_any else {}
        self._former = FormerClaims(former_names(session) if self._claims_any else ())
        self._by_key: dict[str, list[AdministrativeUnit]] = defaultdict(list)
        for unit in self.units.values():
            for key in {key for name in unit.names for key in (name.key, *name.near)}:
                self._by_key[key].append(unit)

    def of_rows(self, batch: Batch) -> list[Claim]:
        """The claim of each row, the very same object for the same cells."""
        if not self._claims_any:
            return [NO_CLAIM] * len(batch)
        cells = [
            batch.cells.get(self._columns.get(place, ""), [of_all] * len(batch))
            for place, of_all in zip(CLAIMS, self._of_all, strict=True)
        ]
        meant = (without_surrogates(np.asarray(column, dtype=object)) for column in cells)
        return [self.of(tuple(map(str, told))) for told in zip(*meant, strict=True)]

    @property
    def of_all_rows(self) -> Claim:
        """The claim that all rows share."""
        return self.of(self._of_all)

    def of(self, told: Told) -> Claim:
        """The claim of the cells oblast, district, rural district, region."""
        claim = self._claims.get(told)
        if claim is None:
            claim = self._claims[told] = self._found(told)
        return claim

    def _found(self, told: Told) -> Claim:
        units: list[AdministrativeUnit] = []
        unknown: list[str] = []
        for place, cell in zip(CLAIMS, told, strict=True):
            level = LEVEL_OF_COLUMN.get(place)
            for part in (cell,) if level else self._parts(cell, units):
                text = part.strip()
                found = self._named(text, level, units) if text else units
                if text and not found:
                    unknown.append(text)
                units = found or units
        if not units:
            return Claim(unknown=tuple(unknown)) if unknown else NO_CLAIM
        area, drawn = self._area(units)
        is_built = any(unit.approximate for unit in drawn)
        tolerance_m = APPROXIMATE_ACCURACY_M if is_built else DRAWN_ACCURACY_M
        return Claim(tuple(units), tuple(unknown), area, tolerance_m)

    def _parts(self, cell: str, within: Sequence[AdministrativeUnit]) -> list[str]:
        """A cell with a whole address, the largest unit first; the cell alone if it is one name."""
        parts = [part for part in BETWEEN_UNITS.split(cell) if part.strip()]
        if len(parts) < 2 or self._named(cell.strip(), None, within):  # noqa: PLR2004 - two names
            return [cell]
        levels = [min((u.level for u in self._named(p.strip(), None, within)), default=0)
                  for p in parts]  # fmt: skip
        return parts[::-1] if levels[0] > levels[-1] else parts

    def _named(
        self, text: str, level: Level | None, within: Sequence[AdministrativeUnit]
    ) -> list[AdministrativeUnit]:
        """The units that a text can stand for, beneath those already known."""
        if CODE.fullmatch(code := "".join(text.split())):
            return self._beneath(self._of_codes([code]), within)
        name = written_name(text)
        exact = [u for u in self._by_key.get(name.key, ()) if name.key in {n.key for n in u.names}]
        near = {u.code: u for key in (name.key, *name.near) for u in self._by_key.get(key, ())}
        found = next(
            filter(None, (self._fitting(u, within, name, level) for u in (exact, near.values()))),
            [],
        )
        is_meant = any(
            (not name.kinds or unit.kind in name.kinds) and level in {None, unit.level}
            for unit in found
        )
        if is_meant:
            return found
        former = self._of_codes(self._former.codes(name, level))
        return self._uppermost(self._beneath(former, within)) or found

    def _fitting(
        self,
        units: Collection[AdministrativeUnit],
        within: Sequence[AdministrativeUnit],
        name: WrittenName,
        level: Level | None,
    ) -> list[AdministrativeUnit]:
        """Those beneath the known ones, of the told kind and the column's level if there are any.

        None of them lies in another one of them.
        """
        of_level = [unit for unit in units if unit.level == level]
        units = self._beneath(of_level, within) or self._beneath(units, within)
        return self._uppermost([unit for unit in units if unit.kind in name.kinds] or units)

    def _of_codes(self, codes: Iterable[str]) -> list[AdministrativeUnit]:
        """The units with these codes, of settlements those that hold them."""
        ways = ((code, f"{code[:6]}000") for code in codes)
        found = (next((each for each in way if each in self.units), None) for way in ways)
        return [self.units[code] for code in dict.fromkeys(filter(None, found))]

    def _uppermost(self, units: Sequence[AdministrativeUnit]) -> list[AdministrativeUnit]:
        """Those of the units that lie in no other one of them."""
        codes = {unit.code for unit in units}
        return [unit for unit in units if not codes & set(self._chain(unit)[1:])]

    def _beneath(
        self, units: Collection[AdministrativeUnit], within: Sequence[AdministrativeUnit]
    ) -> list[AdministrativeUnit]:
        """Those of the units that lie in the known ones, or in what was made out of these."""
        above = {unit.code for unit in within}
        later = {part for code in above for part in LATER_PARTS.get(code, ())}
        for codes in (above, later):
            found = [unit for unit in units if codes & set(self._chain(unit))]
            if found:
                return found
        return [] if within else list(units)

    def _chain(self, unit: AdministrativeUnit) -> list[str]:
        codes = [unit.code]
        while unit.parent_code in self.units:
            unit = self.units[unit.parent_code]
            codes.append(unit.code)
        return codes

    def _area(
        self, units: Sequence[AdministrativeUnit]
    ) -> tuple[BaseGeometry | None, list[AdministrativeUnit]]:
        """All that the units cover, and whose polygons these are: a parent's for want of one."""
        areas, drawn = [], []
        for claimed in units:
            for code in self._chain(claimed):
                area = self._polygon(self.units[code])
                if area is not None:
                    areas.append(area)
                    drawn.append(self.units[code])
                    break
        if len(areas) < len(units):
            return None, drawn
        return (areas[0] if len(areas) == 1 else shapely.union_all(areas)), drawn

    def _polygon(self, unit: AdministrativeUnit) -> BaseGeometry | None:
        ids = frozenset(unit.ids)
        if ids not in self._areas:
            shapes = self._session.scalars(
                select(Region.geom).where(Region.id.in_(ids), Region.geom.is_not(None))
            )
            polygons = [to_shape(shape) for shape in shapes if shape is not None]
            area = shapely.union_all(polygons) if len(polygons) > 1 else next(iter(polygons), None)
            self._areas[ids] = area
        return self._areas[ids]


def _units(session: Session) -> dict[str, AdministrativeUnit]:
    """Every unit that is or was valid, by code."""
    rows: dict[str, list[Region]] = defaultdict(list)
    newest_last = Region.valid_from.asc().nulls_first()
    for row in session.scalars(select(Region).order_by(Region.code, newest_last)):
        rows[row.code].append(row)
    return {code: _unit(periods) for code, periods in rows.items()}


def _unit(periods: Sequence[Region]) -> AdministrativeUnit:
    newest = periods[-1]
    return AdministrativeUnit(
        code=newest.code,
        parent_code=newest.parent_code,
        level=newest.level,
        kind=newest.kind,
        name=newest.name,
        ids=tuple(row.id for row in periods),
        approximate=any(row.approximate for row in periods),
        names=frozenset(
            written_name(name) for row in periods for name in row.name.as_dict().values()
        ),
    )
