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

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from shapely import LineString

from analysis.travel.engine import Matrix, Mode
from analysis.travel.terrain import mountain_share
from geo.geodesic import Places, distances_m, geodesic_line

VERTEX_EVERY_M = 25_000


@dataclass(frozen=True, slots=True)
class Pace:
    """How a mode travels: detour factors without unit, speeds in km/h.

    The first and the last `slow_km` together are travelled at `slow_km_h`.
    """

    steppe_factor: float
    mountain_factor: float
    steppe_km_h: float
    mountain_km_h: float
    slow_km: float = 0.0
    slow_km_h: float = 1.0


PACES = {
    Mode.CAR: Pace(1.26, 1.435, 75, 45, slow_km=6, slow_km_h=30),
    Mode.BICYCLE: Pace(1.26, 1.435, 15, 10),
    Mode.FOOT: Pace(1.2, 1.435, 5, 3),
}


class EstimateEngine:
    """Ways as straight lines on the spheroid, lengthened by a factor of mode and terrain."""

    id = "estimate"
    estimated = True

    def matrix(self, places: Places, mode: Mode) -> Matrix:
        """Estimated ways between every two places; symmetric."""
        straight_m = distances_m(places)
        start, end = np.indices(straight_m.shape)
        share = mountain_share(places[start.ravel()], places[end.ravel()])
        share = share.reshape(straight_m.shape)
        return _lengthened(straight_m, (share + share.T) / 2, PACES[mode])

    def path(self, places: Places, mode: Mode) -> LineString:  # noqa: ARG002 - one for all modes
        """The straight line on the spheroid through the places, not a road."""
        return geodesic_line(places, VERTEX_EVERY_M)


def _lengthened(
    straight_m: NDArray[np.float64], mountains: NDArray[np.float64], pace: Pace
) -> Matrix:
    """Distances and times; the mountain part of a way has its own factor and speed."""
    steppe_m = straight_m * (1 - mountains) * pace.steppe_factor
    mountain_m = straight_m * mountains * pace.mountain_factor
    distance_m = steppe_m + mountain_m
    hours = (steppe_m / pace.steppe_km_h + mountain_m / pace.mountain_km_h) / 1000
    slow_share = np.minimum(distance_m, pace.slow_km * 1000) / np.maximum(distance_m, 1e-9)
    slow_hours = slow_share * distance_m / 1000 / pace.slow_km_h
    return Matrix(distance_m, (hours * (1 - slow_share) + slow_hours) * 3600)
