"""The formats in which a layer can be taken away."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from layers.exports.csv_table import csv_parts
from layers.exports.gdal_files import write_flatgeobuf, write_geopackage
from layers.exports.geojson import geojson_lines, geojson_parts
from layers.exports.geoparquet import geoparquet_parts
from layers.exports.gpx import gpx_parts
from layers.exports.kml import kml_parts
from layers.exports.selection import Export
from layers.exports.workbook import write_workbook


@dataclass(frozen=True, slots=True)
class Format:
    """A format; `id` is also the ending of a file's name."""

    id: str
    title: str
    media_type: str


@dataclass(frozen=True, slots=True)
class ToldFormat(Format):
    """A file that is told as the rows are read.

    `tells` says whether it has a place for what is known of the rows as a whole, `in_any_system`
    whether places may stand in another system than WGS 84.
    """

    parts: Callable[[Export], Iterator[bytes]]
    tells: bool = True
    in_any_system: bool = False


@dataclass(frozen=True, slots=True)
class WrittenFormat(Format):
    """A file that is whole before its first byte can be taken; in any system, but for workbooks."""

    write: Callable[[Export, Path], None]
    in_any_system: bool = True


FORMATS: dict[str, ToldFormat | WrittenFormat] = {
    each.id: each
    for each in (
        ToldFormat("geojson", "GeoJSON", "application/geo+json", geojson_parts),
        ToldFormat("geojsonl", "GeoJSONL", "application/x-ndjson", geojson_lines, tells=False),
        ToldFormat("csv", "CSV", "text/csv", csv_parts, tells=False),
        ToldFormat("gpx", "GPX", "application/gpx+xml", gpx_parts),
        ToldFormat("kml", "KML", "application/vnd.google-earth.kml+xml", kml_parts),
        WrittenFormat(
            "xlsx",
            "Excel",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            write_workbook,
            in_any_system=False,
        ),
        WrittenFormat("gpkg", "GeoPackage", "application/geopackage+sqlite3", write_geopackage),
        WrittenFormat("fgb", "FlatGeobuf", "application/flatgeobuf", write_flatgeobuf),
        ToldFormat(
            "parquet",
            "GeoParquet",
            "application/vnd.apache.parquet",
            geoparquet_parts,
            in_any_system=True,
        ),
    )
}
"""By id."""
