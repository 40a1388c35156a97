"""Any file that an officer brings, as one table of numbered rows."""

from collections.abc import Callable, Iterable
from pathlib import Path

from core.text import Text
from ingest.reading.arrow.geoparquet import parquet_table
from ingest.reading.container.opened_file import input_file_at, only_map
from ingest.reading.delimited.delimited_file import delimited_table
from ingest.reading.json.json_records import is_topology, json_lists, json_table
from ingest.reading.ogr.own_gpx import is_own_gpx, own_gpx_table
from ingest.reading.ogr.vector_file import layer_names, vector_table
from ingest.reading.osm.osm_extract import mapping_of, osm_table
from ingest.reading.osm.osm_mapping import osm_layers
from ingest.reading.other_formats import unknown_format
from ingest.reading.photos import READERS, photo_table
from ingest.reading.spreadsheet.workbook import sheet_names, sheet_table
from ingest.reading.survey.survey_forms import as_survey
from ingest.reading.upload_checks import check_file
from ingest.reading.xml.gpx import gpx_layers, gpx_table
from ingest.reading.xml.kml import kml_folders, kml_table
from ingest.reading.xml.open311 import requests_table
from ingest.rows.batch import InputTable
from ingest.rows.table import UnreadableFileError
from layers.model.layer import GeometryKind

DELIMITED = (".csv", ".tsv", ".txt")
WORKBOOKS = (".xlsx", ".xlsm")
JSON = (".json", ".geojson", ".geojsonl", ".geojsons", ".ndjson", ".jsonl")
XML = (".xml",)
KMLS = (".kml", ".kmz")
TRACKS = (".gpx",)
VECTORS = (".gpkg", ".shp", ".zip", ".fgb")
ZIP = ".zip"
PARQUET = (".parquet", ".geoparquet")
PHOTOS = tuple(READERS)
EXTRACTS = (".pbf",)
KNOWN = (
    *DELIMITED,
    *WORKBOOKS,
    *JSON,
    *XML,
    *KMLS,
    *TRACKS,
    *VECTORS,
    *PARQUET,
    *PHOTOS,
    *EXTRACTS,
)
"""The endings of the files that are read."""

MISSING = Text("мұндай файл жоқ", "такого файла нет", "there is no such file")


def open_table(  # noqa: PLR0913 - what a reader has to know of a file
    path: Path,
    kind: GeometryKind,
    is_column_name: Callable[[str], bool],
    sheet: str | None = None,
    *,
    layer_id: str | None = None,
    points_too: bool = False,
) -> InputTable:
    """The table of a file, or of the photographs in a folder; its rows are read batch by batch.

    No reader opens a file that is not what its name says, or may do harm.

    `is_column_name` tells a header from the titles above it. `sheet` is a sheet of a workbook or a
    layer of a vector file; `kind` chooses among the layers, with the points beside lines where
    `points_too`. Of an extract of OpenStreetMap, `sheet` is a section of the mapping; where none is
    named, that of the layer `layer_id`. Raises UnknownFormatError, UnreadableFileError,
    EmptyFileError, ChooseSheetError, UnusableOsmMappingError; reading the rows,
    UnreadableFileError.
    """
    readers: tuple[tuple[tuple[str, ...], Callable[[], InputTable]], ...] = (
        (DELIMITED, lambda: as_survey(delimited_table(path, is_column_name))),
        (WORKBOOKS, lambda: as_survey(sheet_table(path, is_column_name, sheet))),
        (JSON, lambda: _json_table(path, kind, sheet)),
        (XML, lambda: requests_table(path)),
        (KMLS, lambda: kml_table(path, sheet)),
        (TRACKS, lambda: _gpx_table(path, kind, sheet, points_too=points_too)),
        (VECTORS, lambda: vector_table(path, kind, sheet)),
        (PARQUET, lambda: parquet_table(path)),
        (PHOTOS, lambda: photo_table(path)),
        (EXTRACTS, lambda: osm_table(path, kind, sheet or layer_id)),
    )
    if not path.exists():
        raise UnreadableFileError(path.name, MISSING)
    try:
        if path.suffix.lower() in KNOWN and path.is_file():
            check_file(path)
        ending = _ending(path)
        for endings, reader in readers:
            if ending in endings:
                return reader()
    except OSError as error:
        raise UnreadableFileError(path.name, error.strerror or str(error)) from error
    if path.is_dir():
        return photo_table(path)
    raise unknown_format(path, " ".join(KNOWN))


def sheets_of(path: Path) -> tuple[str, ...]:
    """The sheets of a workbook, the layers of a vector file or an OSM mapping; else none.

    Raises UnreadableFileError.
    """
    listed: tuple[tuple[tuple[str, ...], Callable[[Path], Iterable[str]]], ...] = (
        (WORKBOOKS, sheet_names),
        (EXTRACTS, lambda each: osm_layers(mapping_of(each))),
        (KMLS, kml_folders),
        (TRACKS, gpx_layers),
        (JSON, _json_sheets),
        (VECTORS, layer_names),
    )
    ending = _ending(path)
    return tuple(next((names(path) for endings, names in listed if ending in endings), ()))


def _ending(path: Path) -> str:
    """The ending of the file, or of the only map in a ZIP container."""
    ending = path.suffix.lower()
    return only_map(path) if ending == ZIP else ending


def _json_sheets(path: Path) -> tuple[str, ...]:
    return layer_names(path) if is_topology(path) else json_lists(input_file_at(path))


def _gpx_table(
    path: Path, kind: GeometryKind, sheet: str | None, *, points_too: bool
) -> InputTable:
    if is_own_gpx(path):
        return own_gpx_table(path)
    return gpx_table(path, kind, sheet, points_too=points_too)


def _json_table(path: Path, kind: GeometryKind, sheet: str | None) -> InputTable:
    if is_topology(path):
        return vector_table(path, kind, sheet)
    table = json_table(input_file_at(path), sheet)
    return table if table.has_geometry else as_survey(table)
