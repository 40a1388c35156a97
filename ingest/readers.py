"""Any file that an officer brings, as one table of numbered rows."""

from collections.abc import Callable
from pathlib import Path

from ingest.batch import SourceTable
from ingest.delimited import delimited_table
from ingest.geoparquet import parquet_table
from ingest.osm_extract import mapping_of, osm_table
from ingest.osm_mapping import osm_layers
from ingest.photos import PHOTOS, photo_table
from ingest.table import Table, UnknownFormatError, UnreadableFileError
from ingest.vector_file import layer_names, vector_table
from ingest.workbook import sheet_names, sheet_table
from layers.definition import GeometryKind

DELIMITED = (".csv", ".tsv", ".txt")
WORKBOOKS = (".xlsx", ".xlsm")
VECTORS = (".geojson", ".json", ".gpkg", ".shp", ".zip", ".kml", ".kmz", ".gpx", ".fgb")
PARQUET = (".parquet", ".geoparquet")
EXTRACTS = (".pbf",)
KNOWN = (*DELIMITED, *WORKBOOKS, *VECTORS, *PARQUET, *PHOTOS, *EXTRACTS)
"""The endings of the files that are read."""


def open_table(
    path: Path,
    kind: GeometryKind,
    is_column_name: Callable[[str], bool],
    sheet: str | None = None,
    *,
    layer_id: str | None = None,
) -> SourceTable:
    """The table of a file, or of the photographs in a folder; its rows are read batch by batch.

    `is_column_name` tells a header from the titles above it. `sheet` is a sheet of a workbook or a
    layer of a vector file; `kind` chooses among the layers. Of an extract of OpenStreetMap, `sheet`
    is a section of the mapping; where none is named, that of the layer `layer_id`. Raises
    UnknownFormatError, UnreadableFileError, EmptyFileError, ChooseSheetError,
    UnusableOsmMappingError; reading the rows, UnreadableFileError.
    """
    readers: tuple[tuple[tuple[str, ...], Callable[[], SourceTable]], ...] = (
        (DELIMITED, lambda: delimited_table(path, is_column_name)),
        (WORKBOOKS, lambda: sheet_table(path, is_column_name, sheet)),
        (VECTORS, lambda: vector_table(path, kind, sheet)),
        (PARQUET, lambda: parquet_table(path)),
        (PHOTOS, lambda: photo_table(path)),
        (EXTRACTS, lambda: osm_table(path, kind, sheet or layer_id)),
    )
    if path.is_dir():
        return photo_table(path)
    suffix = path.suffix.lower()
    for endings, reader in readers:
        if suffix in endings:
            try:
                return reader()
            except OSError as error:
                raise UnreadableFileError(path.name, error.strerror or str(error)) from error
    raise UnknownFormatError(path.name, field="file", known=" ".join(KNOWN))


def sheets_of(path: Path) -> tuple[str, ...]:
    """The sheets of a workbook, the layers of a vector file or an OSM mapping; else none.

    Raises UnreadableFileError.
    """
    suffix = path.suffix.lower()
    if suffix in WORKBOOKS:
        return sheet_names(path)
    if suffix in EXTRACTS:
        return tuple(osm_layers(mapping_of(path)))
    return layer_names(path) if suffix in VECTORS else ()


def read_table(
    path: Path,
    kind: GeometryKind,
    is_column_name: Callable[[str], bool],
    sheet: str | None = None,
) -> Table:
    """All rows of a file at once; as `open_table`."""
    table = open_table(path, kind, is_column_name, sheet)
    rows = (batch.row(place) for batch in table.batches() for place in range(len(batch)))
    return Table(table.columns, tuple(rows), table.has_geometry, table.crs)
