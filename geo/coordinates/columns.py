"""Two columns of numbers at once: the rows about whose place there is no question."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.coordinates.written_place import EASTINGS, LATITUDES, LONGITUDES, NORTHINGS, AxisOrder

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class SureRows:
    """The sure rows of two columns; arrays of shape (n,), to be read only where `is_sure`.

    East and north are degrees, or metres where `is_projected`.
    """

    east: Numbers
    north: Numbers
    is_sure: Flags
    is_projected: Flags


def sure_rows(first: Numbers, second: Numbers, order: AxisOrder | None = None) -> SureRows:
    """The rows of which `parsing.parse_pair` is sure, without reading them one by one.

    The others, with what is not a number among them, are for `parse_pair`, which names what is odd.
    """
    is_whole = (first == np.floor(first)) & (second == np.floor(second))
    north_first, east_first = (order is not other for other in reversed(AxisOrder))
    degrees = _one_way(
        north_first & _are_degrees(first, second), east_first & _are_degrees(second, first)
    )
    metres = _one_way(
        _are_metres(first, second) & north_first, _are_metres(second, first) & east_first
    )
    is_north_first = np.where(metres.any_way, metres.north_first, degrees.north_first)
    return SureRows(
        east=np.where(is_north_first, second, first),
        north=np.where(is_north_first, first, second),
        is_sure=(degrees.any_way & ~is_whole) | metres.any_way,
        is_projected=metres.any_way,
    )


@dataclass(frozen=True, slots=True)
class _OneWay:
    north_first: Flags
    any_way: Flags


def _one_way(north_first: Flags, east_first: Flags) -> _OneWay:
    return _OneWay(north_first, north_first ^ east_first)


def _are_degrees(north: Numbers, east: Numbers) -> Flags:
    return _within(north, LATITUDES) & _within(east, LONGITUDES)


def _are_metres(north: Numbers, east: Numbers) -> Flags:
    return _within(north, NORTHINGS) & _within(east, EASTINGS) & ~_within(east, NORTHINGS)


def _within(numbers: Numbers, limits: tuple[float, float]) -> Flags:
    return (numbers >= limits[0]) & (numbers <= limits[1])
