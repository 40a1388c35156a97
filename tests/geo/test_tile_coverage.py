"""Polygons simplified together: on the grid of the tiles, valid, with borders that fit."""

import math

import numpy as np
import pytest
import shapely
from shapely import MultiPolygon, Polygon, box
from shapely.geometry.base import BaseGeometry

from geo.grid import half_pixel_m, tile_size_m
from geo.tile_coverage import UNITS_OF_TILE, tile_coverage

EAST, NORTH = 8_000_000.0, 6_000_000.0
WIDE = 200_000.0
"""Metres of EPSG:3857."""


def in_units(shape: BaseGeometry, zoom: int) -> BaseGeometry:
    unit = tile_size_m(zoom) / UNITS_OF_TILE
    return shapely.transform(shape, lambda xy: xy / unit)


def winding(steps: int, wiggle_m: float) -> list[tuple[float, float]]:
    """A border from south to north that winds."""
    return [
        (EAST + wiggle_m * math.sin(37 * at / steps), NORTH + WIDE * at / steps)
        for at in range(steps + 1)
    ]


def halves(wiggle_m: float = 9_000.0) -> list[Polygon]:
    """A square country that a winding border divides."""
    border = winding(400, wiggle_m)
    west = [(EAST - WIDE, NORTH + WIDE), (EAST - WIDE, NORTH)]
    east = [(EAST + WIDE, NORTH + WIDE), (EAST + WIDE, NORTH)]
    return [Polygon([*border, *west]), Polygon([*border, *east])]


def comb(teeth: int, gap_m: float) -> list[Polygon]:
    """Two combs whose teeth reach between each other, with next to no room between the borders."""
    border = [(EAST, NORTH)]
    for tooth in range(teeth):
        at = NORTH + (2 * tooth + 1) * gap_m
        border.append((EAST, at))
        border += [(EAST + WIDE / 2, at), (EAST + WIDE / 2, at + gap_m), (EAST, at + gap_m)]
    border.append((EAST, NORTH + WIDE))
    west = [(EAST - WIDE, NORTH + WIDE), (EAST - WIDE, NORTH)]
    east = [(EAST + WIDE, NORTH + WIDE), (EAST + WIDE, NORTH)]
    return [Polygon([*border, *west]), Polygon([*border, *east])]


def ring_with_islands() -> list[Polygon]:
    """A country with a hole that touches its outline in one point, filled by another country."""
    outline = box(EAST, NORTH, EAST + WIDE, NORTH + WIDE)
    middle = (EAST + WIDE / 2, NORTH)
    hole = Polygon(
        [middle, (EAST + WIDE * 0.7, NORTH + WIDE / 3), (EAST + WIDE * 0.3, NORTH + WIDE / 3)]
    )
    return [outline.difference(hole), hole]


COVERAGES = {
    "winding": halves(),
    "teeth of a unit at zoom 6": comb(20, tile_size_m(6) / UNITS_OF_TILE),
    "teeth of a tenth of a unit at zoom 6": comb(20, tile_size_m(6) / UNITS_OF_TILE / 10),
    "hole on the outline": ring_with_islands(),
}


@pytest.mark.parametrize("zoom", range(15))
@pytest.mark.parametrize("name", COVERAGES)
def test_coverage_stays_one_on_whole_tile_units(name: str, zoom: int) -> None:
    polygons = COVERAGES[name]
    assert shapely.coverage_is_valid(polygons)
    copies = tile_coverage(polygons, zoom)
    assert len(copies) == len(polygons)
    assert shapely.is_valid(copies).all()
    assert shapely.coverage_is_valid(copies)
    coordinates = shapely.get_coordinates([in_units(copy, zoom) for copy in copies])
    assert np.abs(coordinates - np.round(coordinates)).max() < 1e-6
    by_simplifying = shapely.get_num_coordinates(polygons) * half_pixel_m(zoom) ** 2
    by_rounding = shapely.length(polygons) * tile_size_m(zoom) / UNITS_OF_TILE
    lost = np.abs(shapely.area(copies) - shapely.area(polygons))
    assert (lost <= by_simplifying + by_rounding).all()


def test_fewer_vertices_at_lower_zooms() -> None:
    counts = [
        shapely.get_num_coordinates(tile_coverage(halves(), zoom)).sum() for zoom in (3, 6, 9)
    ]
    assert counts == sorted(counts)
    assert counts[0] < counts[-1] / 4


def test_what_is_smaller_than_a_tile_unit_is_empty_and_larger_again_there() -> None:
    dot = box(EAST + 10, NORTH + 10, EAST + 12, NORTH + 12)
    assert [tile_coverage([dot], zoom)[0].is_empty for zoom in (0, 5, 10, 14)] == [
        *(True, True, True),
        False,
    ]


def test_overlapping_polygons_keep_what_they_cover() -> None:
    narrow = Polygon([(EAST, NORTH), (EAST + WIDE, NORTH + 1), (EAST + WIDE, NORTH)])
    under = box(EAST, NORTH, EAST + WIDE, NORTH + WIDE)
    over = box(EAST + WIDE / 2, NORTH, EAST + 2 * WIDE, NORTH + WIDE)
    copies = tile_coverage([under, over, narrow], 8)
    for copy, polygon in zip(copies, (under, over, narrow), strict=True):
        assert copy.is_valid
        assert copy.area == pytest.approx(polygon.area, abs=tile_size_m(8) / 4096 * 2 * WIDE)


def test_bow_tie_becomes_two_wings() -> None:
    knot = Polygon(
        [(EAST, NORTH), (EAST + WIDE, NORTH + WIDE), (EAST + WIDE, NORTH), (EAST, NORTH + WIDE)]
    )
    (copy,) = tile_coverage([knot], 9)
    assert isinstance(copy, MultiPolygon)
    assert copy.is_valid
    assert len(copy.geoms) == 2
    assert copy.area == pytest.approx(WIDE * WIDE / 2, rel=0.001)


def test_no_polygons_give_no_copies() -> None:
    assert tile_coverage([], 5) == []
