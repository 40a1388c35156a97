"""Geometries written as a text: WKT, EWKT, WKB and EWKB in hexadecimal, GeoJSON."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

SHAPES = (
    "point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon",
    "geometrycollection", "circularstring", "compoundcurve", "curvepolygon", "multicurve",
    "multisurface", "polyhedralsurface", "tin", "triangle",
)  # fmt: skip
"""Words with which well-known text begins; of curves shapely reads none."""
WKT = re.compile(
    r"\s*(?:SRID\s*=\s*(?P<srid>\d+)\s*;|<(?P<uri>[^<>]+)>)?\s*"
    rf"(?P<wkt>(?:{'|'.join(sorted(SHAPES, key=len, reverse=True))})"
    r"\s*(?:ZM|Z|M)?\s*(?:\(|EMPTY\b).*)",
    re.IGNORECASE | re.DOTALL,
)
HEX = re.compile(r"\s*(?:0x|\\x)?(?P<hex>(?:00|01)[0-9a-f]{40,})\s*", re.IGNORECASE)
"""21 bytes are a flat point; nothing is shorter but what is empty."""
LOOSE = re.compile(
    r"\{\s*coordinates\s*=\s*(?P<coordinates>\[.*\])\s*,\s*type\s*=\s*(?P<type>\w+)\s*\}"
    r"|\{\s*type\s*=\s*(?P<type_first>\w+)\s*,\s*coordinates\s*=\s*(?P<after>\[.*\])\s*\}",
    re.DOTALL,
)
"""How Java and Spark write a map as a text."""
GEOJSON_TYPES = frozenset(SHAPES[:7])
JSON_START = "{"


@dataclass(frozen=True, slots=True)
class WrittenShape:
    """A geometry as a text says it, and the reference system that stands beside it.

    `geometry` is None where the text begins like one but cannot be read to its end. `system` is a
    code or URI; None where the text names none.
    """

    geometry: BaseGeometry | None
    system: str | None = None


def could_be_shape(text: str) -> bool:
    """Whether a text begins like a geometry, or is one that is empty; told without reading it."""
    start = text.lstrip()[:1]
    return start == JSON_START or bool(WKT.fullmatch(text) or HEX.fullmatch(text))


def written_shape(text: str) -> WrittenShape | None:
    """The geometry that a text is; None where it is no text of this kind, or an empty geometry."""
    found = _of_wkt(text) or _of_hex(text) or _of_json(text)
    if found is not None and found.geometry is not None and found.geometry.is_empty:
        return None
    return found


def is_geojson(value: object) -> bool:
    """Whether a JSON value is a geometry of GeoJSON."""
    if not isinstance(value, Mapping):
        return False
    kind = str(value.get("type")).lower()
    return kind in GEOJSON_TYPES and ("coordinates" in value or "geometries" in value)


def _of_wkt(text: str) -> WrittenShape | None:
    found = WKT.fullmatch(text)
    if found is None:
        return None
    srid = found["srid"] if found["srid"] and int(found["srid"]) else None
    try:
        geometry = shapely.from_wkt(found["wkt"], on_invalid="ignore")
    except NotImplementedError:  # a curve
        geometry = None
    return WrittenShape(geometry, srid or found["uri"])


def _of_hex(text: str) -> WrittenShape | None:
    found = HEX.fullmatch(text)
    if found is None:
        return None
    geometry = shapely.from_wkb(found["hex"], on_invalid="ignore")
    srid = 0 if geometry is None else int(shapely.get_srid(geometry))
    return WrittenShape(geometry, str(srid) if srid else None)


def _of_json(text: str) -> WrittenShape | None:
    if not text.lstrip().startswith(JSON_START):
        return None
    value = _parsed(text)
    if isinstance(value, Mapping) and str(value.get("type")).lower() == "feature":
        value = value.get("geometry")
    if not is_geojson(value):
        return None
    try:
        return WrittenShape(shape(value), _system_of(value))
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, shapely.GEOSException):
        return WrittenShape(None)


def _parsed(text: str) -> Any:  # noqa: ANN401 - any JSON
    """The JSON of a text, or what a program printed of a map; None where it is neither."""
    loose = LOOSE.fullmatch(text.strip())
    if loose is not None:
        coordinates = loose["coordinates"] or loose["after"]
        text = f'{{"type": "{loose["type"] or loose["type_first"]}", "coordinates": {coordinates}}}'
    for written in (text, text.replace("'", '"')):
        try:
            return json.loads(written)
        except (ValueError, RecursionError):
            continue
    return None


def _system_of(value: Mapping[str, Any]) -> str | None:
    """The system that a geometry of GeoJSON before RFC 7946 names."""
    crs = value.get("crs")
    named = crs.get("properties") if isinstance(crs, Mapping) else None
    name = named.get("name") if isinstance(named, Mapping) else None
    return str(name) if name else None
