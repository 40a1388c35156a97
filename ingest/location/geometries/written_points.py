"""Written places as points in degrees, and those that a person has to look at."""

import numpy as np
import shapely

from geo.coordinates.columns import Flags, Numbers
from geo.coordinates.written_place import LATITUDES, LONGITUDES, CoordinateKind, Written
from geo.crs.detection import candidate_systems, fit_of
from geo.crs.reference_system import ReferenceSystem
from geo.crs.systems import WGS84_DEGREES
from geo.crs.transformation import pinned_transformation
from geo.crs.vote import Party
from ingest.location.geometries.drawn_shapes import UNCHANGED
from ingest.location.placing import place_phrases as say
from ingest.location.placing.place_columns import WrittenRows
from ingest.location.placing.placed_rows import Placing


def leave_unsure(placing: Placing, written: WrittenRows, declared: Party) -> None:
    """Leave those rows for a person whose places can be read in several ways, or in none."""
    for position, odd in written.unsure.items():
        if not placing.open[position]:
            continue
        other = odd.readings[-1] if len(odd.readings) > 1 else None
        is_likely = other is not None and other.is_in_kazakhstan
        suggestion = f"{other.north}, {other.east}" if other and is_likely else None
        for problem in odd.problems:
            reason = say.Reason(problem.value, say.ODD[problem])
            placing.wait(position, odd.text, reason, suggestion)
        _ask_readings(placing, position, odd, declared)


def _ask_readings(placing: Placing, position: int, odd: Written, declared: Party) -> None:
    for reading in odd.readings:
        if not reading.is_in_kazakhstan:
            continue
        is_metric = reading.kind is CoordinateKind.PROJECTED
        named = candidate_systems(reading.kind, named=odd.system) if odd.system else ()
        told = tuple(each for each in declared if each.is_projected is is_metric)
        if told:
            systems = told
        elif is_metric:
            systems = named or candidate_systems(CoordinateKind.PROJECTED)
        else:
            systems = named or (WGS84_DEGREES,)
        placing.ask(position, reading.east, reading.north, systems)


def place_points(placing: Placing, written: WrittenRows, is_drawn: Flags) -> None:
    """Put the sure numbers of open rows into degrees, each row by its system.

    Written numbers must lie in the system's zone or just beside it, drawn points in the country.
    """
    rows = placing.open & written.is_sure
    for system, of_system in placing.by_system(rows):
        wrong = of_system & (written.is_projected != system.is_projected)
        for rows_alike, found in (
            (of_system & ~wrong & ~is_drawn, _written_places),
            (of_system & ~wrong & is_drawn, _drawn_places),
        ):
            longitude, latitude, inside = found(
                system, written.east[rows_alike], written.north[rows_alike]
            )
            placing.geometry[rows_alike] = shapely.points(longitude, latitude)
            outside = rows_alike.copy()
            outside[rows_alike] = ~inside
            _leave(placing, written, outside, is_drawn)
        _leave(placing, written, wrong, is_drawn)


def _written_places(
    system: ReferenceSystem, east: Numbers, north: Numbers
) -> tuple[Numbers, Numbers, Flags]:
    """Longitudes, latitudes, and which of them are places of the system in the country."""
    if system in UNCHANGED:
        return east, north, _in_country(east, north)
    fit = fit_of(system, east, north)
    return fit.longitude, fit.latitude, fit.in_country


def _drawn_places(
    system: ReferenceSystem, east: Numbers, north: Numbers
) -> tuple[Numbers, Numbers, Flags]:
    """The same of drawn points, which may lie far from the middle of their system's zone."""
    if system in UNCHANGED:
        return east, north, _in_country(east, north)
    longitude, latitude = pinned_transformation(system).to_wgs84(east, north)
    return longitude, latitude, _in_country(longitude, latitude)


def _leave(placing: Placing, written: WrittenRows, rows: Flags, is_drawn: Flags) -> None:
    """Leave rows for a person whose numbers are no place of their system in the country."""
    for position in np.flatnonzero(rows).tolist():
        reason = say.OUTSIDE if is_drawn[position] else say.NOT_OF_SYSTEM
        kind = (
            CoordinateKind.PROJECTED
            if written.is_projected[position]
            else CoordinateKind.GEOGRAPHIC
        )
        placing.wait(position, str(placing.texts[position]), reason)
        systems = candidate_systems(kind) if kind is CoordinateKind.PROJECTED else (WGS84_DEGREES,)
        placing.ask(position, written.east[position], written.north[position], systems)


def _in_country(longitude: Numbers, latitude: Numbers) -> Flags:
    inside = (longitude >= LONGITUDES[0]) & (longitude <= LONGITUDES[1])
    return np.asarray(inside & (latitude >= LATITUDES[0]) & (latitude <= LATITUDES[1]))
