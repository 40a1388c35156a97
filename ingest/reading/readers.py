"""Any file that an officer brings, as one table of numbered rows."""

from collections.abc import Callable
from pathlib import Path

from core.text import Text
from ingest.reading.batch import SourceTable
from ingest.reading.delimited import delimited_table
from ingest.reading.geoparquet import parquet_table
from ingest.reading.gpx import gpx_layers, gpx_table
from ingest.reading.json_records import has_records, json_table
from ingest.reading.kml import kml_folders, kml_table
from ingest.reading.open311 import requests_table
from ingest.reading.osm_extract import mapping_of, osm_table
from ingest.reading.osm_mapping import osm_layers
from ingest.reading.other_formats import unknown_format
from ingest.reading.photos import READERS, photo_table
from ingest.reading.survey_forms import as_survey
from ingest.reading.table import UnreadableFileError
from ingest.reading.vector_file import layer_names, vector_table
from ingest.reading.workbook import sheet_names, sheet_table
from ingest.safety.upload_checks import check_file
from layers.definition import GeometryKind

DELIMITED = (".csv", ".tsv", ".txt")
WORKBOOKS = (".xlsx", ".xlsm")
JSON = (".json",)
XML = (".xml",)
KMLS = (".kml", ".kmz")
TRACKS = (".gpx",)
VECTORS = (".geojson", ".gpkg", ".shp", ".zip", ".fgb")
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


def open_table(
    path: Path,
    kind: GeometryKind,
    is_column_name: Callable[[str], bool],
    sheet: str | None = None,
    *,
    layer_id: str | None = None,
) -> SourceTable:
    """The table of a file, or of the photographs in a folder; its rows are read batch by batch.

    No reader opens a file that is not what its name says, or may do harm.

    `is_column_name` tells a header from the titles above it. `sheet` is a sheet of a workbook or a
    layer of a vector file; `kind` chooses among the layers. Of an extract of OpenStreetMap, `sheet`
    is a section of the mapping; where none is named, that of the layer `layer_id`. Raises
    UnknownFormatError, UnreadableFileError, EmptyFileError, ChooseSheetError,
    UnusableOsmMappingError; reading the rows, UnreadableFileError.
    """
    readers: tuple[tuple[tuple[str, ...], Callable[[], SourceTable]], ...] = (
        (DELIMITED, lambda: as_survey(delimited_table(path, is_column_name))),
        (WORKBOOKS, lambda: as_survey(sheet_table(path, is_column_name, sheet))),
        (JSON, lambda: _json_table(path, kind, sheet)),
        (XML, lambda: requests_table(path)),
        (KMLS, lambda: kml_table(path, sheet)),
        (TRACKS, lambda: gpx_table(path, kind, sheet)),
        (VECTORS, lambda: vector_table(path, kind, sheet)),
        (PARQUET, lambda: parquet_table(path)),
        (PHOTOS, lambda: photo_table(path)),
        (EXTRACTS, lambda: osm_table(path, kind, sheet or layer_id)),
    )
    if not path.exists():
        raise UnreadableFileError(path.name, MISSING)
    suffix = path.suffix.lower()
    for endings, reader in readers:
        if suffix in endings:
            try:
                if path.is_file():
                    check_file(path)
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
    suffix = path.suffix.lower()
    if suffix in WORKBOOKS:
        return sheet_names(path)
    if suffix in EXTRACTS:
        return tuple(osm_layers(mapping_of(path)))
    if suffix in KMLS:
        return tuple(kml_folders(path))
    if suffix in TRACKS:
        return tuple(gpx_layers(path))
    if suffix in JSON and not has_records(path):
        return layer_names(path)
    return layer_names(path) if suffix in VECTORS else ()


def _json_table(path: Path, kind: GeometryKind, sheet: str | None) -> SourceTable:
    if has_records(path):
        return as_survey(json_table(path))
    return vector_table(path, kind, sheet)
