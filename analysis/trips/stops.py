"""The stops of a trip: objects of a layer or free places, read as the caller may know them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func
from sqlalchemy.orm import Session

from core.access.caller import Caller
from core.errors import InvalidValueError
from core.text import Language, Text
from layers.access import Readable, readable
from layers.registry import Catalogue

FEWEST_STOPS = 2
MOST_STOPS = 50
WEST, SOUTH, EAST, NORTH = 44.0, 38.0, 90.0, 57.0
"""Kazakhstan and its neighbourhood, degrees."""

UNNAMED = Text("{number}-аялдама", "Остановка {number}", "Stop {number}")
TOO_FEW = Text(
    "Кемінде екі аялдама керек.",
    "Нужно не меньше двух остановок.",
    "At least two stops are needed.",
)
TOO_MANY = Text(
    "Аялдама саны елуден аспауы керек.",
    "Остановок не больше пятидесяти.",
    "At most fifty stops are allowed.",
)
FAR_AWAY = Text(
    "Орны Қазақстаннан тым алыс; бойлық пен ендік ауысып кетпеді ме?",
    "Место слишком далеко от Казахстана; не перепутаны ли долгота и широта?",
    "The place is too far from Kazakhstan; are longitude and latitude swapped?",
)
REPEATED = Text(
    "Бұл аялдама тізімде бар.", "Эта остановка уже есть в списке.", "This stop is listed already."
)
UNKNOWN = Text(
    "Мұндай нысан жоқ немесе ол ашық емес.",
    "Такого объекта нет, или он не открыт.",
    "There is no such object, or it is not public.",
)


class StopError(InvalidValueError):
    """A stop, or the list of stops, cannot be used; the field says which: `stops[2]` is third."""


@dataclass(frozen=True, slots=True)
class ObjectWanted:
    """A stop at an object of a layer."""

    layer: str
    id: int


@dataclass(frozen=True, slots=True)
class PlaceWanted:
    """A stop at a free place, degrees; the name may be empty."""

    longitude: float
    latitude: float
    name: str = ""


Wanted = ObjectWanted | PlaceWanted


@dataclass(frozen=True, slots=True)
class TripStop:
    """A stop with its place, EPSG:4326, and its name in each language.

    `approximate` says that the true place is hidden and this one is near it.
    """

    wanted: Wanted
    longitude: float
    latitude: float
    names: dict[Language, str]
    approximate: bool = False


def stops_of(
    session: Session, catalogue: Catalogue, caller: Caller, wanted: Sequence[Wanted]
) -> list[TripStop]:
    """The stops in the order given; an object that is no point is met where its region is told.

    Raises StopError for fewer than 2 or more than 50, for a stop listed twice, too far away, or
    unknown to the caller.
    """
    if len(wanted) < FEWEST_STOPS:
        raise StopError(len(wanted), field="stops", hint=TOO_FEW)
    if len(wanted) > MOST_STOPS:
        raise StopError(len(wanted), field="stops", hint=TOO_MANY)
    seen: set[object] = set()
    stops = []
    for index, one in enumerate(wanted):
        field = f"stops[{index}]"
        if isinstance(one, PlaceWanted):
            stop = _place(one, index)
        elif one.layer in catalogue:
            stop = _object(session, readable(catalogue.layer(one.layer), caller), one, index)
        else:
            raise StopError(name_in_errors(one), field=field, hint=UNKNOWN)
        key = one if isinstance(one, ObjectWanted) else (one.longitude, one.latitude)
        if key in seen:
            raise StopError(name_in_errors(one), field=field, hint=REPEATED)
        seen.add(key)
        if not (WEST <= stop.longitude <= EAST and SOUTH <= stop.latitude <= NORTH):
            raise StopError(name_in_errors(one), field=field, hint=FAR_AWAY)
        stops.append(stop)
    return stops


def name_in_errors(wanted: Wanted) -> str:
    """How an error names the stop."""
    if isinstance(wanted, ObjectWanted):
        return f"{wanted.layer}/{wanted.id}"
    place = f"{wanted.longitude}, {wanted.latitude}"
    return f"{wanted.name} ({place})" if wanted.name else place


def _place(wanted: PlaceWanted, index: int) -> TripStop:
    names = {
        language: wanted.name or UNNAMED.in_language(language, number=index + 1)
        for language in Language
    }
    return TripStop(wanted, wanted.longitude, wanted.latitude, names)


def _object(session: Session, source: Readable, wanted: ObjectWanted, index: int) -> TripStop:
    anchor = func.atlas_anchor(source.place)
    names = [source.column(f"name_{language}") for language in Language]
    row = session.execute(
        source.select(func.ST_X(anchor), func.ST_Y(anchor), source.is_rounded, *names).where(
            source.layer.table.id == wanted.id
        )
    ).first()
    if row is None or row[0] is None:
        raise StopError(name_in_errors(wanted), field=f"stops[{index}]", hint=UNKNOWN)
    longitude, latitude, approximate, *given = row
    spare = next(filter(None, given), None)
    title = source.layer.title_of_one
    shown = {
        language: name or spare or f"{title.in_language(language)} {wanted.id}"
        for language, name in zip(Language, given, strict=True)
    }
    return TripStop(wanted, longitude, latitude, shown, approximate)
