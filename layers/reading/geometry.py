"""GeoJSON geometries as they come from outside, checked before the database sees them."""

from collections.abc import Iterator
from typing import Any

import shapely
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from core.errors import InvalidValueError
from core.text import Text
from layers.model.layer import GeometryKind
from layers.reading.reference_systems import DEFAULT, ServedSystem

POINTS = frozenset({"Point"})
LINES = frozenset({"LineString", "MultiLineString"})
POLYGONS = frozenset({"Polygon", "MultiPolygon"})
ALL_SHAPES = POINTS | LINES | POLYGONS | {"MultiPoint"}

SHAPES_OF: dict[GeometryKind, frozenset[str]] = {
    GeometryKind.POINT: POINTS,
    GeometryKind.LINE: LINES,
    GeometryKind.POLYGON: POLYGONS,
    GeometryKind.POINT_OR_POLYGON: POINTS | POLYGONS,
}
"""The GeoJSON types that a layer takes."""

NESTING = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "Polygon": 2,
    "MultiLineString": 2,
    "MultiPolygon": 3,
}
"""How many lists enclose each position."""

COORDINATES_HINT = Text(
    "Координаттар GeoJSON ережесімен жазылуы керек: [бойлық, ендік] сандары.",
    "Координаты должны быть записаны по правилам GeoJSON: числа [долгота, широта].",
    "Coordinates must follow GeoJSON: numbers [longitude, latitude].",
)
RANGE_HINT = Text(
    "Бойлық −180…180, ендік −90…90 аралығында болуы керек. Орындары ауысып кетпеді ме?",
    "Долгота должна быть от −180 до 180, широта от −90 до 90. Не перепутаны ли они местами?",
    "Longitude must be within −180…180 and latitude within −90…90. Have they been swapped?",
)
RING_HINT = Text(
    "Полигонның әр сақинасы тұйық болып, кемінде 4 нүктеден тұруы керек.",
    "Каждое кольцо полигона должно быть замкнуто и иметь не менее 4 точек.",
    "Every ring of a polygon must be closed and have at least 4 points.",
)
SHORTEST_RING = 4
SHORTEST_POSITION, LONGEST_POSITION = 2, 4
BEYOND_EVERY_SYSTEM = 1e15
"""Degrees or metres that no reference system reaches; PROJ is not asked about them."""


def checked_geometry(
    given: object,
    allowed: frozenset[str],
    *,
    field: str = "geometry",
    crs: ServedSystem = DEFAULT,
) -> BaseGeometry:
    """The geometry in EPSG:4326, without heights, valid. Raises InvalidValueError.

    `crs` is the system, with its axis order, in which the coordinates are given.
    """
    kind = given.get("type") if isinstance(given, dict) else None
    if not (isinstance(given, dict) and isinstance(kind, str) and kind in allowed):
        raise InvalidValueError(kind or given, field=field, hint=_types_hint(allowed))
    positions = list(_positions(given.get("coordinates"), NESTING[kind], field))
    if not positions:
        raise InvalidValueError(given.get("coordinates"), field=field, hint=COORDINATES_HINT)
    if kind in POLYGONS:
        _check_rings(given["coordinates"], kind, field)
    try:
        geometry = shapely.force_2d(shape({"type": kind, "coordinates": given["coordinates"]}))
    except (ValueError, ShapelyError) as error:
        raise InvalidValueError(str(error).strip(), field=field, hint=COORDINATES_HINT) from error
    geometry = crs.geometry_in_degrees(geometry)
    _check_range(geometry, field)
    if not geometry.is_valid:
        raise InvalidValueError(shapely.is_valid_reason(geometry), field=field, hint=_INVALID)
    return geometry


_INVALID = Text(
    "Пішін жарамсыз: шекарасы өзін-өзі қиып өтпеуі керек.",
    "Фигура неверна: её граница не должна пересекать саму себя.",
    "The shape is not valid: its boundary must not cross itself.",
)


def _types_hint(allowed: frozenset[str]) -> Text:
    names = ", ".join(sorted(allowed))
    return Text(
        f"Рұқсат етілген түрлері: {names}.",
        f"Допустимые типы: {names}.",
        f"Allowed types: {names}.",
    )


def _positions(part: Any, nesting: int, field: str) -> Iterator[list[float]]:  # noqa: ANN401 - JSON
    """Every position of nested coordinates. Raises InvalidValueError for any other thing."""
    if not isinstance(part, list | tuple):
        raise InvalidValueError(part, field=field, hint=COORDINATES_HINT)
    if nesting:
        for entry in part:
            yield from _positions(entry, nesting - 1, field)
        return
    numbers = [n for n in part if isinstance(n, int | float) and not isinstance(n, bool)]
    if len(numbers) != len(part) or not SHORTEST_POSITION <= len(numbers) <= LONGEST_POSITION:
        raise InvalidValueError(part, field=field, hint=COORDINATES_HINT)
    if not all(abs(number) < BEYOND_EVERY_SYSTEM for number in numbers):
        raise InvalidValueError(part, field=field, hint=RANGE_HINT)
    yield numbers


def _check_rings(coordinates: Any, kind: str, field: str) -> None:  # noqa: ANN401 - JSON
    polygons = coordinates if kind == "MultiPolygon" else [coordinates]
    for ring in (ring for polygon in polygons for ring in polygon):
        if len(ring) < SHORTEST_RING or ring[0] != ring[-1]:
            raise InvalidValueError(ring[:5], field=field, hint=RING_HINT)


def _check_range(geometry: BaseGeometry, field: str) -> None:
    west, south, east, north = geometry.bounds
    inside = -180 <= west <= east <= 180 and -90 <= south <= north <= 90  # noqa: PLR2004 - degrees
    if not inside:
        raise InvalidValueError(_short(geometry), field=field, hint=RANGE_HINT)


def _short(geometry: BaseGeometry) -> str:
    return str(shapely.to_wkt(geometry, rounding_precision=6))[:120]
