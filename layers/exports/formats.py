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
class StreamedFormat(Format):
    """A file that is streamed while the rows are read.

    `has_metadata` says whether it has a place for what is known of the rows as a whole,
    `in_any_system` whether places may stand in another system than WGS 84.
    """

    parts: Callable[[Export], Iterator[bytes]]
    has_metadata: bool = True
    in_any_system: bool = False


@dataclass(frozen=True, slots=True)
class WholeFormat(Format):
    """A file that is whole before its first byte can be taken; in any system, but for workbooks."""

    write: Callable[[Export, Path], None]
    in_any_system: bool = True


FORMATS: dict[str, StreamedFormat | WholeFormat] = {
    each.id: each
    for each in (
        StreamedFormat("geojson", "GeoJSON", "application/geo+json", geojson_parts),
        StreamedFormat(
            "geojsonl", "GeoJSONL", "application/x-ndjson", geojson_lines, has_metadata=False
        ),
        StreamedFormat("csv", "CSV", "text/csv", csv_parts, has_metadata=False),
        StreamedFormat("gpx", "GPX", "application/gpx+xml", gpx_parts),
        StreamedFormat("kml", "KML", "application/vnd.google-earth.kml+xml", kml_parts),
        WholeFormat(
            "xlsx",
            "Excel",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            write_workbook,
            in_any_system=False,
        ),
        WholeFormat("gpkg", "GeoPackage", "application/geopackage+sqlite3", write_geopackage),
        WholeFormat("fgb", "FlatGeobuf", "application/flatgeobuf", write_flatgeobuf),
        StreamedFormat(
            "parquet",
            "GeoParquet",
            "application/vnd.apache.parquet",
            geoparquet_parts,
            in_any_system=True,
        ),
    )
}
"""By id."""
