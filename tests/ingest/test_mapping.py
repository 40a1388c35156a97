import pytest

from core.errors import InvalidValueError
from ingest.cells import as_written, likely_term
from ingest.mapping import ColumnNames
from ingest.sources.boundary_file import UnknownColumnError
from layers.catalogue.citizen_reports import LAYER as REPORTS
from layers.catalogue.monuments import KIND, SIGNIFICANCE
from layers.catalogue.monuments import LAYER as MONUMENTS
from layers.catalogue.settlements import LAYER as SETTLEMENTS
from layers.definition import UnknownFieldError
from layers.values import checked_value

NAMES = ColumnNames(MONUMENTS)


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
    assert mapping.columns == {"kind": "Вид"}
    assert mapping.unknown == ("Видение", "Есепте", "state", "source")


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
    "written", ["republican", "Республикалық", "респ. значения", " Мемл. маңызы бар "]
)
def test_term_is_known_by_code_label_and_alias(written: str) -> None:
    assert as_written(MONUMENTS.field("significance"), written, {}) == "republican"


def test_unknown_term_stays_as_written_and_gets_a_suggestion() -> None:
    field = MONUMENTS.field("significance")
    assert as_written(field, "республиканскаго", {}) == "республиканскаго"
    assert likely_term(SIGNIFICANCE, "республиканскаго") == "republican"
    assert likely_term(KIND, "щщщщ") is None


def test_told_term_is_taken() -> None:
    told = {("kind", "курган"): "archaeology"}
    assert as_written(MONUMENTS.field("kind"), "Курган", told) == "archaeology"


@pytest.mark.parametrize(
    ("written", "number"), [("12 345", 12345), ("12\u00a0345", 12345), (17, 17), ("-300", -300)]
)
def test_numbers_are_read_as_officers_write_them(written: str | int, number: int) -> None:
    field = SETTLEMENTS.field("residents")
    assert checked_value(field, as_written(field, written, {})) == number


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("17.07.2026", "2026-07-17T00:00:00+05:00"),
        ("17.07.2026 9:30", "2026-07-17T09:30:00+05:00"),
        ("2026-07-17T09:30:00", "2026-07-17T09:30:00+05:00"),
        ("2026-07-17T09:30:00+00:00", "2026-07-17T09:30:00+00:00"),
    ],
)
def test_time_without_a_zone_is_kazakhstans(written: str, moment: str) -> None:
    field = REPORTS.field("submitted_at")
    assert checked_value(field, as_written(field, written, {})).isoformat() == moment


def test_day_that_does_not_exist_is_refused() -> None:
    field = REPORTS.field("submitted_at")
    with pytest.raises(InvalidValueError):
        checked_value(field, as_written(field, "31.02.2026", {}))


@pytest.mark.parametrize(("written", "truth"), [("иә", True), ("Нет", False), (1, True)])
def test_yes_and_no_are_understood(written: str | int, truth: object) -> None:
    field = SETTLEMENTS.field("is_centre")
    assert checked_value(field, as_written(field, written, {})) is truth
