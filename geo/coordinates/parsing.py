"""Coordinates as officers write them: every reading that a text allows, and what is odd about it.

Nothing is guessed: where a text can be read in two ways that both lie in Kazakhstan, both are
given and the problem has a name. The reference system is not decided here (`geo.crs.detection`).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite

from geo.coordinates.marks import (
    ANY,
    LATITUDE,
    LONGITUDE,
    MARK_CLASS,
    Direction,
    Directions,
    NamedSystem,
    marks_in,
    plain,
)
from geo.coordinates.values import NumberNotation, Value, value_of
from geo.coordinates.written_place import (
    AxisOrder,
    CoordinateKind,
    CoordinateProblem,
    CoordinateReading,
    Written,
)

LARGEST_LATITUDE, LARGEST_LONGITUDE = 90, 180
METRES_OF_DEGREE = 111_320
LONGEST = 200
"""Characters of the longest text that is read."""


@dataclass(frozen=True, slots=True)
class _Half:
    """A number with the directions that its marks leave open."""

    value: Value
    directions: Directions
    usually: Directions


@dataclass(frozen=True, slots=True)
class _Candidate:
    reading: CoordinateReading
    halves: tuple[_Half, _Half]

    @property
    def is_usual(self) -> bool:
        """Whether the marks by custom stand for what they are read as."""
        first, second = self.halves
        north, east = (
            (first, second) if self.reading.order is AxisOrder.NORTH_FIRST else (second, first)
        )
        return bool(north.usually & LATITUDE and east.usually & LONGITUDE)


def parse_coordinates(text: str) -> Written:
    """What one text says: «43°17'51" с.ш. 68°16'14" в.д.», «43,2975; 68,2706», «X=… Y=…»."""
    spelling = plain(text[: LONGEST + 1])
    if not spelling.text:
        return Written(text, problems=(CoordinateProblem.EMPTY,))
    if len(text) > LONGEST:
        return Written(text, problems=(CoordinateProblem.UNREADABLE,))
    found: list[_Candidate] = []
    faults: list[CoordinateProblem] = []
    for cut in CUTS:
        for left, right in _splits(spelling.text, cut):
            _collect(left, right, (ANY, ANY), found, faults)
        if found or faults:
            break
    if not found and not faults and _half(spelling.text, ANY) is not None:
        faults.append(CoordinateProblem.HALF_MISSING)
    return _written(text, found, faults, spelling.system)


def parse_pair(
    first: str | float | Decimal | None,
    second: str | float | Decimal | None,
    order: AxisOrder | None = None,
) -> Written:
    """What two cells of a row say; `order` is what the columns' names say of them.

    Where only the other order lies in Kazakhstan, both readings are given as SWAPPED. A text that
    holds a whole place may stand in one cell with the other one empty.
    """
    cells = _text_of(first), _text_of(second)
    text = "; ".join(cells).strip("; ")
    if not all(cells):
        alone = parse_coordinates(text)
        return alone if alone.readings or not text else _without_half(alone)
    spellings = plain(cells[0]), plain(cells[1])
    directions = {
        None: (ANY, ANY),
        AxisOrder.NORTH_FIRST: (LATITUDE, LONGITUDE),
        AxisOrder.EAST_FIRST: (LONGITUDE, LATITUDE),
    }[order]
    found: list[_Candidate] = []
    faults: list[CoordinateProblem] = []
    _collect(spellings[0].text, spellings[1].text, directions, found, faults)
    return _written(text, found, faults, spellings[0].system or spellings[1].system)


def _without_half(alone: Written) -> Written:
    return Written(alone.text, problems=(CoordinateProblem.HALF_MISSING,), system=alone.system)


def _text_of(cell: str | float | Decimal | None) -> str:
    """The digits of a cell; a float's are the fewest that tell it apart."""
    if cell is None or isinstance(cell, str | int):
        return str("" if cell is None else cell).strip()
    if not isfinite(cell):
        return ""
    digits = format(cell if isinstance(cell, Decimal) else Decimal(repr(float(cell))), "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


CUTS = (r" *; *", rf",? +|(?<={MARK_CLASS}) *,? *|,? *(?={MARK_CLASS})", ",")
"""Where a text can be cut in two, the firmest first; the next are tried where nothing was found.

A comma without a space is a decimal comma as long as the text can be read so.
"""


def _splits(text: str, cut: str) -> Iterator[tuple[str, str]]:
    """Every way to cut a text in two; a firm separator leaves no other choice."""
    for match in re.finditer(cut, text):
        left, right = text[: match.start()].strip(" ,"), text[match.end() :].strip(" ,")
        if left and right:
            yield left, right


def _collect(
    left: str,
    right: str,
    declared: tuple[Directions, Directions],
    found: list[_Candidate],
    faults: list[CoordinateProblem],
) -> None:
    """Add what two texts can be together, and why they cannot."""
    halves = _half(left, declared[0]), _half(right, declared[1])
    if halves[0] is None or halves[1] is None:
        return
    pair = halves[0], halves[1]
    if not pair[0].value.spellings & pair[1].value.spellings:
        return
    too_large = {half.value.too_large for half in pair} - {None}
    if too_large:
        minutes = NumberNotation.DEGREES_MINUTES in too_large
        faults.append(
            CoordinateProblem.MINUTES_OUT_OF_RANGE
            if minutes
            else CoordinateProblem.SECONDS_OUT_OF_RANGE
        )
        return
    readings = list(_readings(pair, faults))
    found += [_Candidate(reading, pair) for reading in readings]
    if not readings and CoordinateProblem.DEGREES_OUT_OF_RANGE not in faults:
        faults.append(CoordinateProblem.CONTRADICTORY_MARKS)


def _half(text: str, declared: Directions) -> _Half | None:
    """The number in a text with marks before and after it; None where it is no single number."""
    match = re.fullmatch(rf"((?:{MARK_CLASS}[ .,]*)*)(.*?)((?:[ ,]*{MARK_CLASS})*)", text)
    if match is None or not match[2]:
        return None
    value = value_of(match[2].strip())
    if value is None:
        return None
    before, after = marks_in(match[1]), marks_in(match[3])
    if {mark.directions for mark in before} & {mark.directions for mark in after}:
        return None  # «68.27 N» with the N of the number before it
    directions, usually = declared, ANY
    for mark in before + after:
        directions &= mark.directions
        usually &= mark.usually
    return _Half(value, directions, usually)


def _readings(
    halves: tuple[_Half, _Half], faults: list[CoordinateProblem]
) -> Iterator[CoordinateReading]:
    first, second = halves
    is_metric = first.value.style is NumberNotation.METRES
    for order, north, east in (
        (AxisOrder.NORTH_FIRST, first, second),
        (AxisOrder.EAST_FIRST, second, first),
    ):
        northward = _signed(north, LATITUDE, Direction.NORTH, Direction.SOUTH)
        eastward = _signed(east, LONGITUDE, Direction.EAST, Direction.WEST)
        if northward is None or eastward is None:
            continue
        if not is_metric and not _on_earth(northward, eastward):
            faults.append(CoordinateProblem.DEGREES_OUT_OF_RANGE)
            continue
        kind = CoordinateKind.PROJECTED if is_metric else CoordinateKind.GEOGRAPHIC
        yield CoordinateReading(kind, eastward, northward, order)


def _signed(
    half: _Half, axis: Directions, positive: Direction, negative: Direction
) -> float | None:
    """The number along an axis; None where the marks speak against the axis or the sign."""
    directions = half.directions & axis
    number = float(half.value.number)
    if not directions or (directions == {positive} and number < 0):
        return None
    return -abs(number) if directions == {negative} else number


def _written(
    text: str, found: list[_Candidate], faults: list[CoordinateProblem], system: NamedSystem | None
) -> Written:
    if not found:
        problems = _unique(faults) or (CoordinateProblem.UNREADABLE,)
        return Written(text, problems=problems, system=system)
    inside = [candidate for candidate in found if candidate.reading.is_in_kazakhstan]
    chosen = sorted(inside or found, key=lambda candidate: not candidate.is_usual)
    readings = _unique(candidate.reading for candidate in chosen)
    odd = [CoordinateProblem.AMBIGUOUS] if len(readings) > 1 else []
    if not inside:
        readings, odd = _outside(readings)
    if CoordinateProblem.ZERO not in odd and all(_is_whole(reading) for reading in readings):
        odd.append(CoordinateProblem.WHOLE_DEGREES)
    values = [half.value for half in chosen[0].halves]
    return Written(
        text,
        readings,
        tuple(odd),
        _uncertainty_m(values),
        frozenset(value.style for value in values),
        system,
    )


def _outside(
    readings: tuple[CoordinateReading, ...],
) -> tuple[tuple[CoordinateReading, ...], list[CoordinateProblem]]:
    """The readings of a place abroad; with the swapped one where that lies in the country."""
    if _is_zero(readings[0]):
        return readings[:1], [CoordinateProblem.ZERO]
    swapped = tuple(
        CoordinateReading(reading.kind, reading.north, reading.east, _other(reading.order))
        for reading in readings
    )
    meant = tuple(reading for reading in swapped if reading.is_in_kazakhstan)
    if meant:
        return _unique((*readings, *meant)), [CoordinateProblem.SWAPPED]
    return readings, [CoordinateProblem.OUTSIDE_KAZAKHSTAN]


def _other(order: AxisOrder) -> AxisOrder:
    north_first = order is AxisOrder.NORTH_FIRST
    return AxisOrder.EAST_FIRST if north_first else AxisOrder.NORTH_FIRST


def _on_earth(latitude: float, longitude: float) -> bool:
    return abs(latitude) <= LARGEST_LATITUDE and abs(longitude) <= LARGEST_LONGITUDE


def _is_zero(reading: CoordinateReading) -> bool:
    return reading.east == 0 and reading.north == 0


def _is_whole(reading: CoordinateReading) -> bool:
    is_geographic = reading.kind is CoordinateKind.GEOGRAPHIC
    return is_geographic and reading.east.is_integer() and reading.north.is_integer()


def _uncertainty_m(values: Iterable[Value]) -> float:
    values = list(values)
    unit = min(value.unit for value in values)
    is_metric = values[0].style is NumberNotation.METRES
    return float(unit / 2 * (1 if is_metric else METRES_OF_DEGREE))


def _unique[Item](items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(dict.fromkeys(items))
