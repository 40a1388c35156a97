"""Headers that say which name it is, as programs write them, and columns that are empty."""

from pathlib import Path
from typing import Any

import pytest

from ingest.mapping.column_evidence import ValueEvidence
from ingest.mapping.mapping import ColumnNames
from layers.registry import Catalogue
from tests.ingest.mapping.test_column_choice import chosen
from tests.ingest.officer_files import write_text
from tests.ingest.verdicts import Load, counts, why

RUSSIAN, KAZAKH, ENGLISH = ["Мечеть", "Дом"], ["Төбе", "Қорған"], ["Mosque", "House"]


@pytest.mark.parametrize(
    ("header", "texts", "field"),
    [
        ("Общепринятое наименование объекта", RUSSIAN, "name_ru"),
        ("Наименование объекта по документам", RUSSIAN, "name_ru"),
        ("Полное наименование памятника согласно паспорту", RUSSIAN, "name_ru"),
        ("Краткое официальное название", RUSSIAN, "name_ru"),
        ("Полное наименование", KAZAKH, "name_kk"),
        ("Нысанның толық атауы", KAZAKH, "name_kk"),
        ("Құжаттар бойынша атауы", KAZAKH, "name_kk"),
        ("Official name", ENGLISH, "name_en"),
        ("ObjectNameOnDoc", RUSSIAN, "name_ru"),
        ("objectName", ENGLISH, "name_en"),
        ("OfficialName", KAZAKH, "name_kk"),
        ("nameRu", RUSSIAN, "name_ru"),
        ("Полный адрес объекта по документам", ["с. Ынталы"], "address"),
    ],
)
def test_what_only_says_which_name_it_is_does_not_hide_the_name(
    catalogue: Catalogue, header: str, texts: list[str], field: str
) -> None:
    assert chosen(catalogue, "monuments", **{header: texts}) == {field: header}


@pytest.mark.parametrize(
    "header",
    [
        "Наименование ансамбля по документам",
        "Общепринятое наименование ансамбля",
        "Прежнее название",
        "Полное имя владельца",
        "Full name",
        "fullName",
        "State name",
        "EnsembleName",
        "userName",
    ],
)
def test_name_of_something_else_is_no_name(catalogue: Catalogue, header: str) -> None:
    assert chosen(catalogue, "monuments", **{header: RUSSIAN}) == {}


@pytest.mark.parametrize(
    ("empty", "filled"),
    [
        ("Общепринятое наименование объекта", "Наименование объекта по документам"),
        ("Наименование", "Наименование по паспорту"),
        ("name_ru", "Название"),
    ],
)
def test_filled_column_goes_before_an_empty_one(
    catalogue: Catalogue, empty: str, filled: str
) -> None:
    nothing = ["", ""]
    for cells in ({empty: nothing, filled: RUSSIAN}, {filled: RUSSIAN, empty: nothing}):
        assert chosen(catalogue, "monuments", **cells) == {"name_ru": filled}
    assert chosen(catalogue, "monuments", **{empty: nothing}) == {"name_ru": empty}


def test_record_that_a_program_wrote_into_a_cell_is_no_text(catalogue: Catalogue) -> None:
    cells: dict[str, list[Any]] = {
        "Местоположение памятника": ["[{Address=ул. Пробная, 1, UNOM=1}]"] * 3,
        "Адрес памятника": ["ул. Пробная, 1"] * 3,
    }
    assert chosen(catalogue, "monuments", **cells) == {"address": "Адрес памятника"}
    cells = {"Место нахождения объекта": cells["Местоположение памятника"]}
    assert chosen(catalogue, "monuments", **cells) == {}


def test_word_of_a_kind_is_taken_only_where_its_values_fit(catalogue: Catalogue) -> None:
    for header in ("Вид объекта охраны", "ObjectType"):
        assert chosen(catalogue, "monuments", **{header: ["Здание", "Дом"]}) == {}
    fitting = {"ObjectType": ["археология", "ансамбль"]}
    assert chosen(catalogue, "monuments", **fitting) == {"kind": "ObjectType"}


def test_camel_case_names_fill_fields(catalogue: Catalogue) -> None:
    cells: dict[str, list[Any]] = {
        "createdAt": ["2026-03-01", "2026-03-02"],
        "serviceName": ["Roads", "Waste"],
    }
    found = chosen(catalogue, "citizen_reports", **cells)
    assert found == {"submitted_at": "createdAt", "topic": "serviceName"}


def test_missing_column_is_told_from_an_empty_cell(load: Load, tmp_path: Path) -> None:
    rows = "Название;Координаты{}\nКурган;51,5 67,5{}\n"
    without = load(write_text(tmp_path / "without.csv", rows.format("", "")))
    empty = load(write_text(tmp_path / "empty.csv", rows.format(";Вид", ";")))
    assert counts(without) == counts(empty) == (0, 0, 0, 1)
    assert why(without)[0] == why(empty)[0] == (2, "kind", "required")
    assert empty.problems[0].reason_en == "This field is required."
    assert without.problems[0].reason_en.startswith("No column was found for a field")


@pytest.mark.parametrize(
    ("header", "cells", "field"),
    [
        ("Site Name", ENGLISH, "name_en"),
        ("Site Type", ["Archaeological", "Architectural"], "kind"),
        ("NAIMEN_OBJ", RUSSIAN, "name_ru"),
        ("VID_PAM", ["археология", "ансамбль"], "kind"),
        ("VID_PAMYAT", ["археология", "ансамбль"], "kind"),
        ("vid", ["археология", "ансамбль"], "kind"),
        ("Наименование объекта культурного наследия", RUSSIAN, "name_ru"),
        ("Координаты X", ["43.3", "43.4"], "x"),
        ("@lat", ["43.3", "43.4"], "lat"),
        ("monument_kind", ["archaeology", "ensemble"], "kind"),
        ("itemLabel", RUSSIAN, "name_ru"),
        ("Position", ["N43 18.123 E068 16.456"], "coordinates"),
    ],
)
def test_names_of_other_programs_and_offices(
    catalogue: Catalogue, header: str, cells: list[str], field: str
) -> None:
    assert chosen(catalogue, "monuments", **{header: cells}) == {field: header}


def test_short_name_in_another_alphabet_needs_values_that_fit(catalogue: Catalogue) -> None:
    for header in ("vid", "uid"):
        assert chosen(catalogue, "monuments", **{header: ["a-1", "a-2"]}) == {}


@pytest.mark.parametrize("columns", [("Тип", "Вид"), ("Вид", "Тип")])
def test_of_two_words_that_one_is_meant_whose_values_fit(
    catalogue: Catalogue, columns: tuple[str, str]
) -> None:
    values = {"Тип": ["мазар", "курган"], "Вид": ["архитектура", "археология"]}
    cells = {column: values[column] for column in columns}
    assert chosen(catalogue, "monuments", **cells) == {"kind": "Вид"}
    assert chosen(catalogue, "monuments", Тип=values["Тип"]) == {"kind": "Тип"}


def test_questions_of_a_form_name_fields(catalogue: Catalogue) -> None:
    russian = {
        "Отметка времени": ["14.03.2026 10:05:33"],
        "1. Укажите тему обращения": ["Дороги"],
        "2. Опишите проблему": ["Яма"],
        "4. Координаты (скопируйте из карты)": ["43.29, 68.27"],
    }
    fields = ("submitted_at", "topic", "text", "coordinates")
    assert chosen(catalogue, "citizen_reports", **russian) == dict(
        zip(fields, russian, strict=True)
    )
    kazakh = {
        "Уақыт белгісі": ["14.03.2026 10:05:33"],
        "Мәселенің тақырыбы қандай?": ["Жол"],
        "Мәселені сипаттаңыз": ["Шұңқыр"],
    }
    assert chosen(catalogue, "citizen_reports", **kazakh) == dict(zip(fields, kazakh, strict=False))


def test_few_rows_show_a_place_that_is_written_whole(catalogue: Catalogue) -> None:
    layer = catalogue.layer("monuments")
    names = ColumnNames(layer)
    evidence = ValueEvidence(names.own_fields, names.places, {})
    assert [each.field for each in evidence.of("a", ["43.29, 68.27", ""])] == ["coordinates"]
    for cells in (["43 68"], ["12", "45"], ["ул. Пробная 43, дом 68"], [43.29], ["", ""]):
        assert list(evidence.of("a", cells)) == []
