import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import MultiPolygon, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from geo.coverage import EmptyTilingError, tile_parent, tile_parents

SQUARE = box(60, 50, 62, 52)
ISLANDS = MultiPolygon([box(60, 50, 61, 51), box(63, 50, 64, 51)])
RING = Polygon(box(60, 50, 64, 54).exterior, [box(61, 51, 63, 53).exterior])
RAGGED = Polygon(
    [(60, 50), (61, 51.5), (62, 50.2), (63, 52), (64, 50), (64, 53), (62.1, 52.6), (60.3, 53)]
)


def assert_tiles(parent: BaseGeometry, cells: list[MultiPolygon]) -> None:
    """The cells are valid, share borders exactly, and cover the parent and nothing else."""
    assert all(cell.is_valid and cell.area > 0 for cell in cells)
    assert shapely.coverage_is_valid(cells)
    assert sum(cell.area for cell in cells) == pytest.approx(parent.area, rel=1e-9)
    assert shapely.union_all(cells).symmetric_difference(parent).area < 1e-9 * parent.area


def test_two_points_halve_a_square() -> None:
    west, east = tile_parent(SQUARE, [Point(60.5, 51), Point(61.5, 51)])
    assert west.symmetric_difference(box(60, 50, 61, 52)).area < 1e-9
    assert east.symmetric_difference(box(61, 50, 62, 52)).area < 1e-9


def test_single_child_is_the_parent() -> None:
    [only] = tile_parent(ISLANDS, [Point(60.5, 50.5)])
    assert only.symmetric_difference(ISLANDS).area < 1e-12


def test_island_without_a_point_goes_to_the_nearest() -> None:
    west, middle = tile_parent(ISLANDS, [Point(60.2, 50.5), Point(60.9, 50.5)])
    assert middle.covers(box(63, 50, 64, 51))
    assert not west.intersects(box(63, 50, 64, 51))


def test_point_outside_gets_a_cell_at_the_edge_nearest_to_it() -> None:
    inside, outside = tile_parent(SQUARE, [Point(61, 51), Point(65, 51)])
    assert_tiles(SQUARE, [inside, outside])
    assert outside.touches(Point(62, 51))


def test_equal_points_get_a_cell_each() -> None:
    assert_tiles(SQUARE, tile_parent(SQUARE, [Point(61, 51)] * 3))


def test_points_on_one_line_are_told_apart() -> None:
    points = [Point(60.1 + step / 10, 51) for step in range(18)]
    assert_tiles(SQUARE, tile_parent(SQUARE, points))


def test_distances_are_compared_on_the_ground() -> None:
    """At 60 degrees north a degree of longitude is half as long as one of latitude."""
    parent = box(60, 59, 64, 61)
    east, north = tile_parent(parent, [Point(62, 60), Point(60.5, 60.6)])
    assert east.contains(Point(60.9, 59.9))
    assert north.contains(Point(60.4, 60.2))


def test_neighbouring_parents_share_their_border_exactly() -> None:
    parents = [box(60, 50, 61, 52), box(61, 50, 62, 52)]
    points = [[Point(60.5, 50.5), Point(60.4, 51.5)], [Point(61.6, 50.3), Point(61.5, 51.1)]]
    cells = [cell for of_parent in tile_parents(parents, points) for cell in of_parent]
    assert_tiles(box(60, 50, 62, 52), cells)


@pytest.mark.parametrize(("parent", "points"), [(SQUARE, []), (Polygon(), [Point(0, 0)])])
def test_nothing_to_tile_is_an_error(parent: Polygon, points: list[Point]) -> None:
    with pytest.raises(EmptyTilingError):
        tile_parent(parent, points)


places = st.builds(
    Point,
    st.floats(59, 65).map(lambda degrees: round(degrees, 2)),
    st.floats(49, 55).map(lambda degrees: round(degrees, 2)),
)


@settings(max_examples=60, deadline=None)
@given(
    parent=st.sampled_from([SQUARE, ISLANDS, RING, RAGGED]),
    points=st.lists(places, min_size=1, max_size=25),
)
def test_any_points_tile_any_parent(parent: BaseGeometry, points: list[Point]) -> None:
    cells = tile_parent(parent, points)
    assert len(cells) == len(points)
    assert_tiles(parent, cells)
