import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
from geopandas import GeoDataFrame
from pyproj import CRS
from shapely import Point

from ingest.reading.geoparquet import parquet_table
from ingest.reading.readers import open_table
from ingest.reading.table import UnreadableFileError
from layers.definition import GeometryKind

POINTS = [Point(67.5, 51.5), Point(68.5, 51.25), None]


def write_frame(path: Path, crs: str | None = "EPSG:32642") -> Path:
    frame = GeoDataFrame(
        {"name": ["Курган", " Мавзолей ", None], "year": [-300, None, 1480]},
        geometry=POINTS,
        crs=crs,
    )
    frame.to_parquet(path, write_covering_bbox=True)
    return path


def write_wkb(path: Path, column: dict[str, object]) -> Path:
    """A file as a program writes it that knows nothing of geopandas."""
    table = pa.table({"name": ["A"], "shape": [shapely.to_wkb(Point(67, 51))]})
    geo = {"version": "1.1.0", "primary_column": "shape", "columns": {"shape": column}}
    pq.write_table(table.replace_schema_metadata({"geo": json.dumps(geo)}), path)
    return path


def test_rows_keep_their_numbers_and_geometry_over_batches(tmp_path: Path) -> None:
    table = open_table(write_frame(tmp_path / "a.parquet"), GeometryKind.POINT, lambda _: False)
    rows = [batch.row(at) for batch in table.batches(2) for at in range(len(batch))]
    assert [row.number for row in rows] == [1, 2, 3]
    assert [row.geometry for row in rows] == POINTS
    assert [row.cells for row in rows] == [
        {"name": "Курган", "year": -300},
        {"name": "Мавзолей", "year": ""},
        {"name": "", "year": 1480},
    ]
    assert table.row_count == 3


def test_system_is_what_the_file_says(tmp_path: Path) -> None:
    table = parquet_table(write_frame(tmp_path / "a.parquet"))
    assert table.crs is not None
    assert CRS(table.crs).to_epsg() == 32642


def test_system_that_is_not_told_is_longitude_and_latitude(tmp_path: Path) -> None:
    table = parquet_table(write_wkb(tmp_path / "a.parquet", {"encoding": "WKB"}))
    assert table.crs is not None
    assert CRS(table.crs) == CRS("OGC:CRS84")


def test_system_that_is_said_to_be_unknown_stays_unknown(tmp_path: Path) -> None:
    table = parquet_table(write_wkb(tmp_path / "a.parquet", {"encoding": "WKB", "crs": None}))
    assert table.crs is None
    assert table.has_geometry


def test_parquet_without_geometry_is_a_plain_table(tmp_path: Path) -> None:
    path = tmp_path / "plain.parquet"
    pq.write_table(pa.table({"lat": [51.5, None], "tags": [["a", "b"], []]}), path)
    table = parquet_table(path)
    (batch,) = table.batches()
    assert not table.has_geometry
    assert batch.row(0).cells == {"lat": 51.5, "tags": "a, b"}
    assert batch.row(1).cells == {"lat": "", "tags": ""}


def test_damaged_and_foreign_files_are_refused(tmp_path: Path) -> None:
    path = write_frame(tmp_path / "a.parquet")
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(UnreadableFileError, match="damaged or was cut off"):
        parquet_table(path)
    with pytest.raises(UnreadableFileError, match="WKB"):
        parquet_table(write_wkb(tmp_path / "b.parquet", {"encoding": "point"}))


def test_page_that_was_overwritten_is_told_while_reading(tmp_path: Path) -> None:
    path = write_frame(tmp_path / "a.parquet")
    content = bytearray(path.read_bytes())
    content[4:60] = bytes(56)
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError, match="damaged or was cut off"):
        list(parquet_table(path).batches())
