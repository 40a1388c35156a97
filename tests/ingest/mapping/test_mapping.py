import pytest

from core.errors import InvalidValueError
from ingest.mapping.column_evidence import ColumnBy, ValueEvidence, keys_of
from ingest.mapping.mapping import ColumnMapping, ColumnNames
from ingest.mapping.mapping_names import CLAIMS, LocationPart
from ingest.regions.boundaries.boundary_file import UnknownColumnError
from ingest.rows.table import Cell
from layers.catalogue.monuments import LAYER as MONUMENTS
from layers.model.layer import UnknownFieldError
from layers.registry import Catalogue

NAMES = ColumnNames(MONUMENTS)
UNITS = {
    LocationPart.OBLAST: keys_of("Қарағанды облысы") | keys_of("Абайская область"),
    LocationPart.DISTRICT: keys_of("Ақсу ауданы") | keys_of("Аксуский район"),
}
VALUES = ValueEvidence(NAMES.fields, NAMES.places, UNITS)


@pytest.mark.parametrize(
    ("column", "field"),
    [
        ("name_kk", "name_kk"),
        ("  НАИМЕНОВАНИЕ   памятника: ", "name_ru"),
        ("name:kk", "name_kk"),
        ("Маңызы", "significance"),
        ("Register number", "register_no"),
        ("Мекенжайы", "address"),
        ("Широта", "lat"),
        ("бойлық", "lon"),
        ("Координаты", "coordinates"),
        ("X", "x"),
        ("Система координат", "crs"),
        ("Облыс", "oblast"),
        ("Район", "district"),
        ("Ауылдық округ", "rural_district"),
        ("КАТО", "region"),
    ],
)
def test_column_is_known_by_field_title_and_officers_names(column: str, field: str) -> None:
    mapping = NAMES.proposed([column], {})
    assert mapping.columns == {field: column}
    assert mapping.near == ()


def test_near_spelling_is_taken_and_told() -> None:
    mapping = NAMES.proposed(["Наименование памятиника", "Вид"], {})
    assert mapping.columns == {"kind": "Вид", "name_ru": "Наименование памятиника"}
    assert mapping.near == ("name_ru",)


def test_other_columns_are_listed_not_guessed() -> None:
    mapping = NAMES.proposed(["Вид", "Видение", "Есепте", "state", "source"], {})
    assert mapping.columns == {"kind": "Вид", "state": "state"}
    assert mapping.unknown == ("Видение", "Есепте", "source")


def test_told_column_goes_before_a_known_name() -> None:
    mapping = NAMES.proposed(["Название", "Старое"], {"name_ru": "старое"})
    assert mapping.columns == {"name_ru": "Старое"}
    assert mapping.unknown == ("Название",)


def test_wrongly_told_columns_are_refused() -> None:
    with pytest.raises(UnknownColumnError, match="Нет"):
        NAMES.proposed(["Вид"], {"kind": "Нет"})
    with pytest.raises(UnknownFieldError, match="colour"):
        NAMES.proposed(["Вид"], {"colour": "Вид"})
    with pytest.raises(InvalidValueError, match="oblast_code"):
        NAMES.proposed(["Вид"], {"oblast_code": "Вид"})


@pytest.mark.parametrize(
    ("layer", "column", "field"),
    [
        ("monuments", "Наименование объекта (рус.)", "name_ru"),
        ("monuments", "Наименование объекта (каз.)", "name_kk"),
        ("monuments", "Название памятника на казахском языке", "name_kk"),
        ("monuments", "Наименование памятника истории и культуры", "name_ru"),
        ("monuments", "Ескерткіштің атауы", "name_kk"),
        ("monuments", "1. Название *", "name_ru"),
        ("monuments", "Naimenovanie", "name_ru"),
        ("monuments", "Atauy", "name_kk"),
        ("monuments", "Name of monument", "name_en"),
        ("monuments", "№ в реестре", "register_no"),
        ("monuments", "Учётный номер", "register_no"),
        ("monuments", "Тіркеу №", "register_no"),
        ("monuments", "Типология", "kind"),
        ("monuments", "Ескерткіштің түрі", "kind"),
        ("monuments", "Категория охраны", "significance"),
        ("monuments", "Маңыздылығы", "significance"),
        ("monuments", "Местонахождение памятника", "address"),
        ("monuments", "Mestonakhozhdenie", "address"),
        ("monuments", "Мекен-жайы", "address"),
        ("monuments", "Датировка (век)", "dating_text_ru"),
        ("monuments", "Салынған уақыты", "dating_text_kk"),
        ("monuments", "Краткое описание", "summary_ru"),
        ("monuments", "Description (kz)", "summary_kk"),
        ("monuments", "Сілтеме", "source_url"),
        ("monuments", "Точность, м", "accuracy_m"),
        ("monuments", "Широта, град.", "lat"),
        ("monuments", "С.Ш.", "lat"),
        ("monuments", "shirota", "lat"),
        ("monuments", "Координаты (долгота)", "lon"),
        ("monuments", "Долгота (E)", "lon"),
        ("monuments", "lon_wgs84", "lon"),
        ("monuments", "X (м)", "x"),
        ("monuments", "Координата X (северная)", "x"),
        ("monuments", "Координата X (широта)", "lat"),
        ("monuments", "Y, м", "y"),
        ("monuments", "Широта/Долгота", "coordinates"),
        ("monuments", "GPS-координаты", "coordinates"),
        ("monuments", "Координат жүйесі", "crs"),
        ("monuments", "СК", "crs"),
        ("monuments", "Облыс/Область", "oblast"),
        ("monuments", "Oblys", "oblast"),
        ("monuments", "Аудан (қала)", "district"),
        ("monuments", "Audan", "district"),
        ("monuments", "С/о", "rural_district"),
        ("monuments", "Код КАТО", "region"),
        ("endangered_objects", "Нысанның атауы", "name_kk"),
        ("endangered_objects", "Срочность работ", "priority"),
        ("initiative_projects", "Жобаның атауы", "name_kk"),
        ("initiative_projects", "Инициатор", "author_name"),
        ("initiative_projects", "Охват, чел.", "users_reached"),
        ("initiative_projects", "Дата подачи заявки (регистрации)", None),
        ("citizen_reports", "Complaint Type", "topic"),
        ("citizen_reports", "Created Date", "submitted_at"),
        ("citizen_reports", "Текст обращения", "text"),
        ("citizen_reports", "Заявитель", "author_name"),
        ("tourist_routes", "Длина, м", "length_m"),
        ("tourist_routes", "Вид туризма", "modes"),
        ("tourist_routes", "Стоимость, тг", "price_kzt"),
        ("settlements", "Код КАТО", "kato"),
        ("settlements", "Численность населения", "residents"),
        ("settlements", "Елді мекен атауы", "name_kk"),
    ],
)
def test_officers_header_is_known_with_all_its_garnish(
    catalogue: Catalogue, layer: str, column: str, field: str | None
) -> None:
    mapping = ColumnNames(catalogue.layer(layer)).proposed([column], {})
    assert mapping.columns == ({field: column} if field else {})
    assert mapping.near == ()


@pytest.mark.parametrize(
    "column",
    [
        "№",
        "№ п/п",
        "Фото",
        "Видео",
        "Дата",
        "Длина (км)",
        "Высота, м",
        "ИИН",
        "k",
        "uid",
        "Паспорт",
    ],
)
def test_header_that_tells_nothing_sure_is_left_unread(column: str) -> None:
    assert NAMES.proposed([column], {}).columns == {}


@pytest.mark.parametrize("column", ["Протяжённость (км)", "Длина, км", "Бағасы, мың теңге"])
def test_numbers_in_another_unit_are_not_taken(catalogue: Catalogue, column: str) -> None:
    mapping = ColumnNames(catalogue.layer("tourist_routes")).proposed([column], {})
    assert mapping.columns == {}
    assert [each.score for each in mapping.others(column)] == [45]


@pytest.mark.parametrize(
    ("column", "field"),
    [
        ("Наименов. памят.", "name_ru"),
        ("Местополож", "address"),
        ("Мекинжайы", "address"),
        ("Сельский окург", "rural_district"),
        ("Координаты объекта", "coordinates"),
    ],
)
def test_cut_and_misspelt_headers_are_near(column: str, field: str) -> None:
    mapping = NAMES.proposed([column], {})
    assert mapping.columns == {field: column}
    assert mapping.near == (field,)
    reason = mapping.reason(column)
    assert reason is not None
    assert (reason.how, reason.field) == (ColumnBy.NEAR, field)


def test_header_in_two_languages_is_in_that_of_its_values() -> None:
    column = "Атауы/Название"
    kazakh = NAMES.proposed([column], {}, samples={column: ["Айша бибі кесенесі", "Ақыртас"]})
    russian = NAMES.proposed([column], {}, samples={column: ["Мавзолей Айша-биби", "Акыртас"]})
    assert (kazakh.columns, kazakh.near) == ({"name_kk": column}, ("name_kk",))
    assert (russian.columns, russian.near) == ({"name_ru": column}, ("name_ru",))
    assert [each.field for each in russian.others(column)] == ["name_kk"]


def test_header_of_two_fields_is_near_and_names_both() -> None:
    mapping = NAMES.proposed(["Вид/категория"], {})
    assert mapping.near == ("kind",)
    assert [each.field for each in mapping.others("Вид/категория")] == ["significance"]


def test_better_of_two_columns_is_taken_and_the_other_shown_as_unread() -> None:
    mapping = NAMES.proposed(["Naimenovanie", "Название"], {})
    assert mapping.columns == {"name_ru": "Название"}
    assert mapping.unknown == ("Naimenovanie",)
    assert [each.field for each in mapping.others("Naimenovanie")] == ["name_ru"]


def test_saved_column_goes_before_names_and_after_what_is_told() -> None:
    columns = ["Название", "Старое", "Иное"]
    saved = {"name_ru": "старое", "kind": "Иное", "address": "Нет такого"}
    mapping = NAMES.proposed(columns, {"kind": "Название"}, saved)
    assert mapping.columns == {"kind": "Название", "name_ru": "Старое"}
    hows = [mapping.reason(column) for column in columns]
    assert [each and each.how for each in hows] == [ColumnBy.TOLD, ColumnBy.SAVED, None]


def test_field_told_to_stay_empty_takes_no_column() -> None:
    mapping = NAMES.proposed(["Название", "Вид"], {"name_ru": ""})
    assert mapping.columns == {"kind": "Вид"}
    assert mapping.unknown == ("Название",)


def test_drawn_files_have_claims_but_no_written_places() -> None:
    names = ColumnNames(MONUMENTS, with_place=False)
    assert names.places == CLAIMS
    assert names.proposed(["Область", "Широта"], {}).columns == {"oblast": "Область"}


def by_value(**cells: list[Cell]) -> ColumnMapping:
    """The mapping of columns whose names tell nothing."""
    evidence = [each for name, column in cells.items() for each in VALUES.of(name, column)]
    return NAMES.proposed(tuple(cells), {}, by_values=evidence)


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        (["Археология", "археология", "Ансамбль", "киелі нысан"], "kind"),
        (["респ. значения", "местн.", "местн.", "?"], "significance"),
        (["43°17'51\" с.ш. 68°16'14\" в.д.", "51,5; 67,25", "N51.1 E67.2"], "coordinates"),
        (["391010000", "611610100", "750000000"], "region"),
        ([391010000, 611610100, 750000000], "region"),
        (["Карагандинская обл.", "Карагандинская обл.", "Абай облысы"], "oblast"),
        (["Аксуский р-н", "Ақсу", "Аксуский район"], "district"),
        (["СК-42 зона 12", "СК-42 зона 13", "WGS 84"], "crs"),
        (["EPSG:28412", "28413", "EPSG:28413"], "crs"),
    ],
)
def test_values_speak_for_a_field_that_is_flagged(cells: list[Cell], field: str) -> None:
    mapping = by_value(a=cells)
    assert mapping.columns == {field: "a"}
    assert mapping.by_value == (field,)
    assert mapping.near == ()


@pytest.mark.parametrize(
    "cells",
    [
        ["Археология", "", ""],
        ["Мавзолей", "Курган", "Мазар"],
        [1, 2, 3],
        [51.5, 52.5, 53.5],
        [5_651_900.5, 5_651_901.5, 5_651_902.5],
        ["7010000001", "7010000002", "7010000003"],
        [1875, 1901, 1905],
        ["12", "13", "14"],
    ],
)
def test_few_or_common_values_speak_for_nothing(cells: list[Cell]) -> None:
    assert by_value(a=cells).columns == {}


def test_halves_of_a_place_are_taken_by_value_in_pairs() -> None:
    mapping = by_value(a=["67,25", "71,375", "69,5"], b=["51,1234", "48,5", "50,25"])
    assert mapping.columns == {"lon": "a", "lat": "b"}
    metres = by_value(a=["12448500,25"] * 3, b=["5651900,75"] * 3)
    assert metres.columns == {"x": "b", "y": "a"}


def test_column_named_so_goes_before_one_with_such_values() -> None:
    evidence = VALUES.of("Тип?", ["Археология", "Ансамбль", "Археология"])
    mapping = NAMES.proposed(["Тип?", "Вид"], {}, by_values=evidence)
    assert mapping.columns == {"kind": "Вид"}
    assert [each.field for each in mapping.others("Тип?")] == ["kind"]


def test_years_only_hint_at_fields() -> None:
    mapping = by_value(a=[1875, 1901, 1905])
    assert {each.field for each in mapping.others("a")} >= {"dating_begin_earliest"}
    assert {each.score for each in mapping.others("a")} == {45}


def test_days_speak_for_the_only_field_of_days(catalogue: Catalogue) -> None:
    names = ColumnNames(catalogue.layer("initiative_projects"))
    values = ValueEvidence(names.own_fields, names.places, {})
    evidence = values.of("a", ["17.07.2026", "2026-07-18", "19/07/2026"])
    assert names.proposed(["a"], {}, by_values=evidence).by_value == ("submitted_on",)
