"""Approximate polygons for units that have none: Voronoi cells of what is known to lie in them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from geoalchemy2.shape import to_shape
from shapely import MultiPolygon, Point
from shapely.geometry.base import BaseGeometry
from sqlalchemy import String, func, select
from sqlalchemy.orm import Session

from geo.coverage import dissolved, tile_parents
from layers.catalogue.settlements import Settlement
from layers.regions.boundary_sources import CELLS_OF_SETTLEMENTS
from layers.regions.region import Level, Region, valid_on

SOURCE = CELLS_OF_SETTLEMENTS.en


@dataclass(frozen=True, slots=True)
class Seed:
    """A point known to lie in a unit."""

    code: str
    point: Point


def tile_areas(
    areas: Sequence[BaseGeometry],
    seeds: Sequence[Sequence[Seed]],
    parent_of: Mapping[str, str | None],
) -> dict[str, MultiPolygon]:
    """The polygon of every unit in `parent_of` that is seeded or lies above one that is, by code.

    `seeds` belong to the areas one to one. Units tile their area exactly, and an ancestor is the
    union of what lies in it.
    """
    cells = tile_parents(areas, [[seed.point for seed in of_area] for of_area in seeds])
    parts: dict[str, list[BaseGeometry]] = defaultdict(list)
    for of_area, polygons in zip(seeds, cells, strict=True):
        for seed, polygon in zip(of_area, polygons, strict=True):
            code: str | None = seed.code
            while code is not None and code in parent_of:
                parts[code].extend(polygon.geoms)
                code = parent_of[code]
    return {code: dissolved(polygons) for code, polygons in parts.items()}


def seeds_of_units(session: Session, on: date) -> dict[str, list[Seed]]:
    """The seeds of each level 3 unit valid on a day: its settlements, else its label point."""
    settlement_unit = func.left(Settlement.kato, 6, type_=String) + "000"
    units = select(Region.code).where(Region.level == Level.RURAL_DISTRICT, valid_on(Region, on))
    seeds: dict[str, list[Seed]] = defaultdict(list)
    for code, geom in session.execute(
        select(settlement_unit, Settlement.geom)
        .where(settlement_unit.in_(units))
        .order_by(Settlement.kato)
    ):
        seeds[code].append(Seed(code, _point(to_shape(geom))))
    labels = select(Region.code, Region.label_point).where(
        Region.code.in_(units), valid_on(Region, on), Region.label_point.is_not(None)
    )
    for code, label in session.execute(labels.order_by(Region.code)):
        if label is not None and code not in seeds:
            seeds[code].append(Seed(code, _point(to_shape(label))))
    return seeds


def flat(seeds: Iterable[Sequence[Seed]]) -> list[Seed]:
    """All seeds in one list."""
    return [seed for of_unit in seeds for seed in of_unit]


def _point(geometry: BaseGeometry) -> Point:
    return geometry if isinstance(geometry, Point) else geometry.representative_point()
