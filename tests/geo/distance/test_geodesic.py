"""Distances between many places, and lines along the shortest way."""

import numpy as np
import pytest
import shapely

from geo.distance.geodesic import distances_m, geodesic_line


def test_one_degree_of_the_equator_is_111_319_m() -> None:
    distances = distances_m(np.array([[60.0, 0.0], [61.0, 0.0]]))
    assert distances[0, 1] == pytest.approx(111_319.49, abs=0.01)


def test_a_degree_of_longitude_is_shorter_in_the_north() -> None:
    south, north = (
        distances_m(np.array([[70.0, latitude], [71.0, latitude]]))[0, 1] for latitude in (41, 55)
    )
    assert north < 0.8 * south


def test_distances_are_symmetric_with_nothing_on_the_diagonal() -> None:
    places = np.array([[71.4, 51.1], [76.9, 43.2], [51.2, 51.2]])
    distances = distances_m(places)
    assert np.array_equal(distances, distances.T)
    assert not distances.diagonal().any()


def test_long_line_bends_north_of_the_parallel_on_which_it_begins_and_ends() -> None:
    line = geodesic_line(np.array([[50.0, 50.0], [80.0, 50.0]]), 25_000)
    assert line.bounds[3] > 50.9
    assert len(line.coords) > 80


def test_line_passes_every_place_in_order() -> None:
    places = [(70.0, 50.0), (70.1, 50.0), (70.0, 50.1)]
    line = geodesic_line(np.array(places), 25_000)
    assert shapely.get_coordinates(line).tolist() == [list(place) for place in places]
