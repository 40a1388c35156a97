"""Lines and polygons that a file draws: in degrees, of a kind that the layer takes, and valid."""

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from core.text import Text
from geo.coordinates.columns import Flags, Numbers
from geo.coordinates.written_place import LATITUDES, LONGITUDES
from geo.crs.reference_system import ReferenceSystem
from geo.crs.systems import CRS84_DEGREES, WGS84_DEGREES
from geo.crs.transformation import pinned_transformation
from geo.distance.claims import distances_to_claims_m
from geo.repair import invalidity, valid_lines, valid_polygons
from ingest.location.placing import place_phrases as say
from ingest.location.placing.placed_rows import Placing
from layers.model.layer import GeometryKind
from layers.reading.geometry import LINES, POLYGONS, SHAPES_OF

UNCHANGED = (WGS84_DEGREES, CRS84_DEGREES)
"""Systems whose numbers are stored as they are."""


def place_shapes(placing: Placing, drawn: NDArray[np.object_], rows: Flags) -> None:
    """Put the drawn geometries of these open rows into degrees; rows wait that are not all inside.

    A row without a system waits.
    """
    for position in np.flatnonzero(rows & (placing.system_of_row < 0)).tolist():
        placing.wait(position, drawn[position].geom_type, say.NO_SYSTEM)
    for system, of_system in placing.by_system(rows & placing.open):
        placing.geometry[of_system] = in_degrees(drawn[of_system], system)
    rows = rows & placing.open
    for position in np.flatnonzero(rows & ~_all_in_country(placing.geometry)).tolist():
        placing.wait(position, drawn[position].geom_type, say.OUTSIDE)


def check_shapes(placing: Placing, kind: GeometryKind) -> None:
    """Reject what the layer does not take; repair what is not valid, or reject it."""
    allowed = SHAPES_OF[kind]
    taken_types = [shapely.GeometryType[name.upper()].value for name in allowed]
    present = placing.open & shapely.is_geometry(placing.geometry)
    is_taken = np.isin(shapely.get_type_id(placing.geometry), taken_types)
    for position in np.flatnonzero(present & ~is_taken).tolist():
        name = placing.geometry[position].geom_type
        placing.reject(position, name, say.wrong_shape(sorted(allowed)), "wrong_shape")
    bad = present & is_taken & ~shapely.is_valid(placing.geometry)
    for position in np.flatnonzero(bad).tolist():
        _repair(placing, position)


def shape_distances_m(placing: Placing, rows: Flags) -> Numbers:
    """Metres from each shape to its claim, shape (n,): 0 where they meet, nan in other rows."""
    distances = np.full(len(rows), np.nan)
    for position in np.flatnonzero(rows).tolist():
        shape, area = placing.geometry[position], placing.claims[position].area
        if area is not None:
            meet = shapely.intersects(area, shape)
            distances[position] = 0.0 if meet else _nearest_m(shape, area)
    return distances


def in_degrees(drawn: NDArray[np.object_], system: ReferenceSystem) -> NDArray[np.object_]:
    """The geometries in EPSG:4326, shape (n,); infinite where PROJ finds no such place."""
    if system in UNCHANGED:
        return drawn
    pinned = pinned_transformation(system)
    return np.asarray(
        shapely.transform(
            drawn, lambda places: np.column_stack(pinned.to_wgs84(places[:, 0], places[:, 1]))
        )
    )


def in_country(geometry: BaseGeometry) -> bool:
    """Whether all of a geometry lies in the country's box."""
    return bool(_all_in_country(np.array([geometry], dtype=object))[0])


def _all_in_country(geometry: NDArray[np.object_]) -> Flags:
    west, south, east, north = shapely.bounds(geometry).T
    inside = (west >= LONGITUDES[0]) & (east <= LONGITUDES[1])
    return np.asarray(inside & (south >= LATITUDES[0]) & (north <= LATITUDES[1]))


def _repair(placing: Placing, position: int) -> None:
    shape = placing.geometry[position]
    reason = invalidity(shape) or ""
    repaired, phrase = _repaired(shape)
    if repaired is None or repaired.is_empty:
        placing.reject(position, reason, say.BROKEN, "broken")
        return
    placing.geometry[position] = repaired
    placing.note(position, reason, phrase, "repaired", "geometry")


def _repaired(shape: BaseGeometry) -> tuple[BaseGeometry | None, Text]:
    """The valid parts, the only part of one alone; None where a part of it cannot be told."""
    if not np.isfinite(shapely.get_coordinates(shape)).all():
        return None, say.BROKEN
    if shape.geom_type in POLYGONS:
        return _undivided(valid_polygons(shape)), say.REPAIRED
    if shape.geom_type in LINES:
        return _undivided(valid_lines(shape)), say.REPAIRED_LINE
    return None, say.BROKEN


def _undivided(geometry: BaseGeometry) -> BaseGeometry:
    parts = shapely.get_parts(geometry)
    return parts[0] if len(parts) == 1 else geometry


def _nearest_m(shape: BaseGeometry, area: BaseGeometry) -> float:
    """Metres between the place of a shape that is nearest to an area, and the area."""
    place, _ = shapely.get_coordinates(shapely.shortest_line(shape, area))
    return float(distances_to_claims_m(place[:1], place[1:], area)[0])
