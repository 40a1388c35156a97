"""A trip as a GPX file: every stop as a waypoint, and a route over them in their order."""

import re
from datetime import UTC, datetime

from gpxpy.gpx import GPX, GPXRoute, GPXRoutePoint, GPXWaypoint

from analysis.travel.port import Mode
from analysis.trips.stops import TripStop
from analysis.trips.trip import Leg, Trip
from core.text import Language, Text

CREATOR = "Tugan Zher Atlas"
FORBIDDEN_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Control characters that strangers' names may hold and no XML reader takes."""
TITLE = Text("Сапар: {first} – {last}", "Поездка: {first} – {last}", "Trip: {first} – {last}")
SUMMARY = Text(
    "{mode}, {stops} аялдама, {km} км, шамамен {hours} сағ {minutes} мин жол.",
    "{mode}, остановок: {stops}, {km} км, около {hours} ч {minutes} мин пути.",
    "{mode}, stops: {stops}, {km} km, about {hours} h {minutes} min on the way.",
)
ESTIMATE = Text(
    "Қашықтық пен уақыт шамамен ғана: түзу сызық пен айналма коэффициентінен есептелген, сызық жол "
    "емес.",
    "Расстояния и время — только оценка: по прямой с поправкой на извилистость, линия не дорога.",
    "Distances and times are only an estimate: straight lines times a detour factor, not roads.",
)
NEAR = Text(
    "Дәл орны жасырын, нүкте шамамен қойылған.",
    "Точное место скрыто, точка поставлена примерно.",
    "The exact place is hidden, the point is only near it.",
)
NEXT = Text(
    "Келесі аялдамаға дейін {km} км, {minutes} мин.",
    "До следующей остановки {km} км, {minutes} мин.",
    "{km} km and {minutes} min to the next stop.",
)
MODES = {
    Mode.CAR: Text("Көлікпен", "На машине", "By car"),
    Mode.BICYCLE: Text("Велосипедпен", "На велосипеде", "By bicycle"),
    Mode.FOOT: Text("Жаяу", "Пешком", "On foot"),
}


def gpx_of(trip: Trip, language: Language, at: datetime) -> str:
    """The trip as GPX 1.1 in one language; `at` is when it was planned.

    The route holds one point a stop, and the start again at the end of a round trip.
    """
    gpx = GPX()
    gpx.creator = CREATOR
    gpx.name = _title(trip, language)
    gpx.description = _description(trip, language)
    gpx.time = at.astimezone(UTC)
    gpx.waypoints = [_waypoint(stop, language) for stop in trip.travelled]
    route = GPXRoute(name=gpx.name, description=gpx.description)
    route.points = [
        GPXRoutePoint(
            latitude=stop.latitude,
            longitude=stop.longitude,
            name=_name(stop, language),
            comment=_to_next(leg, language) if leg else None,
        )
        for stop, leg in _visits(trip)
    ]
    gpx.routes = [route]
    xml: str = gpx.to_xml(version="1.1")
    return xml


def _visits(trip: Trip) -> list[tuple[TripStop, Leg | None]]:
    """Each stop as it is reached, with the leg that leaves it."""
    departures: list[tuple[TripStop, Leg | None]] = [
        (trip.stops[leg.start], leg) for leg in trip.legs
    ]
    return [*departures, (trip.stops[trip.legs[-1].end], None)]


def _title(trip: Trip, language: Language) -> str:
    first, *_, last = (_name(stop, language) for stop in trip.travelled)
    return TITLE.in_language(language, first=first, last=last)


def _name(stop: TripStop, language: Language) -> str:
    return FORBIDDEN_IN_XML.sub("", stop.names[language])


def _description(trip: Trip, language: Language) -> str:
    minutes = round(trip.duration_s / 60)
    summary = SUMMARY.in_language(
        language,
        mode=MODES[trip.wish.mode].in_language(language),
        stops=len(trip.stops),
        km=round(trip.distance_m / 1000),
        hours=minutes // 60,
        minutes=minutes % 60,
    )
    return f"{summary} {ESTIMATE.in_language(language)}" if trip.estimated else summary


def _waypoint(stop: TripStop, language: Language) -> GPXWaypoint:
    return GPXWaypoint(
        latitude=stop.latitude,
        longitude=stop.longitude,
        name=_name(stop, language),
        description=NEAR.in_language(language) if stop.approximate else None,
    )


def _to_next(leg: Leg, language: Language) -> str:
    return NEXT.in_language(
        language, km=round(leg.distance_m / 1000, 1), minutes=round(leg.duration_s / 60)
    )
