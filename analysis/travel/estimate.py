"""The engine that needs no road network: geodesic distance times a detour factor.

How much longer a road is than the straight line (circuity) has been measured often: about 1.2
within cities (Newell 1980; Levinson & El-Geneidy 2009, Regional Science and Urban Economics 39),
falling with distance (Giacomin & Levinson 2015, Environment and Planning B 42), and by country
(Ballou, Rahardja & Sakai 2002, Transportation Research A 36). None gives Kazakhstan. The factors
here are those of a country measured province by province: 1.26 overall and 1.435 in its mountain
province (Kim, Shin, Lee & Suh 2015, Journal of the Korean Society of Agricultural Engineers 57(4):
39-49). Walking across the steppe needs no road: 1.2.

The car's speed is near the mean between large cities of the neighbouring country with like roads,
76 km/h (Moszoro & Soto 2022, IMF Working Paper 2022/095). The other speeds, the slower pace in
mountains and the slow first and last kilometres of a drive are assumptions. So every answer is an
estimate and says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from analysis.travel.port import Chosen, CostUnit, Isochrone, Matrix, Mode, Route
from analysis.travel.radii import isochrones_by_direction
from analysis.travel.reach import nearest_costs
from analysis.travel.straight_ways import matrix_of, measured, route_of
from analysis.travel.terrain import mountain_share
from core.text import Text
from geo.distance.geodesic import Places
from geo.distance.nearest import Values, WayCost, metres_between


@dataclass(frozen=True, slots=True)
class TravelSpeed:
    """How a mode travels: detour factors without unit, speeds in km/h.

    The first and the last `slow_km` together are travelled at `slow_km_h`. What is farther than
    `farthest_km` by the way lies beyond the country and its neighbourhood, of which alone the
    factors are told, and is not reached. Mountains are never faster nor more direct than steppe.
    """

    steppe_factor: float
    mountain_factor: float
    steppe_km_h: float
    mountain_km_h: float
    slow_km: float = 0.0
    slow_km_h: float = 1.0
    farthest_km: float = 5000.0


PACES = {
    Mode.CAR: TravelSpeed(1.26, 1.435, 75, 45, slow_km=6, slow_km_h=30),
    Mode.BICYCLE: TravelSpeed(1.26, 1.435, 15, 10),
    Mode.FOOT: TravelSpeed(1.2, 1.435, 5, 3),
}


MOST_CANDIDATES = 32
"""So many nearest ones by the straight line are compared: objects far away that lie close together
differ by less than the estimate errs, and each of them is a way of its own to be sampled."""


class EstimateEngine:
    """Ways as straight lines on the spheroid, lengthened by a factor of mode and terrain."""

    id = "estimate"
    estimated = True
    units = frozenset(CostUnit)
    formula = Text(
        "Түзу сызық пен жер бедеріне қарай айналма коэффициенті: шамамен ғана",
        "Прямая с поправкой на извилистость по рельефу: только оценка",
        "The straight line times a detour factor of the terrain: an estimate only",
    )

    def matrix(self, sources: Places, targets: Places, mode: Mode) -> Matrix:
        """Estimated ways; NaN beyond 5,000 km."""
        return matrix_of(_ways, sources, targets, mode)

    def route(self, places: Places, mode: Mode) -> Route:
        """The straight lines on the spheroid through the places, not roads."""
        return route_of(_ways, places, mode)

    def isochrones(
        self, places: Places, mode: Mode, limits: Sequence[float], unit: CostUnit
    ) -> tuple[Isochrone, ...]:
        """What is reached straight on in each of 180 directions, less far over mountains."""
        return isochrones_by_direction(places, limits, unit, _cost(mode, unit))

    def nearest(
        self, session: Session, places: Chosen, objects: Chosen, mode: Mode, unit: CostUnit
    ) -> Mapping[int, float]:
        """The cost of the estimated way to the cheapest of the 32 nearest, 0 within an area."""
        return nearest_costs(session, places, objects, _cost(mode, unit))


def _cost(mode: Mode, unit: CostUnit) -> WayCost:
    """What estimated ways cost; the cheapest of a length are those without mountains."""

    def between(starts: Places, ends: Places) -> Values:
        return measured(_ways, starts, ends, mode).costs(unit)

    def least(metres: Values) -> Values:
        ways = _lengthened(metres, np.zeros_like(metres), PACES[mode])
        return np.where(_reached(ways, PACES[mode]), ways.costs(unit), np.inf)

    return WayCost(between, least, MOST_CANDIDATES)


def _ways(starts: Places, ends: Places, mode: Mode) -> Matrix:
    pace = PACES[mode]
    ways = _lengthened(metres_between(starts, ends), mountain_share(starts, ends), pace)
    reached = _reached(ways, pace)
    return Matrix(
        np.where(reached, ways.distance_m, np.nan), np.where(reached, ways.duration_s, np.nan)
    )


def _reached(ways: Matrix, pace: TravelSpeed) -> NDArray[np.bool_]:
    return ways.distance_m <= pace.farthest_km * 1000


def _lengthened(
    straight_m: NDArray[np.float64], mountains: NDArray[np.float64], pace: TravelSpeed
) -> Matrix:
    """Distances and times; the mountain part of a way has its own factor and speed."""
    steppe_m = straight_m * (1 - mountains) * pace.steppe_factor
    mountain_m = straight_m * mountains * pace.mountain_factor
    distance_m = steppe_m + mountain_m
    hours = (steppe_m / pace.steppe_km_h + mountain_m / pace.mountain_km_h) / 1000
    slow_share = np.minimum(distance_m, pace.slow_km * 1000) / np.maximum(distance_m, 1e-9)
    slow_hours = slow_share * distance_m / 1000 / pace.slow_km_h
    return Matrix(distance_m, (hours * (1 - slow_share) + slow_hours) * 3600)
