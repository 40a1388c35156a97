"""A trip as GeoJSON: a line for each leg, a point for each stop."""

from typing import Any

from shapely.geometry import mapping

from analysis.trips.stops import ObjectWanted, TripStop
from analysis.trips.trip import Leg, Trip

Json = dict[str, Any]


def geojson_of(trip: Trip) -> Json:
    """A FeatureCollection, legs first; lengths in km, times in minutes.

    Each feature's `kind` is `leg` or `stop`; `position` counts the stops in the order of travel
    from 1, `stop`, `from` and `to` number them as they were given, from 0.
    """
    legs = [_leg(leg, trip) for leg in trip.legs]
    stops = [
        _stop(trip.stops[index], index, position)
        for position, index in enumerate(trip.order, start=1)
    ]
    return {"type": "FeatureCollection", "features": [*legs, *stops]}


def leg_numbers(leg: Leg) -> Json:
    """Where a leg begins and ends, how long it is and how long it takes."""
    return {
        "from": leg.start,
        "to": leg.end,
        "distance_km": round(leg.distance_m / 1000, 2),
        "duration_min": round(leg.duration_s / 60, 1),
    }


def _leg(leg: Leg, trip: Trip) -> Json:
    properties = {"kind": "leg", "estimated": trip.estimated, **leg_numbers(leg)}
    return {"type": "Feature", "geometry": mapping(leg.line), "properties": properties}


def _stop(stop: TripStop, index: int, position: int) -> Json:
    wanted = stop.wanted
    named = wanted if isinstance(wanted, ObjectWanted) else None
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [stop.longitude, stop.latitude]},
        "properties": {
            "kind": "stop",
            "stop": index,
            "position": position,
            "name": {language.value: name for language, name in stop.names.items()},
            "layer": named.layer if named else None,
            "id": named.id if named else None,
            "approximate": stop.approximate,
        },
    }
