"""One odd shape or text of a map file is the matter of its row, and never of the file."""

import sqlite3
import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from shapely import Point

from ingest.reading.ogr.dbf_encoding import cpg_encoding
from ingest.reading.readers import open_table
from ingest.rows.batch import Batch
from layers.model.layer import GeometryKind
from tests.ingest.officer_files import write_vector, zipped
from tests.ingest.verdicts import Load

PLACES = [Point(67.51, 51.51), Point(67.52, 51.52), Point(67.53, 51.53)]


def batch_of(path: Path, sheet: str | None = None) -> Batch:
    table = open_table(path, GeometryKind.POINT_OR_POLYGON, lambda _: False, sheet)
    (batch,) = table.batches()
    return batch


def geopackage(folder: Path, *statements: tuple[str, Sequence[object]]) -> Path:
    """Three points, changed behind GDAL's back."""
    path = write_vector(folder / "a.gpkg", PLACES, "EPSG:4326", name_ru=["a", "b", "c"])
    with sqlite3.connect(path) as database:
        triggers = database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in triggers.fetchall():
            database.execute(f'DROP TRIGGER "{name}"')
        for statement, values in statements:
            database.execute(statement, values)
    return path


def put(shape: bytes, row: int) -> tuple[str, Sequence[object]]:
    return "UPDATE a SET geom = ? WHERE fid = ?", (shape, row)


def blob(kind: int, *parts: bytes) -> bytes:
    return b"GP\x00\x01" + struct.pack("<i", 4326) + wkb(kind, *parts)


def wkb(kind: int, *parts: bytes) -> bytes:
    return struct.pack("<BI", 1, kind) + b"".join(parts)


def points(*places: tuple[float, float]) -> bytes:
    packed = (struct.pack("<dd", *place) for place in places)
    return struct.pack("<I", len(places)) + b"".join(packed)


def several(*parts: bytes) -> bytes:
    return struct.pack("<I", len(parts)) + b"".join(parts)


CIRCLE = points((67.5, 51), (67.7, 51), (67.5, 51))
SQUARE = points((67, 51), (68, 51), (68, 52), (67, 52), (67, 51))
CURVES = {
    "CircularString": blob(8, CIRCLE),
    "CompoundCurve": blob(9, several(wkb(8, CIRCLE), wkb(2, points((67.5, 51), (67, 51))))),
    "CurvePolygon": blob(10, several(wkb(8, CIRCLE))),
    "MultiCurve": blob(11, several(wkb(8, CIRCLE), wkb(2, points((67, 51), (68, 51))))),
    "MultiSurface": blob(12, several(wkb(10, several(wkb(8, CIRCLE))), wkb(3, several(SQUARE)))),
    "TIN": blob(16, several(wkb(17, several(points((67, 51), (68, 51), (68, 52), (67, 51)))))),
    "PolyhedralSurface": blob(15, several(wkb(3, several(SQUARE)))),
}


@pytest.mark.parametrize("curve", CURVES)
def test_curve_is_read_as_short_straight_pieces(tmp_path: Path, curve: str) -> None:
    batch = batch_of(geopackage(tmp_path, put(CURVES[curve], 2)))
    assert batch.geometry is not None
    assert batch.geometry[0].equals(PLACES[0])
    assert batch.geometry[2].equals(PLACES[2])
    assert not batch.geometry[1].is_empty
    assert not batch.problems


def test_circle_is_round(tmp_path: Path) -> None:
    batch = batch_of(geopackage(tmp_path, put(CURVES["CurvePolygon"], 2)))
    assert batch.geometry is not None
    assert batch.geometry[1].area == pytest.approx(3.14159 * 0.1**2, rel=0.01)
    assert batch.geometry[1].bounds == pytest.approx((67.5, 50.9, 67.7, 51.1), abs=1e-3)


def test_shape_that_is_none_waits_alone(load: Load, tmp_path: Path) -> None:
    path = geopackage(
        tmp_path,
        put(b"GP\x00\x01\xe6\x10\x00\x00\x01\x01\x00", 2),
        put(blob(3, several(points((67, 51)))), 3),
    )
    verdict = load(path, constants={"kind": "archaeology"})
    assert (verdict.run.read, verdict.run.loaded, verdict.run.waiting) == (3, 1, 2)
    assert {(each.row, each.code) for each in verdict.problems} == {
        (2, "unreadable_shape"),
        (3, "unreadable_shape"),
    }


def test_ring_that_is_not_closed_is_closed_and_noted(tmp_path: Path) -> None:
    ring = points((67, 51), (68, 51), (68, 52))
    batch = batch_of(geopackage(tmp_path, put(blob(3, several(ring)), 2)))
    assert batch.geometry is not None
    assert batch.geometry[1].area == pytest.approx(0.5)
    assert [(each.row, each.code, each.waiting) for each in batch.problems] == [
        (2, "repaired", False)
    ]


def test_text_that_is_not_utf_8_is_a_matter_of_its_row(load: Load, tmp_path: Path) -> None:
    text = "Ещё один курган".encode("cp1251")
    path = geopackage(tmp_path, ("UPDATE a SET name_ru = CAST(? AS TEXT) WHERE fid = 2", (text,)))
    verdict = load(path, constants={"kind": "archaeology"})
    assert (verdict.run.read, verdict.run.loaded) == (3, 3)
    [note] = verdict.problems
    assert (note.row, note.code, note.suggestion) == (2, "mojibake_repaired", "Ещё один курган")


def test_primary_key_of_a_geopackage_is_a_column(tmp_path: Path) -> None:
    path = geopackage(tmp_path, ("UPDATE a SET fid = fid + 9007199254740993", ()))
    assert batch_of(path).cells["fid"].tolist() == [9007199254740993 + each for each in (1, 2, 3)]


def shapefile(
    folder: Path, name: str, texts: Sequence[bytes], language: int, cpg: str | None
) -> Path:
    """A shapefile whose texts are these bytes."""
    width = max(map(len, texts))
    path = write_vector(
        folder / f"{name}.shp",
        PLACES[: len(texts)],
        "EPSG:4326",
        name_ru=["x" * width for _ in texts],
    )
    path.with_suffix(".cpg").unlink()
    table = path.with_suffix(".dbf")
    content = bytearray(table.read_bytes())
    content[29] = language
    at = content.index(b"x" * width)
    for text in texts:
        content[at : at + width] = text.ljust(width)
        at += int.from_bytes(content[10:12], "little")
    table.write_bytes(content)
    if cpg is not None:
        path.with_suffix(".CPG").write_text(cpg, encoding="ascii")
    return path


TEXTS = ("Старинный курган", "Ещё один")


@pytest.mark.parametrize(
    ("encoding", "language", "cpg"),
    [
        ("cp866", 0x65, None), ("cp866", 0x26, ""), ("cp866", 0x57, "866"), ("cp866", 0, "OEM 866"),
        ("cp866", 0, "cp866"), ("cp866", 0, "IBM866"), ("cp866", 0xC9, "LDID/101"),
        ("cp1251", 0xC9, None), ("cp1251", 0, ""), ("cp1251", 0x57, "system"),
        ("cp1251", 3, "ANSI 1251"), ("cp1251", 0x65, "windows-1251"), ("koi8-r", 0, "KOI8-R"),
        ("iso8859-5", 0, "88595"), ("mac_cyrillic", 0x96, None), ("utf-8", 0x57, None),
        ("utf-8", 0x65, ""), ("utf-8", 0, "65001"), ("utf-8", 0xC9, "UTF8"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("is_zipped", [False, True])
def test_code_page_is_found_out(
    tmp_path: Path, encoding: str, language: int, cpg: str | None, *, is_zipped: bool
) -> None:
    path = shapefile(tmp_path, "a", [text.encode(encoding) for text in TEXTS], language, cpg)
    batch = batch_of(zipped(path) if is_zipped else path)
    assert tuple(batch.cells["name_ru"]) == TEXTS


@pytest.mark.parametrize("cpg", ["UTF-8", "", None])
def test_letter_that_the_field_cuts_is_noted(tmp_path: Path, cpg: str | None) -> None:
    cut = "Старинный курган".encode()[:22]
    batch = batch_of(shapefile(tmp_path, "a", [cut, "Курган".encode()], 0, cpg))
    assert tuple(batch.cells["name_ru"]) == ("Старинный к", "Курган")
    assert [(each.row, each.code, each.waiting) for each in batch.problems] == [
        (1, "cut_text", False)
    ]


def test_name_of_a_column_may_be_cut_amid_a_letter(tmp_path: Path) -> None:
    path = shapefile(tmp_path, "a", [text.encode() for text in TEXTS], 0, "UTF-8")
    table = path.with_suffix(".dbf")
    table.write_bytes(table.read_bytes().replace(b"name_ru\x00\x00\x00", "Xатауы".encode()[:10], 1))
    assert tuple(batch_of(path).cells) == ("Xатау",)


def test_columns_without_a_name_or_of_one_name_are_all_read(tmp_path: Path) -> None:
    names = {"first": ["a", "b", "c"], "second": ["d", "e", "f"], "third": ["g", "h", "i"]}
    path = write_vector(tmp_path / "a.shp", PLACES, "EPSG:4326", **names)
    table = path.with_suffix(".dbf")
    content = table.read_bytes()
    for name in (b"first", b"second"):
        content = content.replace(name, bytes(len(name)), 1)
    table.write_bytes(content)
    cells = batch_of(path).cells
    assert [tuple(column) for column in cells.values()] == [
        ("a", "b", "c"), ("d", "e", "f"), ("g", "h", "i"),
    ]  # fmt: skip
    assert [*cells][2] == "third"


def test_field_may_be_called_like_the_geometry(tmp_path: Path) -> None:
    path = write_vector(tmp_path / "a.fgb", PLACES, "EPSG:4326", wkb_geometry=["a", "b", "c"])
    batch = batch_of(path)
    assert batch.geometry is not None
    found = dict(zip(batch.cells["wkb_geometry"], batch.geometry, strict=True))
    assert found == dict(zip("abc", PLACES, strict=True))


def test_each_shapefile_of_a_zip_container_has_its_own_code_page(tmp_path: Path) -> None:
    shapefile(tmp_path, "a", [text.encode("cp866") for text in TEXTS], 0x65, None)
    shapefile(tmp_path, "b", [text.encode("cp1251") for text in TEXTS], 0xC9, None)
    (tmp_path / "packed").mkdir()
    for part in tmp_path.glob("?.*"):
        part.rename(tmp_path / "packed" / part.name)
    path = zipped_folder(tmp_path / "packed")
    for layer in ("a", "b"):
        assert tuple(batch_of(path, layer).cells["name_ru"]) == TEXTS


def zipped_folder(folder: Path) -> Path:
    """Several shapefiles at the root of one container."""
    path = folder.with_suffix(".zip")
    with zipfile.ZipFile(path, "w") as container:
        for part in folder.iterdir():
            container.write(part, part.name)
    return path


def test_words_of_a_cpg_file_that_say_nothing_are_passed_over() -> None:
    assert {cpg_encoding(each) for each in ("", "system", "ANSI", "x" * 60, "LDID/0")} == {None}


def test_null_shape_waits_as_a_row_without_a_place(load: Load, tmp_path: Path) -> None:
    path = geopackage(tmp_path, ("UPDATE a SET geom = NULL WHERE fid = 2", ()))
    verdict = load(path, constants={"kind": "archaeology"})
    assert (verdict.run.read, verdict.run.loaded, verdict.run.waiting) == (3, 2, 1)
    assert [(each.row, each.code) for each in verdict.problems] == [(2, "empty")]
