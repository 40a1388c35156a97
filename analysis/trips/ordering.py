"""In which order to visit places so that the whole way costs least."""

import numpy as np
from numpy.typing import NDArray

MOST_PLACES_EXACT = 12
"""Up to here the order is the best there is; the work doubles with every further place."""
LONGEST_MOVED_PIECE = 3
FEWEST_TO_TELL = 2
"""Of more places than these, one alone that is cut off can be told from the others."""
SMALLEST_GAIN = 1e-6
"""Seconds; below it an improvement is rounding."""

Costs = NDArray[np.float64]
"""Shape (n, n): what it costs to go from row to column, NaN where there is no way.

Need not be symmetric."""


def unreached(costs: Costs, start: int) -> list[int]:
    """The places to which no way leads from the start, not even over others; ascending.

    Where the start alone is cut off from all others, it is the one.
    """
    known = np.isfinite(costs)
    reached = np.zeros(len(costs), dtype=bool)
    reached[start] = True
    while True:
        wider = reached | known[reached].any(axis=0)
        if (wider == reached).all():
            break
        reached = wider
    if reached.sum() == 1 and len(costs) > FEWEST_TO_TELL:
        return [start]
    return np.flatnonzero(~reached).tolist()


def best_order(costs: Costs, start: int, *, round_trip: bool) -> list[int]:
    """Every index of `costs` once, beginning with `start`, in the order that costs least.

    The way ends anywhere, or back at the start for a round trip (which is not repeated in the
    answer). Exact up to 12 places (Held & Karp 1962); beyond, nearest neighbour improved by 2-opt
    and Or-opt until neither helps, which usually ends within a few per cent of the best. A step
    where there is no way is taken only where no order does without it.
    """
    count = len(costs)
    costs = _dear_where_unknown(costs)
    order = [start, *(place for place in range(count) if place != start)]
    # The end is one more place: the start again, or a place that costs nothing to reach.
    ending = costs[order, start] if round_trip else np.zeros(count)
    arranged = np.full((count + 1, count + 1), np.inf)
    arranged[:count, :count] = costs[np.ix_(order, order)]
    arranged[:count, count] = ending
    solve = exact_tour if count <= MOST_PLACES_EXACT else improved_tour
    return [order[place] for place in solve(arranged)[:-1]]


def _dear_where_unknown(costs: Costs) -> Costs:
    """The costs with a step without a way dearer than any order of steps that have one."""
    known = np.isfinite(costs)
    dearest = float(costs[known].max(initial=0.0))
    return np.where(known, costs, (dearest + 1) * (len(costs) + 1))


def exact_tour(costs: Costs) -> list[int]:
    """The cheapest way from the first place through all others to the last one.

    Held & Karp 1962: cheapest[visited, last] over subsets of the places between; 2^m * m^2 steps.
    """
    end = len(costs) - 1
    between = end - 1
    if between == 0:
        return [0, end]
    steps = costs[1:end, 1:end]
    cheapest = np.full((1 << between, between), np.inf)
    came_from = np.zeros((1 << between, between), dtype=np.int64)
    for place in range(between):
        cheapest[1 << place, place] = costs[0, place + 1]
    for visited in range(1, 1 << between):
        for place in range(between):
            before = visited ^ (1 << place)
            if not visited >> place & 1 or before == 0:
                continue
            through = cheapest[before] + steps[:, place]
            came_from[visited, place] = np.argmin(through)
            cheapest[visited, place] = through.min()
    visited = (1 << between) - 1
    place = int(np.argmin(cheapest[visited] + costs[1:end, end]))
    backwards = [end]
    while visited:
        backwards.append(place + 1)
        visited, place = visited ^ (1 << place), int(came_from[visited, place])
    return [0, *reversed(backwards)]


def improved_tour(costs: Costs) -> list[int]:
    """A good way from the first place through all others to the last one."""
    tour = _nearest_neighbour(costs)
    while True:
        shorter = _reverse_piece(tour, costs) or _move_piece(tour, costs)
        if shorter is None:
            return tour
        tour = shorter


def _nearest_neighbour(costs: Costs) -> list[int]:
    end = len(costs) - 1
    tour, left = [0], set(range(1, end))
    while left:
        nearest = min(left, key=lambda place: (costs[tour[-1], place], place))
        left.remove(nearest)
        tour.append(nearest)
    return [*tour, end]


def _cost(tour: list[int], costs: Costs) -> float:
    return float(costs[tour[:-1], tour[1:]].sum())


def _reverse_piece(tour: list[int], costs: Costs) -> list[int] | None:
    """The tour with the piece turned round that gains most, or None (2-opt, Croes 1958).

    Running sums of both directions make it right for asymmetric costs too.
    """
    stops = np.array(tour)
    forth = np.concatenate(([0.0], np.cumsum(costs[stops[:-1], stops[1:]])))
    back = np.concatenate(([0.0], np.cumsum(_backward_costs(stops, costs))))
    first, last = np.triu_indices(len(tour) - 2, k=1)
    first, last = first + 1, last + 1
    now = forth[last + 1] - forth[first - 1]
    turned = (
        costs[stops[first - 1], stops[last]]
        + (back[last] - back[first])
        + costs[stops[first], stops[last + 1]]
    )
    gains = now - turned
    best = int(np.argmax(gains))
    if gains[best] <= SMALLEST_GAIN:
        return None
    begin, end = int(first[best]), int(last[best])
    return [*tour[:begin], *reversed(tour[begin : end + 1]), *tour[end + 1 :]]


def _backward_costs(stops: NDArray[np.int64], costs: Costs) -> NDArray[np.float64]:
    """The cost of each step the other way round; the fixed ends are never turned, so 0 there."""
    backward = costs[stops[1:], stops[:-1]].copy()
    backward[[0, -1]] = 0.0
    return backward


def _move_piece(tour: list[int], costs: Costs) -> list[int] | None:
    """The first shorter tour with up to three neighbours moved elsewhere, or None (Or 1976)."""
    now = _cost(tour, costs)
    for length in range(1, LONGEST_MOVED_PIECE + 1):
        for begin in range(1, len(tour) - length):
            piece = tour[begin : begin + length]
            rest = np.array([*tour[:begin], *tour[begin + length :]])
            without = float(costs[rest[:-1], rest[1:]].sum())
            inner = _cost(piece, costs)
            joins = (
                costs[rest[:-1], piece[0]] + costs[piece[-1], rest[1:]] - costs[rest[:-1], rest[1:]]
            )
            best = int(np.argmin(joins))
            if without + inner + joins[best] < now - SMALLEST_GAIN:
                return [*rest[: best + 1].tolist(), *piece, *rest[best + 1 :].tolist()]
    return None
