"""Files as hurried people hand them in: each is read, or refused with the way out."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
import shapely

from core.text import Language
from ingest.readers import open_table
from ingest.table import FileRow, UnknownFormatError
from layers.definition import GeometryKind
from tests.ingest.officer_files import write_text, write_vector

KNOWN = frozenset({"name_ru", "kind", "lat", "lon", "название", "вид", "широта", "долгота"})


def rows_of(path: Path, kind: GeometryKind = GeometryKind.POINT) -> list[FileRow]:
    table = open_table(path, kind, lambda name: name.casefold() in KNOWN)
    return [batch.row(at) for batch in table.batches() for at in range(len(batch))]


def shapefile(folder: Path) -> dict[str, bytes]:
    """The parts of a shapefile with one point, by ending."""
    write_vector(folder / "a.shp", [shapely.Point(67, 51)], "EPSG:4326", name_ru=["Қорым"])
    return {part.suffix: part.read_bytes() for part in folder.glob("a.*")}


def packed(path: Path, members: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("a.xls", ".xlsx"), ("a.ods", ".xlsx"), ("a.doc", ".xlsx"), ("a.pdf", ".xlsx"),
        ("a.rar", ".zip"), ("a.dbf", ".zip"), ("a.tab", ".gpkg"),
    ],
)  # fmt: skip
def test_other_formats_are_refused_with_the_way_out(tmp_path: Path, name: str, advice: str) -> None:
    with pytest.raises(UnknownFormatError) as refused:
        rows_of(write_text(tmp_path / name, "x"))
    told = {refused.value.message(language) for language in Language}
    assert len(told) == 3
    assert all(name in each and advice in each for each in told)


@pytest.mark.parametrize("folder", ["", "data/", "data/2024/"])
def test_zipped_shapefile_is_found_in_its_folder(tmp_path: Path, folder: str) -> None:
    parts = {f"{folder}a{ending}": part for ending, part in shapefile(tmp_path).items()}
    [row] = rows_of(packed(tmp_path / "a (1) {b}.zip", parts))
    assert row.cells["name_ru"] == "Қорым"


def test_what_macos_adds_to_an_archive_is_left_aside(tmp_path: Path) -> None:
    parts = {f"data/a{ending}": part for ending, part in shapefile(tmp_path).items()}
    added = {f"__MACOSX/data/._a{ending}": b"\x00\x05\x16\x07" for ending in shapefile(tmp_path)}
    [row] = rows_of(packed(tmp_path / "a.zip", {**parts, **added, "data/.DS_Store": b"x"}))
    assert row.cells["name_ru"] == "Қорым"


def test_zipped_geojson_is_found_in_its_folder(tmp_path: Path) -> None:
    path = write_vector(tmp_path / "a.geojson", [shapely.Point(67, 51)], "EPSG:4326", name_ru=["a"])
    assert len(rows_of(packed(tmp_path / "a.zip", {"data/a.geojson": path.read_bytes()}))) == 1


@pytest.mark.parametrize("lacking", [".shx", ".dbf"])
def test_shapefile_without_one_of_its_files_is_refused_with_its_name(
    tmp_path: Path, lacking: str
) -> None:
    parts = shapefile(tmp_path)
    (tmp_path / f"a{lacking}").unlink()
    rest = {f"a{ending}": part for ending, part in parts.items() if ending != lacking}
    for path in (tmp_path / "a.shp", packed(tmp_path / "b.zip", rest)):
        with pytest.raises(Exception, match=f"lacks a{lacking}"):
            rows_of(path)
