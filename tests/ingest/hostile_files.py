"""Files made to harm the program that reads them, and the same ones without the harm."""

import io
import sqlite3
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

KML = b'<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document/></kml>'
BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE k [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    b"<kml><Document><name>&b;</name></Document></kml>"
)
SECRET = b'<?xml version="1.0"?><!DOCTYPE k SYSTEM "file:///etc/passwd"><gpx><name/></gpx>'


def container_of(members: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The bytes of a ZIP container with these members."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as container:
        for name, content in members.items():
            container.writestr(name, content)
    return target.getvalue()


def zipped(
    path: Path, members: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED
) -> Path:
    """A ZIP container with these members, as a file."""
    path.write_bytes(container_of(members, compression))
    return path


def with_link(path: Path) -> Path:
    """A zipped shapefile of which a part is a symbolic link."""
    link = zipfile.ZipInfo("a.shp")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "w") as container:
        container.writestr(link, "/etc/passwd")
    return path


def with_flag(path: Path) -> Path:
    """A ZIP container that says its entry is encrypted."""
    content = bytearray(container_of({"a.shp": b"x" * 100}))
    for signature, flag_at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + flag_at] |= 1
    path.write_bytes(content)
    return path


def with_lie(path: Path) -> Path:
    """A ZIP container that says its entry of 50 MB has 100 bytes."""
    content = bytearray(container_of({"a.dbf": bytes(50_000_000)}))
    for signature, size_at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = content.index(signature) + size_at
        content[at : at + 4] = struct.pack("<I", 100)
    path.write_bytes(content)
    return path


def geopackage(path: Path, *statements: str) -> Path:
    """A database that says it is a GeoPackage, with these statements run."""
    with sqlite3.connect(path) as database:
        database.execute(f"PRAGMA application_id = {0x47504B47}")
        database.execute("CREATE TABLE places (id INTEGER PRIMARY KEY, name TEXT)")
        for statement in statements:
            database.execute(statement)
    database.close()
    return path


def with_virtual_table(path: Path) -> Path:
    """A GeoPackage with a table that reads another file; its module needs not be there."""
    geopackage(path)
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA writable_schema = ON")
        database.execute(
            "INSERT INTO sqlite_master VALUES ('table', 'v', 'v', 0, "
            "'CREATE VIRTUAL TABLE v USING VirtualOGR(''/etc/passwd'')')"
        )
    database.close()
    return path


def with_active_view(path: Path) -> Path:
    """A GeoPackage with a view that opens another file when it is read."""
    return geopackage(path, "CREATE VIEW w AS SELECT ogr_datasource_load_layers('/etc/passwd')")


def written(content: bytes) -> Callable[[Path], Path]:
    """What writes a file of this content."""

    def write(path: Path) -> Path:
        path.write_bytes(content)
        return path

    return write


def packed(members: Mapping[str, bytes]) -> Callable[[Path], Path]:
    """What writes a ZIP container of these members."""
    return lambda path: zipped(path, members)


BOOK = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}
HOSTILE: dict[str, tuple[str, Callable[[Path], Path]]] = {
    "vrt.geojson": ("content", written(b"<OGRVRTDataSource/>")),
    "picture.csv": ("content", written(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")),
    "zeros.csv": ("content", written(b"a;b\n" + b"xy\x00" * 1_000)),
    "office.csv": ("content", written(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 4_000)),
    "locked.xlsx": ("with a password", written(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 512)),
    "empty.csv": ("0 bytes", written(b"")),
    "text.tif": ("content", written(b"a;b\n1;2\n")),
    "bomb.xml": ("DOCTYPE", written(BOMB)),
    "no_map.zip": ("has no map in it", packed({"a.csv": b"a;b\n"})),
    "maps.zip": ("several maps", packed({"a/a.kml": KML, "b/b.kml": KML})),
    "half.zip": ("lacks a.dbf, a.shx", packed({"a.shp": b"x"})),
    "view.zip": ("run a program", lambda path: zipped(
        path, {"a.gpkg": with_active_view(path.with_suffix(".gpkg")).read_bytes()})),
    "link.zip": ("coordinate system", packed({"a.geojson":
        b'{"crs":{"type":"link","properties":{"href":"http://127.0.0.1:1/x"}}}'})),
    "archive.csv": ("content", written(container_of({"a": b"b"}))),
    "text.xlsx": ("content", written(b"a;b\n1;2\n")),
    "text.gpkg": ("content", written(b"a;b\n1;2\n")),
    "text.fgb": ("content", written(b"a;b\n1;2\n")),
    "text.parquet": ("content", written(b"PAR1 but no end")),
    "text.osm.pbf": ("content", written(b"a;b\n1;2\n")),
    "text.jpg": ("content", written(b"a;b\n1;2\n")),
    "page.kml": ("content", written(b"<html><body/></html>")),
    "plain.gpkg": ("content", written(b"SQLite format 3\x00" + bytes(100))),
    "link.geojson": (
        "coordinate system",
        written(b'{"type":"FeatureCollection","crs":{"type":"link","properties":'
                b'{"href":"http://127.0.0.1:1/x"}},"features":[]}'),
    ),
    "linked.geojson": (
        "coordinate system",
        written(b'{"crs":{"properties":{"href":"http://127.0.0.1:1/x"},"type":"link"}}'),
    ),
    "bomb.kml": ("DOCTYPE", written(BOMB)),
    "secret.gpx": ("DOCTYPE", written(SECRET)),
    "wide.kml": ("DOCTYPE", written(BOMB.decode().encode("utf-16"))),
    "late.kml": ("root element", written(b"<!--" + b"x" * 70_000 + b"-->" + BOMB)),
    "bomb.kmz": ("DOCTYPE", packed({"doc.kml": BOMB})),
    "entity.xlsx": ("DOCTYPE", packed({**BOOK, "xl/worksheets/sheet1.xml": BOMB})),
    "no_book.xlsx": ("xl/workbook.xml", packed({"a.txt": b"x"})),
    "no_kml.kmz": (".kml", packed({"a.txt": b"x"})),
    "dense.zip": ("tightly", packed({"a.dbf": bytes(20_000_000)})),
    "dense.xlsx": ("tightly", packed({**BOOK, "xl/sharedStrings.xml": b" " * 20_000_000})),
    "lie.zip": ("damaged", with_lie),
    "cut.zip": ("damaged", written(container_of({"a.shp": b"x" * 1000})[:-30])),
    "many.zip": ("2001 files", packed({f"{number}.txt": b"" for number in range(2001)})),
    "up.zip": ("unsafe name", packed({"../../a.shp": b"x"})),
    "root.zip": ("unsafe name", packed({"/etc/a.shp": b"x"})),
    "drive.zip": ("unsafe name", packed({"C:\\a.shp": b"x"})),
    "bell.zip": ("unsafe name", packed({"a\x07.shp": b"x"})),
    "vrt.zip": ("unsafe name", packed({"a.vrt": b"<OGRVRTDataSource/>"})),
    "symlink.zip": ("unsafe name", with_link),
    "secret.zip": ("password", with_flag),
    "nested.zip": ("within the archive", packed({"inner.bin": container_of({"a.shp": b"x"})})),
    "nested.kmz": ("within the archive", packed({"doc.kml": KML, "more.kmz": b"x"})),
    "virtual.gpkg": ("run a program", with_virtual_table),
    "view.gpkg": ("run a program", with_active_view),
}  # fmt: skip
"""By name: a word of the reason why it is refused, and what writes it."""
