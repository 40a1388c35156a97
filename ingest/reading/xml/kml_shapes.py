"""The geometries of KML."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import shapely
from shapely import GeometryCollection, MultiLineString, MultiPoint, MultiPolygon, Point
from shapely.geometry.base import BaseGeometry

from ingest.reading.geometry.drawn_lines import Drawn, Position, drawn, lines, polygon
from ingest.reading.xml.xml_text import Element

NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
TUPLE = re.compile(rf"({NUMBER})\s*,\s*({NUMBER})(?:\s*,\s*({NUMBER})?)?(?=\s|$)")


def placemark_shape(placemark: Element) -> Drawn:
    """The geometry of a placemark, None where it has none, and what is odd in it."""
    shape = next((each for each in placemark.children if each.name in MAKERS), None)
    if shape is None:
        return None, ()
    return drawn(lambda: _shape(shape), shape.name)


def _shape(element: Element) -> Drawn:
    return MAKERS[element.name](element)


def _point(element: Element) -> Drawn:
    places = _positions(element.text_of("coordinates"))
    return (Point(places[0]), ()) if places else (None, ())


def _line(element: Element) -> Drawn:
    return _single(lines([_positions(element.text_of("coordinates"))]))


def _ring(element: Element) -> Drawn:
    return polygon([_positions(element.text_of("coordinates"))])


def _polygon(element: Element) -> Drawn:
    return polygon([*_rings(element, "outerBoundaryIs"), *_rings(element, "innerBoundaryIs")])


def _tracks(element: Element) -> Drawn:
    return lines([_track(each) for each in element.children if each.name == "Track"])


def _single(found: Drawn) -> Drawn:
    """A line alone rather than as the only one of several."""
    shape, problems = found
    return (shapely.get_geometry(shape, 0) if shape else None), problems


def _gathered(element: Element) -> Drawn:
    """The parts of a MultiGeometry as one; of one kind where all are."""
    found = [_shape(each) for each in element.children if each.name in MAKERS]
    parts = [part for shape, _ in found if shape for part in shapely.get_parts(shape)]
    problems = tuple(problem for _, each in found for problem in each)
    if not parts:
        return None, problems
    return _together(parts), problems


def _together(parts: list[Any]) -> BaseGeometry:
    if len(parts) == 1:
        only: BaseGeometry = parts[0]
        return only
    match {part.geom_type for part in parts}:
        case kinds if kinds == {"Point"}:
            return MultiPoint(parts)
        case kinds if kinds == {"LineString"}:
            return MultiLineString(parts)
        case kinds if kinds == {"Polygon"}:
            return MultiPolygon(parts)
    return GeometryCollection(parts)


def _rings(element: Element, border: str) -> Iterator[list[Position]]:
    for each in element.children:
        if each.name == border:
            for ring in each.children:
                yield _positions(ring.text_of("coordinates"))


def _positions(text: str) -> list[Position]:
    """The positions that are written, longitude first. Raises ValueError."""
    if TUPLE.sub("", text).strip():
        raise ValueError(text)
    found = TUPLE.findall(text)
    width = 3 if found and all(height for *_, height in found) else 2
    return [tuple(map(float, each[:width])) for each in found]


def _track(element: Element) -> list[Position]:
    texts = (each.text.split() for each in element.children if each.name == "coord")
    return [tuple(map(float, text)) for text in texts if text]


def _model(element: Element) -> Drawn:
    location = element.child("Location")
    if location is None:
        return None, ()
    return Point(float(location.text_of("longitude")), float(location.text_of("latitude"))), ()


MAKERS: dict[str, Callable[[Element], Drawn]] = {
    "Point": _point,
    "LineString": _line,
    "LinearRing": _ring,
    "Polygon": _polygon,
    "MultiGeometry": _gathered,
    "Track": lambda element: _single(lines([_track(element)])),
    "MultiTrack": _tracks,
    "Model": _model,
}
"""By the name of a geometry."""
