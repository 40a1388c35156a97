"""The engine of straight lines: metres on the WGS 84 spheroid, whatever lies between, no times."""

from collections.abc import Mapping, Sequence

import numpy as np
from sqlalchemy.orm import Session

from analysis.travel.port import Chosen, CostUnit, Isochrone, Matrix, Mode, Route, check_unit
from analysis.travel.radii import isochrones_by_direction
from analysis.travel.reach import nearest_costs
from analysis.travel.straight_ways import matrix_of, route_of
from core.text import Text
from geo.distance.geodesic import Places
from geo.distance.nearest import Values, WayCost, metres_between


class GeodesicEngine:
    """Shortest ways on the spheroid, the same for all modes; how long they take is not known."""

    id = "straight_line"
    estimated = True
    units = frozenset({CostUnit.METRE})
    formula = Text(
        "WGS 84 эллипсоидындағы ең қысқа (геодезиялық) қашықтық, Karney 2013",
        "Кратчайшее расстояние (геодезическое, эллипсоид WGS 84), Karney 2013",
        "Shortest (geodesic) distance on the WGS 84 spheroid, Karney 2013",
    )

    def matrix(self, sources: Places, targets: Places, mode: Mode) -> Matrix:
        """The distances between any two places on earth; every time is NaN."""
        return matrix_of(_ways, sources, targets, mode)

    def route(self, places: Places, mode: Mode) -> Route:
        """The shortest lines on the spheroid."""
        return route_of(_ways, places, mode)

    def isochrones(
        self,
        places: Places,
        mode: Mode,  # noqa: ARG002 - one for all modes
        limits: Sequence[float],
        unit: CostUnit,
    ) -> tuple[Isochrone, ...]:
        """Circles on the spheroid."""
        check_unit(self, unit)
        return isochrones_by_direction(places, limits, unit, STRAIGHT)

    def nearest(
        self,
        session: Session,
        places: Chosen,
        objects: Chosen,
        mode: Mode,  # noqa: ARG002 - one for all modes
        unit: CostUnit,
    ) -> Mapping[int, float]:
        """Metres to the nearest point of the nearest object, 0 within an area."""
        check_unit(self, unit)
        return nearest_costs(session, places, objects, STRAIGHT)


def _ways(starts: Places, ends: Places, mode: Mode) -> Matrix:
    del mode
    metres = metres_between(starts, ends)
    return Matrix(metres, np.full_like(metres, np.nan))


def _same(metres: Values) -> Values:
    return metres


STRAIGHT = WayCost(metres_between, _same)
