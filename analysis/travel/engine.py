"""The interface that every routing engine keeps, so that a trip never asks which one it has."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from shapely import LineString

from geo.geodesic import Places


class Mode(StrEnum):
    """How one travels."""

    CAR = "car"
    BICYCLE = "bicycle"
    FOOT = "foot"


@dataclass(frozen=True, slots=True)
class Matrix:
    """Lengths and times of the ways between n places.

    Both arrays have shape (n, n): the row is where the way begins, the column where it ends. They
    need not be symmetric; the diagonal is 0 and every value is finite.
    """

    distance_m: NDArray[np.float64]
    duration_s: NDArray[np.float64]


class RoutingEngine(Protocol):
    """Something that knows how long the way between places is."""

    @property
    def id(self) -> str:
        """The name under which answers cite the engine."""

    @property
    def estimated(self) -> bool:
        """Whether the ways are worked out without a road network."""

    def matrix(self, places: Places, mode: Mode) -> Matrix:
        """The ways between every two of the places, shape (n, 2), EPSG:4326."""

    def path(self, places: Places, mode: Mode) -> LineString:
        """The way through two or more places in their order, EPSG:4326."""
