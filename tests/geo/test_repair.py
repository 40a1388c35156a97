from shapely import GeometryCollection, LineString, MultiLineString, Point, Polygon, box

from geo.repair import invalidity, valid_lines, valid_polygons

BOW_TIE = Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])


def test_bow_tie_becomes_two_triangles() -> None:
    repaired = valid_polygons(BOW_TIE)
    assert repaired.is_valid
    assert [part.area for part in repaired.geoms] == [1, 1]


def test_valid_polygon_keeps_its_shape() -> None:
    assert valid_polygons(box(0, 0, 1, 1)).equals(box(0, 0, 1, 1))


def test_lines_and_points_are_dropped() -> None:
    mixed = GeometryCollection([box(0, 0, 1, 1), LineString([(5, 5), (6, 6)]), Point(9, 9)])
    assert valid_polygons(mixed).equals(box(0, 0, 1, 1))


def test_line_has_no_polygon() -> None:
    assert valid_polygons(LineString([(0, 0), (1, 1)])).is_empty


def test_reason_names_the_place() -> None:
    assert invalidity(box(0, 0, 1, 1)) is None
    assert "Self-intersection[1 1]" in str(invalidity(BOW_TIE))


def test_parts_of_a_line_without_length_are_dropped() -> None:
    line = MultiLineString([[(0, 0), (1, 1)], [(2, 2), (2, 2)]])
    assert invalidity(line) is not None
    repaired = valid_lines(line)
    assert invalidity(repaired) is None
    assert repaired.equals(LineString([(0, 0), (1, 1)]))


def test_line_that_is_one_point_has_no_part_left() -> None:
    assert valid_lines(LineString([(2, 2), (2, 2)])).is_empty
