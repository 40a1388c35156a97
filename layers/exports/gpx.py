"""GPX 1.1: points as waypoints, lines and the rims of areas as tracks."""

from collections.abc import Iterator, Mapping
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import func

from core.title import ATLAS
from layers.exports.about import ExportMetadata
from layers.exports.markup import DECLARATION, attribute, element, written
from layers.exports.selection import Export, as_bytes
from layers.exports.written_values import as_text, title_of
from layers.reading.queries import DEGREES

NAMESPACE = "urn:tuganzher:fields"
PREFIX = "atlas"
PLAIN = frozenset({"Point", "LineString", "MultiLineString"})
"""Geometries that GPX can hold."""
MOST_OF_POINT = 0
"""The dimension of points."""


def gpx_parts(export: Export) -> Iterator[bytes]:
    """The document; features whose place is not known have no place in it.

    GPX knows points and lines only: areas are drawn by their rims, and what it does not know is
    told as WKT beside, from which the atlas reads it back. The schema wants waypoints before
    tracks, so the rows are read twice.
    """
    yield _head(export.about).encode()
    place = export.selection.access.place
    dimension = func.ST_Dimension(place)
    wkb = as_bytes(func.ST_AsBinary(place))
    for only in (dimension == MOST_OF_POINT, dimension > MOST_OF_POINT):
        for batch in export.rows(wkb, only=only):
            places = shapely.from_wkb([row[1] for row in batch])
            texts = (
                _feature(export, row[0], place, row[2:])
                for row, place in zip(batch, places, strict=True)
            )
            yield "".join(texts).encode()
    yield b"</gpx>\n"


def _head(about: ExportMetadata) -> str:
    said = about.as_texts()
    extensions = "".join(element(f"{PREFIX}:{name}", text) for name, text in said.items())
    return (
        f'{DECLARATION}<gpx version="1.1" creator={attribute(ATLAS.in_language(about.language))} '
        f'xmlns="http://www.topografix.com/GPX/1/1" xmlns:{PREFIX}="{NAMESPACE}">\n<metadata>'
        f"{element('name', about.title)}{element('desc', about.sentence)}"
        f"{element('time', about.at)}<extensions>{extensions}</extensions></metadata>\n"
    )


def _feature(export: Export, number: int, place: BaseGeometry, values: tuple[Any, ...]) -> str:
    selection = export.selection
    by_name = dict(zip((f.name for f in export.fields), values, strict=True))
    title = title_of(selection.layer, number, by_name, selection.language)
    plain = {} if place.geom_type in PLAIN else {"wkt": shapely.to_wkt(place, DEGREES.decimals)}
    facts = _facts({"id": number, **by_name, **plain})
    if place.geom_type in ("Point", "MultiPoint"):
        return "".join(
            f"<wpt {_position(x, y)}>{element('name', title)}{facts}</wpt>\n"
            for x, y in shapely.get_coordinates(place)
        )
    segments = "".join(_segment(line) for line in _lines_of(place))
    return f"<trk>{element('name', title)}{facts}{segments}</trk>\n"


def _facts(values: Mapping[str, Any]) -> str:
    told = (
        f"<{PREFIX}:{name}>{written(as_text(value))}</{PREFIX}:{name}>"
        for name, value in values.items()
        if value is not None
    )
    return f"<extensions>{''.join(told)}</extensions>"


def _lines_of(place: BaseGeometry) -> list[BaseGeometry]:
    """The lines of a place, and the rims of its areas."""
    parts = list(shapely.get_parts(place))
    if place.geom_type == "GeometryCollection":
        return [line for part in parts for line in _lines_of(part)]
    return [
        line
        for part in parts
        for line in (shapely.get_rings(part) if part.geom_type == "Polygon" else [part])
    ]


def _segment(line: BaseGeometry) -> str:
    points = (f"<trkpt {_position(x, y)}/>" for x, y in shapely.get_coordinates(line))
    return f"<trkseg>{''.join(points)}</trkseg>"


def _position(x: float, y: float) -> str:
    return f'lat="{y:.{DEGREES.decimals}f}" lon="{x:.{DEGREES.decimals}f}"'
