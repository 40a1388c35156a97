import numpy as np
from numpy.typing import NDArray
from shapely import LineString, Point, Polygon, box

from geo.distance.outline import Outline

METRE = 1 / 111_320
"""Degrees of latitude, about."""
SQUARE = Outline(np.array([box(66, 48, 67, 49), box(67, 48, 68, 49)], object), np.full(2, 1_000.0))


def shapes(*given: object) -> NDArray[np.object_]:
    return np.array([*given, None], dtype=object)[:-1]


def beyond(*given: object, accuracy_m: list[float] | None = None) -> list[bool]:
    own_m = None if accuracy_m is None else np.array(accuracy_m)
    return SQUARE.beyond(shapes(*given), own_m).tolist()


def test_point_just_over_the_border_is_within_the_accuracy_of_the_outline() -> None:
    near, far = Point(66.5, 49 + 900 * METRE), Point(66.5, 49 + 1_200 * METRE)
    assert beyond(Point(66.5, 48.5), Point(67, 48.5), near, far) == [False, False, False, True]


def test_own_accuracy_of_a_place_counts_where_it_is_the_larger() -> None:
    place = Point(66.5, 49 + 4_000 * METRE)
    assert beyond(place, place, place, accuracy_m=[5_000, 3_000, np.nan]) == [False, True, True]


def test_better_outline_allows_less() -> None:
    drawn = Outline(SQUARE.pieces, np.full(2, 100.0))
    assert drawn.beyond(shapes(Point(66.5, 49 + 900 * METRE))).tolist() == [True]


def test_any_part_of_a_line_or_polygon_far_out_puts_it_beyond() -> None:
    leaves = LineString([(66.5, 48.5), (66.5, 49.5)])
    returns = LineString([(66.5, 48.5), (66.5, 49.5), (67.5, 48.5)])
    around = box(65, 47, 69, 50)
    inside = Polygon([(66.1, 48.1), (67.9, 48.1), (67.9, 48.9)])
    assert beyond(leaves, returns, around, inside) == [True, True, True, False]


def test_line_between_two_places_inside_may_not_cut_through_abroad() -> None:
    bent = Outline(
        np.array([box(66, 48, 68, 49), box(66, 49, 66.2, 50), box(67.8, 49, 68, 50)], object),
        np.full(3, 1_000.0),
    )
    assert bent.beyond(shapes(LineString([(66.1, 49.9), (67.9, 49.9)]))).tolist() == [True]


def test_ends_of_the_earth_are_beyond() -> None:
    assert beyond(Point(-110, -90), Point(180, 90), Point(0, 0)) == [True, True, True]


def test_what_is_missing_or_empty_is_not_beyond() -> None:
    assert beyond(None, Point(), Polygon()) == [False, False, False]
