"""Voronoi tilings of polygons: cells that share their borders exactly, without gap or overlap.

All lines (the parents' outlines and the cell borders) are noded together once, and the faces
between them are handed out, so that neighbours have the very same vertices. Coordinates in degrees
of EPSG:4326; distances are compared with longitudes shrunk by the cosine of the middle latitude.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from math import cos, radians

import shapely
from shapely import MultiPoint, MultiPolygon, Point, STRtree
from shapely.affinity import scale
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

NUDGE_DEG = 1e-4
"""How far seeds are kept apart, and how far inside a seed is moved that lay outside."""
OVERLAP_DEG = 1e-6
"""How far cell borders reach over the outline, so that rounding leaves no face open."""


class EmptyTilingError(ValueError):
    """A parent without area, or without a single seed, cannot be tiled."""


def tile_parent(parent: BaseGeometry, points: Sequence[Point]) -> list[MultiPolygon]:
    """The cell of each point, in their order: together they are exactly the parent.

    Points outside the parent are moved just inside, equal ones a little apart, so that no cell is
    empty. Raises EmptyTilingError.
    """
    return tile_parents([parent], [points])[0]


def tile_parents(
    parents: Sequence[BaseGeometry], points: Sequence[Sequence[Point]]
) -> list[list[MultiPolygon]]:
    """The tiling of several parents that do not overlap; borders between parents match too."""
    if any(parent.area == 0 for parent in parents) or not all(points):
        raise EmptyTilingError(len(parents))
    tilings = [_Tiling.of(parent, seeds) for parent, seeds in zip(parents, points, strict=True)]
    lines = [line for tiling in tilings for line in (tiling.parent.boundary, tiling.borders())]
    faces = shapely.get_parts(shapely.polygonize([shapely.node(shapely.union_all(lines))]))
    inner = shapely.point_on_surface(faces)
    owners = STRtree(list(parents)).query(inner, predicate="within")
    cells: list[list[list[BaseGeometry]]] = [[[] for _ in seeds] for seeds in points]
    for face, owner in owners.T:
        cells[owner][tilings[owner].nearest_seed(inner[face])].append(faces[face])
    return [[dissolved(parts) for parts in of_parent] for of_parent in cells]


def dissolved(parts: Iterable[BaseGeometry]) -> MultiPolygon:
    """The union of polygons that share their borders exactly, with each border's vertices kept."""
    union = shapely.coverage_union_all(list(parts))
    return MultiPolygon([part for part in shapely.get_parts(union) if part.area > 0])


@dataclass(frozen=True)
class _Tiling:
    """One parent with its seeds, all inside it and apart; `shrunk` is the tree of shrunk seeds."""

    parent: BaseGeometry
    squeeze: float
    seeds: Sequence[Point]
    shrunk: STRtree

    @classmethod
    def of(cls, parent: BaseGeometry, points: Sequence[Point]) -> "_Tiling":
        _, south, _, north = parent.bounds
        squeeze = cos(radians((south + north) / 2))
        seeds = _inside_and_apart(parent, points)
        shrunk = STRtree([Point(seed.x * squeeze, seed.y) for seed in seeds])
        return cls(parent, squeeze, seeds, shrunk)

    def borders(self) -> BaseGeometry:
        """The lines between the cells, reaching just over the parent's outline."""
        shrunk_seeds = MultiPoint(self.shrunk.geometries)
        frame = scale(self.parent.envelope, self.squeeze, 1, origin=(0, 0)).buffer(1)
        lines = shapely.voronoi_polygons(shrunk_seeds, extend_to=frame, only_edges=True)
        stretched = scale(lines, 1 / self.squeeze, 1, origin=(0, 0))
        return stretched.intersection(self.parent.buffer(OVERLAP_DEG))

    def nearest_seed(self, place: Point) -> int:
        """The number of the seed to which a place belongs."""
        return int(self.shrunk.nearest(Point(place.x * self.squeeze, place.y)))


def _inside_and_apart(parent: BaseGeometry, points: Sequence[Point]) -> list[Point]:
    """The points, each strictly inside the parent and none where another is."""
    shapely.prepare(parent)
    taken: set[tuple[float, float]] = set()
    seeds = []
    for point in points:
        inside = point if parent.contains_properly(point) else _moved_inside(parent, point)
        seed = next(
            place
            for place in _around(inside)
            if (place.x, place.y) not in taken and parent.contains_properly(place)
        )
        taken.add((seed.x, seed.y))
        seeds.append(seed)
    return seeds


def _moved_inside(parent: BaseGeometry, point: Point) -> Point:
    """A point well inside the part of the parent that is nearest to the given one."""
    border, _ = nearest_points(parent, point)
    near = parent.intersection(border.buffer(NUDGE_DEG))
    inside = near.representative_point()
    return inside if parent.contains_properly(inside) else parent.representative_point()


def _around(place: Point) -> Iterator[Point]:
    """The place, then places around it, ever farther and in ever finer steps."""
    yield place
    for number in count(1):
        reach = NUDGE_DEG * (1 if number % 2 else 0.01 / number)
        turn = number * 2.399963
        yield Point(place.x + reach * cos(turn), place.y + reach * cos(turn - 1.570796))
