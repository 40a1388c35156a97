"""The units as a tree: codes, and which part of the grid each of them takes."""

from collections.abc import Iterator
from dataclasses import dataclass

from shapely import box
from shapely.geometry.base import BaseGeometry

from tests.world.borders import Borders, Winding

A, B = "110000000", "150000000"
A_WEST, A_EAST = "113200000", "113400000"
SOUTH, NORTH = "113230000", "113240000"
"""The rural districts of A_WEST."""
WEST, EAST = "100000000", "200000000"
WEST_NORTH, WEST_SOUTH = "101000000", "102000000"
EAST_NORTH, EAST_SOUTH = "201000000", "202000000"
WEST_SOUTH_INNER, EAST_SOUTH_INNER = "102300000", "202100000"
"""Rural districts on either side of the border between the oblasts."""
EAST_NORTH_OUTER = "201300000"
CITY = "750000000"
CITY_WEST, CITY_EAST = "751110000", "751310000"
UNDRAWN = "900000000"
"""An oblast of which nobody knows where it lies, so that any place may be in the country."""

KINDS = {1: "oblast", 2: "district", 3: "rural_district"}


@dataclass(frozen=True)
class Unit:
    """A unit, the one above it, and its polygon where anybody knows it."""

    code: str
    level: int
    parent_code: str | None
    shape: BaseGeometry | None
    kind: str = ""

    @property
    def kind_or_usual(self) -> str:
        """Its kind, that of most units of its level unless another was told."""
        return self.kind or KINDS[self.level]


SQUARES = (
    Unit(A, 1, None, box(60, 50, 62, 52)),
    Unit(B, 1, None, box(62, 50, 64, 52)),
    Unit(A_WEST, 2, A, box(60, 50, 61, 52)),
    Unit(A_EAST, 2, A, box(61, 50, 62, 52)),
    Unit(SOUTH, 3, A_WEST, box(60, 50, 61, 51)),
    Unit(NORTH, 3, A_WEST, box(60, 51, 61, 52)),
)
"""A has two districts, split at 61°E, and the western one two rural districts; B is undivided."""

CITY_UNITS = (
    Unit(CITY, 1, None, box(75, 50, 75.4, 50.4), "city_of_republican_significance"),
    Unit(CITY_WEST, 3, CITY, box(75, 50, 75.2, 50.4), "city_district"),
    Unit(CITY_EAST, 3, CITY, box(75.2, 50, 75.4, 50.4), "city_district"),
)
"""A city cut out of nothing, whose two halves hang directly under it."""

NOWHERE = Unit(UNDRAWN, 1, None, None)


def two_oblasts(borders: Borders) -> Iterator[Unit]:
    """WEST and EAST, each with a northern and a southern district of two rural districts."""
    for west, oblast in ((0, WEST), (2, EAST)):
        yield Unit(oblast, 1, None, borders.around(range(west, west + 2), range(2)))
        for row, digit in ((1, "1"), (0, "2")):
            district = f"{oblast[:2]}{digit}000000"
            yield Unit(district, 2, oblast, borders.around(range(west, west + 2), [row]))
            for column, letter in ((west, "1"), (west + 1, "3")):
                code = f"{district[:3]}{letter}00000"
                yield Unit(code, 3, district, borders.around([column], [row]))


def rural_districts() -> dict[str, BaseGeometry]:
    """The eight polygons with winding borders, by code."""
    units = two_oblasts(Winding())
    return {unit.code: unit.shape for unit in units if unit.level == 3 and unit.shape is not None}
