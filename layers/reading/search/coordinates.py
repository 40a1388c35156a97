"""Finds places written as coordinates, in every notation and system that `geo` reads."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from core.text import Text
from geo.coordinates.marks import NamedSystem
from geo.coordinates.parsing import parse_coordinates
from geo.coordinates.values import NumberNotation
from geo.coordinates.written_place import AxisOrder, CoordinateKind, CoordinateReading, Written
from geo.crs.detection import CrsCandidate, candidate_systems, detect
from geo.crs.reference_system import ReferenceSystem
from geo.distance.measure import SPHEROID
from layers.days import today
from layers.model.vocabulary import Vocabulary, term
from layers.regions.country import in_waters
from layers.regions.region import RegionChain, region_of

NOTATION = Vocabulary(
    "coordinate_notation",
    Text("Координаттардың жазылуы", "Запись координат", "Notation of coordinates"),
    (
        term("decimal_degrees", "Ондық градустар", "Десятичные градусы", "Decimal degrees"),
        term("degrees_minutes", "Градус, минут", "Градусы, минуты", "Degrees and minutes"),
        term(
            "degrees_minutes_seconds",
            "Градус, минут, секунд",
            "Градусы, минуты, секунды",
            "Degrees, minutes and seconds",
        ),
        term("metres", "Проекциядағы метрлер", "Метры в проекции", "Metres of a projection"),
    ),
)
MOST_PLACES = 5
SAME_PLACE_M = 150.0
"""Places nearer to each other differ in the datum alone; the first system is told."""
TWO_NUMBERS = re.compile(r"\d\D+\d|\d,\d")


@dataclass(frozen=True, slots=True)
class WrittenPlace:
    """A place that a text can mean, EPSG:4326, how it was read, and the units there, if any."""

    lon: float
    lat: float
    notation: NumberNotation
    order: AxisOrder
    system: ReferenceSystem
    in_country: bool
    units: RegionChain


def places_written(session: Session, typed: str) -> list[WrittenPlace]:
    """What the text can mean as coordinates, the likeliest first; empty for any other text."""
    if not TWO_NUMBERS.search(typed):
        return []
    written = parse_coordinates(typed)
    inside = [reading for reading in written.readings if reading.is_in_kazakhstan]
    candidates = [
        (reading, each)
        for reading in inside or written.readings[:1]
        for each in _candidates(reading, written.system)
    ]
    return [
        _place(session, written, reading, candidate)
        for reading, candidate in candidates[:MOST_PLACES]
    ]


def _candidates(reading: CoordinateReading, named: NamedSystem | None) -> Iterator[CrsCandidate]:
    """The places that the numbers can be in the systems of the country; abroad, as they stand."""
    is_metric = reading.kind is CoordinateKind.PROJECTED
    systems = candidate_systems(
        reading.kind, named=named or (None if is_metric else NamedSystem.WGS84)
    )
    if not systems:
        return
    told: list[CrsCandidate] = []
    for candidate in detect(reading.east, reading.north, systems).candidates:
        if all(_distance_m(candidate, other) > SAME_PLACE_M for other in told):
            told.append(candidate)
            yield candidate
    if not told and not is_metric:
        yield CrsCandidate(systems[0], reading.east, reading.north, None)


def _distance_m(place: CrsCandidate, other: CrsCandidate) -> float:
    ends = place.longitude, place.latitude, other.longitude, other.latitude
    return float(SPHEROID.inv(*ends)[2])


def _place(
    session: Session, written: Written, reading: CoordinateReading, candidate: CrsCandidate
) -> WrittenPlace:
    lon, lat = candidate.longitude, candidate.latitude
    chain = region_of(session, lon, lat, today(session))
    return WrittenPlace(
        lon=lon,
        lat=lat,
        notation=max(written.styles, key=list(NumberNotation).index),
        order=reading.order,
        system=candidate.system,
        in_country=not chain.outside or in_waters(lon, lat),
        units=chain,
    )
