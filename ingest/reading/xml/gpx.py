"""GPX files: waypoints, routes and tracks, each of them a row."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from shapely import Point

from core.text import Text
from ingest.reading.container.opened_file import input_file_at
from ingest.reading.geometry.drawn_lines import Drawn, Position, drawn, lines
from ingest.reading.table.map_rows import MapRow, MapTable, added, map_table
from ingest.reading.table.row_faults import others_unread
from ingest.reading.xml.xml_text import Element, found_elements
from ingest.rows.table import Cell, ChooseSheetError, UnreadableFileError
from layers.model.layer import GeometryKind

LAYERS = {"wpt": "waypoints", "rte": "routes", "trk": "tracks"}
POINTS_OF = {"route_points": "rte", "track_points": "trk"}
"""Layers that have the points of the lines, where somebody asks for them."""
OF_KIND: dict[GeometryKind, tuple[str, ...]] = {
    GeometryKind.POINT: ("wpt",),
    GeometryKind.POINT_OR_POLYGON: ("wpt",),
    GeometryKind.LINE: ("rte", "trk"),
    GeometryKind.POLYGON: (),
}
POINTS = {"rte": "rtept", "trk": "trkpt"}
SEGMENTS = frozenset({"trkseg", *POINTS.values()})

NO_FEATURES = Text(
    "онда нүкте де (wpt), бағыт та (rte), із де (trk) жоқ",
    "в нём нет ни точек (wpt), ни маршрутов (rte), ни треков (trk)",
    "it has no waypoint (wpt), route (rte) or track (trk)",
)


def gpx_table(
    path: Path, kind: GeometryKind, sheet: str | None = None, *, points_too: bool = False
) -> MapTable:
    """The features that a layer of this kind can take, or those of a named layer.

    Where it can take none, all of them; and all, where lines are wanted with `points_too`. Raises
    UnreadableFileError, ChooseSheetError.
    """
    counts = gpx_layers(path)
    if not counts:
        raise UnreadableFileError(path.name, NO_FEATURES)
    if sheet is not None and sheet not in {*LAYERS.values(), *POINTS_OF}:
        raise ChooseSheetError(path.name, field="sheet", sheets=", ".join(counts))
    if sheet in POINTS_OF:
        chosen = frozenset({POINTS_OF[sheet]})
        return map_table(lambda: _rows(path, chosen, of_points=True), path.name)
    named = [tag for tag, layer in LAYERS.items() if layer == sheet]
    wanted = LAYERS if points_too and kind is GeometryKind.LINE else OF_KIND[kind]
    fitting = named or [tag for tag in wanted if LAYERS[tag] in counts] or LAYERS
    chosen = frozenset(fitting)
    others = {layer: counts[layer] for tag, layer in LAYERS.items() if tag not in chosen}
    notes = others_unread({layer: count for layer, count in others.items() if count})
    return map_table(lambda: _rows(path, chosen), path.name, notes=notes)


def gpx_layers(path: Path) -> Counter[str]:
    """How many features there are by layer. Raises UnreadableFileError."""
    found = found_elements(input_file_at(path).opened, frozenset(LAYERS), path.name)
    return Counter(LAYERS[each.element.name] for each in found)


def _rows(path: Path, tags: frozenset[str], *, of_points: bool = False) -> Iterator[MapRow]:
    # All tags are looked for, so that none is found within another.
    for found in found_elements(input_file_at(path).opened, frozenset(LAYERS), path.name):
        element = found.element
        if element.name not in tags:
            continue
        for each in _points_in(element) if of_points else (element,):
            shape, problems = drawn(partial(_shape, each), _written(each))
            yield MapRow(_cells(each), shape, problems)


def _shape(element: Element) -> Drawn:
    match element.name:
        case "rte":
            return lines([_positions(element.children, "rtept")])
        case "trk":
            segments = [each for each in element.children if each.name == "trkseg"]
            return lines([_positions(each.children, "trkpt") for each in segments])
    position = _position(element)
    return (Point(position) if position else None), ()


def _points_in(element: Element) -> Iterator[Element]:
    for child in element.children:
        if child.name == POINTS[element.name]:
            yield child
    for child in element.children:
        if child.name == "trkseg":
            yield from (each for each in child.children if each.name == "trkpt")


def _positions(elements: Sequence[Element], name: str) -> list[Position]:
    """The positions of the points of this name. Raises ValueError for one without."""
    found = [_position(each) for each in elements if each.name == name]
    if None in found:
        raise ValueError(name)
    return [each for each in found if each]


def _position(element: Element) -> Position | None:
    """Where the element lies, None where it does not say. Raises ValueError."""
    lat, lon = (element.attributes.get(name, "").strip() for name in ("lat", "lon"))
    if not lat or not lon:
        return None
    return float(lon), float(lat)


def _written(element: Element) -> str:
    return " ".join(f'{name}="{value}"' for name, value in element.attributes.items())


def _cells(element: Element) -> dict[str, Cell]:
    """What is said of a feature, its points aside; extensions under their own names."""
    cells: dict[str, Cell] = {"name": ""}
    links = 0
    for child in element.children:
        if child.name == "link":
            links += 1
            cells[f"link{links}_href"] = child.attributes.get("href", "")
            cells |= {f"link{links}_{each.name}": each.text for each in child.children}
        elif child.name == "extensions":
            for name, text in _extensions(child.children):
                added(cells, name, text)
        elif child.name not in SEGMENTS:
            _add_text(cells, child)
    return cells


def _add_text(cells: dict[str, Cell], element: Element) -> None:
    """Put the element's text under its name, in the place of nothing."""
    if cells.get(element.name) == "":
        cells[element.name] = element.text
    else:
        added(cells, element.name, element.text)


def _extensions(elements: Sequence[Element], under: str = "") -> Iterator[tuple[str, str]]:
    for each in elements:
        if each.children:
            yield from _extensions(each.children, f"{under}{each.name}/")
        else:
            yield f"{under}{each.name}", each.text
