"""GPX files that an atlas wrote: each object once, with its fields as texts, whatever they hold.

GDAL takes texts that look like numbers for numbers, and reads waypoints and tracks apart.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import batched
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, iterparse

import numpy as np
import shapely
from shapely import LineString, MultiLineString, Point
from shapely.geometry.base import BaseGeometry

from geo.crs.systems import WGS84_DEGREES
from ingest.reading.ogr.vector_file import BROKEN_VECTOR
from ingest.reading.table.headed_table import as_cells
from ingest.rows.batch import ROWS_PER_BATCH, Batch
from ingest.rows.table import UnreadableFileError
from layers.exports.gpx import NAMESPACE, PREFIX

START_BYTES = 4_096
GPX = "{http://www.topografix.com/GPX/1/1}"
OURS = f"{{{NAMESPACE}}}"
OBJECTS = frozenset({f"{GPX}wpt", f"{GPX}trk"})
WKT, ID = "wkt", "id"


@dataclass(frozen=True, slots=True)
class OwnGpx:
    """The objects of a GPX file of an atlas, numbered from 1; an object of several points once."""

    path: Path
    columns: tuple[str, ...]
    row_count: int
    has_geometry: bool = True
    crs: str | None = WGS84_DEGREES.code

    def batches(self, size: int = ROWS_PER_BATCH) -> Iterator[Batch]:
        """All objects from the first on, at most `size` at a time. Raises UnreadableFileError."""
        first = 1
        for objects in batched(_objects(self.path), size):
            yield Batch(
                numbers=np.arange(first, first + len(objects), dtype=np.int64),
                cells={
                    column: as_cells([facts.get(_name(column), "") for facts, _ in objects])
                    for column in self.columns
                },
                geometry=np.fromiter((place for _, place in objects), object, len(objects)),
            )
            first += len(objects)


def is_own_gpx(path: Path) -> bool:
    """Whether an atlas wrote the file."""
    with path.open("rb") as file:
        return NAMESPACE.encode() in file.read(START_BYTES)


def own_gpx_table(path: Path) -> OwnGpx:
    """The table of the file, which is read once to know its columns. Raises UnreadableFileError."""
    names: dict[str, None] = {}
    count = 0
    for facts, _ in _objects(path):
        names.update(dict.fromkeys(facts))
        count += 1
    columns = tuple(f"{PREFIX}_{name}" for name in names if name != WKT)
    return OwnGpx(path, columns, count)


def _name(column: str) -> str:
    return column.removeprefix(f"{PREFIX}_")


def _objects(path: Path) -> Iterator[tuple[dict[str, str], BaseGeometry | None]]:
    """The fields and the place of each object; further waypoints of the same are left out."""
    before = None
    with _whole(path), path.open("rb") as file:
        for _, element in iterparse(file):  # noqa: S314 - no file with a DOCTYPE gets so far
            if element.tag not in OBJECTS:
                continue
            facts = {
                each.tag.removeprefix(OURS): (each.text or "").strip()
                for each in element.iterfind(f"{GPX}extensions/*")
                if each.tag.startswith(OURS)
            }
            if facts.get(ID) is None or facts.get(ID) != before:
                yield facts, _place(element, facts.get(WKT))
            before = facts.get(ID)
            element.clear()


def _place(element: Element, wkt: str | None) -> BaseGeometry | None:
    if wkt is not None:
        written: BaseGeometry | None = shapely.from_wkt(wkt, on_invalid="ignore")
        return written
    if element.tag == f"{GPX}wpt":
        return Point(_position(element))
    lines = [
        LineString([_position(point) for point in segment.iterfind(f"{GPX}trkpt")])
        for segment in element.iterfind(f"{GPX}trkseg")
    ]
    return lines[0] if len(lines) == 1 else MultiLineString(lines)


def _position(point: Element) -> tuple[float, float]:
    return float(point.attrib["lon"]), float(point.attrib["lat"])


@contextmanager
def _whole(path: Path) -> Iterator[None]:
    try:
        yield
    except (ParseError, KeyError, ValueError, shapely.GEOSException) as error:
        raise UnreadableFileError(path.name, BROKEN_VECTOR) from error
