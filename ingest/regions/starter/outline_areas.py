"""Generalised outlines completed: lakes filled in, and known settlements at the border taken in."""

from collections import defaultdict
from collections.abc import Sequence

from shapely import (
    LineString,
    MultiPolygon,
    Point,
    Polygon,
    STRtree,
    get_parts,
    points,
    segmentize,
    shortest_line,
    union_all,
)

from geo.coverage import tile_parent
from geo.repair import valid_polygons

RING_STEP_DEG = 0.1
"""How densely a hole's ring is followed when the hole is shared out."""
REACH_DEG = 0.03
"""How far beyond a settlement (about 3 km) the area reaches that is drawn around it."""
FARTHEST_DEG = 0.5
"""A settlement farther out than this is misplaced rather than at the border."""


def filled(areas: Sequence[MultiPolygon]) -> list[MultiPolygon]:
    """The areas with the holes between them, such as lakes, shared out to the nearest of them."""
    gained: dict[int, list[MultiPolygon]] = defaultdict(list)
    for part in get_parts(union_all(areas)):
        for ring in part.interiors:
            for owner, piece in _shared_out(Polygon(ring), areas):
                gained[owner].append(piece)
    return [
        valid_polygons(union_all([area, *gained[number]])) if number in gained else area
        for number, area in enumerate(areas)
    ]


def reaching(
    areas: Sequence[MultiPolygon], places: Sequence[Sequence[Point]]
) -> list[MultiPolygon]:
    """The areas grown around those of their places that lie outside all areas, without overlap."""
    country = union_all(areas)
    completed: list[MultiPolygon] = []
    for number, (area, of_area) in enumerate(zip(areas, places, strict=True)):
        corridors = [
            line.buffer(REACH_DEG)
            for line in (
                shortest_line(place, area) for place in of_area if not country.covers(place)
            )
            if line.length < FARTHEST_DEG
        ]
        others = [*completed, *areas[number + 1 :]]
        grown = union_all([area, *corridors]).difference(union_all(others))
        completed.append(valid_polygons(grown) if corridors else area)
    return completed


def _shared_out(hole: Polygon, areas: Sequence[MultiPolygon]) -> list[tuple[int, MultiPolygon]]:
    """Pieces of a hole, each with the number of the area that lies nearest to it."""
    ring = segmentize(LineString(hole.exterior.coords), RING_STEP_DEG)
    banks = [Point(place) for place in ring.coords[:-1]]
    owners = STRtree(list(areas)).nearest(points(ring.coords[:-1]))
    pieces = tile_parent(hole, banks)
    return [(int(owner), piece) for owner, piece in zip(owners, pieces, strict=True)]
