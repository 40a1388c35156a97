import pytest
from shapely import LineString, MultiPolygon, Point, Polygon, box

from geo.distance.measure import area_m2, distance_m, length_m

KM_OF_LATITUDE_DEG = 1 / 111.2526
KM_OF_LONGITUDE_DEG = 1 / 71.6957


def test_square_kilometre_has_a_million_square_metres() -> None:
    square = box(70, 50, 70 + KM_OF_LONGITUDE_DEG, 50 + KM_OF_LATITUDE_DEG)
    assert area_m2(square) == pytest.approx(1_000_000, rel=2e-3)


def test_direction_of_the_ring_does_not_matter() -> None:
    ring = [(70, 50), (71, 50), (71, 51), (70, 51)]
    assert area_m2(Polygon(ring)) == pytest.approx(area_m2(Polygon(ring[::-1])))


def test_hole_is_not_counted() -> None:
    outer, inner = box(70, 50, 71, 51), box(70.2, 50.2, 70.4, 50.4)
    holed = Polygon(outer.exterior, [inner.exterior])
    assert area_m2(holed) == pytest.approx(area_m2(outer) - area_m2(inner))


def test_parts_add_up_along_long_straight_edges() -> None:
    whole = box(60, 50, 66, 52)
    parts = [box(60 + step, 50, 61 + step, 52) for step in range(6)]
    assert sum(map(area_m2, parts)) == pytest.approx(area_m2(whole), rel=1e-7)


def test_empty_polygon_has_no_area() -> None:
    assert area_m2(MultiPolygon()) == 0


def test_distance_follows_the_spheroid() -> None:
    assert distance_m(Point(70, 50), Point(70, 51)) == pytest.approx(111_238.7, abs=1)


def test_length_of_a_line_is_that_of_its_legs() -> None:
    line = LineString([(70, 50), (70, 51), (71, 51)])
    legs = distance_m(Point(70, 50), Point(70, 51)) + distance_m(Point(70, 51), Point(71, 51))
    assert length_m(line) == pytest.approx(legs)
