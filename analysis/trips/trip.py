"""A trip over chosen stops: their order, the legs between them, and the totals."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import isnan

import numpy as np
from shapely import LineString

from analysis.travel.engines import TravelEngines
from analysis.travel.port import CostUnit, Matrix, Mode, Route, check_unit
from analysis.trips.ordering import best_order, unreached
from analysis.trips.stops import StopError, TripStop, name_in_errors
from core.errors import InvalidValueError
from core.text import Text

NO_SUCH_STOP = Text(
    "Мұндай нөмірлі аялдама жоқ; санау нөлден басталады.",
    "Остановки с таким номером нет; счёт идёт с нуля.",
    "No stop has this number; they count from zero.",
)
STARTS_FIRST = Text(
    "Ретті сақтағанда сапар бірінші аялдамадан басталады.",
    "При сохранении порядка поездка начинается с первой остановки.",
    "A trip that keeps its order starts at the first stop.",
)
NOT_REACHED = Text(
    "Бұл аялдама мен сапардың басқа аялдамалары арасында жол табылмады.",
    "Между этой остановкой и остальными остановками поездки пути не нашлось.",
    "No way was found between this stop and the other stops of the trip.",
)


class UnreachableStopError(StopError):
    """No way leads to a stop from those that are reached before it."""


@dataclass(frozen=True, slots=True)
class TripRequest:
    """How to travel: the start is fixed; the end is free unless it is a round trip."""

    mode: Mode = Mode.CAR
    start_index: int = 0
    round_trip: bool = False
    keep_order: bool = False
    engine: str = "estimate"
    """The id of the engine that knows the ways."""


@dataclass(frozen=True, slots=True)
class Leg:
    """The way from one stop to the next; `start` and `end` number the stops as they were given."""

    start: int
    end: int
    distance_m: float
    duration_s: float
    line: LineString


@dataclass(frozen=True)
class Trip:
    """A planned trip; `order` numbers the stops as given, each once, in the order of travel."""

    engine: str
    estimated: bool
    wish: TripRequest
    stops: tuple[TripStop, ...]
    order: tuple[int, ...]
    legs: tuple[Leg, ...]

    @cached_property
    def distance_m(self) -> float:
        """The length of the whole trip."""
        return sum(leg.distance_m for leg in self.legs)

    @cached_property
    def duration_s(self) -> float:
        """The time on the way, without the time spent at stops."""
        return sum(leg.duration_s for leg in self.legs)

    @property
    def travelled(self) -> tuple[TripStop, ...]:
        """The stops in the order of travel, each once."""
        return tuple(self.stops[index] for index in self.order)


def plan_trip(engines: TravelEngines, stops: Sequence[TripStop], wish: TripRequest) -> Trip:
    """The trip over two or more stops that takes least time by the engine, or in the given order.

    Raises InvalidValueError for a `start_index` that no stop has, or other than 0 where the order
    is kept, UnreachableStopError, UnknownEngineError, and UnmeasuredUnitError for an engine that
    knows no times.
    """
    if not 0 <= wish.start_index < len(stops):
        raise InvalidValueError(wish.start_index, field="start_index", hint=NO_SUCH_STOP)
    if wish.keep_order and wish.start_index != 0:
        raise InvalidValueError(wish.start_index, field="start_index", hint=STARTS_FIRST)
    engine = engines.engine(wish.engine)
    check_unit(engine, CostUnit.SECOND)
    places = np.array([(stop.longitude, stop.latitude) for stop in stops])
    order = (
        list(range(len(stops)))
        if wish.keep_order
        else _quickest(engine.matrix(places, places, wish.mode), stops, wish)
    )
    visits = [*order, order[0]] if wish.round_trip else order
    legs = _legs(engine.route(places[visits], wish.mode), visits, stops)
    return Trip(engine.id, engine.estimated, wish, tuple(stops), tuple(order), legs)


def _quickest(matrix: Matrix, stops: Sequence[TripStop], wish: TripRequest) -> list[int]:
    """The order that takes least time. Raises UnreachableStopError."""
    lost = unreached(matrix.duration_s, wish.start_index)
    if lost:
        raise _unreachable(stops, lost[0])
    return best_order(matrix.duration_s, wish.start_index, round_trip=wish.round_trip)


def _legs(route: Route, visits: Sequence[int], stops: Sequence[TripStop]) -> tuple[Leg, ...]:
    """The legs of the way through the visits. Raises UnreachableStopError."""
    legs = tuple(
        Leg(start, end, float(distance_m), float(duration_s), line)
        for (start, end), distance_m, duration_s, line in zip(
            pairwise(visits), route.distance_m, route.duration_s, route.lines, strict=True
        )
    )
    for leg in legs:
        if isnan(leg.duration_s):
            raise _unreachable(stops, leg.end)
    return legs


def _unreachable(stops: Sequence[TripStop], index: int) -> UnreachableStopError:
    return UnreachableStopError(
        name_in_errors(stops[index].wanted), field=f"stops[{index}]", hint=NOT_REACHED
    )
