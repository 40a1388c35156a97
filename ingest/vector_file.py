"""Vector files of every format that GDAL reads, one layer of them."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyogrio
from geopandas import GeoDataFrame
from pyogrio.errors import DataLayerError, DataSourceError

from ingest.table import Cell, ChooseSheetError, FileRow, Table, UnreadableFileError
from ingest.text_encoding import encoding_of
from layers.definition import GeometryKind

SHAPES_IN_GDAL: dict[GeometryKind, tuple[str, ...]] = {
    GeometryKind.POINT: ("Point",),
    GeometryKind.LINE: ("LineString",),
    GeometryKind.POLYGON: ("Polygon",),
    GeometryKind.POINT_OR_POLYGON: ("Point", "Polygon"),
}
"""Parts of GDAL's names of the geometries that a layer takes; «Unknown» may be any."""

TRACE_LAYERS = frozenset({"route_points", "track_points"})
"""Layers of a GPX file that repeat its lines point by point."""
HEADER_LENGTH_AT = slice(8, 10)
"""Where a DBF file tells how long its header is."""


def vector_table(path: Path, kind: GeometryKind, sheet: str | None = None) -> Table:
    """The features of a layer of the file, numbered from 1, in the file's own coordinates.

    Where no layer is named, the only one with features that a layer of this kind can take.
    Raises UnreadableFileError, ChooseSheetError.
    """
    try:
        frame = pyogrio.read_dataframe(
            path,
            layer=_layer(path, kind, sheet),
            datetime_as_string=True,
            on_invalid="ignore",
            encoding=_shapefile_encoding(path),
        )
    except (DataSourceError, DataLayerError, ValueError) as error:
        raise UnreadableFileError(path.name, error) from error
    is_spatial = isinstance(frame, GeoDataFrame)
    crs = frame.crs if is_spatial else None
    columns = tuple(str(name) for name in frame.columns if name != "geometry" or not is_spatial)
    return Table(columns, tuple(_rows(frame, columns)), is_spatial, crs.to_wkt() if crs else None)


def _layer(path: Path, kind: GeometryKind, sheet: str | None) -> str:
    shapes = {str(name): str(shape) for name, shape in pyogrio.list_layers(path)}
    if sheet is not None:
        found = [name for name in shapes if name == sheet]
    else:
        full = [name for name in shapes if _count(path, name)]
        full = [name for name in full if name not in TRACE_LAYERS] or full
        parts = (*SHAPES_IN_GDAL[kind], "Unknown")
        found = [name for name in full if any(part in shapes[name] for part in parts)] or full
    if len(found) != 1:
        raise ChooseSheetError(path.name, field="sheet", sheets=", ".join(shapes))
    return found[0]


def _count(path: Path, layer: str) -> int:
    return int(pyogrio.read_info(path, layer, force_feature_count=True)["features"])


def _rows(frame: Any, columns: tuple[str, ...]) -> Iterator[FileRow]:  # noqa: ANN401 - pandas' or geopandas' frame
    records = frame[list(columns)].to_dict("records")
    geometries = frame.geometry if isinstance(frame, GeoDataFrame) else [None] * len(records)
    for number, (record, geometry) in enumerate(zip(records, geometries, strict=True), start=1):
        yield FileRow(number, {name: _cell(value) for name, value in record.items()}, geometry)


def _cell(value: object) -> Cell:
    if value is None or value != value:  # noqa: PLR0124 - only NaN and NaT differ from themselves
        return ""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, bool | int | float) else str(value).strip()


def _shapefile_encoding(path: Path) -> str | None:
    """The encoding of a shapefile's texts where no .cpg file tells it; None for other files."""
    if path.suffix.lower() == ".shp":
        table = path.with_suffix(".dbf")
        is_told = path.with_suffix(".cpg").exists() or not table.exists()
        return None if is_told else _dbf_encoding(table.read_bytes())
    if not zipfile.is_zipfile(path):
        return None
    with zipfile.ZipFile(path) as archive:
        tables = [name for name in archive.namelist() if name.lower().endswith(".dbf")]
        is_told = any(name.lower().endswith(".cpg") for name in archive.namelist())
        return None if is_told or not tables else _dbf_encoding(archive.read(tables[0]))


def _dbf_encoding(content: bytes) -> str:
    header_length = int.from_bytes(content[HEADER_LENGTH_AT], "little")
    return encoding_of(content[header_length:].replace(b"\x00", b" "))
