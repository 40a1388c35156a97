"""GeoPackage and FlatGeobuf, written by GDAL from a stream of record batches."""

from pathlib import Path

import pyarrow as pa
import pyogrio
from sqlalchemy import func, select

from layers.exports.columns import GEOMETRY, record_batches, table_schema
from layers.exports.selection import Export
from layers.reading.reference_systems import ServedSystem

MOST_INDEXED = 500_000
"""Beyond so many rows a FlatGeobuf has no spatial index: GDAL keeps it in memory as it writes,
about 250 bytes a row."""

GEOPACKAGE_VERSION = "1.3"
"""GDAL 3.6, and QGIS with it, warn of later ones."""


def write_geopackage(export: Export, path: Path) -> None:
    """Write the file with the layer, its index, and what is known of it as metadata."""
    options = {"IDENTIFIER": export.about.title, "DESCRIPTION": export.about.sentence}
    _write(export, path, "GPKG", options, {"VERSION": GEOPACKAGE_VERSION})


def write_flatgeobuf(export: Export, path: Path) -> None:
    """Write the file with the layer, and what is known of it in its header."""
    indexed = export.about.count <= MOST_INDEXED and not _lacks_places(export)
    options = {
        "TITLE": export.about.title,
        "DESCRIPTION": export.about.sentence,
        "SPATIAL_INDEX": "YES" if indexed else "NO",
        "TEMPORARY_DIR": str(path.parent),
    }
    _write(export, path, "FlatGeobuf", options)


def code_of(crs: ServedSystem) -> str:
    """The EPSG code of a system; these formats put east before north in any."""
    return "EPSG:4326" if crs.is_stored else crs.system.code


def _write(
    export: Export,
    path: Path,
    driver: str,
    options: dict[str, str],
    of_file: dict[str, str] | None = None,
) -> None:
    schema = table_schema(export.fields, time_unit="ms")
    stream = pa.RecordBatchReader.from_batches(schema, record_batches(export, schema))
    pyogrio.write_arrow(
        stream,
        path,
        layer=export.selection.layer.id,
        driver=driver,
        geometry_name=GEOMETRY,
        geometry_type="Unknown",
        crs=code_of(export.selection.crs),
        layer_metadata=export.about.as_texts(),
        layer_options=options,
        dataset_options=of_file,
    )


def _lacks_places(export: Export) -> bool:
    """Whether some row has no place in the system: an index cannot hold it."""
    selection = export.selection
    placeless = selection.access.select(selection.layer.table.id).where(
        *selection.conditions,
        func.coalesce(func.ST_IsEmpty(export.place), True),
    )
    return export.session.execute(select(placeless.exists())).scalar_one()
