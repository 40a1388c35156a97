"""The estimate: the straight line, lengthened by mode and terrain."""

import numpy as np
import pytest
from sqlalchemy.orm import Session

from analysis.travel.estimate import PACES, EstimateEngine
from analysis.travel.port import CostUnit, Mode
from analysis.travel.terrain import mountain_share
from geo.distance.geodesic import distances_m
from tests.analysis.travel.selected import selected

STEPPE = np.array([[71.4, 51.1], [71.4, 52.1]])
"""North of Astana: flat."""
MOUNTAINS = np.array([[77.6, 43.1], [78.0, 43.0]])
"""Trans-Ili Alatau."""
ALMATY_AND_SHYMKENT = np.array([[76.95, 43.25], [69.6, 42.32]])


def test_steppe_road_is_the_straight_line_times_the_steppe_factor() -> None:
    matrix = EstimateEngine().matrix(STEPPE, STEPPE, Mode.CAR)
    straight_m = distances_m(STEPPE)[0, 1]
    assert matrix.distance_m[0, 1] == pytest.approx(1.26 * straight_m)


def test_mountain_road_is_longer_than_a_steppe_road_of_the_same_straight_line() -> None:
    matrix = EstimateEngine().matrix(MOUNTAINS, MOUNTAINS, Mode.CAR)
    straight_m = distances_m(MOUNTAINS)[0, 1]
    assert matrix.distance_m[0, 1] == pytest.approx(1.435 * straight_m)


def test_walk_of_ten_kilometres_on_the_steppe_takes_two_hours_and_a_detour() -> None:
    north = 10_000 / 111_260
    places = np.array([[68.0, 50.0], [68.0, 50.0 + north]])
    matrix = EstimateEngine().matrix(places, places, Mode.FOOT)
    assert matrix.duration_s[0, 1] / 3600 == pytest.approx(2 * 1.2, rel=0.01)


def test_first_and_last_kilometres_of_a_drive_are_slow() -> None:
    pace = PACES[Mode.CAR]
    matrix = EstimateEngine().matrix(STEPPE, STEPPE, Mode.CAR)
    km = matrix.distance_m[0, 1] / 1000
    hours = pace.slow_km / pace.slow_km_h + (km - pace.slow_km) / pace.steppe_km_h
    assert matrix.duration_s[0, 1] / 3600 == pytest.approx(hours)


@pytest.mark.parametrize("mode", list(Mode))
def test_no_way_is_shorter_than_the_straight_line_nor_longer_back(mode: Mode) -> None:
    places = np.random.default_rng(3).uniform((47, 41), (87, 55), (20, 2))
    matrix = EstimateEngine().matrix(places, places, mode)
    assert (matrix.distance_m >= distances_m(places)).all()
    assert np.array_equal(matrix.duration_s, matrix.duration_s.T)
    assert not matrix.duration_s.diagonal().any()
    assert np.isfinite(matrix.duration_s).all()


def test_walking_takes_longest_and_driving_least() -> None:
    car, bicycle, foot = (
        EstimateEngine().matrix(ALMATY_AND_SHYMKENT, ALMATY_AND_SHYMKENT, mode).duration_s[0, 1]
        for mode in Mode
    )
    assert car < bicycle < foot


def test_way_over_the_steppe_has_no_mountains_and_one_in_the_alatau_nothing_else() -> None:
    starts, ends = np.array([STEPPE[0], MOUNTAINS[0]]), np.array([STEPPE[1], MOUNTAINS[1]])
    assert mountain_share(starts, ends).tolist() == [0.0, 1.0]


def test_what_lies_beyond_the_neighbourhood_is_not_reached() -> None:
    astana_and_lisbon = np.array([[71.43, 51.13], [-9.14, 38.72]])
    matrix = EstimateEngine().matrix(astana_and_lisbon, astana_and_lisbon, Mode.CAR)
    assert np.isnan(matrix.distance_m).tolist() == [[False, True], [True, False]]
    assert np.isnan(matrix.duration_s).tolist() == [[False, True], [True, False]]


def test_every_answer_of_the_engine_is_called_an_estimate() -> None:
    assert EstimateEngine().estimated is True


def test_object_beyond_the_neighbourhood_is_not_reached_among_many(session: Session) -> None:
    lisbon, astana = [-9.14, 38.72], [71.43, 51.13]
    places = selected(np.array([lisbon, astana]), numbered=True)
    objects = selected(
        np.array([astana] * 5 + [[71, 51 + n / 10] for n in range(20)]), numbered=False
    )
    found = EstimateEngine().nearest(session, places, objects, Mode.CAR, CostUnit.SECOND)
    assert np.isnan(found[0])
    assert found[1] == 0
