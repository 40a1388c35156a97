"""A file is what its name says, and harmless to read: looked at before any reader opens it."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from ingest import refused_file as because
from ingest.archive_checks import check_archive
from ingest.refused_file import RefusedFileError
from ingest.table import UnknownFormatError
from ingest.xml_checks import HEAD_BYTES, refuse_doctype

PART_BYTES = 1024 * 1024
OVERLAP_BYTES = 512
"""What is looked at twice, so that nothing is missed between two parts of a file."""

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
LINKED_CRS = re.compile(rb'"crs"\s*:\s*\{[^{}]{0,200}"type"\s*:\s*"(?:link|url)"', re.IGNORECASE)
LINKED_CRS_TYPE_LAST = re.compile(
    rb'"crs"\s*:\s*\{\s*"properties"\s*:\s*\{[^{}]{0,300}"(?:href|url)"\s*:', re.IGNORECASE
)
CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def check_upload(path: Path, unpacked_bytes: int) -> None:
    """Nothing where the file may be read. Raises UnknownFormatError, RefusedFileError.

    `unpacked_bytes` is what an archive may come to.
    """
    ending = path.suffix.lower()
    if ending in ARCHIVED:
        names = _checked_archive(path, unpacked_bytes)
        needed = ARCHIVED[ending]
        if needed and not any(name.lower().endswith(needed) for name in names):
            raise RefusedFileError(path.name, because.LACKS_PART, entry=needed)
    elif ending in CHECKS:
        CHECKS[ending](path)
    else:
        known = " ".join(sorted((*CHECKS, *ARCHIVED)))
        raise UnknownFormatError(path.name, field="file", known=known)


def _checked_archive(path: Path, unpacked_bytes: int) -> tuple[str, ...]:
    if not _head(path).startswith((b"PK\x03\x04", b"PK\x05\x06")):
        raise _other(path)
    return check_archive(path, unpacked_bytes)


def _check_text(path: Path) -> None:
    head = _head(path)
    if head.startswith(UTF_16_MARKS):
        return
    zeros = {position % 2 for position, byte in enumerate(head) if byte == 0}
    if len(zeros) == 1:
        return  # UTF-16 without a mark: digits and separators have a zero byte, on one side
    if zeros or CONTROLS.search(head) or _holds(path, re.compile(rb"\x00")):
        raise _other(path)


def _check_json(path: Path) -> None:
    _check_text(path)
    if not _head(path).removeprefix(BYTE_ORDER_MARK).lstrip().startswith((b"{", b"[")):
        raise _other(path)
    if _holds(path, LINKED_CRS) or _holds(path, LINKED_CRS_TYPE_LAST):
        raise RefusedFileError(path.name, because.FOREIGN_CRS)


def _xml_with_root(*roots: bytes) -> Callable[[Path], None]:
    def check(path: Path) -> None:
        rest = refuse_doctype(path, _head(path))
        root = re.match(rb"<(?:[\w.-]+:)?([\w.-]+)", rest)
        if root is None or root[1].lower() not in roots:
            raise _other(path)

    return check


def _begins_with(*magic: bytes) -> Callable[[Path], None]:
    def check(path: Path) -> None:
        if not _head(path).startswith(magic):
            raise _other(path)

    return check


def _check_parquet(path: Path) -> None:
    with path.open("rb") as content:
        begins = content.read(4)
        content.seek(-min(4, path.stat().st_size), 2)
        if not begins == content.read(4) == b"PAR1":
            raise _other(path)


def _check_osm(path: Path) -> None:
    if b"OSMHeader" not in _head(path)[:32]:
        raise _other(path)


def _check_geopackage(path: Path) -> None:
    """Nothing where the database only holds tables; none of its SQL is run by looking at it."""
    head = _head(path)
    if not head.startswith(b"SQLite format 3\x00") or head[APPLICATION_ID_AT] not in GEOPACKAGES:
        raise _other(path)
    address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as database:
            database.execute("PRAGMA trusted_schema = OFF")
            schema = database.execute("SELECT name, sql FROM sqlite_master").fetchall()
    except sqlite3.Error as error:
        raise RefusedFileError(path.name, because.BROKEN_ARCHIVE, entry=error) from error
    for name, sql in schema:
        virtual = VIRTUAL_TABLE.match(sql or "")
        foreign = virtual and virtual[1].lower() not in HARMLESS_MODULES
        if foreign or ACTIVE_SQL.search(sql or ""):
            raise RefusedFileError(path.name, because.ACTIVE_SCHEMA, entry=name)


def _head(path: Path) -> bytes:
    with path.open("rb") as content:
        return content.read(HEAD_BYTES)


def _holds(path: Path, pattern: re.Pattern[bytes]) -> bool:
    """Whether the pattern stands anywhere in the file, which is read in parts."""
    kept = b""
    with path.open("rb") as content:
        while part := content.read(PART_BYTES):
            if pattern.search(kept + part):
                return True
            kept = part[-OVERLAP_BYTES:]
    return False


def _other(path: Path) -> RefusedFileError:
    return RefusedFileError(path.name, because.OTHER_CONTENT, ending=path.suffix.lower())


CHECKS: dict[str, Callable[[Path], None]] = {
    ".csv": _check_text,
    ".tsv": _check_text,
    ".txt": _check_text,
    ".json": _check_json,
    ".geojson": _check_json,
    ".kml": _xml_with_root(b"kml", b"document", b"folder", b"placemark"),
    ".gpx": _xml_with_root(b"gpx"),
    ".gpkg": _check_geopackage,
    ".fgb": _begins_with(b"fgb\x03fgb"),
    ".parquet": _check_parquet,
    ".geoparquet": _check_parquet,
    ".pbf": _check_osm,
    ".jpg": _begins_with(b"\xff\xd8\xff"),
    ".jpeg": _begins_with(b"\xff\xd8\xff"),
}
ARCHIVED = {
    ".xlsx": "xl/workbook.xml",
    ".xlsm": "xl/workbook.xml",
    ".kmz": ".kml",
    ".zip": "",
}
"""What an archive of each ending must hold."""
