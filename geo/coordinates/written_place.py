"""What a text says about a place: its readings, how fine they are, and what is odd about them."""

from dataclasses import dataclass
from enum import StrEnum

from geo.coordinates.marks import NamedSystem
from geo.coordinates.values import NumberNotation

LATITUDES = (40.5, 55.5)
LONGITUDES = (46.4, 87.4)
"""Kazakhstan's, with a margin; both orders are possible between 46.4 and 55.5."""
NORTHINGS = (4_460_000, 6_200_000)
EASTINGS = (100_000, 30_000_000)
"""Of every system of the country, with and without a zone number; a northing is none of them."""


class CoordinateKind(StrEnum):
    """What the numbers are."""

    GEOGRAPHIC = "geographic"
    PROJECTED = "projected"


class AxisOrder(StrEnum):
    """Which number comes first."""

    NORTH_FIRST = "north_first"
    EAST_FIRST = "east_first"


class CoordinateProblem(StrEnum):
    """Why a person should look at a written place."""

    EMPTY = "empty"
    UNREADABLE = "unreadable"
    HALF_MISSING = "half_missing"
    MINUTES_OUT_OF_RANGE = "minutes_out_of_range"
    SECONDS_OUT_OF_RANGE = "seconds_out_of_range"
    DEGREES_OUT_OF_RANGE = "degrees_out_of_range"
    CONTRADICTORY_MARKS = "contradictory_marks"
    AMBIGUOUS = "ambiguous"
    SWAPPED = "swapped"
    OUTSIDE_KAZAKHSTAN = "outside_kazakhstan"
    WHOLE_DEGREES = "whole_degrees"
    ZERO = "zero"


@dataclass(frozen=True, slots=True)
class CoordinateReading:
    """One way to read a text: degrees of longitude and latitude, or metres east and north."""

    kind: CoordinateKind
    east: float
    north: float
    order: AxisOrder

    @property
    def is_in_kazakhstan(self) -> bool:
        """Whether the numbers can be those of a place in the country, in some system."""
        if self.kind is CoordinateKind.GEOGRAPHIC:
            return _within(self.north, LATITUDES) and _within(self.east, LONGITUDES)
        return (
            _within(self.north, NORTHINGS)
            and _within(self.east, EASTINGS)
            and not _within(self.east, NORTHINGS)
        )


@dataclass(frozen=True, slots=True)
class Written:
    """What a text says about a place.

    `readings` come the likeliest first, and are empty where nothing could be read.
    `uncertainty_m` is half the unit of the last written digit, of the finer number: the other one
    lost its last zeros. `system` is the reference system named in the text.
    """

    text: str
    readings: tuple[CoordinateReading, ...] = ()
    problems: tuple[CoordinateProblem, ...] = ()
    uncertainty_m: float | None = None
    styles: frozenset[NumberNotation] = frozenset()
    system: NamedSystem | None = None

    @property
    def is_sure(self) -> bool:
        """Whether there is one reading and nothing odd about it."""
        return len(self.readings) == 1 and not self.problems


def _within(number: float, limits: tuple[float, float]) -> bool:
    return limits[0] <= number <= limits[1]
