"""Rows of lists that are no objects: totals, footnotes, signatures, the header once more."""

from pathlib import Path

import pytest

from ingest.location.file_rows.rows_aside import is_aside
from tests.ingest.officer_files import write_csv, write_text, write_workbook
from tests.ingest.verdicts import Load, counts, why

HEADER = "№;name_ru;kind;lat;lon"
OBJECTS = ("1;Курган;archaeology;51.5;67.25", "2;Мавзолей;ensemble;48.5;71.6")


@pytest.mark.parametrize(
    "row",
    [
        "Итого;2;;;",
        "Итого по району: 2;;;;",
        ";Всего: 2 объекта;;;",
        "Барлығы / Итого: 2;;;;",
        "ЖИЫНЫ;2 ескерткіш;;;",
        "Total;;;;",
        "* - границы уточняются;;;;",
        "Примечание: координаты сняты прибором;;;;",
        ";Исп.: Пробная А.А., тел. 1-11-11;;;",
        "Директор ________________ Пробный Б.Б.;;;;",
        "№;name_ru;kind;lat;lon",
    ],
)
def test_row_that_is_no_object_is_noted_and_not_counted(
    load: Load, tmp_path: Path, row: str
) -> None:
    told = load(write_csv(tmp_path, OBJECTS[0], row, OBJECTS[1], header=HEADER))
    assert counts(told) == (2, 0, 0, 0)
    assert told.run.read == 2
    assert [(at, code) for at, _, code in why(told) if code == "aside"] == [(3, "aside")]


@pytest.mark.parametrize(
    "row",
    [
        "3;Итого;archaeology;;",
        "Итого;Курган;archaeology;;",
        "Всего святого;;;;",
        "Примечательный камень;;;;",
        "Директорский дом;;;;",
        "3;* Курган;archaeology;;",
        "№;Курган;kind;;",
        ";Памятники археологии;;;",
    ],
)
def test_other_rows_are_counted(load: Load, tmp_path: Path, row: str) -> None:
    told = load(write_csv(tmp_path, *OBJECTS, row, header=HEADER))
    assert told.run.read == 3
    assert "aside" not in {code for _, _, code in why(told)}


def test_list_of_a_clerk_is_read_as_its_objects(load: Load, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Список памятников истории и культуры"],
        ["№", "Наименование памятника", "Вид", "Координаты", None, "Примечание"],
        [None, None, None, "с.ш.", "в.д.", None],
        [1, 2, 3, 4, 5, 6],
        [1, "Курган*", "археология", "51°30'", "67°15'", None],
        [2, "Мечеть", "ансамбль", "48°30'", "71°36'", "ремонт"],
        ["Итого: 2"],
        ["* - границы уточняются"],
        ["Руководитель ____________ Пробный Б.Б."],
    ]
    told = load(write_workbook(tmp_path / "list.xlsx", rows, merged="D2:E2"))
    assert (told.run.read, counts(told)) == (2, (2, 0, 0, 0))
    assert [at for at, _, code in why(told) if code == "aside"] == [7, 8, 9]


def test_narrow_table_has_no_rows_aside(load: Load, tmp_path: Path) -> None:
    path = write_text(tmp_path / "list.csv", "name_ru;coordinates\nTotal;51.5 67.5\n")
    assert counts(load(path, constants={"kind": "archaeology"})) == (1, 0, 0, 0)


def test_point_called_total_is_an_object() -> None:
    assert not is_aside(["Total", 51.5, 67.5], columns=3)
    assert is_aside(["Total", 51.5, 67.5], columns=12)
