"""Any file that an officer brings, as one table of numbered rows."""

from collections.abc import Callable
from pathlib import Path

from ingest.delimited import delimited_rows
from ingest.table import Table, UnknownFormatError, UnreadableFileError, table_of
from ingest.vector_file import vector_table
from ingest.workbook import sheet_rows
from layers.definition import GeometryKind

DELIMITED = (".csv", ".tsv", ".txt")
WORKBOOKS = (".xlsx", ".xlsm")
VECTORS = (".geojson", ".json", ".gpkg", ".shp", ".zip", ".kml", ".kmz", ".gpx", ".fgb")


def read_table(
    path: Path,
    kind: GeometryKind,
    is_column_name: Callable[[str], bool],
    sheet: str | None = None,
) -> Table:
    """The rows of a file; `is_column_name` tells a header from the titles above it.

    `sheet` is a sheet of a workbook or a layer of a vector file. `kind` chooses among the layers of
    a vector file. Raises UnknownFormatError, UnreadableFileError, EmptyFileError, ChooseSheetError.
    """
    suffix = path.suffix.lower()
    if suffix not in (*DELIMITED, *WORKBOOKS, *VECTORS):
        known = " ".join((*DELIMITED, *WORKBOOKS, *VECTORS))
        raise UnknownFormatError(path.name, field="file", known=known)
    try:
        if suffix in DELIMITED:
            return table_of(delimited_rows(path), is_column_name, path.name)
        if suffix in WORKBOOKS:
            return table_of(sheet_rows(path, sheet), is_column_name, path.name)
        return vector_table(path, kind, sheet)
    except OSError as error:
        raise UnreadableFileError(path.name, error.strerror or error) from error
