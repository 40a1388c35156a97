"""Small files that take very much time or memory of whoever reads them."""

import sqlite3
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from geopandas import GeoDataFrame
from shapely import Point

# ruff: noqa: S608 - our own words

ENDLESS = "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t)"
SLOW_VALUE = "length(replace(hex(zeroblob(30000000 + fid)), '0', 'ab'))"
"""SQL that takes some tenths of a second for each row."""


def some_points(path: Path, rows: int = 2) -> Path:
    """A GeoPackage with some places."""
    frame = GeoDataFrame({"name_ru": ["Курган"] * rows}, geometry=[Point(67, 48)] * rows, crs=4326)
    frame.to_file(path, engine="pyogrio", layer="places")
    return path


def changed(path: Path, *statements: str) -> Path:
    """The database after some statements."""
    with sqlite3.connect(path) as database:
        for statement in statements:
            database.execute(statement)
    database.close()
    return path


def with_endless_view(path: Path) -> Path:
    """A GeoPackage with two places, and a layer that is a view without an end."""
    return changed(
        some_points(path),
        f"CREATE VIEW endless AS {ENDLESS} SELECT n AS fid, NULL AS geom FROM t WHERE n < 0",
        "INSERT INTO gpkg_contents(table_name, data_type, identifier, srs_id)"
        " VALUES ('endless', 'features', 'endless', 4326)",
        "INSERT INTO gpkg_geometry_columns VALUES ('endless', 'geom', 'POINT', 4326, 0, 0)",
    )


def with_only_a_view(path: Path) -> Path:
    """A GeoPackage whose only layer is a view without an end."""
    return changed(
        with_endless_view(path),
        "DELETE FROM gpkg_contents WHERE table_name = 'places'",
    )


def with_register_of_views(path: Path) -> Path:
    """A GeoPackage in which the table of layers is itself a view without an end."""
    return changed(
        some_points(path),
        "ALTER TABLE gpkg_contents RENAME TO kept",
        f"CREATE VIEW gpkg_contents AS {ENDLESS} SELECT n AS table_name FROM t WHERE n < 0",
    )


def with_slow_values(path: Path, rows: int = 500) -> Path:
    """A GeoPackage with a column whose every value takes about a second."""
    return changed(
        some_points(path, rows),
        f"ALTER TABLE places ADD COLUMN slow INTEGER GENERATED ALWAYS AS ({SLOW_VALUE}) VIRTUAL",
    )


def with_large_values(path: Path) -> Path:
    """A GeoPackage with a column whose every value is a text of 300 megabytes."""
    return changed(
        some_points(path),
        "ALTER TABLE places ADD COLUMN large TEXT"
        " GENERATED ALWAYS AS (hex(zeroblob(150000000 + fid))) VIRTUAL",
    )


def with_one_text(path: Path, megabytes: int) -> Path:
    """A Parquet file with one text of so many megabytes, which is packed into some kilobytes."""
    table = pa.table({"name_ru": ["x" * megabytes * 1_000_000], "kind": ["archaeology"]})
    pq.write_table(table, path, compression="zstd")
    return path
