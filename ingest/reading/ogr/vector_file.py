"""Vector files of every format that GDAL reads, one layer of them."""

import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError, FieldError, GeometryError
from pyproj import CRS
from pyproj.exceptions import CRSError

from core.text import Text
from ingest.checks.gdal_limits import limit_gdal
from ingest.reading.arrow.arrow_cells import (
    LATIN_1,
    column_cells,
    columns_in_turn,
    shapes_of_column,
)
from ingest.reading.container.packed_maps import gdal_address
from ingest.reading.ogr.dbf_encoding import shapefile_encoding
from ingest.reading.table.decoded_text import decoded
from ingest.reading.table.headed_table import unique_columns
from ingest.rows.batch import ROWS_PER_BATCH, Batch
from ingest.rows.table import ChooseSheetError, UnreadableFileError
from layers.model.layer import GeometryKind

SHAPES_IN_GDAL: dict[GeometryKind, tuple[str, ...]] = {
    GeometryKind.POINT: ("Point",),
    GeometryKind.LINE: ("LineString",),
    GeometryKind.POLYGON: ("Polygon",),
    GeometryKind.POINT_OR_POLYGON: ("Point", "Polygon"),
}
"""Parts of GDAL's names of the geometries that a layer takes; «Unknown» may be any."""

TRACE_LAYERS = frozenset({"route_points", "track_points"})
"""Layers of a GPX file that repeat its lines point by point."""
GEOMETRY_IN_ARROW = "wkb_geometry"
"""GDAL's name for a geometry column that has none."""

COUNTED = (".fgb",)
"""Formats that tell their count and that GDAL reads, without a word, to where they break off."""

BROKEN_VECTOR = Text(
    "GDAL оны аша алмады: файл бүлінген немесе толық көшірілмеген",
    "GDAL не смог его открыть: файл повреждён или скопирован не полностью",
    "GDAL could not open it: the file is damaged or was cut off",
)
DAMAGED = (
    DataSourceError, DataLayerError, FieldError, GeometryError, pa.ArrowException, ValueError,
    RuntimeError, OSError, zipfile.BadZipFile,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class VectorTable:
    """The features of one layer of the file, numbered from 1, in the file's own coordinates.

    `sources` has GDAL's name of each column, `key` that of the features' ids among them, where they
    have any. Texts in an `encoding` that is told come as Latin 1, so that each byte is kept.
    """

    path: Path
    layer: str
    sources: Mapping[str, str]
    key: str | None
    has_geometry: bool
    crs: str | None = field(repr=False)
    row_count: int | None
    encoding: str | None

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, each once."""
        return tuple(self.sources)

    def batches(self, size: int = ROWS_PER_BATCH) -> Iterator[Batch]:
        """All features from the first on, at most `size` at a time. Raises UnreadableFileError."""
        first = 1
        with (
            _readable(self.path),
            pyogrio.open_arrow(
                gdal_address(self.path),
                layer=self.layer,
                encoding=self.encoding and LATIN_1,
                return_fids=self.key is not None,
                batch_size=size,
                use_pyarrow=True,
                datetime_as_string=True,
            ) as (facts, reader),
        ):
            shape = facts["geometry_name"] or GEOMETRY_IN_ARROW
            for records in reader:
                if records.num_rows:
                    yield self._batch(records, first, shape)
                first += records.num_rows
        if self.path.suffix.lower() in COUNTED and first <= (self.row_count or 0):
            raise UnreadableFileError(self.path.name, BROKEN_VECTOR)

    def _batch(self, records: Any, first: int, shape: str) -> Batch:  # noqa: ANN401 - pyarrow has no types
        columns = columns_in_turn(records, self.sources.values())
        read = {
            name: column_cells(column, self.encoding)
            for name, column in zip(self.sources, columns, strict=True)
        }
        numbers = np.arange(first, first + records.num_rows, dtype=np.int64)
        shapes = shapes_of_column(_last(records, shape)) if self.has_geometry else None
        texts = (column.problems(name, numbers) for name, column in read.items() if column.cut)
        return Batch(
            numbers=numbers,
            cells={name: column.cells for name, column in read.items()},
            geometry=shapes.geometry if shapes else None,
            problems=(*(shapes.problems(numbers) if shapes else ()), *chain.from_iterable(texts)),
        )


def vector_table(path: Path, kind: GeometryKind, sheet: str | None = None) -> VectorTable:
    """The table of a layer of the file.

    Where no layer is named, the only one with features that a layer of this kind can take.
    Raises UnreadableFileError, ChooseSheetError.
    """
    with _readable(path):
        layer = _layer(path, kind, sheet)
        encoding = shapefile_encoding(path, layer)
        facts = pyogrio.read_info(gdal_address(path), layer, encoding=encoding and LATIN_1)
    count = int(facts["features"])
    fields = [str(name) for name in facts["fields"]]
    key = facts["fid_column"] or None
    key = None if key in fields else key
    sources = [*([key] if key else []), *fields]
    names = [_name(source, encoding) or f"#{at}" for at, source in enumerate(sources, 1)]
    return VectorTable(
        path=path,
        layer=layer,
        sources=dict(zip(unique_columns(names), sources, strict=True)),
        key=key,
        has_geometry=facts["geometry_type"] is not None,
        crs=_wkt(facts["crs"]),
        row_count=count if count >= 0 else None,
        encoding=encoding,
    )


def _last(records: Any, name: str) -> Any:  # noqa: ANN401 - pyarrow has no types
    """The last column of a name: GDAL puts the geometry after all fields."""
    return records.column(records.schema.get_all_field_indices(name)[-1])


def _name(source: str, encoding: str | None) -> str:
    """The name of a column as its author wrote it, without a letter that was cut in two."""
    name = source if encoding is None else decoded(source.encode(LATIN_1), encoding)[0]
    return name.strip() or source


def layer_names(path: Path) -> tuple[str, ...]:
    """The layers of the file. Raises UnreadableFileError."""
    with _readable(path):
        return tuple(_shapes(path))


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """Raises UnreadableFileError where GDAL cannot go on; it opens files of our formats only."""
    limit_gdal()
    try:
        yield
    except DAMAGED as error:
        raise UnreadableFileError(path.name, BROKEN_VECTOR) from error


def _shapes(path: Path) -> dict[str, str]:
    return {str(name): str(shape) for name, shape in pyogrio.list_layers(gdal_address(path))}


def _layer(path: Path, kind: GeometryKind, sheet: str | None) -> str:
    shapes = _shapes(path)
    if sheet is not None:
        found = [name for name in shapes if name == sheet]
    elif len(shapes) == 1:
        found = list(shapes)
    else:
        full = [name for name in shapes if _count(path, name)]
        full = [name for name in full if name not in TRACE_LAYERS] or full
        parts = (*SHAPES_IN_GDAL[kind], "Unknown")
        found = [name for name in full if any(part in shapes[name] for part in parts)] or full
    if len(found) != 1:
        raise ChooseSheetError(path.name, field="sheet", sheets=", ".join(shapes))
    return found[0]


def _count(path: Path, layer: str) -> int:
    return int(pyogrio.read_info(gdal_address(path), layer, force_feature_count=True)["features"])


def _wkt(crs: str | None) -> str | None:
    """The system as WKT; GDAL gives «EPSG:…» where it can."""
    try:
        return CRS(crs).to_wkt() if crs else None
    except CRSError:
        return crs
