"""The port that every engine of travel keeps, so that nobody who asks knows which one answers.

Places are arrays of shape (n, 2), longitude and latitude in degrees, EPSG:4326.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from shapely import LineString, MultiPolygon, Polygon
from sqlalchemy import Select
from sqlalchemy.orm import Session

from core.errors import InvalidValueError
from core.text import Text
from geo.distance.geodesic import Places

Chosen = Select[*tuple[Any, ...]]


class Mode(StrEnum):
    """How one travels."""

    CAR = "car"
    BICYCLE = "bicycle"
    FOOT = "foot"


class CostUnit(StrEnum):
    """In what a way is counted."""

    METRE = "m"
    SECOND = "s"


@dataclass(frozen=True, slots=True)
class Matrix:
    """Lengths and times of the ways from n sources to m targets.

    Both arrays have shape (n, m): the row is where the way begins, the column where it ends. NaN
    where the target is not reached from the source, or a place is none (not finite, beyond 180° or
    90°); an engine that knows no times gives NaN for each of them.
    """

    distance_m: NDArray[np.float64]
    duration_s: NDArray[np.float64]

    def costs(self, unit: CostUnit) -> NDArray[np.float64]:
        """The lengths or the times."""
        return self.distance_m if unit is CostUnit.METRE else self.duration_s


@dataclass(frozen=True, slots=True)
class Route:
    """The way through n places in their order: n - 1 legs, each with its line, EPSG:4326.

    Lengths and times have shape (n - 1,) and are those of the matrix.
    """

    lines: tuple[LineString, ...]
    distance_m: NDArray[np.float64]
    duration_s: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Isochrone:
    """What is reached for at most `limit`, in `unit`; EPSG:4326, empty where nothing is."""

    limit: float
    unit: CostUnit
    area: Polygon | MultiPolygon


class UnmeasuredUnitError(InvalidValueError):
    """The engine does not count in this unit, such as time in straight lines."""

    phrase = Text(
        "Қозғалтқыш «{field}» мұны өлшемейді: {value}.",
        "Движок «{field}» этого не измеряет: {value}.",
        "The engine “{field}” does not measure this: {value}.",
    )


class TravelEngine(Protocol):
    """Something that knows the ways between places."""

    @property
    def id(self) -> str:
        """The name under which answers cite the engine."""

    @property
    def estimated(self) -> bool:
        """Whether the ways are worked out without a road network."""

    @property
    def formula(self) -> Text:
        """How the engine measures, for people."""

    @property
    def units(self) -> frozenset[CostUnit]:
        """In what the engine counts."""

    def matrix(self, sources: Places, targets: Places, mode: Mode) -> Matrix:
        """The ways from every source to every target."""

    def route(self, places: Places, mode: Mode) -> Route:
        """The way through two or more places in their order."""

    def isochrones(
        self, places: Places, mode: Mode, limits: Sequence[float], unit: CostUnit
    ) -> tuple[Isochrone, ...]:
        """What is reached from any of the places within each limit, the smallest limit first.

        Each area lies within the next. A place that is none, or that lies beyond 80° of latitude,
        reaches nothing. Raises InvalidValueError for a limit that is not above 0, or under which
        one gets more than 1,000 km away, and UnmeasuredUnitError.
        """

    def nearest(
        self, session: Session, places: Chosen, objects: Chosen, mode: Mode, unit: CostUnit
    ) -> Mapping[int, float]:
        """What it costs to get from each place to the cheapest object, by the place's id.

        `places` selects id and place, `objects` place, EPSG:4326, both already narrowed to what
        the caller may read. Every place has a cost: NaN where no object can be reached. Nothing is
        written, not even a temporary table, so that a standby can answer. Raises
        UnmeasuredUnitError.
        """


def check_unit(engine: TravelEngine, unit: CostUnit) -> None:
    """Raise UnmeasuredUnitError where the engine does not count in the unit."""
    if unit not in engine.units:
        raise UnmeasuredUnitError(unit.value, field=engine.id)
