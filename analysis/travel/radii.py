"""Isochrones of engines whose ways are straight: how far one gets in each direction."""

from collections.abc import Sequence
from itertools import accumulate

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

from analysis.travel.port import CostUnit, Isochrone
from core.errors import InvalidValueError
from core.text import Text
from geo.distance.geodesic import Places
from geo.distance.measure import SPHEROID
from geo.distance.nearest import Values, WayCost, are_places
from geo.distance.pieces import parts_of

DIRECTIONS = 180
"""A circle of so many corners lies within the true one by 0.015 % of its radius."""
FARTHEST_M = 1_000_000.0
FARTHEST_LATITUDE = 80
"""A circle of the farthest radius does not touch the pole from here."""
HALVINGS = 40
WORLD = shapely.box(-180, -90, 180, 90)

LIMIT_HINT = Text(
    "0-ден үлкен, 1000 км-ден аспайтын жолға сай шек керек.",
    "Нужен предел больше 0, при котором путь не длиннее 1000 км.",
    "A limit above 0 is needed, under which the way is no longer than 1,000 km.",
)


def isochrones_by_direction(
    places: Places, limits: Sequence[float], unit: CostUnit, cost: WayCost
) -> tuple[Isochrone, ...]:
    """What is reached within each limit, ascending, each area within the next.

    The costs along a direction need not rise steadily; a larger limit never reaches less far.
    Raises InvalidValueError for a limit not above 0 or one that leads farther than 1,000 km.
    """
    ascending = sorted(limits)
    farthest_cost = float(cost.least(np.array([FARTHEST_M]))[0])
    for limit in ascending:
        if not 0 < limit <= farthest_cost:
            raise InvalidValueError(limit, field="limits", hint=LIMIT_HINT)
    usable = places[are_places(places) & (np.abs(places[:, 1]) <= FARTHEST_LATITUDE)]
    radii = accumulate((_radii_m(usable, limit, cost) for limit in ascending), np.maximum)
    areas = accumulate((_area(usable, each) for each in radii), _joined)
    return tuple(Isochrone(limit, unit, area) for limit, area in zip(ascending, areas, strict=True))


def _radii_m(places: Places, limit: float, cost: WayCost) -> NDArray[np.float64]:
    """How far one gets in each direction, shape (n, directions), by halving."""
    starts = np.repeat(places, DIRECTIONS, axis=0)
    bearings = np.tile(_bearings(), len(places))
    reached, beyond = np.zeros(len(starts)), np.full(len(starts), FARTHEST_M)
    for _ in range(HALVINGS):
        middle = (reached + beyond) / 2
        within = cost.between(starts, _ahead(starts, bearings, middle)) <= limit
        reached, beyond = np.where(within, middle, reached), np.where(within, beyond, middle)
    return reached.reshape(len(places), DIRECTIONS)


def _bearings() -> NDArray[np.float64]:
    return np.linspace(0, 360, DIRECTIONS, endpoint=False)


def _ahead(starts: Places, bearings: Values, metres: Values) -> Places:
    longitude, latitude, _ = SPHEROID.fwd(starts[:, 0], starts[:, 1], bearings, metres)
    return np.column_stack((longitude, latitude))


def _area(places: Places, radii_m: NDArray[np.float64]) -> Polygon | MultiPolygon:
    stars = [_star(place, radii) for place, radii in zip(places, radii_m, strict=True)]
    return _polygonal(shapely.union_all(stars))


def _star(place: NDArray[np.float64], radii_m: Values) -> BaseGeometry:
    """The area within the ends of the directions, cut where it crosses 180°."""
    starts = np.broadcast_to(place, (DIRECTIONS, 2))
    corners = _ahead(starts, _bearings(), radii_m)
    corners[:, 0] += 360 * np.round((place[0] - corners[:, 0]) / 360)
    star = shapely.make_valid(Polygon(corners))
    turned = [shapely.intersection(translate(star, turn), WORLD) for turn in (-360, 0, 360)]
    return shapely.union_all(turned)


def _joined(
    smaller: Polygon | MultiPolygon, larger: Polygon | MultiPolygon
) -> Polygon | MultiPolygon:
    """The larger area, and whatever rounding left of the smaller one outside."""
    return larger if larger.covers(smaller) else _polygonal(shapely.union(smaller, larger))


def _polygonal(area: BaseGeometry) -> Polygon | MultiPolygon:
    """The polygons of an area, without lines and points in which parts touched."""
    parts = [part for part in parts_of(np.array([area])) if isinstance(part, Polygon)]
    return parts[0] if len(parts) == 1 else MultiPolygon(parts)
