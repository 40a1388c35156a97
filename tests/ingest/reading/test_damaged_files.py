"""Files that are not whole, or not what their name says: told plainly, never a traceback."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import shapely
from geopandas import GeoDataFrame
from shapely import Point

from core.text import Language
from ingest.reading.readers import open_table, sheets_of
from ingest.rows.table import UnreadableFileError
from layers.model.layer import GeometryKind
from tests.ingest.officer_files import GPX, write_text, write_workbook, zipped

KML = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Тізім</name>
<Placemark><name>Қорым</name><Point><coordinates>67.5,51.5</coordinates></Point></Placemark>
<Placemark><name>Курган</name><Point><coordinates>68.5,51.5</coordinates></Point></Placemark>
</Document></kml>
"""


def many_points(path: Path) -> Path:
    ways = np.linspace(66, 72, 5_000)
    names = [f"Курган {number}" for number in range(len(ways))]
    frame = GeoDataFrame({"name": names}, geometry=shapely.points(ways, 50 + ways / 100), crs=4326)
    frame.to_file(path, engine="pyogrio")
    return path


def kmz(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("doc.kml", KML)
    return path


WRITERS: dict[str, Callable[[Path], Path]] = {
    "list.xlsx": lambda path: write_workbook(path, [["name_ru", "kind"]] * 3_000),
    "list.gpkg": many_points,
    "list.fgb": many_points,
    "list.geojson": many_points,
    "list.zip": lambda path: zipped(many_points(path.with_suffix(".shp"))),
    "list.kml": lambda path: write_text(path, KML),
    "list.kmz": kmz,
    "list.gpx": lambda path: write_text(path, GPX),
}


def read_all(path: Path) -> int:
    table = open_table(path, GeometryKind.POINT, lambda name: name == "name_ru")
    return sum(len(batch) for batch in table.batches(1_000))


@pytest.mark.parametrize("name", WRITERS)
def test_whole_file_is_read(tmp_path: Path, name: str) -> None:
    assert read_all(WRITERS[name](tmp_path / name)) >= 2


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9])
@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_file_that_was_cut_off_is_told(tmp_path: Path, name: str, share: float) -> None:
    path = WRITERS[name](tmp_path / name)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(UnreadableFileError) as caught:
        read_all(path)
    phrases = {caught.value.message(language) for language in Language}
    assert len(phrases) == 3
    assert all(name in phrase for phrase in phrases)


@pytest.mark.parametrize("name", [*WRITERS, "a.json", "a.xml", "a.parquet", "a.osm.pbf", "a.jpg"])
def test_file_of_another_format_is_told(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"%PDF-1.7 not what the name says" * 50)
    with pytest.raises(UnreadableFileError):
        read_all(path)


def test_sheets_of_a_damaged_file_are_told_too(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(UnreadableFileError):
        sheets_of(path)


def test_missing_file_is_told(tmp_path: Path) -> None:
    for name in ("a.csv", "a.xlsx", "a.gpkg", "a.json", "a.xml", "a.parquet", "a.pbf", "a.jpg"):
        with pytest.raises(UnreadableFileError, match="no such file"):
            read_all(tmp_path / name)


def test_sheet_that_breaks_off_inside_is_told(tmp_path: Path) -> None:
    whole = write_workbook(tmp_path / "whole.xlsx", [["name_ru", "kind"], *[["a", "b"]] * 100])
    path = tmp_path / "list.xlsx"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w") as new:
        for entry in old.namelist():
            content = old.read(entry)
            cut = len(content) // 2 if entry.endswith("sheet1.xml") else len(content)
            new.writestr(entry, content[:cut])
    with pytest.raises(UnreadableFileError, match="Excel"):
        read_all(path)


def test_point_of_a_kml_file_is_read(tmp_path: Path) -> None:
    table = open_table(kmz(tmp_path / "a.kmz"), GeometryKind.POINT, lambda _: False)
    (batch,) = table.batches()
    assert batch.geometry is not None
    assert batch.geometry[0].equals(Point(67.5, 51.5))
