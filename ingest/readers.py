"""Any file that an officer brings, as one table of numbered rows."""

from collections.abc import Callable
from pathlib import Path

from ingest.batch import SourceTable
from ingest.delimited import delimited_table
from ingest.geoparquet import parquet_table
from ingest.photos import PHOTOS, photo_table
from ingest.table import Table, UnknownFormatError, UnreadableFileError
from ingest.vector_file import layer_names, vector_table
from ingest.workbook import sheet_names, sheet_table
from layers.definition import GeometryKind

DELIMITED = (".csv", ".tsv", ".txt")
WORKBOOKS = (".xlsx", ".xlsm")
VECTORS = (".geojson", ".json", ".gpkg", ".shp", ".zip", ".kml", ".kmz", ".gpx", ".fgb")
PARQUET = (".parquet", ".geoparquet")
KNOWN = (*DELIMITED, *WORKBOOKS, *VECTORS, *PARQUET, *PHOTOS)
"""The endings of the files that are read."""


def open_table(
    path: Path,
    kind: GeometryKind,
    is_column_name: Callable[[str], bool],
    sheet: str | None = None,
) -> SourceTable:
    """The table of a file, or of the photographs in a folder; its rows are read batch by batch.

    `is_column_name` tells a header from the titles above it. `sheet` is a sheet of a workbook or a
    layer of a vector file; `kind` chooses among the layers. Raises UnknownFormatError,
    UnreadableFileError, EmptyFileError, ChooseSheetError; reading the rows, UnreadableFileError.
    """
    suffix = path.suffix.lower()
    if path.is_dir():
        return photo_table(path)
    if suffix not in KNOWN:
        raise UnknownFormatError(path.name, field="file", known=" ".join(KNOWN))
    try:
        if suffix in DELIMITED:
            return delimited_table(path, is_column_name)
        if suffix in WORKBOOKS:
            return sheet_table(path, is_column_name, sheet)
        if suffix in PARQUET:
            return parquet_table(path)
        if suffix in PHOTOS:
            return photo_table(path)
        return vector_table(path, kind, sheet)
    except OSError as error:
        raise UnreadableFileError(path.name, error.strerror or str(error)) from error


def sheets_of(path: Path) -> tuple[str, ...]:
    """The sheets of a workbook, the layers of a vector file; none of any other.

    Raises UnreadableFileError.
    """
    suffix = path.suffix.lower()
    if suffix in WORKBOOKS:
        return sheet_names(path)
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
