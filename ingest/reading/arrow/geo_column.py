"""Which column of a Parquet file holds the geometries, and how: three conventions tell it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError

from ingest.reading.arrow.arrow_cells import shapes_of_column
from ingest.reading.geometry.geojson_shapes import feature_shape
from ingest.reading.geometry.wkb_shapes import DecodedGeometries
from ingest.reading.table import row_faults

GEO = b"geo"
"""Under this key the GeoParquet specification keeps its facts."""
EXTENSION, EXTENSION_FACTS = b"ARROW:extension:name", b"ARROW:extension:metadata"
DEFAULT_SYSTEM = "OGC:CRS84"
"""What the specifications say of a column without `crs`."""
WKB, WKT = "wkb", "wkt"
NATIVE = {
    "point": "Point",
    "linestring": "LineString",
    "polygon": "Polygon",
    "multipoint": "MultiPoint",
    "multilinestring": "MultiLineString",
    "multipolygon": "MultiPolygon",
}
"""GeoJSON's names of the encodings of GeoArrow, which nest coordinates as GeoJSON does."""
OF_PARQUET = ("geometry", "geography")
"""Logical types of Parquet itself."""


@dataclass(frozen=True, slots=True)
class GeoColumn:
    """The column, its encoding in small letters, its system as WKT, and columns that only help."""

    name: str
    encoding: str
    crs: str | None
    helpers: frozenset[str] = frozenset()

    @property
    def is_known(self) -> bool:
        """Whether the encoding is one that is read."""
        return self.encoding in {WKB, WKT, *NATIVE}

    def shapes(self, column: Any) -> DecodedGeometries:  # noqa: ANN401 - pyarrow has no types
        """The geometries of an Arrow array of this column."""
        stored = column.storage if isinstance(column.type, pa.BaseExtensionType) else column
        if self.encoding == WKB:
            return shapes_of_column(stored.cast(pa.large_binary()))
        if self.encoding == WKT:
            return _of_texts(stored.to_pylist())
        return _native(stored.to_pylist(), NATIVE[self.encoding])


def geo_column(file: pq.ParquetFile) -> GeoColumn | None:
    """The column as GeoParquet, GeoArrow or Parquet itself tells it; None where none does."""
    schema = file.schema_arrow
    metadata = {**(schema.metadata or {}), **(file.metadata.metadata or {})}
    told = _of_geoparquet(metadata, schema.names)
    return told or _of_geoarrow(schema) or _of_parquet(file)


def _of_geoparquet(metadata: Mapping[bytes, bytes], names: list[str]) -> GeoColumn | None:
    try:
        facts = json.loads(metadata.get(GEO, b"null"))
    except ValueError:
        return None
    columns = facts.get("columns") if isinstance(facts, dict) else None
    if not isinstance(columns, dict):
        return None
    ordered = [facts.get("primary_column"), *columns]
    name = next((each for each in ordered if each in columns and each in names), None)
    if name is None or not isinstance(columns[name], dict):
        return None
    about = columns[name]
    system = about.get("crs", DEFAULT_SYSTEM)
    return GeoColumn(name, str(about.get("encoding")).lower(), _wkt(system), _covering(about))


def _of_geoarrow(schema: pa.Schema) -> GeoColumn | None:
    for field in schema:
        facts = field.metadata or {}
        told = getattr(field.type, "extension_name", "") or facts.get(EXTENSION, b"").decode()
        family, _, encoding = told.partition(".")
        if family in {"geoarrow", "ogc"} and encoding in {WKB, WKT, *NATIVE}:
            try:
                about = json.loads(facts.get(EXTENSION_FACTS, b"{}") or b"{}")
            except ValueError:
                about = {}
            return GeoColumn(field.name, encoding, _wkt(about.get("crs")))
    return None


def _of_parquet(file: pq.ParquetFile) -> GeoColumn | None:
    for place in range(len(file.schema)):
        column = file.schema.column(place)
        kind, _, about = str(column.logical_type).partition("(")
        if kind.lower() in OF_PARQUET and column.path in file.schema_arrow.names:
            _, _, system = about.rstrip(")").partition("crs=")
            return GeoColumn(column.path, WKB, _wkt(system.split(",")[0] or DEFAULT_SYSTEM))
    return None


def _covering(about: Mapping[str, Any]) -> frozenset[str]:
    """The column that holds the boxes of the geometries."""
    box = (about.get("covering") or {}).get("bbox") or {}
    return frozenset(path[0] for path in box.values() if path)


def _wkt(system: Any) -> str | None:  # noqa: ANN401 - whatever JSON can say
    """The system as WKT; None where the file says that it is unknown."""
    try:
        return str(CRS.from_user_input(system).to_wkt()) if system else None
    except CRSError:
        return json.dumps(system)


def _of_texts(texts: list[str | None]) -> DecodedGeometries:
    geometry = np.asarray(shapely.from_wkt(texts, on_invalid="ignore"), dtype=object)
    unread = {at: text for at, text in enumerate(texts) if text and geometry[at] is None}
    return DecodedGeometries(geometry, unread)


def _native(values: list[Any], kind: str) -> DecodedGeometries:
    geometry = np.empty(len(values), dtype=object)
    unread: dict[int, str] = {}
    for at, value in enumerate(values):
        if value is not None:
            told = {"type": kind, "coordinates": _coordinates(value)}
            geometry[at], problems = feature_shape(told)
            if problems and geometry[at] is None:
                unread[at] = str(value)[: row_faults.LONGEST_VALUE]
    return DecodedGeometries(geometry, unread)


def _coordinates(value: Any) -> Any:  # noqa: ANN401 - nested as deep as the geometry
    """Nested lists of numbers; a position may be a record of x, y and more."""
    if isinstance(value, dict):
        return [value["x"], value["y"], *([value["z"]] if "z" in value else [])]
    return [_coordinates(each) for each in value] if isinstance(value, list) else value
