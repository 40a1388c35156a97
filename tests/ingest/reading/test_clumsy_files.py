"""Files as hurried people hand them in: each is read, or refused with the way out."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
import shapely
from geoalchemy2.shape import to_shape
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.drawing.image import Image as Picture
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.text import Language
from ingest.reading.readers import open_table
from ingest.rows.table import (
    EmptyFileError,
    FileRow,
    TooWideError,
    UnknownFormatError,
    UnreadableFileError,
)
from layers.catalogue.monuments import Monument
from layers.model.layer import GeometryKind
from tests.ingest.officer_files import GPX, write_text, write_vector, write_workbook
from tests.ingest.verdicts import Load

KNOWN = frozenset({"name_ru", "kind", "lat", "lon", "название", "вид", "широта", "долгота"})


def rows_of(path: Path, kind: GeometryKind = GeometryKind.POINT) -> list[FileRow]:
    table = open_table(path, kind, lambda name: name.casefold() in KNOWN)
    return [batch.row(at) for batch in table.batches() for at in range(len(batch))]


def shapefile(folder: Path) -> dict[str, bytes]:
    """The parts of a shapefile with one point, by ending."""
    write_vector(folder / "a.shp", [shapely.Point(67, 51)], "EPSG:4326", name_ru=["Қорым"])
    return {part.suffix: part.read_bytes() for part in folder.glob("a.*")}


def packed(path: Path, members: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as container:
        for name, content in members.items():
            container.writestr(name, content)
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


def test_what_macos_adds_to_a_zip_container_is_left_aside(tmp_path: Path) -> None:
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


HEADER = "key;Название;Вид;Широта;Долгота\n"


def test_list_joined_of_two_encodings_is_read_and_what_was_repaired_is_noted(
    load: Load, tmp_path: Path
) -> None:
    rest = "b;Курган Шоқы;археология;51,6;61,6\nc;Курган Ещё;археология;51,7;61,7\n"
    head = f"{HEADER}a;Мавзолей Айша;археология;51,5;67,5\n".encode()
    path = tmp_path / "list.csv"
    for mark in (b"", b"\xef\xbb\xbf"):
        path.write_bytes(mark + head + rest.replace("қ", "к").encode("cp1251"))
        verdict = load(path, key_column="key", dry_run=True)
        assert (verdict.run.loaded, verdict.run.waiting, verdict.run.rejected) == (3, 0, 0)
        noted = [(each.row, each.code, each.suggestion) for each in verdict.problems]
        assert (3, "mojibake_repaired", "Курган Шокы") in noted
        assert (4, "mojibake_repaired", "Курган Ещё") in noted
        assert not [row for row, _, _ in noted if row == 2]


def test_file_wholly_in_windows_1251_is_still_read_as_that(tmp_path: Path) -> None:
    path = write_text(tmp_path / "list.csv", f"{HEADER}a;Ёлка;б;1;2\n", "cp1251")
    assert rows_of(path)[0].cells["Название"] == "Ёлка"


def test_zero_that_strayed_into_a_text_is_a_problem_of_its_row(load: Load, tmp_path: Path) -> None:
    rows = "a;Мавзо\x00лей;археология;51,5;61,5\nb;Курган;археология;51,6;61,6\n"
    verdict = load(write_text(tmp_path / "list.csv", HEADER + rows), key_column="key")
    assert (verdict.run.read, verdict.run.loaded, verdict.run.rejected) == (2, 1, 1)
    [problem] = [each for each in verdict.problems if each.row == 2]
    assert problem.field == "name_ru"
    assert "unseen character" in problem.reason_en


def test_zero_in_the_name_of_a_column_does_no_harm(load: Load, tmp_path: Path) -> None:
    table = f"Заме\x00тка;{HEADER}x;a;Мавзолей;археология;0;0\n"
    verdict = load(write_text(tmp_path / "list.csv", table))
    assert verdict.run.waiting == 1
    assert verdict.run.mapping["file_columns"][0] == "Заметка"


def test_half_surrogates_of_json_are_problems_of_their_rows(load: Load, tmp_path: Path) -> None:
    records = (
        '{"name_ru":"x\\ud800y","kind":"archaeology","lat":51.5,"lon":61.5,"n\\u0000":1},'
        '{"name_ru":"x\\u0000y","kind":"archaeology","lat":51.5,"lon":61.6},'
        '{"name_ru":"ok","kind":"archaeology","lat":NaN,"lon":Infinity},'
        '{"name_ru":"good","kind":"archaeology","lat":51.5,"lon":61.7}'
    )
    verdict = load(write_text(tmp_path / "list.json", f"[{records}]"))
    assert (verdict.run.read, verdict.run.loaded) == (4, 1)


def test_table_wider_than_any_list_is_refused_at_once(tmp_path: Path) -> None:
    names = ";".join(f"c{number}" for number in range(200_000))
    with pytest.raises(TooWideError, match="200000 columns"):
        rows_of(write_text(tmp_path / "list.csv", f"{names}\n{names}\n"))
    fields = ",".join(f'"c{number}":1' for number in range(3_000))
    with pytest.raises(TooWideError):
        rows_of(write_text(tmp_path / "list.json", f"[{{{fields}}}]"))


def test_no_column_is_lost_where_names_repeat(tmp_path: Path) -> None:
    path = write_text(tmp_path / "list.csv", "a;a (3);a;a;;\n1;2;3;4;5;6\n7;8;9;10;11;12\n")
    rows = rows_of(path)
    assert [str(cell) for cell in rows[0].cells.values()] == ["1", "2", "3", "4"]
    assert rows[0].surplus == ("5", "6")


def test_header_of_two_rows_is_put_together(tmp_path: Path) -> None:
    rows = [
        ["№", "Название", "Вид", "Координаты", None],
        [None, None, None, "Широта", "Долгота"],
        ["a", "Мавзолей", "археология", 51.5, 61.5],
    ]
    [row] = rows_of(write_workbook(tmp_path / "list.xlsx", rows, merged="D1:E1"))
    assert row.number == 3
    assert dict(row.cells) == {
        "№": "a", "Название": "Мавзолей", "Вид": "археология", "Широта": 51.5, "Долгота": 61.5,
    }  # fmt: skip


@pytest.mark.parametrize("first", ["sep=;\r\n", "\ufeffsep=;\n", "sep=;\n\n"])
def test_line_in_which_excel_tells_the_separator_is_no_header(tmp_path: Path, first: str) -> None:
    [row] = rows_of(write_text(tmp_path / "list.csv", f"{first}{HEADER}a;Курган;б;1;2\n"))
    assert row.cells["Название"] == "Курган"


def test_empty_columns_and_rows_at_the_end_are_left_aside(tmp_path: Path) -> None:
    table = f"{HEADER.strip()};;;\na;Курган;б;1;2;;;\n;;;;;;;\n;;;;;;;\n"
    [row] = rows_of(write_text(tmp_path / "list.csv", table))
    assert (len(row.cells), row.surplus) == (5, ())


def test_sheet_without_a_row_is_told(tmp_path: Path) -> None:
    with pytest.raises(EmptyFileError, match="list"):
        rows_of(write_workbook(tmp_path / "list.xlsx", []))
    assert rows_of(write_workbook(tmp_path / "head.xlsx", [["name_ru", "kind"]])) == []


def test_charts_and_pictures_of_a_workbook_are_left_aside(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in (["name_ru", "kind", "lat"], ["Курган", "б", 51.5]):
        page.append(row)
    data = Reference(page, min_col=3, min_row=1, max_row=2)
    for place in (page, book.create_chartsheet("Диаграмма", 0)):
        chart = BarChart()
        chart.add_data(data)
        place.add_chart(chart, *(["F1"] if place is page else []))
    Image.new("RGB", (8, 8)).save(tmp_path / "a.png")
    page.add_image(Picture(str(tmp_path / "a.png")), "J1")
    book.save(tmp_path / "list.xlsx")
    with zipfile.ZipFile(tmp_path / "list.xlsx", "a") as container:
        container.writestr("xl/embeddings/oleObject1.bin", b"PK\x03\x04")
    [row] = rows_of(tmp_path / "list.xlsx")
    assert row.cells["lat"] == 51.5


def test_workbook_with_a_password_tells_the_way_out(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1_000))
    with pytest.raises(UnreadableFileError) as refused:
        rows_of(path)
    assert "remove the password" in refused.value.message(Language.EN)
    assert "снимите пароль" in refused.value.message(Language.RU)


def test_track_in_a_layer_of_points_is_a_problem_of_its_row(load: Load, tmp_path: Path) -> None:
    track = GPX[: GPX.index("<wpt")] + GPX[GPX.index("<trk>") :]
    verdict = load(write_text(tmp_path / "walk.gpx", track))
    assert (verdict.run.read, verdict.run.rejected) == (1, 1)
    assert "takes only" in " ".join(each.reason_en for each in verdict.problems)


def test_names_made_to_be_sql_are_only_names(load: Load, tmp_path: Path) -> None:
    table = (
        f'"""; DROP TABLE monuments; --";%(x)s;{{y}};:z;{HEADER}'
        "1;p;q;r;a;Мавзолей;археология;51,5;61,5\n1;p;q;r;b;Курган;археология;0;0\n"
    )
    verdict = load(
        write_text(tmp_path / "list.csv", table), key_column='"; DROP TABLE monuments; --'
    )
    assert (verdict.run.read, verdict.run.error) == (2, None)


def test_row_that_excel_cannot_have_is_told(tmp_path: Path) -> None:
    whole = write_workbook(tmp_path / "whole.xlsx", [["name_ru", "kind"], ["a", "b"]])
    path = tmp_path / "list.xlsx"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w") as new:
        for entry in old.namelist():
            content = old.read(entry)
            for near, far in ((b'row r="2"', b'row r="2000000000"'), (b'"A2"', b'"A2000000000"')):
                content = content.replace(near, far)
            new.writestr(entry, content)
    with pytest.raises(UnreadableFileError, match="1,048,576"):
        list(open_table(path, GeometryKind.POINT, lambda name: name == "name_ru").batches())


def test_every_column_may_have_bytes_of_another_encoding(
    load: Load, session: Session, tmp_path: Path
) -> None:
    header = "key;Название;Вид;Область;Координаты;Дата обследования;crs\n"
    sound = "я1;Мавзолей;археология;100000000 аумағы;51,5 67,5;2020;WGS-84\n"
    odd = "я2;Курган;археология;Регион 100000000;51°30' 67°30';2021;СК-42\n"
    path = tmp_path / "list.csv"
    path.write_bytes(f"{header}{sound}".encode() + odd.encode("cp1251"))
    verdict = load(path, key_column="key")
    noted = {(each.row, each.field, each.code, each.suggestion) for each in verdict.problems}
    assert (verdict.run.read, verdict.run.loaded) == (2, 2)
    assert (3, "name_ru", "mojibake_repaired", "Курган") in noted
    stored = session.scalars(select(Monument).order_by(Monument.source_key)).all()
    assert [each.source_key for each in stored] == ["я1", "я2"]
    places = [to_shape(each.geom) for each in stored]
    assert places[0].equals(shapely.Point(67.5, 51.5))
    assert 0 < places[1].distance(places[0]) < 0.005  # in another system
