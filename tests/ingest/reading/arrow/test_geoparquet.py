import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
from geopandas import GeoDataFrame
from pyproj import CRS
from shapely import Point

from ingest.reading.arrow.geoparquet import parquet_table
from ingest.reading.readers import open_table
from ingest.rows.table import UnreadableFileError
from layers.model.layer import GeometryKind

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


@pytest.mark.parametrize("names", [["a", "a", "b"], ["", "", "a"], ["a", " ", " "]])
def test_columns_of_one_name_are_all_read(tmp_path: Path, names: list[str]) -> None:
    path = tmp_path / "twice.parquet"
    pq.write_table(pa.Table.from_arrays([pa.array([each]) for each in (1, 2, 3)], names), path)
    table = parquet_table(path)
    (batch,) = table.batches()
    assert len(set(table.columns)) == 3
    assert [*batch.row(0).cells.values()] == [1, 2, 3]


def test_damaged_and_foreign_files_are_refused(tmp_path: Path) -> None:
    path = write_frame(tmp_path / "a.parquet")
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(UnreadableFileError, match="damaged or was cut off"):
        parquet_table(path)
    with pytest.raises(UnreadableFileError, match="WKB"):
        parquet_table(write_wkb(tmp_path / "b.parquet", {"encoding": "sketch"}))


def test_page_that_was_overwritten_is_told_while_reading(tmp_path: Path) -> None:
    path = write_frame(tmp_path / "a.parquet")
    content = bytearray(path.read_bytes())
    content[4:60] = bytes(56)
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError, match="damaged or was cut off"):
        list(parquet_table(path).batches())


def write_footer(
    path: Path, geo: dict[str, object] | None, table: pa.Table, **options: str
) -> Path:
    """A file whose `geo` stands in the footer alone, as DuckDB and GDAL write it."""
    with pq.ParquetWriter(path, table.schema, **options) as writer:
        writer.write_table(table)
        if geo is not None:
            writer.add_key_value_metadata({"geo": json.dumps(geo)})
    return path


def shaped(kind: pa.DataType | None = None) -> pa.Table:
    wkb = pa.array(
        list(shapely.to_wkb([Point(67.5, 51.5), Point(68.5, 51.5)])), kind or pa.binary()
    )
    return pa.table({"name": ["a", "b"], "shape": wkb, "other": wkb.cast(pa.binary())})


def geo_of(**column: object) -> dict[str, object]:
    columns = {"other": {"encoding": "WKB"}, "shape": {"encoding": "WKB", **column}}
    return {"version": "1.1.0", "primary_column": "shape", "columns": columns}


@pytest.mark.parametrize("compression", ["none", "snappy", "gzip", "zstd", "brotli", "lz4"])
def test_geometry_is_known_by_the_footer_alone(tmp_path: Path, compression: str) -> None:
    path = write_footer(tmp_path / "a.parquet", geo_of(), shaped(), compression=compression)
    table = parquet_table(path)
    (batch,) = table.batches()
    assert table.columns == ("name", "other")
    assert batch.geometry is not None
    assert [each.x for each in batch.geometry] == [67.5, 68.5]


@pytest.mark.parametrize("kind", [pa.large_binary(), pa.binary(), pa.binary_view()])
def test_bytes_of_any_width_are_read(tmp_path: Path, kind: pa.DataType) -> None:
    path = write_footer(tmp_path / "a.parquet", geo_of(), shaped(kind))
    (batch,) = parquet_table(path).batches()
    assert batch.geometry is not None
    assert batch.geometry[1].x == 68.5


@pytest.mark.parametrize(
    ("crs", "code"), [(None, None), ("OGC:CRS84", "OGC:CRS84"), ("EPSG:28412", "EPSG:28412")]
)
def test_system_may_be_null_or_a_name(tmp_path: Path, crs: str | None, code: str | None) -> None:
    table = parquet_table(write_footer(tmp_path / "a.parquet", geo_of(crs=crs), shaped()))
    assert (table.crs and CRS(table.crs)) == (code and CRS(code))


def test_primary_column_that_is_missing_is_another_geometry(tmp_path: Path) -> None:
    geo = {**geo_of(), "primary_column": "geom"}
    assert parquet_table(write_footer(tmp_path / "a.parquet", geo, shaped())).has_geometry


@pytest.mark.parametrize(
    "shape",
    [
        Point(67, 51), shapely.MultiPoint([(67, 51), (68, 51)]),
        shapely.LineString([(67, 51), (68, 51)]), shapely.box(67, 51, 68, 52),
        shapely.MultiLineString([[(67, 51), (68, 51)]]),
        shapely.MultiPolygon([shapely.box(67, 51, 68, 52)]),
    ],
)  # fmt: skip
def test_encodings_of_geoarrow_are_read(tmp_path: Path, shape: shapely.Geometry) -> None:
    path = tmp_path / "a.parquet"
    GeoDataFrame({"n": [1, 2]}, geometry=[shape, None], crs=4326).to_parquet(
        path, geometry_encoding="geoarrow"
    )
    (batch,) = parquet_table(path).batches()
    assert batch.geometry is not None
    assert batch.geometry[0].equals(shape)
    assert batch.geometry[1] is None


def test_column_of_geoarrow_needs_no_geoparquet(tmp_path: Path) -> None:
    told = {b"ARROW:extension:name": b"geoarrow.wkb"}
    wkb = pa.array([shapely.to_wkb(Point(67, 51))])
    schema = pa.schema([pa.field("g", wkb.type, metadata=told)])
    pq.write_table(pa.Table.from_arrays([wkb], schema=schema), tmp_path / "a.parquet")
    assert parquet_table(tmp_path / "a.parquet").has_geometry


def test_broken_geometry_of_a_row_waits_alone(tmp_path: Path) -> None:
    table = pa.table({"shape": pa.array([b"\x01\x01", shapely.to_wkb(Point(67, 51)), None])})
    geo = {"primary_column": "shape", "columns": {"shape": {"encoding": "WKB"}}}
    (batch,) = parquet_table(write_footer(tmp_path / "a.parquet", geo, table)).batches()
    assert [(each.row, each.code) for each in batch.problems] == [(1, "unreadable_shape")]


def test_index_of_pandas_and_odd_types_are_columns(tmp_path: Path) -> None:
    frame = GeoDataFrame(
        {"n": [2**62 + 1], "big": [1.0e17], "yes": [True]}, geometry=[Point(67, 51)], index=["k7"]
    ).rename_axis("code")
    frame.to_parquet(tmp_path / "a.parquet")
    (batch,) = parquet_table(tmp_path / "a.parquet").batches()
    assert {name: str(cells[0]) for name, cells in batch.cells.items()} == {
        "n": "4611686018427387905", "big": "100000000000000000", "yes": "true", "code": "k7",
    }  # fmt: skip
