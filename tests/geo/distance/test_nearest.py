"""What is nearest of many shapes: as PostGIS measures, and never missed by the search."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, MultiPoint, Point, Polygon
from shapely.geometry.base import BaseGeometry
from sqlalchemy import text
from sqlalchemy.orm import Session

from geo.distance.geodesic import Places
from geo.distance.nearest import Values, WayCost, cheapest, metres_between, straight_m

METRES = WayCost(metres_between, lambda metres: metres)
ACROSS_THE_COUNTRY_M = 3_000_000
SQUARE = shapely.box(70, 50, 71, 51)
BY_POSTGIS = """
SELECT (
    SELECT MIN(ST_Distance(geography(ST_GeomFromWKB(place, 4326)), geography(shape)))
    FROM (SELECT ST_GeomFromWKB(unnest(CAST(:shapes AS bytea[])), 4326) AS shape) AS given
)
FROM unnest(CAST(:places AS bytea[])) WITH ORDINALITY AS asked (place, number)
ORDER BY number
"""


def nearest(places: list[list[float]], *shapes: BaseGeometry | None) -> list[float]:
    spots = np.array(places, dtype=float)
    given_shapes = np.empty(len(shapes), dtype=object)
    given_shapes[:] = shapes
    found: list[float] = cheapest(spots, given_shapes, METRES, unknown(spots)).tolist()
    return found


def unknown(places: Places) -> Values:
    return np.full(len(places), np.inf)


def drawn(kind: str, random: np.random.Generator) -> BaseGeometry:
    """A shape somewhere in Kazakhstan."""
    x, y = random.uniform((50, 42), (85, 53))
    steps = np.cumsum(random.normal(0, 0.03, (20, 2)), axis=0)
    hole = shapely.box(x + 0.5, y + 0.2, x + 1.5, y + 0.8)
    shapes: dict[str, BaseGeometry] = {
        "point": Point(x, y),
        "points": MultiPoint([(x, y), (x + 1, y)]),
        "track": LineString([(x + east, y + north) for east, north in steps]),
        "small area": Point(x, y).buffer(0.002),
        "area with a hole": shapely.box(x, y, x + 2, y + 1).difference(hole),
    }
    return shapes[kind]


@pytest.mark.parametrize("kind", ["point", "points", "track", "small area", "area with a hole"])
@pytest.mark.parametrize("count", [1, 3, 60])
def test_distance_is_that_of_postgis(session: Session, kind: str, count: int) -> None:
    """To the millimetre, or nearer: PostGIS takes the edge nearest on the sphere, within 0.7 %."""
    random = np.random.default_rng(5)
    places = random.uniform((50, 42), (85, 54), (200, 2))
    shapes = np.array([drawn(kind, random) for _ in range(count)], dtype=object)
    found = cheapest(places, shapes, METRES, unknown(places))
    values = {
        "shapes": [shape.wkb for shape in shapes],
        "places": [place.wkb for place in shapely.points(places)],
    }
    expected = np.array(session.execute(text(BY_POSTGIS), values).scalars().all())
    assert (found <= expected * (1 + 1e-6) + 1e-3).all()
    assert (found >= expected * (1 - 0.007) - 1e-3).all()
    assert np.median(np.abs(found - expected)) < 1e-3


def test_place_within_an_area_is_there_already_and_one_in_its_hole_is_not() -> None:
    ring = SQUARE.difference(shapely.box(70.4, 50.4, 70.6, 50.6))
    inside, in_hole, outside = nearest([[70.1, 50.1], [70.5, 50.5], [72, 50.5]], ring)
    assert inside == 0
    assert 6_900 < in_hole < 7_200
    assert outside > 70_000


def test_edge_between_far_vertices_is_an_arc_and_not_the_line_of_the_map() -> None:
    """Over ten degrees at 50° north the arc passes 0.1075° north of its ends."""
    (metres,) = nearest([[75, 50.2]], LineString([(70, 50), (80, 50)]))
    assert metres == pytest.approx((0.2 - 0.1075) * 111_230, abs=50)


def test_long_edges_far_away_do_not_hide_a_near_point() -> None:
    (metres,) = nearest([[70, 50]], LineString([(60, 50), (69, 50)]), Point(70, 50.001))
    assert metres == pytest.approx(111.2, abs=0.1)


def test_many_points_at_one_place_are_one() -> None:
    (metres,) = nearest([[70, 50]], *[Point(80, 50)] * 5000, Point(80, 50.000001))
    assert metres == pytest.approx(
        metres_between(*(np.array([p]) for p in ([70.0, 50], [80.0, 50])))[0]
    )


def test_crowd_far_away_is_searched_to_its_nearest() -> None:
    random = np.random.default_rng(2)
    crowd = random.normal((77, 43), 0.1, (20_000, 2))
    places = random.uniform((50, 42), (60, 54), (20, 2))
    found = cheapest(places, shapely.points(crowd), METRES, unknown(places))
    for place, metres in zip(places, found, strict=True):
        assert metres == metres_between(np.broadcast_to(place, crowd.shape), crowd).min()


def test_what_is_known_already_is_kept_where_nothing_is_nearer() -> None:
    places, shape = np.array([[70.0, 50.0], [70.0, 51.0]]), shapely.points([[70.0, 51.0]])
    assert cheapest(places, shape, METRES, np.array([7.0, 7.0])).tolist() == [7, 0]


@pytest.mark.parametrize("place", [[np.nan, 50], [70, np.inf], [181, 50], [70, 91]])
def test_what_is_no_place_is_near_nothing(place: list[float]) -> None:
    assert nearest([place, [70, 50]], Point(70, 50)) == [np.inf, 0]


def test_missing_and_empty_shapes_are_near_nobody() -> None:
    assert nearest([[70, 50]], None, Point(), Polygon()) == [np.inf]
    assert nearest([[70, 50]]) == [np.inf]


def test_shapes_of_several_parts_are_as_near_as_the_nearest_part() -> None:
    mixed = shapely.GeometryCollection(
        [MultiPoint([(60, 45), (61, 45)]), shapely.GeometryCollection([SQUARE])]
    )
    assert nearest([[60, 45], [70.5, 50.5]], mixed) == [0, 0]


place_on_earth = st.tuples(st.floats(-180, 180), st.floats(-90, 90))


@settings(deadline=None)
@given(place_on_earth, place_on_earth)
def test_bound_by_the_line_through_the_earth_is_never_above_the_way_on_the_ground(
    start: tuple[float, float], end: tuple[float, float]
) -> None:
    starts, ends = np.array([start]), np.array([end])
    metres = metres_between(starts, ends)[0]
    bound = straight_m(starts, ends)[0]
    assert bound <= metres + 1e-6
    if metres < ACROSS_THE_COUNTRY_M:
        assert bound >= 0.993 * metres - 1e-6
