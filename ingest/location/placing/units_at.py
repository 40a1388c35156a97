"""The units in which places lie, for telling a person where a place is."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from core.text import Text
from layers.days import today
from layers.regions.region import Region, valid_on

UNITS_AT_SQL = (Path(__file__).parent / "units_at.sql").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class UnitHere:
    """Where a place lies: the code of the deepest unit, and the names of it and its oblast."""

    code: str
    name: Text


def units_at(
    session: Session, longitudes: Sequence[float], latitudes: Sequence[float]
) -> list[UnitHere | None]:
    """The unit at each place, EPSG:4326, by the boundaries of today; None outside all of them."""
    if not longitudes:
        return []
    places = {"longitudes": list(longitudes), "latitudes": list(latitudes)}
    rows = session.execute(text(UNITS_AT_SQL), places).all()
    codes = {code for row in rows for code in row if code is not None}
    units = session.scalars(
        select(Region).where(Region.code.in_(codes), valid_on(Region, today(session)))
    )
    by_code = {unit.code: unit for unit in units}
    return [_here([by_code[code] for code in row if code in by_code]) for row in rows]


def _here(chain: Sequence[Region]) -> UnitHere | None:
    """The deepest unit's code under the names of the district, or what is like one, and oblast."""
    if not chain:
        return None
    shown = [chain[0]] if len(chain) == 1 else [chain[1], chain[0]]
    names = [unit.name.as_dict() for unit in shown]
    kk, ru, en = (", ".join(name[language] for name in names) for language in names[0])
    return UnitHere(chain[-1].code, Text(kk, ru, en))
