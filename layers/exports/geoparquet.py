"""GeoParquet 1.1."""

import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pyproj
import shapely

from layers.exports.columns import GEOMETRY, record_batches, table_schema
from layers.exports.gdal_files import code_of
from layers.exports.selection import Export
from layers.reading.reference_systems import DEFAULT

VERSION = "1.1.0"
ATLAS_KEY = "atlas"
"""Under it stands what is known of the rows as a whole."""
ROWS_OF_GROUP = 50_000
"""Each group is described in the end of the file: thousands of them make it slow to open."""
BYTES_OF_GROUP = 32 * 1024 * 1024
"""A group is closed earlier where its rows are so large."""


def geoparquet_parts(export: Export) -> Iterator[bytes]:
    """The file, a group of rows at a time; lists are lists, and its end tells what is known of it.

    Memory holds one group, whatever there is in all.
    """
    about = json.dumps(export.about.as_json(), ensure_ascii=False)
    schema = table_schema(export.fields, lists=True).with_metadata({ATLAS_KEY: about})
    places = GeometryStatistics()
    written = BytesIO()
    with pq.ParquetWriter(written, schema, compression="zstd") as writer:
        for group in _groups(record_batches(export, schema)):
            for batch in group:
                places.add(batch.column(GEOMETRY))
            writer.write_table(pa.Table.from_batches(group))
            yield _taken(written)
        column = {"encoding": "WKB", "crs": _projjson(export), **places.known}
        geo = {"version": VERSION, "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}
        writer.add_key_value_metadata({"geo": json.dumps(geo)})
    yield _taken(written)


def _groups(batches: Iterator[pa.RecordBatch]) -> Iterator[list[pa.RecordBatch]]:
    """The batches in groups that are large enough to be read fast and small enough to be held."""
    group: list[pa.RecordBatch] = []
    rows, size = 0, 0
    for batch in batches:
        group.append(batch)
        rows, size = rows + batch.num_rows, size + batch.nbytes
        if rows >= ROWS_OF_GROUP or size >= BYTES_OF_GROUP:
            yield group
            group, rows, size = [], 0, 0
    if group:
        yield group


def _taken(written: BytesIO) -> bytes:
    """What was written since the last time; nothing of it stays. The writer counts by itself."""
    part = written.getvalue()
    written.seek(0)
    written.truncate()
    return part


class GeometryStatistics:
    """The kinds of the places that were written and the box around them."""

    def __init__(self) -> None:
        self._kinds: set[str] = set()
        self._boxes: list[list[float]] = []

    def add(self, column: pa.Array) -> None:
        """Count the places of one batch in."""
        geometries = shapely.from_wkb(column.to_numpy(zero_copy_only=False))
        there = geometries[~shapely.is_missing(geometries) & ~shapely.is_empty(geometries)]
        self._kinds |= {geometry.geom_type for geometry in there}
        if len(there):
            self._boxes.append(list(shapely.total_bounds(there)))

    @property
    def known(self) -> dict[str, Any]:
        """The members `geometry_types` and, where there is any place, `bbox`."""
        kinds = {"geometry_types": sorted(self._kinds)}
        if not self._boxes:
            return kinds
        west, south, east, north = zip(*self._boxes, strict=True)
        return {**kinds, "bbox": [min(west), min(south), max(east), max(north)]}


def _projjson(export: Export) -> dict[str, Any]:
    crs = export.selection.crs
    name = "OGC:CRS84" if crs == DEFAULT else code_of(crs)
    described: dict[str, Any] = pyproj.CRS.from_user_input(name).to_json_dict()
    return described
