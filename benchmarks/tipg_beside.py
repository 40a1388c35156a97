"""TipG on the same database: the usual way to serve PostGIS tables as OGC features and tiles."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

from benchmarks.served import started

PYTHON = Path(".tools/interop/bin/python")
TABLES = ("citizen_reports", "regions", "tourist_routes")
FIELDS_OF_REPORTS = "topic,state,synthetic"
VERSION = "import importlib.metadata as m; print(m.version('tipg'))"
SETTINGS = {
    "TIPG_DB_TABLES": json.dumps([f"public.{table}" for table in TABLES]),
    "TIPG_DB_EXCLUDE_FUNCTION_SCHEMAS": '["public"]',
    "TIPG_DB_SPATIAL_EXTENT": "false",
    "TIPG_DB_DATETIME_EXTENT": "false",
    "TIPG_CATALOG_TTL": "0",
    "TIPG_MAX_FEATURES_PER_TILE": "100000000",
    "TIPG_TILE_BUFFER": "64",
    "DB_MIN_CONN_SIZE": "1",
    "DB_MAX_CONN_SIZE": "4",
}
"""Tiles with all of their features, and no look at every row when it starts."""


@contextmanager
def tipg(url: str) -> Iterator[int]:
    """The port at which TipG answers while the block runs."""
    environment = {**os.environ, **SETTINGS, "DATABASE_URL": _with_host(url)}
    with started("tipg.main:app", environment, "/healthz", python=str(PYTHON)) as port:
        yield port


def version() -> str:
    """TipG's version."""
    told = subprocess.run(  # noqa: S603 - our own words
        [str(PYTHON), "-c", VERSION], check=True, capture_output=True, text=True
    )
    return told.stdout.strip()


def tile_path(table: str, tile: object, fields: str) -> str:
    """The address of a tile with all features and some fields of a table."""
    return (
        f"/collections/public.{table}/tiles/WebMercatorQuad/{tile}"
        f"?geom-column=geom&properties={fields}"
    )


def _with_host(url: str) -> str:
    """The database's URL with the socket's folder as its host: TipG refuses one without."""
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    if "host" not in query:
        return url
    host, port = quote(query["host"][0], safe=""), query.get("port", ["5432"])[0]
    return f"postgresql://{parts.username}@{host}:{port}{parts.path}"
