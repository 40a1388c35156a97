"""Containers (ZIP, KMZ, XLSX) are looked through before any reader unpacks them."""

import re
import stat
import zipfile
import zlib
from pathlib import Path

from ingest.checks import refused_file as because
from ingest.checks.refused_file import RefusedFileError
from ingest.checks.xml_checks import HEAD_BYTES, refuse_doctype

MOST_ENTRIES = 2_000
DENSEST_ENTRY = 250
"""Unpacked bytes to a packed one; a table of blanks comes to 200, a bomb to 1,000."""
DENSEST_CONTAINER = 150
SMALL_BYTES = 4 * 1024 * 1024
"""What unpacks to less cannot do harm, however tightly it is packed."""
PART_BYTES = 1024 * 1024
ENCRYPTED_FLAG = 0x1
CONTAINERS = (b"PK\x03\x04", b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf", b"\xfd7zXZ", b"BZh")
CONTAINER_ENDINGS = (".zip", ".kmz", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz")
XML_ENDINGS = (".xml", ".kml", ".gpx", ".rels", ".vml")
NOTES = ".shp.xml"
"""Of ArcGIS, about a shapefile; no reader opens them."""
NEVER_READ = ("xl/embeddings/", "xl/media/", "xl/activex/", "__macosx/")
"""What lies within a workbook for Excel alone, such as a document that was pasted into it."""
READ_BY_NAME_ONLY = (".vrt", ".qgz", ".qgs")
"""Files that send a reader elsewhere."""
UNSEEN = re.compile(r"[\x00-\x1f\x7f]")


def check_container(path: Path, unpacked_bytes: int | None) -> tuple[str, ...]:
    """The names in the container, all of them harmless. Raises RefusedFileError.

    Each entry is unpacked once, in small parts and not kept: what a ZIP container says of its
    sizes may be a lie. Without `unpacked_bytes` the container may come to any size.
    """
    try:
        with zipfile.ZipFile(path) as container:
            entries = container.infolist()
            _check_listing(path, entries, unpacked_bytes)
            for entry in entries:
                _check_entry(path, container, entry)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as error:
        raise RefusedFileError(path.name, because.BROKEN_CONTAINER, entry=error) from error
    return tuple(entry.filename for entry in entries)


def _check_listing(path: Path, entries: list[zipfile.ZipInfo], unpacked_bytes: int | None) -> None:
    if len(entries) > MOST_ENTRIES:
        raise RefusedFileError(
            path.name, because.TOO_MANY_ENTRIES, count=len(entries), most=MOST_ENTRIES
        )
    total = sum(entry.file_size for entry in entries)
    if unpacked_bytes is not None and total > unpacked_bytes:
        mebibytes = unpacked_bytes // 1024 // 1024
        raise RefusedFileError(path.name, because.TOO_LARGE_UNPACKED, mebibytes=mebibytes)
    if total > SMALL_BYTES and total > DENSEST_CONTAINER * path.stat().st_size:
        raise RefusedFileError(path.name, because.TOO_DENSE, entry=path.name)
    for entry in entries:
        _check_description(path, entry)


def _check_description(path: Path, entry: zipfile.ZipInfo) -> None:
    name = entry.orig_filename
    if entry.flag_bits & ENCRYPTED_FLAG:
        raise RefusedFileError(path.name, because.ENCRYPTED)
    parts = re.split(r"[/\\]", name)
    is_elsewhere = ".." in parts or not parts[0] or ":" in parts[0]
    is_link = stat.S_ISLNK(entry.external_attr >> 16)
    if is_elsewhere or is_link or UNSEEN.search(name):
        raise RefusedFileError(path.name, because.UNSAFE_NAME, entry=name)
    if name.lower().endswith(READ_BY_NAME_ONLY):
        raise RefusedFileError(path.name, because.UNSAFE_NAME, entry=name)
    if entry.file_size > max(SMALL_BYTES, DENSEST_ENTRY * entry.compress_size):
        raise RefusedFileError(path.name, because.TOO_DENSE, entry=name)


def _check_entry(path: Path, container: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    name = entry.filename.lower()
    with container.open(entry) as content:
        head = content.read(HEAD_BYTES)
        is_container = head.startswith(CONTAINERS) or name.endswith(CONTAINER_ENDINGS)
        if is_container and not name.startswith(NEVER_READ):
            raise RefusedFileError(path.name, because.NESTED, entry=entry.filename)
        if name.endswith(XML_ENDINGS) and not name.endswith(NOTES) and head:
            refuse_doctype(path, head)
        while content.read(PART_BYTES):
            pass  # its check sum is compared at the end
