"""Headers of two whole rows, and of a row that numbers the columns."""

from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from ingest.mapping.mapping import ColumnNames
from ingest.reading.delimited.delimited_file import delimited_table
from layers.catalogue.monuments import LAYER as MONUMENTS
from layers.catalogue.monuments import Monument
from tests.ingest.officer_files import write_text, write_workbook
from tests.ingest.verdicts import Load, counts

KNOWS = ColumnNames(MONUMENTS).knows


def columns(folder: Path, *rows: str) -> tuple[tuple[str, ...], int]:
    """The columns of a list and the number of its rows."""
    table = delimited_table(write_text(folder / "list.csv", "\n".join(rows) + "\n"), KNOWS)
    return table.columns, sum(len(batch) for batch in table.batches())


def test_codes_above_titles_are_one_header(tmp_path: Path) -> None:
    found = columns(
        tmp_path,
        "global_id;ObjectName;District;Kind;geoData",
        "global_id;Наименование объекта;Район;Вид объекта;geoData",
        "19000001;Мечеть;Пробный;Здание;x",
        "19000002;Дом;Пробный;Здание;y",
    )
    assert found == (("global_id", "Наименование объекта", "District", "Kind", "geoData"), 2)


def test_titles_above_codes_are_one_header(tmp_path: Path) -> None:
    found = columns(
        tmp_path,
        "Номер паспорта;Название;Вид памятника;Широта;Долгота",
        "pasp_no;name_ru;kind;lat;lon",
        "7;Курган;археология;51.5;67.5",
    )
    assert found == (("Номер паспорта", "Название", "Вид памятника", "Широта", "Долгота"), 1)


def test_unknown_codes_above_a_known_header_name_what_it_leaves_open(tmp_path: Path) -> None:
    found = columns(
        tmp_path, "f_1;f_2;f_3;f_4", "Название;Вид;;Координаты", "Курган;археология;5;51.5 67.5"
    )
    assert found == (("Название", "Вид", "f_3", "Координаты"), 1)


def test_row_that_numbers_the_columns_belongs_to_the_header(tmp_path: Path) -> None:
    found = columns(
        tmp_path, "№;Название;Вид;Широта;Долгота", "1;2;3;4;5", "1;Курган;археология;51.5;67.5"
    )
    assert found == (("№", "Название", "Вид", "Широта", "Долгота"), 1)


@pytest.mark.parametrize(
    "row",
    [
        "Курган;археология;51.5;67.5",
        "Район;Область;;",
        "Вид;археология;51,5;67,5",
        "1;2;3;4",
    ],
)
def test_first_row_of_data_is_no_header(tmp_path: Path, row: str) -> None:
    assert columns(tmp_path, "Название;Вид;Широта;Долгота", row)[1] == 1


def test_either_name_of_a_column_can_be_told(load: Load, session: Session, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["id", "obj", "typ", "y_deg", "x_deg"],
        ["id", "Наименование объекта охраны", "Род занятия", "Широта", "Долгота"],
        ["a", "Курган", "археология", 51.5, 67.5],
    ]
    path = write_workbook(tmp_path / "list.xlsx", rows)
    for told in ({"name_ru": "obj", "kind": "typ"}, {"name_ru": "obj", "kind": "Род занятия"}):
        done = load(path, column_overrides=told, key_column="id")
        assert counts(done) in ((1, 0, 0, 0), (0, 1, 0, 0))
    assert session.scalars(select(Monument.name_ru)).all() == ["Курган"]


def test_parts_stand_under_merged_cells_even_if_not_all_are_known(tmp_path: Path) -> None:
    found = columns(
        tmp_path,
        "№;Наименование памятника;Вид;Местонахождение;;Координаты;;Примечание",
        ";;;район;сельский округ, село;с.ш.;в.д.;",
        "1;2;3;4;5;6;7;8",
        "1;Курган;археология;Пробный;с. Ынталы;51,5;67,5;",
    )
    names = ("№", "Наименование памятника", "Вид", "район", "сельский округ, село", "с.ш.", "в.д.")
    assert found == ((*names, "Примечание"), 1)


def test_row_of_data_under_unnamed_columns_is_no_header(tmp_path: Path) -> None:
    found = columns(tmp_path, "Название;Вид;;", "Курган;археология;район;село")
    assert found[1] == 1
