"""GeoParquet 1.1."""

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pyproj
import shapely

from layers.exports.columns import GEOMETRY, record_batches, table_schema
from layers.exports.gdal_files import code_of
from layers.exports.selection import Export
from layers.reference_systems import DEFAULT

VERSION = "1.1.0"
ATLAS_KEY = "atlas"
"""Under it stands what is known of the rows as a whole."""


def write_geoparquet(export: Export, path: Path) -> None:
    """Nothing; the file holds the layer, lists as lists, and what is known of it as metadata."""
    fields = export.selection.access.fields
    about = json.dumps(export.about.as_json(), ensure_ascii=False)
    schema = table_schema(fields, lists=True).with_metadata({ATLAS_KEY: about})
    places = Places()
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in record_batches(export, schema):
            places.add(batch.column(GEOMETRY))
            writer.write_batch(batch)
        column = {"encoding": "WKB", "crs": _projjson(export), **places.known}
        geo = {"version": VERSION, "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}
        writer.add_key_value_metadata({"geo": json.dumps(geo)})


class Places:
    """The kinds of the places that were written and the box around them."""

    def __init__(self) -> None:
        self._kinds: set[str] = set()
        self._boxes: list[list[float]] = []

    def add(self, column: pa.Array) -> None:
        """Nothing; the places of one batch are counted in."""
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
