"""The order of places: the best there is for few, a good one for many."""

from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from analysis.trips.ordering import Costs, best_order, exact_tour, improved_tour

MANY = 30


def cost_of(order: list[int], costs: Costs, *, round_trip: bool) -> float:
    visits = [*order, order[0]] if round_trip else order
    return float(sum(costs[start, end] for start, end in pairwise(visits)))


def straight(places: np.ndarray) -> Costs:
    return np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))


@st.composite
def cost_tables(draw: st.DrawFn) -> Costs:
    count = draw(st.integers(2, 7))
    costs = draw(arrays(float, (count, count), elements=st.floats(0, 1000)))
    np.fill_diagonal(costs, 0)
    return costs


@given(costs=cost_tables(), data=st.data(), round_trip=st.booleans())
def test_no_order_is_cheaper_for_up_to_seven_places(
    *, costs: Costs, data: st.DataObject, round_trip: bool
) -> None:
    start = data.draw(st.integers(0, len(costs) - 1))
    rest = [place for place in range(len(costs)) if place != start]
    cheapest = min(
        cost_of([start, *order], costs, round_trip=round_trip) for order in permutations(rest)
    )
    order = best_order(costs, start, round_trip=round_trip)
    assert sorted(order) == list(range(len(costs)))
    assert order[0] == start
    assert cost_of(order, costs, round_trip=round_trip) == pytest.approx(cheapest)


def test_square_is_walked_round_and_not_crossed() -> None:
    corners = np.array([(0, 0), (1, 1), (1, 0), (0, 1)])
    order = best_order(straight(corners), 0, round_trip=True)
    assert cost_of(order, straight(corners), round_trip=True) == 4


def test_line_is_walked_from_its_end_to_the_other() -> None:
    line = np.array([(0, 0), (3, 0), (1, 0), (2, 0)])
    assert best_order(straight(line), 0, round_trip=False) == [0, 2, 3, 1]


def test_start_in_the_middle_turns_to_the_shorter_side_first() -> None:
    line = np.array([(-5, 0), (0, 0), (2, 0), (-1, 0)])
    assert best_order(straight(line), 1, round_trip=False) == [1, 2, 3, 0]


@pytest.mark.parametrize("round_trip", [True, False])
def test_many_places_on_a_circle_are_visited_along_it(*, round_trip: bool) -> None:
    angles = np.random.default_rng(7).permutation(np.linspace(0, 2 * np.pi, MANY, endpoint=False))
    circle = np.column_stack((np.cos(angles), np.sin(angles)))
    order = best_order(straight(circle), 0, round_trip=round_trip)
    step = 2 * np.sin(np.pi / MANY)
    steps = MANY if round_trip else MANY - 1
    assert cost_of(order, straight(circle), round_trip=round_trip) == pytest.approx(steps * step)


@pytest.mark.parametrize("seed", range(20))
def test_improved_tour_costs_at_most_a_tenth_more_than_the_best(seed: int) -> None:
    places = np.random.default_rng(seed).random((12, 2))
    closed = straight(places)[[*range(12), 0]][:, [*range(12), 0]]
    best = cost_of(exact_tour(closed), closed, round_trip=False)
    assert best <= cost_of(improved_tour(closed), closed, round_trip=False) <= 1.1 * best


@given(arrays(float, (14, 14), elements=st.floats(0, 1000)))
def test_improved_tour_visits_every_place_once_even_where_ways_back_cost_more(
    costs: Costs,
) -> None:
    tour = improved_tour(costs)
    assert sorted(tour) == list(range(14))
    assert (tour[0], tour[-1]) == (0, 13)


def test_two_opt_ways_back_that_cost_more_are_not_taken_for_gains() -> None:
    forward = np.full((14, 14), 100.0)
    for place in range(13):
        forward[place, place + 1] = 1.0
    assert improved_tour(forward) == list(range(14))
