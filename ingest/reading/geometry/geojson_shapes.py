"""The geometries of GeoJSON and of Esri's JSON."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import shapely
from shapely import GeometryCollection, MultiPoint, MultiPolygon, Point, Polygon

from ingest.reading.geometry.drawn_lines import Drawn, Position, drawn, lines, polygon

Json = Mapping[str, Any]


def feature_shape(geometry: Any) -> Drawn:  # noqa: ANN401 - whatever JSON can say
    """The geometry, None where there is none, and what is odd in it."""
    if geometry is None or geometry == {}:
        return None, ()
    return drawn(lambda: _shape(geometry), str(geometry))


def _shape(geometry: Any) -> Drawn:  # noqa: ANN401 - whatever JSON can say
    if "type" in geometry:
        return MAKERS[geometry["type"]](geometry)
    return _esri(geometry)


def _point(geometry: Json) -> Drawn:
    position = _position(geometry["coordinates"])
    return (Point(position), ()) if position else (None, ())


def _points(geometry: Json) -> Drawn:
    positions = _positions(geometry["coordinates"])
    return (MultiPoint([each[:2] for each in positions]), ()) if positions else (None, ())


def _line(geometry: Json) -> Drawn:
    shape, problems = lines([_positions(geometry["coordinates"])])
    return (shapely.get_geometry(shape, 0) if shape else None), problems


def _lines(geometry: Json) -> Drawn:
    return lines([_positions(each) for each in geometry["coordinates"]])


def _polygon(geometry: Json) -> Drawn:
    return polygon([_positions(ring) for ring in geometry["coordinates"]])


def _polygons(geometry: Json) -> Drawn:
    found = [polygon([_positions(ring) for ring in each]) for each in geometry["coordinates"]]
    shapes = [shape for shape, _ in found if isinstance(shape, Polygon)]
    problems = tuple(problem for _, each in found for problem in each)[:1]
    return (MultiPolygon(shapes) if shapes else None), problems


def _collection(geometry: Json) -> Drawn:
    found = [_shape(each) for each in geometry["geometries"]]
    shapes = [shape for shape, _ in found if shape is not None]
    problems = tuple(problem for _, each in found for problem in each)[:1]
    if len(shapes) == 1:
        return shapes[0], problems
    return (GeometryCollection(shapes) if shapes else None), problems


def _esri(geometry: Json) -> Drawn:
    """A point, points, lines or rings; an inner ring turns against the clock."""
    if "x" in geometry:
        x, y = geometry["x"], geometry["y"]
        return (None, ()) if x in {None, "NaN"} else (Point(float(x), float(y)), ())
    if "points" in geometry:
        return _points({"coordinates": geometry["points"]})
    if "paths" in geometry:
        return _lines({"coordinates": geometry["paths"]})
    rings = [_positions(ring) for ring in geometry["rings"]]
    shapes = [shape for ring in rings if isinstance(shape := polygon([ring])[0], Polygon)]
    outer = [shape for shape in shapes if not shape.exterior.is_ccw] or shapes
    inner = [shape for shape in shapes if not any(shape is each for each in outer)]
    whole = shapely.difference(shapely.union_all(outer), shapely.union_all(inner))
    return (None if whole.is_empty else whole), ()


def _positions(coordinates: Sequence[Any]) -> list[Position]:
    positions = [_position(each) for each in coordinates]
    width = min((len(each) for each in positions), default=2)
    return [each[:width] for each in positions]


def _position(numbers: Sequence[Any]) -> Position:
    """Two or three numbers; none of a place that is not told. Raises ValueError."""
    if len(numbers) == 1 or isinstance(numbers, str):
        raise ValueError(numbers)
    return tuple(float(number) for number in numbers[:3])


MAKERS: dict[str, Callable[[Json], Drawn]] = {
    "Point": _point,
    "MultiPoint": _points,
    "LineString": _line,
    "MultiLineString": _lines,
    "Polygon": _polygon,
    "MultiPolygon": _polygons,
    "GeometryCollection": _collection,
}
"""By the type of a geometry."""
