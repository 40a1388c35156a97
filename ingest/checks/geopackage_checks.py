"""A GeoPackage is looked at before GDAL opens it: it may hold tables, and no program."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from ingest.checks import refused_file as because
from ingest.checks.refused_file import RefusedFileError

SQLITE = b"SQLite format 3\x00"
GEOPACKAGES = (b"GPKG", b"GP10", b"GP11")
APPLICATION_ID_AT = slice(68, 72)
ACTIVE_SQL = re.compile(
    r"\b(ogr_|gdal_|st_read|load_extension|readfile|writefile|edit\s*\(|virtualogr|fts3_tokenizer)",
    re.IGNORECASE,
)
VIRTUAL_TABLE = re.compile(
    r"^\s*CREATE\s+VIRTUAL\s+TABLE\s.*?\bUSING\s+(\w+)", re.IGNORECASE | re.DOTALL
)
OF_GEOPACKAGE = re.compile(r"^(gpkg|rtree|sqlite)_", re.IGNORECASE)
"""Begins the names of what GDAL asks for the layers; a view there would be run at once."""
REGISTERS = ("gpkg_contents", "gpkg_geometry_columns", "gpkg_ogr_contents")
"""Tables that tell which layers there are."""
HARMLESS_MODULES = frozenset({"rtree", "fts4", "fts5"})


def is_geopackage(head: bytes) -> bool:
    """Whether a file that begins so says that it is one."""
    return head.startswith(SQLITE) and head[APPLICATION_ID_AT] in GEOPACKAGES


def check_schema(path: Path) -> None:
    """Require that the database only holds tables; none of its SQL is run by looking at it.

    Raises RefusedFileError.
    """
    for kind, name, sql in _schema(path):
        if kind == "view" and OF_GEOPACKAGE.match(str(name)):
            raise RefusedFileError(path.name, because.ACTIVE_SCHEMA, entry=name)
        virtual = VIRTUAL_TABLE.match(sql or "")
        foreign = virtual and virtual[1].lower() not in HARMLESS_MODULES
        if foreign or ACTIVE_SQL.search(sql or ""):
            raise RefusedFileError(path.name, because.ACTIVE_SCHEMA, entry=name)


def views_of(path: Path) -> frozenset[str]:
    """The names of the views of the database. Raises RefusedFileError."""
    return frozenset(str(name) for kind, name, _ in _schema(path) if kind == "view")


def has_tables(path: Path) -> bool:
    """Whether the database has a layer that is no view. Raises RefusedFileError."""
    tables = {name for kind, name, _ in _schema(path) if kind == "table"}
    try:
        with closing(_opened(f"{path.resolve().as_uri()}?mode=ro&immutable=1")) as database:
            named = database.execute("SELECT table_name FROM gpkg_contents").fetchall()
    except sqlite3.Error as error:
        raise RefusedFileError(path.name, because.BROKEN_DATABASE, entry=error) from error
    return any(name in tables for (name,) in named)


def drop_views(path: Path) -> None:
    """Take every view and trigger out of the database, and the views' entries as layers.

    None of them is run: what is dropped is the text that declares them. Raises RefusedFileError.
    """
    views = views_of(path)
    try:
        with closing(_opened(f"{path.resolve().as_uri()}?mode=rw")) as database, database:
            database.execute("PRAGMA writable_schema = ON")
            database.execute("DELETE FROM sqlite_master WHERE type IN ('view', 'trigger')")
        with closing(_opened(f"{path.resolve().as_uri()}?mode=rw")) as database, database:
            for table in REGISTERS:
                _forget(database, table, views)
    except sqlite3.Error as error:
        raise RefusedFileError(path.name, because.BROKEN_DATABASE, entry=error) from error


def _forget(database: sqlite3.Connection, table: str, views: frozenset[str]) -> None:
    query = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?"
    if database.execute(query, (table,)).fetchone()[0]:
        statement = f"DELETE FROM {table} WHERE table_name = ?"  # noqa: S608 - one of the constants
        database.executemany(statement, [(view,) for view in views])


def _schema(path: Path) -> list[tuple[str, str, str | None]]:
    try:
        with closing(_opened(f"{path.resolve().as_uri()}?mode=ro&immutable=1")) as database:
            return database.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise RefusedFileError(path.name, because.BROKEN_DATABASE, entry=error) from error


def _opened(address: str) -> sqlite3.Connection:
    database = sqlite3.connect(address, uri=True)
    database.execute("PRAGMA trusted_schema = OFF")
    return database
