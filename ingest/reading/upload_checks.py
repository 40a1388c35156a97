"""A file is what its name says, and harmless to read: looked at before any reader opens it."""

import re
import shutil
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest.checks import refused_file as because
from ingest.checks.geopackage_checks import check_schema, is_geopackage
from ingest.checks.refused_file import RefusedFileError
from ingest.checks.xml_checks import HEAD_BYTES, refuse_doctype
from ingest.checks.zip_checks import check_container
from ingest.reading.container.packed_maps import check_packed_maps, check_shapefile, packed_maps
from ingest.reading.other_formats import unknown_format
from ingest.rows.text_encoding import unmarked_utf16

PART_BYTES = 1024 * 1024
OVERLAP_BYTES = 512
"""What is looked at twice, so that nothing is missed between two parts of a file."""

LINKED_CRS = re.compile(rb'"crs"\s*:\s*\{[^{}]{0,200}"type"\s*:\s*"(?:link|url)"', re.IGNORECASE)
LINKED_CRS_TYPE_LAST = re.compile(
    rb'"crs"\s*:\s*\{\s*"properties"\s*:\s*\{[^{}]{0,300}"(?:href|url)"\s*:', re.IGNORECASE
)
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
MOST_STRANGE = 0.02
"""The share of characters that no keyboard writes, above which a file is no text."""
BINARY = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"%PDF", b"SQLite format 3", b"{\\rtf")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Begins what Office wrote up to 2003, and what it locks with a password."""
SHAPES = b"\x00\x00\x27\x0a"
TIFF = (b"II*\x00", b"MM\x00*")
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
BEFORE_JSON = b"\x00\x1e\xff\xfe \t\r\n"
"""Spaces, the separators of a sequence, and what UTF-16 has beside its letters."""


def check_upload(path: Path, unpacked_bytes: int) -> None:
    """Require that the file, which came alone, may be read.

    `unpacked_bytes` is what a container may come to. Raises UnknownFormatError, RefusedFileError.
    """
    if path.suffix.lower() in IN_PARTS:
        raise unknown_format(path, KNOWN)
    check_file(path, unpacked_bytes)


def check_file(path: Path, unpacked_bytes: int | None = None) -> None:
    """Require that the file may be read. Raises UnknownFormatError, RefusedFileError."""
    ending = path.suffix.lower()
    if ending not in CHECKS and ending not in ZIPPED:
        raise unknown_format(path, KNOWN)
    if path.stat().st_size == 0:
        raise RefusedFileError(path.name, because.EMPTY)
    if ending in CHECKS:
        CHECKS[ending](path)
        return
    names = _checked_container(path, unpacked_bytes)
    needed = ZIPPED[ending]
    if not needed:
        check_packed_maps(path, names)
        _check_packed(path, packed_maps(names))
    elif not any(name.lower().endswith(needed) for name in names):
        raise RefusedFileError(path.name, because.LACKS_PART, entry=needed)


def _checked_container(path: Path, unpacked_bytes: int | None) -> tuple[str, ...]:
    head = _head(path)
    if head.startswith(OLE) and path.suffix.lower() in BOOKS:
        raise RefusedFileError(path.name, because.LOCKED_OR_OLD_BOOK)
    if not head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        raise _other(path)
    return check_container(path, unpacked_bytes)


def _check_packed(path: Path, maps: Iterable[str]) -> None:
    """Require that each map in the container might be read by itself as well."""
    with zipfile.ZipFile(path) as container, TemporaryDirectory() as folder:
        for name in maps:
            ending = Path(name).suffix.lower()
            if ending not in IN_PARTS:
                alone = Path(folder) / Path(name).name
                with container.open(name) as packed, alone.open("wb") as unpacked:
                    shutil.copyfileobj(packed, unpacked)
                try:
                    CHECKS[ending](alone)
                except RefusedFileError as error:
                    raise error.within(path.name) from error
                alone.unlink()


def _check_text(path: Path) -> None:
    """Require that the file looks like text; a stray character is a matter of its row."""
    head = _head(path)
    if head.startswith(UTF_16_MARKS) or unmarked_utf16(head):
        return
    strange = len(CONTROLS.findall(head))
    if head.startswith(BINARY) or strange > len(head) * MOST_STRANGE:
        raise _other(path)


def _check_json(path: Path) -> None:
    _check_text(path)
    head = _head(path).removeprefix(BYTE_ORDER_MARK)
    if not head.translate(None, BEFORE_JSON).startswith((b"{", b"[")):
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
    if not is_geopackage(_head(path)):
        raise _other(path)
    check_schema(path)


def _check_shapes(path: Path) -> None:
    if not _head(path).startswith(SHAPES):
        raise _other(path)
    check_shapefile(path, path.name, [each.name for each in path.parent.iterdir()])


def _check_xml(path: Path) -> None:
    refuse_doctype(path, _head(path))


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
    ".geojsonl": _check_json,
    ".geojsons": _check_json,
    ".ndjson": _check_json,
    ".jsonl": _check_json,
    ".kml": _xml_with_root(b"kml", b"document", b"folder", b"placemark"),
    ".gpx": _xml_with_root(b"gpx"),
    ".gpkg": _check_geopackage,
    ".fgb": _begins_with(b"fgb\x03fgb"),
    ".parquet": _check_parquet,
    ".geoparquet": _check_parquet,
    ".pbf": _check_osm,
    ".jpg": _begins_with(b"\xff\xd8\xff"),
    ".jpeg": _begins_with(b"\xff\xd8\xff"),
    ".tif": _begins_with(*TIFF),
    ".tiff": _begins_with(*TIFF),
    ".xml": _check_xml,
    ".shp": _check_shapes,
}
ZIPPED = {
    ".xlsx": "xl/workbook.xml",
    ".xlsm": "xl/workbook.xml",
    ".kmz": ".kml",
    ".zip": "",
}
"""What a ZIP container of each ending must hold; the one without must hold maps."""
BOOKS = (".xlsx", ".xlsm")
IN_PARTS = (".shp",)
"""Useless without the files beside them."""
KNOWN = " ".join(sorted({*CHECKS, *ZIPPED} - {*IN_PARTS}))
