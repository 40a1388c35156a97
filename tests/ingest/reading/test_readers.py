from pathlib import Path

import pytest
from geopandas import GeoDataFrame
from shapely import LineString, Point

from ingest.mapping.mapping import ColumnNames
from ingest.reading.readers import open_table
from ingest.rows.batch import InputTable
from ingest.rows.table import ChooseSheetError, EmptyFileError, FileRow, UnknownFormatError
from layers.catalogue.monuments import LAYER as MONUMENTS
from layers.catalogue.tourist_routes import LAYER as ROUTES
from tests.ingest import officer_files
from tests.ingest.officer_files import write_text, write_vector, write_workbook, zipped

NAMES = ColumnNames(MONUMENTS)


def read(path: Path, sheet: str | None = None) -> InputTable:
    return open_table(path, MONUMENTS.geometry, NAMES.knows, sheet)


def rows_of(table: InputTable) -> list[FileRow]:
    return [batch.row(at) for batch in table.batches() for at in range(len(batch))]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [";", "\t", ","])
def test_delimited_file_is_read_in_any_encoding_and_separator(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    text = officer_files.MONUMENTS.replace(",", ".").replace(";", delimiter)
    table = read(write_text(tmp_path / "list.csv", text, encoding))
    assert table.columns[1:3] == ("Наименование памятника", "Вид")
    assert [row.number for row in rows_of(table)] == [2, 3]
    assert rows_of(table)[0].cells["Наименование памятника"] == "Мавзолей"
    assert rows_of(table)[1].cells["Долгота"] == "71.375"


def test_decimal_commas_do_not_split_a_file_with_semicolons(tmp_path: Path) -> None:
    table = read(write_text(tmp_path / "list.csv", officer_files.MONUMENTS, "cp1251"))
    assert [row.cells["Широта"] for row in rows_of(table)] == ["51,1234", "48,5"]
    assert [row.surplus for row in rows_of(table)] == [(), ()]


def test_quoted_line_break_and_empty_line_keep_the_numbers_of_rows(tmp_path: Path) -> None:
    text = 'name_ru,kind\n"two\nlines",archaeology\n\nthird,ensemble\n'
    rows = rows_of(read(write_text(tmp_path / "list.csv", text)))
    assert [(row.number, row.cells["name_ru"]) for row in rows] == [(2, "two\nlines"), (4, "third")]


def test_cells_beyond_the_last_column_are_kept_as_surplus(tmp_path: Path) -> None:
    text = "name_ru;kind\nКурган;археология;лишнее\nМавзолей;;\n"
    rows = rows_of(read(write_text(tmp_path / "list.csv", text)))
    assert [row.surplus for row in rows] == [("лишнее",), ()]


def test_header_is_found_below_merged_titles(tmp_path: Path) -> None:
    rows = [
        ["Список памятников области", None, None],
        ["по состоянию на", 2026, None],
        ["№", "Наименование", "Вид"],
        [1, "Курган", "археология"],
        [None, None, None],
        [2.5, "Мавзолей", "ансамбль"],
    ]
    table = read(write_workbook(tmp_path / "list.xlsx", rows, merged="A1:C1"))
    assert table.columns == ("№", "Наименование", "Вид")
    assert [(row.number, row.cells["№"]) for row in rows_of(table)] == [(4, 1), (6, 2.5)]


def test_sheet_is_chosen_by_name_and_a_wrong_name_lists_them(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "list.xlsx", [["name_ru", "kind"], ["Курган", "ensemble"]])
    assert read(path, "Басқа").columns == ("kind", "name_ru")
    with pytest.raises(ChooseSheetError, match="Тізім, Басқа"):
        read(path, "Нет такого")


@pytest.mark.parametrize("suffix", ["geojson", "gpkg", "shp", "fgb"])
def test_vector_file_gives_its_geometry_and_system(tmp_path: Path, suffix: str) -> None:
    path = write_vector(
        tmp_path / f"list.{suffix}", [Point(67.5, 51.5)], "EPSG:4326", Name=["Курган"]
    )
    table = read(path)
    assert table.has_geometry
    assert table.crs is not None
    (row,) = rows_of(table)
    assert (row.number, row.cells["Name"]) == (1, "Курган")
    assert row.geometry is not None
    assert row.geometry.equals(Point(67.5, 51.5))


def test_zipped_shapefile_without_cpg_is_read_as_windows_1251(tmp_path: Path) -> None:
    path = tmp_path / "list.shp"
    frame_path = write_vector(path, [Point(67.5, 51.5)], "EPSG:28412", name=["Курган Бегазы"])
    table_file = frame_path.with_suffix(".dbf")
    content = table_file.read_bytes()
    utf8, cp1251 = ("Курган Бегазы".encode(each) for each in ("utf-8", "cp1251"))
    table_file.write_bytes(content.replace(utf8, cp1251.ljust(len(utf8))))
    (row,) = rows_of(read(zipped(frame_path, without=[".cpg"])))
    assert row.cells["name"] == "Курган Бегазы"


def test_layer_of_a_gpx_file_is_the_one_that_fits(tmp_path: Path) -> None:
    path = write_text(tmp_path / "walk.gpx", officer_files.GPX)
    assert [row.cells["name"] for row in rows_of(read(path))] == ["Spring", "Cave"]
    (track,) = rows_of(open_table(path, ROUTES.geometry, NAMES.knows))
    assert track.geometry is not None
    assert track.geometry.geoms[0].equals(LineString([(67.1, 51), (67.3, 51.2)]))


def test_several_layers_that_fit_must_be_chosen_from(tmp_path: Path) -> None:
    path = tmp_path / "two.gpkg"
    for layer in ("west", "east"):
        frame = GeoDataFrame({"a": [layer]}, geometry=[Point(67, 51)], crs=4326)
        frame.to_file(path, layer=layer, engine="pyogrio")
    with pytest.raises(ChooseSheetError, match="west, east"):
        read(path)
    assert rows_of(read(path, "east"))[0].cells["a"] == "east"


def test_unknown_and_empty_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormatError, match=r"list\.docx"):
        read(write_text(tmp_path / "list.docx", "x"))
    with pytest.raises(EmptyFileError, match=r"list\.csv"):
        read(write_text(tmp_path / "list.csv", "\n\n"))
