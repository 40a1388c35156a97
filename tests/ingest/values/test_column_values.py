"""Cells as values of a field: one by one, and whole columns alike."""

import math
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import InvalidValueError
from core.text import Text
from ingest.rows.table import Cell
from ingest.values.cells import CellReader, of_row
from ingest.values.column_values import read_column
from layers.catalogue.citizen_reports import LAYER as REPORTS
from layers.catalogue.monuments import LAYER as MONUMENTS
from layers.catalogue.settlements import LAYER as SETTLEMENTS
from layers.catalogue.tourist_routes import LAYER as ROUTES
from layers.model.field import Field, FieldType
from layers.model.values import typed_value

TITLE = Text("Өріс", "Поле", "Field")
FIELDS = (
    MONUMENTS.field("name_kk"),
    MONUMENTS.field("name_ru"),
    SETTLEMENTS.field("residents"),
    MONUMENTS.field("accuracy_m"),
    SETTLEMENTS.field("is_centre"),
    REPORTS.field("submitted_on"),
    REPORTS.field("submitted_at"),
    MONUMENTS.field("kind"),
    ROUTES.field("modes"),
    Field("tags", TITLE, FieldType.LIST),
    Field("facts", TITLE, FieldType.OBJECT),
)


def read(field: Field, cell: Cell, told: dict[tuple[str, str], str] | None = None) -> object:
    found = CellReader(field, told or {}).read(cell)
    assert not found.problems
    return found.value


def code(field: Field, cell: Cell) -> str:
    (problem,) = CellReader(field, {}).read(cell).problems
    return problem.code


def test_every_type_of_field_is_tried() -> None:
    assert {field.type for field in FIELDS} == set(FieldType)


WRITTEN = st.one_of(
    st.sampled_from(
        [
            "", " ", "-", "н/д", "нет", "иә", "7", "12 345", "12\u00a0345,5", "1_000", "5,0", "nan",
            "inf", "1e3", "9" * 19, "17.07.2026", "17.07.2026 9:30", "07/17/2026", "03/04/2026",
            "2026-07-17", "2026-07-17T09:30", "2026-07-17 00:00:00Z", "20260717", "46220",
            "17 шілде 2026 ж.", "археология", "Респ. значения", "car; foot", "башня", "a;b",
            "Ќазаќстан", "РњР°РІР·РѕР»РµР№", "?аза?стан", "\u00adМав\u200bзолей\u00a0", "а\x00б",
            "\ud800", "Їлкен", "«Алаш» – № 5", "12\n3", "2026-07-17\u200b10:00", "-0.0",
            "0001-01-01T00:00:00", "9999-12-31T23:59:59", "0001-01-01T00:00:00-05:00",
            "9999-12-31T23:59:59-05:00", "0000-00-00 00:00:00",
        ]
    ),
    st.text(max_size=12),
    st.text(alphabet="0123456789 ,.-+eE_\u00a0\u202f\n", max_size=10),
    st.dates().map(lambda day: day.strftime("%d.%m.%Y")),
    st.datetimes().map(datetime.isoformat),
    st.datetimes(timezones=st.just(UTC)).map(str),
)  # fmt: skip
CELLS = st.one_of(
    WRITTEN,
    st.integers(-(2**70), 2**70),
    st.floats(),
    st.booleans(),
    st.sampled_from([0.0, -0.0, 1, 1.0, True, 0, False]),
)


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
@settings(deadline=None)
@given(cells=st.lists(CELLS, max_size=20))
def test_columns_are_read_as_their_cells_are(field: Field, cells: list[Cell]) -> None:
    reader = CellReader(field, {})
    column = np.fromiter(cells, dtype=object, count=len(cells))
    whole = read_column(reader, column, np.arange(10, 10 + len(cells)))
    single = [reader.read(cell) for cell in cells]
    assert list(map(told, whole.values)) == [told(each.value) for each in single]
    assert sorted(whole.problems, key=lambda each: each.row) == [
        of_row(problem, row)
        for row, each in enumerate(single, start=10)
        for problem in each.problems
    ]


def told(value: object) -> tuple[type, str]:
    """The value so that 1, 1.0 and True, or 0.0 and -0.0, are told apart."""
    return type(value), repr(value)


@settings(deadline=None)
@given(cell=CELLS)
@pytest.mark.parametrize("field", FIELDS[:7], ids=lambda field: field.name)
def test_what_a_field_takes_as_it_stands_is_read_as_that(field: Field, cell: Any) -> None:
    """Cleaning and officers' notations add to what the field takes and change nothing of it."""
    try:
        plain = typed_value(field, cell)
    except InvalidValueError:
        return
    found = CellReader(field, {}).read(cell)
    if isinstance(plain, str):
        return
    if isinstance(plain, datetime) and isinstance(cell, str):
        assert isinstance(found.value, datetime)
        assert found.value.replace(tzinfo=None) == plain.replace(tzinfo=None)
        return
    assert found.value == plain or (cell == "" and found.value is None)


@pytest.mark.parametrize(
    "written", ["republican", "Республикалық", "респ. значения", " Мемл. маңызы бар "]
)
def test_term_is_known_by_code_label_and_alias(written: str) -> None:
    assert read(MONUMENTS.field("significance"), written) == "republican"


def test_unknown_term_stays_as_written() -> None:
    assert read(MONUMENTS.field("significance"), "республиканскаго") == "республиканскаго"


def test_told_term_is_taken() -> None:
    told_terms = {("kind", "курган"): "archaeology"}
    assert read(MONUMENTS.field("kind"), "Курган", told_terms) == "archaeology"


@pytest.mark.parametrize(
    ("written", "number"),
    [("12 345", 12345), ("12\u00a0345", 12345), (17, 17), ("-300", -300), ("5,0", 5), (5.0, 5)],
)
def test_numbers_are_read_as_officers_write_them(written: Cell, number: int) -> None:
    assert told(read(SETTLEMENTS.field("residents"), written)) == told(number)


@pytest.mark.parametrize("written", ["1,5", "пять", "1e400", "12 км", math.inf, 1.5, 2**63, True])
def test_what_is_no_whole_number_is_refused(written: Cell) -> None:
    assert code(SETTLEMENTS.field("residents"), written) == "invalid"


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("17.07.2026", "2026-07-17T00:00:00+05:00"),
        ("17.07.2026 9:30", "2026-07-17T09:30:00+05:00"),
        ("2026-07-17T09:30:00", "2026-07-17T09:30:00+05:00"),
        ("2026-07-17T09:30:00+00:00", "2026-07-17T09:30:00+00:00"),
        (46220.5, "2026-07-17T12:00:00+05:00"),
    ],
)
def test_time_without_a_zone_is_kazakhstans(written: Cell, moment: str) -> None:
    value = read(REPORTS.field("submitted_at"), written)
    assert isinstance(value, datetime)
    assert value.isoformat() == moment


def test_day_that_does_not_exist_is_refused() -> None:
    assert code(REPORTS.field("submitted_at"), "31.02.2026") == "invalid"


def test_month_written_first_waits_with_the_day_that_may_be_meant() -> None:
    (problem,) = CellReader(REPORTS.field("submitted_on"), {}).read("07/17/2026").problems
    assert (problem.code, problem.waiting, problem.rejected) == ("month_first", True, False)
    assert problem.suggestion == "2026-07-17"


def test_spreadsheets_number_of_a_day_is_that_day() -> None:
    assert read(REPORTS.field("submitted_on"), 46220) == date(2026, 7, 17)


@pytest.mark.parametrize(
    ("written", "truth"), [("иә", True), ("Нет", False), ("-", False), (1, True), ("1", True)]
)
def test_yes_and_no_are_understood(written: Cell, truth: bool) -> None:  # noqa: FBT001
    assert read(SETTLEMENTS.field("is_centre"), written) is truth


@pytest.mark.parametrize(
    "nothing",
    [
        "-", "—", "н/д", "жоқ", "Мәлімет жоқ", "нет данных", "N/A", "null", "#N/A", "#REF!",
        "#ЗНАЧ!", "#DIV/0!", "<null>", " ",
    ],
)  # fmt: skip
def test_words_for_nothing_and_errors_of_formulas_are_nothing_in_every_field(nothing: str) -> None:
    fields = (
        *(SETTLEMENTS.field(name) for name in ("residents", "kind")),
        *(MONUMENTS.field(name) for name in ("accuracy_m", "address", "name_ru", "summary_kk")),
        REPORTS.field("submitted_at"),
    )
    for field in fields:
        assert read(field, nothing) is None
        cells = np.array([nothing, nothing], dtype=object)
        found = read_column(CellReader(field, {}), cells, np.array([2, 3]))
        assert (found.values.tolist(), found.problems) == ([None, None], ())


def test_repaired_text_is_noted_with_what_stood_there() -> None:
    found = CellReader(MONUMENTS.field("name_ru"), {}).read("РњР°РІР·РѕР»РµР№")
    assert found.value == "Мавзолей"
    (note,) = found.problems
    assert (note.code, note.rejected, note.waiting) == ("mojibake_repaired", False, False)
    assert (note.value, note.suggestion) == ("РњР°РІР·РѕР»РµР№", "Мавзолей")


def test_term_in_a_wrong_encoding_is_found() -> None:
    found = CellReader(MONUMENTS.field("kind"), {}).read("Àðõåîëîãèÿ")
    assert found.value == "archaeology"
