"""What a batch of a file comes to: rows that may be loaded, rows that are left, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from shapely import Point, set_precision, to_wkb
from sqlalchemy.orm import Session

from core.errors import InvalidValueError
from core.text import Language
from ingest.regions.boundaries.boundary_file import UnknownColumnError
from ingest.rows.batch import ROWS_PER_BATCH, Batch
from ingest.rows.file_order import Decision, FileOrder
from ingest.rows.table import Cell
from ingest.staging.batch_reading import batch_reader
from ingest.values.checked_batch import CheckedBatch
from layers.registry import Catalogue

COLUMNS = ("register_no", "name_ru", "kind", "coordinates")
GOOD = ("7", "Курган", "археология", "51,5 67,5")


@dataclass(frozen=True)
class DrawnTable:
    """An opened file that a test has drawn; its rows count from 2, below the header."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    has_geometry: bool = False
    crs: str | None = None

    @property
    def row_count(self) -> int:
        """All of them."""
        return len(self.rows)

    def batches(self, size: int = ROWS_PER_BATCH) -> Iterator[Batch]:
        """The rows, at most `size` at a time."""
        for start in range(0, len(self.rows), size):
            rows = self.rows[start : start + size]
            width = len(self.columns)
            yield Batch(
                numbers=np.arange(start + 2, start + 2 + len(rows)),
                cells={
                    name: np.fromiter((row[position] for row in rows), dtype=object)
                    for position, name in enumerate(self.columns)
                },
                surplus={position: row[width:] for position, row in enumerate(rows) if row[width:]},
            )


@pytest.fixture
def read(session: Session, catalogue: Catalogue) -> Any:
    """Reads drawn rows for a layer, in one batch."""

    def read_rows(
        *rows: tuple[Cell, ...],
        columns: tuple[str, ...] = COLUMNS,
        layer: str = "monuments",
        **told: Any,
    ) -> CheckedBatch:
        table = DrawnTable(columns, rows)
        order = FileOrder(Path("list.csv"), catalogue.layer(layer), **told)
        reader = batch_reader(session, order, table)
        (batch,) = table.batches()
        checked = reader.read(batch)
        assert set(checked.values) == set(reader.columns)
        assert checked.read == len(checked) + len(checked.left)
        return checked

    return read_rows


def why(checked: CheckedBatch) -> list[tuple[int, str, str]]:
    return [(problem.row, problem.field, problem.code) for problem in checked.problems]


def test_good_row_has_its_values_place_provenance_and_key(read: Any) -> None:
    checked = read(GOOD)
    assert (checked.numbers.tolist(), why(checked), checked.left) == ([2], [], ())
    values = {name: column[0] for name, column in checked.values.items()}
    assert (values["register_no"], values["kind"]) == ("7", "archaeology")
    assert (values["original_coordinates"], values["original_crs"]) == ("51,5 67,5", "EPSG:4326")
    assert checked.geometry[0] == Point(67.5, 51.5)
    assert checked.keys.tolist() == ["row:b695339ae42879de93f8dc93fde3100e"]


def test_left_rows_keep_their_cells_and_all_of_their_problems(read: Any) -> None:
    checked = read(("1", "Башня", "башня", "0; 0"), GOOD, (*GOOD, "лишнее"))
    assert checked.numbers.tolist() == [3]
    assert why(checked) == [
        (2, "kind", "unknown_term"),
        (2, "coordinates", "zero"),
        (4, "coordinates", "shifted"),
    ]
    assert [(row.number, row.cells["name_ru"]) for row in checked.left] == [
        (2, "Башня"),
        (4, "Курган"),
    ]


def test_decided_values_stand_in_for_cells(read: Any) -> None:
    bad = ("7", "Курган", "башня", "51,5 67,5")
    decided = {2: Decision(values={"kind": "ensemble", "name_ru": "Қорған"})}
    checked = read(bad, decisions=decided)
    assert why(checked) == []
    assert (checked.values["kind"][0], checked.values["name_ru"][0]) == ("ensemble", "Қорған")


WITHOUT_KIND = ("register_no", "name_ru", "coordinates")
ALONE = ("7", "Курган", "51,5 67,5")


def test_value_for_all_rows_is_read_as_a_cell_of_each(read: Any) -> None:
    told = {"kind": "Археология", "significance": "респ. значения"}
    checked = read(ALONE, ("8", "Сай", "51,6 67,5"), columns=WITHOUT_KIND, constants=told)
    assert (checked.values["kind"].tolist(), why(checked)) == (["archaeology"] * 2, [])
    assert checked.values["significance"].tolist() == ["republican"] * 2
    assert checked.keys.tolist()[0] == read(GOOD).keys.tolist()[0]


def test_value_for_all_rows_goes_before_a_column_that_only_has_the_name(read: Any) -> None:
    checked = read(("7", "Курган", "", "51,5 67,5"), constants={"kind": "ensemble"})
    assert (checked.values["kind"].tolist(), why(checked)) == (["ensemble"], [])


def test_rows_of_one_name_for_all_have_keys_by_their_places(read: Any) -> None:
    columns = ("kind", "coordinates")
    rows = ("ансамбль", "51,5 67,5"), ("ансамбль", "51,6 67,6")
    checked = read(*rows, columns=columns, constants={"name_ru": "Некрополь"})
    assert (checked.values["name_ru"].tolist(), why(checked)) == (["Некрополь"] * 2, [])
    assert len(set(checked.keys.tolist())) == 2


def test_row_may_be_decided_otherwise_than_all(read: Any) -> None:
    rows = ALONE, ("8", "Сай", "51,6 67,5")
    decided = {3: Decision(values={"kind": "ensemble"})}
    told = {"kind": "archaeology"}
    checked = read(*rows, columns=WITHOUT_KIND, constants=told, decisions=decided)
    assert checked.values["kind"].tolist() == ["archaeology", "ensemble"]


def test_left_row_has_only_the_cells_of_its_file(read: Any) -> None:
    told = {"kind": "archaeology"}
    checked = read(("7", "Курган", "0 0"), columns=WITHOUT_KIND, constants=told)
    assert set(checked.left[0].cells) == set(WITHOUT_KIND)


@pytest.mark.parametrize(
    ("constants", "field", "said"),
    [
        ({"kind": "башня"}, "kind", "Archaeology"),
        ({"kind": "-"}, "kind", "no value"),
        ({"accuracy_m": "много"}, "accuracy_m", "A number"),
        ({"accuracy_m": "-5"}, "accuracy_m", "at least"),
        ({"dating_begin_earliest": "2990"}, "dating_begin_earliest", "to come"),
        ({"dating_begin_earliest": "1936", "dating_end_latest": "1100"}, "dating_", "greater"),
        ({"lat": "43,2"}, "lat", "from each row"),
        ({"crs": "EPSG:28413"}, "crs", "from each row"),
        ({"region": "Нет такого"}, "region", "no such administrative unit"),
        ({"source_key": "1"}, "source_key", "atlas itself"),
    ],
)
def test_unusable_value_for_all_rows_is_told_before_any_row_is_read(
    read: Any, constants: dict[str, str], field: str, said: str
) -> None:
    with pytest.raises(InvalidValueError) as raised:
        read(ALONE, columns=WITHOUT_KIND, constants=constants)
    assert raised.value.field.startswith(field)
    assert said in raised.value.message(Language.EN)


def test_field_with_both_a_told_column_and_a_value_for_all_rows_is_refused(read: Any) -> None:
    told = {"column_overrides": {"kind": "kind"}, "constants": {"kind": "ensemble"}}
    with pytest.raises(InvalidValueError, match="column") as raised:
        read(GOOD, **told)
    assert raised.value.field == "kind"


def test_key_column_gives_the_key_and_an_empty_one_is_a_fault(read: Any) -> None:
    checked = read(GOOD, ("", *GOOD[1:]), key_column="register_no")
    assert (checked.keys.tolist(), why(checked)) == (["7"], [(3, "register_no", "no_key")])


def test_report_gets_the_deadline_of_its_day_and_topic(read: Any) -> None:
    columns = ("topic", "submitted_at", "lat", "lon")
    rows = [
        ("Дороги", "17.07.2026 02:30", "51,5", "67,5"),
        ("Дороги", "17.07.2026 23:59", "51,5", "67,6"),
        ("Су", "2026-07-16T19:30:00Z", "51,5", "67,7"),
        ("Дороги", "16.07.2026", "51,5", "67,8"),
    ]
    checked = read(*rows, columns=columns, layer="citizen_reports")
    assert checked.at_creation["due_on"].tolist() == [
        date(2026, 8, 7), date(2026, 8, 7), date(2026, 7, 22), date(2026, 8, 6),
    ]  # fmt: skip


def said(checked: CheckedBatch) -> list[tuple[int, str, str, str, str | None, bool]]:
    """Row, field, code, value, suggestion, and whether a person may still decide on it."""
    return [
        (each.row, each.field, each.code, each.value, each.suggestion, each.waiting)
        for each in checked.problems
    ]


def test_unknown_term_is_told_with_the_labels_that_a_person_may_write(read: Any) -> None:
    [problem] = read(("1", "Башня", "башня", "51,5 67,5")).problems
    assert "Археология" in problem.reason.ru
    assert "archaeology" not in problem.reason.ru
    assert read(("1", "Башня", "Археология", "51,5 67,5")).problems == ()


def test_all_that_is_wrong_in_a_row_is_told_at_once(read: Any) -> None:
    columns = (
        "name_ru", "kind", "significance", "accuracy_m", "dating_begin_earliest",
        "dating_end_latest", "address", "coordinates",
    )  # fmt: skip
    bad = ("-", "археологея", "республиканскаго", "-5", "1936", "1100", "x" * 10_001, "0; 0")
    checked = read(bad, columns=columns)
    assert said(checked) == [
        (2, "name_ru", "no_name", "-", None, True),
        (2, "kind", "unknown_term", "археологея", "archaeology", False),
        (2, "significance", "unknown_term", "республиканскаго", "republican", False),
        (2, "dating_begin_earliest", "out_of_order", "1936", None, True),
        (2, "address", "invalid", "x" * 10_001, None, False),
        (2, "accuracy_m", "out_of_range", "-5", None, True),
        (2, "coordinates", "zero", "0; 0", None, True),
    ]


def test_row_without_a_name_in_any_language_waits(read: Any) -> None:
    columns = ("name_kk", "name_ru", "kind", "coordinates")
    rows = (
        ("", " \u00a0", "ансамбль", "51,5 67,5"),
        ("Күмбез", "", "ансамбль", "51,5 67,6"),
    )
    checked = read(*rows, columns=columns)
    assert (said(checked), checked.numbers.tolist()) == (
        [(2, "name_kk", "no_name", "", None, True)],
        [3],
    )


def test_report_needs_no_name(read: Any) -> None:
    columns = ("topic", "submitted_at", "lat", "lon")
    row = ("Су", "2026-03-01", "51,5", "67,5")
    assert why(read(row, columns=columns, layer="citizen_reports")) == []


def test_what_is_past_cannot_be_in_the_future(read: Any) -> None:
    columns = ("topic", "submitted_at", "lat", "lon")
    rows = [
        ("Су", "17.07.2126", "51,5", "67,5"),
        ("Су", "17.07.2006", "51,5", "67,6"),
        ("Су", "07/17/2006", "51,5", "67,7"),
    ]
    checked = read(*rows, columns=columns, layer="citizen_reports")
    assert said(checked) == [
        (2, "submitted_at", "to_come", "17.07.2126", None, True),
        (4, "submitted_at", "month_first", "07/17/2006", "2006-07-17", True),
    ]
    columns = ("name_ru", "kind", "dating_begin_earliest", "coordinates")
    checked = read(("Стела", "ансамбль", "2990", "51,5 67,5"), columns=columns)
    assert why(checked) == [(2, "dating_begin_earliest", "to_come")]


def test_required_field_without_a_value_is_told_once(read: Any) -> None:
    checked = read(("7", "Курган", "", "51,5 67,5"), ("7", "Курган", "н/д", "51,5 67,6"))
    assert said(checked) == [
        (2, "kind", "required", "", None, False),
        (3, "kind", "required", "н/д", None, False),
    ]
    columns = ("name_ru", "coordinates")
    assert why(read(("Курган", "51,5 67,5"), columns=columns)) == [(2, "kind", "required")]


def test_cell_that_is_not_understood_is_not_called_empty_too(read: Any) -> None:
    columns = ("name_ru", "kind", "coordinates")
    checked = read(("Курган", "?рхеолог?я", "51,5 67,5"), columns=columns)
    assert why(checked) == [(2, "kind", "letters_lost")]


def test_list_of_terms_is_refused_for_the_one_that_is_unknown(read: Any) -> None:
    columns = ("name_ru", "modes", "difficulty", "season_from_month", "coordinates")
    row = ("Путь", "пеший; на лыжах", "лёгкая", "13", "51,5 67,5")
    checked = read(row, columns=columns, layer="tourist_routes")
    assert said(checked)[:2] == [
        (2, "modes", "unknown_term", "на лыжах", None, False),
        (2, "season_from_month", "out_of_range", "13", None, True),
    ]


def test_repaired_name_is_loaded_and_noted(read: Any) -> None:
    checked = read(("7", "РњР°РІР·РѕР»РµР№", "ансамбль", "51,5 67,5"))
    assert checked.values["name_ru"].tolist() == ["Мавзолей"]
    assert said(checked) == [
        (2, "name_ru", "mojibake_repaired", "РњР°РІР·РѕР»РµР№", "Мавзолей", False)
    ]
    assert not checked.problems[0].rejected


def test_value_cannot_be_decided_where_no_column_holds_it(read: Any) -> None:
    with pytest.raises(UnknownColumnError, match="address"):
        read(GOOD, decisions={2: Decision(values={"address": "Ауыл"})})


def test_nameless_row_is_known_by_all_of_its_values(read: Any) -> None:
    columns = ("topic", "text", "submitted_at", "lat", "lon")
    row = ("Су", 'Жарық "жоқ"', "17.07.2026 02:30", "51,5", "67,5")
    checked = read(row, row, ("", *row[1:]), columns=columns, layer="citizen_reports")
    told = (
        '{"submitted_at": "2026-07-17 02:30:00+05:00", "text": "Жарық \\"жоқ\\"", "topic": "water"}'
    )
    place = to_wkb(set_precision(Point(67.5, 51.5), 1e-6, mode="pointwise"))
    key = "row:" + sha256(told.encode() + place).hexdigest()[:32]
    assert checked.keys.tolist() == [key, key]
