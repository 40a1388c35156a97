"""What it costs to get from many places to the cheapest of many shapes; EPSG:4326.

The index is a tree of points in space, metres from the earth's centre, so that it is as good at
every latitude. It gives what may be cheapest in the order of the straight lines through the earth;
the cost of each is worked out until no further one can be cheaper.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pyproj import Transformer
from scipy.spatial import KDTree

from geo.distance.geodesic import Places
from geo.distance.measure import SPHEROID
from geo.distance.pieces import Pieces, Shapes, parts_of, pieces_of, points_between

Values = NDArray[np.float64]
"""Shape (n,)."""

EARTH_CENTRED = "EPSG:4978"
FLATTEST_RADIUS_M = 6_399_593.626
"""The largest radius of curvature of WGS 84, at the poles: nowhere is the ground flatter."""
SAG_M = 1.0
"""More than an arc of two kilometres leaves its chord, and its middle the mean of its ends."""
FIRST_CANDIDATES = 2
MORE_CANDIDATES = 4
"""How many times as many are looked at next."""
PAIRS_AT_ONCE = 2_000_000
SHORT_M = 50.0
"""Pieces up to here are searched apart from long ones, which would make them all look near."""


@dataclass(frozen=True, slots=True)
class WayCost:
    """What ways cost: `between` starts and ends, and `least` of any way of so many metres.

    `least` never falls with the metres; infinite where no way is so long. Of `most_candidates`
    nearest by the straight line the cheapest is taken, though a farther one may cost less; without
    it the search is exact.
    """

    between: Callable[[Places, Places], Values]
    least: Callable[[Values], Values]
    most_candidates: int | None = None


def metres_between(starts: Places, ends: Places) -> Values:
    """The geodesic distance from each start to its end (Karney 2013, by PROJ)."""
    _, _, metres = SPHEROID.inv(starts[:, 0], starts[:, 1], ends[:, 0], ends[:, 1])
    return np.asarray(metres, dtype=float)


def are_places(places: Places) -> NDArray[np.bool_]:
    """Whether each is a place on earth: finite, within 180° and 90°."""
    longitude, latitude = places.T
    with np.errstate(invalid="ignore"):
        found: NDArray[np.bool_] = (np.abs(longitude) <= 180) & (np.abs(latitude) <= 90)  # noqa: PLR2004 - degrees
    return found


def cheapest(places: Places, shapes: Shapes, cost: WayCost, known: Values) -> Values:
    """The least of what is `known` for each place and of the costs to the shapes.

    Infinite where nothing is known and there is no shape, or the place is none. Within a polygon
    the way ends where it begins.
    """
    parts = parts_of(shapes)
    best = known.copy()
    able = np.flatnonzero(are_places(places))
    if not len(able) or not len(parts):
        return best
    pieces, areas = pieces_of(parts)
    if len(areas.rings):
        inside = able[areas.hold(places[able])]
        best[inside] = np.minimum(best[inside], cost.between(places[inside], places[inside]))
    for alike in _by_length(pieces):
        best[able] = _Search(alike, cost).improved(places[able], best[able])
    return best


def straight_m(starts: Places, ends: Places) -> Values:
    """A lower bound of the distance on the ground, from the straight line through the earth."""
    return _over_ground(np.linalg.norm(_in_space(starts) - _in_space(ends), axis=1))


class _Search:
    """A search among pieces of about one length."""

    def __init__(self, pieces: Pieces, cost: WayCost) -> None:
        self._pieces = pieces
        self._cost = cost
        self._starts = _in_space(pieces.starts)
        self._along = _in_space(pieces.ends) - self._starts
        length = np.linalg.norm(self._along, axis=1)
        self._square = np.where(length > 0, length**2, 1.0)
        self._reach_m = float(length.max()) / 2 + (SAG_M if length.any() else 0.0)
        self._tree = KDTree(self._starts + self._along / 2)
        self._last = min(self._tree.n, cost.most_candidates or self._tree.n)

    def improved(self, places: Places, best: Values) -> Values:
        """The costs where a piece is cheaper than what was known."""
        best = best.copy()
        spots = _in_space(places)
        left, seen, count = np.arange(len(places)), 0, FIRST_CANDIDATES
        while len(left):
            ranks = range(seen + 1, min(count, self._last) + 1)
            again = [
                self._look(places, spots, best, rows, ranks)
                for rows in np.array_split(left, -(-len(left) * len(ranks) // PAIRS_AT_ONCE))
            ]
            left, seen, count = np.concatenate(again), ranks[-1], count * MORE_CANDIDATES
        return best

    def _look(
        self, places: Places, spots: Places, best: Values, rows: NDArray[np.intp], ranks: range
    ) -> NDArray[np.intp]:
        """Take cheaper ones of the nearest into `best`; the rows that have to look further.

        The nearest have rank 1.
        """
        metres, found = self._tree.query(spots[rows], k=ranks)
        for candidates in found.T:
            self._take(places, spots, best, rows, candidates)
        if ranks[-1] == self._last:
            return rows[:0]
        further = self._cost.least(_over_ground(np.maximum(metres[:, -1] - self._reach_m, 0)))
        return rows[further < best[rows]]

    def _take(
        self,
        places: Places,
        spots: Places,
        best: Values,
        rows: NDArray[np.intp],
        found: NDArray[np.intp],
    ) -> None:
        away = spots[rows] - self._starts[found]
        share = np.clip((away * self._along[found]).sum(axis=1) / self._square[found], 0, 1)
        metres = np.linalg.norm(away - share[:, None] * self._along[found], axis=1)
        slack = SAG_M if self._reach_m else 0.0
        hopeful = self._cost.least(_over_ground(np.maximum(metres - slack, 0))) < best[rows]
        rows, found, share = rows[hopeful], found[hopeful], share[hopeful]
        ends = points_between(self._pieces.starts[found], self._pieces.ends[found], share)
        best[rows] = np.fmin(best[rows], self._cost.between(places[rows], ends))


def _by_length(pieces: Pieces) -> Iterator[Pieces]:
    """Points, short pieces and long ones apart, where there are any."""
    metres = np.linalg.norm(_in_space(pieces.starts) - _in_space(pieces.ends), axis=1)
    groups = (metres == 0, (metres > 0) & (metres <= SHORT_M), metres > SHORT_M)
    for group in groups:
        if group.any():
            yield Pieces(pieces.starts[group], pieces.ends[group])


def _over_ground(chord_m: Values) -> Values:
    """The arc over the flattest ground that has so long a chord: no way is shorter."""
    share = np.minimum(chord_m / (2 * FLATTEST_RADIUS_M), 1)
    arc: Values = 2 * FLATTEST_RADIUS_M * np.arcsin(share)
    return arc


def _in_space(places: Places) -> NDArray[np.float64]:
    """Earth-centred coordinates in metres, shape (n, 3)."""
    to_space = Transformer.from_crs("EPSG:4979", EARTH_CENTRED, always_xy=True)
    return np.column_stack(to_space.transform(places[:, 0], places[:, 1], np.zeros(len(places))))
