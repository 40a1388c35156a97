"""Approximate polygons built anew below drawn ones, so that children tile what lies above them.

Drawn polygons are never touched. A unit without one, whose siblings have theirs, gets what those
leave free around its own settlements, or no polygon at all.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from geoalchemy2.shape import from_shape, to_shape
from shapely import MultiPolygon, STRtree, get_parts, union_all
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from geo.distance.measure import area_km2
from ingest.regions.boundaries.approximate_regions import (
    SOURCE,
    Seed,
    flat,
    seeds_of_units,
    tile_areas,
)
from layers.regions.region import Region, valid_on

WGS84 = 4326


@dataclass
class _Plan:
    """Areas to be tiled, the seeds of each, and the units that get their polygon from it."""

    areas: list[BaseGeometry]
    seeds: list[list[Seed]]
    units: list[Region]

    def tile(self, area: BaseGeometry, seeds: list[Seed], units: Iterable[Region]) -> None:
        """Let the units get their polygons from the area, if anything lies in it."""
        self.units.extend(units)
        if seeds and area.area > 0:
            self.areas.append(area)
            self.seeds.append(seeds)


class _Tree:
    """The units valid on a day, with their polygons."""

    def __init__(self, session: Session, on: date) -> None:
        query = select(Region).where(valid_on(Region, on)).options(undefer(Region.geom))
        self.units = {unit.code: unit for unit in session.scalars(query.order_by(Region.code))}
        self._children: dict[str | None, list[Region]] = defaultdict(list)
        for unit in self.units.values():
            self._children[unit.parent_code].append(unit)
        self._seeds = seeds_of_units(session, on)

    def children(self, unit: Region) -> Sequence[Region]:
        return self._children[unit.code]

    def below(self, units: Iterable[Region]) -> list[Region]:
        """All units under some units."""
        found = [child for unit in units for child in self.children(unit)]
        return found + self.below(found) if found else []

    def seeds(self, units: Iterable[Region]) -> list[Seed]:
        """The seeds of some units and of all below them."""
        listed = list(units)
        codes = sorted({unit.code for unit in [*listed, *self.below(listed)]})
        return flat(self._seeds.get(code, []) for code in codes)

    def oblast(self, code: str) -> Region:
        unit = self.units[code]
        while unit.parent_code is not None:
            unit = self.units[unit.parent_code]
        return unit


def rebuild_below(session: Session, codes: Iterable[str], on: date) -> int:
    """How many approximate polygons were built: those in the oblasts that hold some units.

    The rows valid on the day are changed, whatever their period.
    """
    session.flush()
    tree = _Tree(session, on)
    plan = _Plan([], [], [])
    oblasts = {tree.oblast(code).code for code in codes if code in tree.units}
    for code in sorted(oblasts):
        _plan_below(tree.units[code], tree, plan)
    polygons: Mapping[str, MultiPolygon] = {}
    if plan.areas:
        parent_of = {unit.code: unit.parent_code for unit in plan.units}
        polygons = tile_areas(plan.areas, plan.seeds, parent_of)
    for unit in plan.units:
        _draw(unit, polygons.get(unit.code))
    session.flush()
    return sum(unit.geom is not None for unit in plan.units)


def _plan_below(unit: Region, tree: _Tree, plan: _Plan) -> None:
    """Put into the plan whatever must be built below a unit that has a polygon."""
    children = tree.children(unit)
    drawn = [child for child in children if _is_drawn(child)]
    others = [child for child in children if not _is_drawn(child)]
    if unit.geom is None or not children:
        return
    area = to_shape(unit.geom)
    if not drawn:
        plan.tile(area, tree.seeds(others), [*others, *tree.below(others)])
        return
    for child in drawn:
        _plan_below(child, tree, plan)
    if others:
        _plan_gaps(area, drawn, others, tree, plan)


def _plan_gaps(
    area: BaseGeometry, drawn: Sequence[Region], others: Sequence[Region], tree: _Tree, plan: _Plan
) -> None:
    """Give each piece that the drawn children leave free to those with places in it."""
    taken = union_all([to_shape(child.geom) for child in drawn if child.geom is not None])
    seeds = tree.seeds(others)
    points = STRtree([seed.point for seed in seeds])
    plan.units.extend([*others, *tree.below(others)])
    for piece in get_parts(area.difference(taken)):
        inside = sorted(points.query(piece, predicate="contains"))
        plan.tile(piece, [seeds[number] for number in inside], [])


def _is_drawn(unit: Region) -> bool:
    return unit.geom is not None and not unit.approximate


def _draw(unit: Region, polygon: MultiPolygon | None) -> None:
    unit.approximate = True
    unit.geom = from_shape(polygon, WGS84) if polygon is not None else None
    unit.area_km2 = area_km2(polygon) if polygon is not None else None
    unit.boundary_source = SOURCE if polygon is not None else None
