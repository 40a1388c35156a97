"""A GeoPackage is looked at before GDAL opens it: it may hold tables, and no program."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from ingest.safety import refused_file as because
from ingest.safety.refused_file import RefusedFileError

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
HARMLESS_MODULES = frozenset({"rtree", "fts4", "fts5"})


def is_geopackage(head: bytes) -> bool:
    """Whether a file that begins so says that it is one."""
    return head.startswith(SQLITE) and head[APPLICATION_ID_AT] in GEOPACKAGES


def check_schema(path: Path) -> None:
    """Nothing where the database only holds tables; none of its SQL is run by looking at it.

    Raises RefusedFileError.
    """
    address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as database:
            database.execute("PRAGMA trusted_schema = OFF")
            schema = database.execute("SELECT name, sql FROM sqlite_master").fetchall()
    except sqlite3.Error as error:
        raise RefusedFileError(path.name, because.BROKEN_DATABASE, entry=error) from error
    for name, sql in schema:
        virtual = VIRTUAL_TABLE.match(sql or "")
        foreign = virtual and virtual[1].lower() not in HARMLESS_MODULES
        if foreign or ACTIVE_SQL.search(sql or ""):
            raise RefusedFileError(path.name, because.ACTIVE_SCHEMA, entry=name)
