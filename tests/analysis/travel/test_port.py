"""What every engine of travel keeps, whichever it is."""

from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.orm import Session

from analysis.travel.engines import UnknownEngineError, travel_engines
from analysis.travel.estimate import EstimateEngine
from analysis.travel.geodesic import GeodesicEngine
from analysis.travel.port import CostUnit, Mode, TravelEngine, UnmeasuredUnitError
from core.errors import InvalidValueError
from geo.distance.geodesic import Places
from geo.distance.measure import SPHEROID, length_m
from tests.analysis.travel.selected import selected

ENGINES = [GeodesicEngine(), EstimateEngine()]
COUNTED = [
    pytest.param(engine, mode, unit, id=f"{engine.id}-{mode}-{unit}")
    for engine in ENGINES
    for mode in Mode
    for unit in sorted(engine.units)
]
every_engine = pytest.mark.parametrize("travel", ENGINES, ids=lambda engine: engine.id)
every_mode = pytest.mark.parametrize("mode", list(Mode))
every_count = pytest.mark.parametrize(("travel", "mode", "unit"), COUNTED)

ALMATY, SHYMKENT, ASTANA = [76.95, 43.25], [69.6, 42.32], [71.43, 51.13]
CITIES = np.array([ALMATY, SHYMKENT, ASTANA])
HOUR_OR_50_KM = {CostUnit.METRE: 50_000.0, CostUnit.SECOND: 3600.0}
NO_PLACES = [[np.nan, 50], [70, np.inf], [181, 50], [70, -90.1]]


property_of = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
"""Few cases for each engine, mode and unit; on a busy machine some of them take long."""


def inland(count: int) -> st.SearchStrategy[Places]:
    """Places of Kazakhstan."""
    place = st.tuples(st.floats(47, 87), st.floats(41, 55))
    return st.lists(place, min_size=count, max_size=count).map(np.array)


@every_engine
@every_mode
def test_matrix_has_a_row_for_each_source_and_a_column_for_each_target(
    travel: TravelEngine, mode: Mode
) -> None:
    matrix = travel.matrix(CITIES, CITIES[:2], mode)
    assert matrix.distance_m.shape == matrix.duration_s.shape == (3, 2)
    assert travel.matrix(CITIES[:0], CITIES, mode).distance_m.shape == (0, 3)


@every_count
@property_of
@given(places=inland(4))
def test_ways_cost_nothing_to_where_one_is_and_as_much_back_as_there(
    travel: TravelEngine, mode: Mode, unit: CostUnit, places: Places
) -> None:
    costs = travel.matrix(places, places, mode).costs(unit)
    assert np.array_equal(costs, costs.T)
    assert not costs.diagonal().any()
    assert (costs >= 0).all()


@every_engine
@every_mode
@property_of
@given(places=inland(3))
def test_way_is_never_shorter_than_the_straight_line(
    travel: TravelEngine, mode: Mode, places: Places
) -> None:
    straight = GeodesicEngine().matrix(places, places, mode).distance_m
    assert (travel.matrix(places, places, mode).distance_m >= straight).all()


@every_engine
@every_mode
@property_of
@given(places=inland(3))
def test_way_over_a_third_place_is_no_shorter_but_for_the_terrain(
    travel: TravelEngine, mode: Mode, places: Places
) -> None:
    """A detour round mountains may be shorter: at most by the ratio of the two factors."""
    metres = travel.matrix(places, places, mode).distance_m
    ratio = 1.0 if isinstance(travel, GeodesicEngine) else 1.2 / 1.435
    assert metres[0, 1] + metres[1, 2] >= metres[0, 2] * ratio - 1e-6


@every_engine
@pytest.mark.parametrize("nowhere", NO_PLACES)
def test_what_is_no_place_is_not_reached_and_all_else_is(
    travel: TravelEngine, nowhere: list[float]
) -> None:
    metres = travel.matrix(np.array([ALMATY, nowhere]), CITIES, Mode.CAR).distance_m
    assert np.isfinite(metres[0]).all()
    assert np.isnan(metres[1]).all()
    assert np.isnan(travel.matrix(CITIES, np.array([nowhere]), Mode.CAR).distance_m).all()


@every_engine
def test_engine_that_counts_no_time_gives_none(travel: TravelEngine) -> None:
    seconds = travel.matrix(CITIES, CITIES, Mode.CAR).duration_s
    assert np.isfinite(seconds).all() == (CostUnit.SECOND in travel.units)
    assert np.isnan(seconds).all() == (CostUnit.SECOND not in travel.units)


@every_count
def test_legs_of_a_route_are_the_entries_of_the_matrix(
    travel: TravelEngine, mode: Mode, unit: CostUnit
) -> None:
    route = travel.route(CITIES, mode)
    costs = travel.matrix(CITIES, CITIES, mode).costs(unit)
    legs = route.distance_m if unit is CostUnit.METRE else route.duration_s
    assert legs.tolist() == [costs[0, 1], costs[1, 2]]


@every_engine
@every_mode
def test_lines_of_a_route_join_its_places_and_are_no_longer_than_it_says(
    travel: TravelEngine, mode: Mode
) -> None:
    route = travel.route(CITIES, mode)
    ends = [shapely.get_coordinates(line)[[0, -1]].tolist() for line in route.lines]
    assert ends == [list(leg) for leg in pairwise(CITIES.tolist())]
    for line, metres in zip(route.lines, route.distance_m, strict=True):
        assert length_m(line) <= metres * (1 + 1e-9)


@every_engine
def test_leg_to_nowhere_has_no_length_and_no_line(travel: TravelEngine) -> None:
    route = travel.route(np.array([ALMATY, [np.nan, 50], ASTANA, SHYMKENT]), Mode.CAR)
    assert np.isnan(route.distance_m).tolist() == [True, True, False]
    assert [line.is_empty for line in route.lines] == [True, True, False]


@every_count
def test_isochrones_hold_their_place_and_lie_within_each_other(
    travel: TravelEngine, mode: Mode, unit: CostUnit
) -> None:
    most = HOUR_OR_50_KM[unit]
    found = travel.isochrones(CITIES[:1], mode, [most, most / 4, most / 2], unit)
    assert [each.limit for each in found] == [most / 4, most / 2, most]
    assert {each.unit for each in found} == {unit}
    for smaller, larger in pairwise(found):
        assert larger.area.covers(smaller.area)
        assert larger.area.area > smaller.area.area
    for each in found:
        assert each.area.is_valid
        assert each.area.contains(shapely.Point(ALMATY))


@every_count
def test_corners_of_an_isochrone_cost_its_limit_and_what_lies_beyond_costs_more(
    travel: TravelEngine, mode: Mode, unit: CostUnit
) -> None:
    limit = HOUR_OR_50_KM[unit] / 2
    place = np.array([ASTANA])
    ((area,),) = [[each.area for each in travel.isochrones(place, mode, [limit], unit)]]
    corners = shapely.get_coordinates(area.exterior)
    costs = travel.matrix(place, corners, mode).costs(unit)
    assert costs == pytest.approx(limit, rel=1e-6)
    beyond = place + (corners - place) * 1.01
    assert (travel.matrix(place, beyond, mode).costs(unit) > limit).all()


@every_engine
def test_isochrone_of_two_places_holds_both_of_theirs(travel: TravelEngine) -> None:
    apart = travel.isochrones(CITIES[:2], Mode.CAR, [50_000], CostUnit.METRE)[0].area
    assert len(shapely.get_parts(apart)) == 2
    near = np.array([ALMATY, [77.05, 43.25]])
    both = travel.isochrones(near, Mode.CAR, [50_000], CostUnit.METRE)[0].area
    assert isinstance(both, shapely.Polygon)
    assert both.is_valid
    assert both.contains(shapely.points(near)).all()


@every_engine
def test_isochrone_over_180_degrees_is_cut_there(travel: TravelEngine) -> None:
    place = np.array([[179.9, 65.0]])
    area = travel.isochrones(place, Mode.CAR, [50_000], CostUnit.METRE)[0].area
    assert area.is_valid
    west, _, east, _ = area.bounds
    assert (west, east) == (-180, 180)
    assert area.area < 4
    assert area.contains(shapely.Point(179.9, 65))


@every_engine
@pytest.mark.parametrize("nowhere", [*NO_PLACES, [70, 85]])
def test_nothing_is_reached_from_nowhere(travel: TravelEngine, nowhere: list[float]) -> None:
    (found,) = travel.isochrones(np.array([nowhere]), Mode.CAR, [1000], CostUnit.METRE)
    assert found.area.is_empty


@every_engine
@pytest.mark.parametrize("limit", [0, -1, np.nan, np.inf, 5e6])
def test_limits_that_are_none_are_refused(travel: TravelEngine, limit: float) -> None:
    with pytest.raises(InvalidValueError, match="limits"):
        travel.isochrones(CITIES, Mode.CAR, [1000, limit], CostUnit.METRE)


def test_straight_lines_know_no_time_and_say_so(session: Session) -> None:
    with pytest.raises(UnmeasuredUnitError, match="straight_line"):
        GeodesicEngine().isochrones(CITIES, Mode.CAR, [60], CostUnit.SECOND)
    places = selected(CITIES, numbered=True)
    with pytest.raises(UnmeasuredUnitError):
        GeodesicEngine().nearest(session, places, places, Mode.CAR, CostUnit.SECOND)


@every_count
@property_of
@given(places=inland(12))
def test_nearest_is_the_least_of_the_matrix(
    session: Session, travel: TravelEngine, mode: Mode, unit: CostUnit, places: Places
) -> None:
    places, objects = places[:6], places[6:]
    objects = np.concatenate((objects, objects[:1], objects + 1e-4))
    found = travel.nearest(
        session, selected(places, numbered=True), selected(objects, numbered=False), mode, unit
    )
    least = travel.matrix(places, objects, mode).costs(unit).min(axis=1)
    assert list(found) == list(range(6))
    assert list(found.values()) == pytest.approx(least.tolist(), abs=1e-6)


@every_engine
@pytest.mark.parametrize("count", [1, 2, 600])
def test_nearest_of_many_is_the_least_of_the_matrix_among_mountains_too(
    session: Session, travel: TravelEngine, count: int
) -> None:
    random = np.random.default_rng(11)
    places = random.uniform((74, 42), (82, 46), (60, 2))
    objects = random.uniform((74, 42), (82, 46), (count, 2))
    unit = max(travel.units)
    found = travel.nearest(
        session,
        selected(places, numbered=True),
        selected(objects, numbered=False),
        Mode.FOOT,
        unit,
    )
    least = travel.matrix(places, objects, Mode.FOOT).costs(unit).min(axis=1)
    assert list(found.values()) == pytest.approx(least.tolist(), abs=1e-6)


@every_engine
def test_without_objects_no_place_reaches_one(session: Session, travel: TravelEngine) -> None:
    places, none = selected(CITIES, numbered=True), selected(CITIES, numbered=False).limit(0)
    found = travel.nearest(session, places, none, Mode.CAR, CostUnit.METRE)
    assert list(found) == [0, 1, 2]
    assert np.isnan(list(found.values())).all()


@every_engine
def test_nearest_asks_a_database_that_lets_nothing_be_written(
    session: Session, travel: TravelEngine
) -> None:
    session.execute(text("SET TRANSACTION READ ONLY"))
    places = selected(CITIES, numbered=True)
    objects = selected(CITIES, numbered=False)
    found = travel.nearest(session, places, objects, Mode.CAR, CostUnit.METRE)
    assert list(found.values()) == [0, 0, 0]


def test_isochrone_reaches_less_far_into_mountains() -> None:
    foot_of_the_alatau = np.array([[77.0, 43.32]])
    (found,) = EstimateEngine().isochrones(foot_of_the_alatau, Mode.CAR, [3600], CostUnit.SECOND)
    corners = shapely.get_coordinates(found.area.exterior)
    longitude, latitude = foot_of_the_alatau[0]
    bearing, _, metres = SPHEROID.inv(
        np.full(len(corners), longitude), np.full(len(corners), latitude), *corners.T
    )
    north = metres[np.abs(bearing) < 5].mean()
    south = metres[np.abs(bearing) > 175].mean()
    assert south < 0.9 * north


def test_engines_are_known_by_their_ids_and_others_are_refused() -> None:
    engines = travel_engines()
    assert [engines.engine(engine.id).id for engine in ENGINES] == ["straight_line", "estimate"]
    assert engines.engine("estimate") is engines.engine("estimate")
    with pytest.raises(UnknownEngineError, match="teleport"):
        engines.engine("teleport")
