"""Putting parts of the country into a database."""

from collections.abc import Iterable

from geoalchemy2.shape import from_shape
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry
from sqlalchemy import insert
from sqlalchemy.orm import Session

from layers.regions.attribution import refresh_parts
from layers.regions.generalised import refresh_generalised
from layers.regions.region import Region, RegionPart
from tests.world.borders import Straight, Winding
from tests.world.settlements import add_settlements
from tests.world.units import CITY_UNITS, NOWHERE, SQUARES, Unit, two_oblasts


def draw_country(session: Session, *, approximate: bool = False, whole: bool = False) -> None:
    """Draw WEST and EAST with straight borders, the city, and the settlements in them.

    Unless it is `whole`, there is one more oblast of which nobody knows where it lies, so that any
    place may be in the country.
    """
    units = [*([] if whole else [NOWHERE]), *two_oblasts(Straight()), *CITY_UNITS]
    regions = draw(session, units, approximate=approximate, boundary_source="drawn")
    parts = [
        {"region_id": region.id, "code": unit.code, "level": unit.level, "geom": placed(unit.shape)}
        for unit, region in zip(units, regions, strict=True)
        if unit.shape is not None
    ]
    session.execute(insert(RegionPart), parts)
    add_settlements(session)


def draw_squares(session: Session) -> None:
    """Draw A and B with what is in them."""
    draw(session, SQUARES)
    refresh_parts(session)


def draw_winding(session: Session) -> None:
    """Draw WEST and EAST with winding borders, and their copies for each zoom."""
    draw(session, two_oblasts(Winding()))
    refresh_parts(session)
    refresh_generalised(session)


def draw(session: Session, units: Iterable[Unit], **values: object) -> list[Region]:
    """Add the units; those who ask where a place lies need their parts also."""
    regions = [region_of(unit, **values) for unit in units]
    session.add_all(regions)
    session.flush()
    return regions


def add_region(
    session: Session,
    code: str,
    parent_code: str | None,
    shape: BaseGeometry | None,
    **values: object,
) -> Region:
    """A unit that only one test needs; its level follows from its code."""
    level = 1 if code[2:] == "0000000" else 2 if code[4:] == "00000" else 3
    [region] = draw(session, [Unit(code, level, parent_code, shape)], **values)
    return region


def region_of(unit: Unit, **values: object) -> Region:
    """The row of a unit."""
    shape = unit.shape
    whole = MultiPolygon([shape]) if isinstance(shape, Polygon) else shape
    return Region(
        **{
            "code": unit.code,
            "parent_code": unit.parent_code,
            "level": unit.level,
            "kind": unit.kind_or_usual,
            "name_kk": f"{unit.code} аумағы",
            "name_ru": f"Регион {unit.code}",
            "name_en": f"Region {unit.code}",
            "geom": placed(whole),
            "label_point": placed(whole.representative_point()) if whole is not None else None,
            "approximate": False,
            "source": "drawn",
            **values,
        }
    )


def placed(shape: BaseGeometry | None) -> object:
    """The shape as a column takes it, EPSG:4326."""
    return from_shape(shape, srid=4326) if shape is not None else None
