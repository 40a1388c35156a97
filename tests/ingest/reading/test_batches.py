"""Files in batches: the same rows in whatever portions, and no more of them in memory than that."""

import tracemalloc
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest
import shapely
from geopandas import GeoDataFrame

from ingest.reading.readers import open_table, sheets_of
from ingest.reading.table.headed_table import ROWS_AT_ONCE
from ingest.rows.batch import InputTable
from ingest.rows.table import FileRow
from layers.model.layer import GeometryKind
from tests.ingest.officer_files import write_text, write_workbook

MANY = 3 * ROWS_AT_ONCE + 17


def opened(path: Path) -> InputTable:
    return open_table(path, GeometryKind.POINT, lambda name: name in {"name_ru", "kind"})


def rows_of(table: InputTable, size: int) -> list[FileRow]:
    return [batch.row(at) for batch in table.batches(size) for at in range(len(batch))]


def write_odd_rows(path: Path) -> Path:
    """Rows around the borders of pieces are empty, short or shifted."""
    lines = ["Тізім;", "name_ru;kind"]
    for number in range(3, MANY + 1):
        match number % ROWS_AT_ONCE:
            case 0:
                lines.append(" ; ;")
            case 1:
                lines.append(f"Курган {number}")
            case 2:
                lines.append(f"Курган {number};ensemble;лишнее {number};")
            case _:
                lines.append(f"Курган {number};archaeology")
    return write_text(path, "\n".join(lines), "cp1251" if path.stem == "old" else "utf-8")


@pytest.mark.parametrize("size", [1_000, ROWS_AT_ONCE, 2 * ROWS_AT_ONCE, 1_000_000])
def test_rows_are_the_same_in_any_portions(tmp_path: Path, size: int) -> None:
    table = opened(write_odd_rows(tmp_path / "list.csv"))
    rows = rows_of(table, size)
    empty = {ROWS_AT_ONCE, 2 * ROWS_AT_ONCE, 3 * ROWS_AT_ONCE}
    assert [row.number for row in rows] == [
        number for number in range(3, MANY + 1) if number not in empty
    ]
    assert {row.number: row.surplus for row in rows if row.surplus} == {
        number: (f"лишнее {number}",) for number in range(3, MANY + 1) if number % ROWS_AT_ONCE == 2
    }
    assert {row.number for row in rows if row.cells["kind"] == ""} == {
        number for number in range(3, MANY + 1) if number % ROWS_AT_ONCE == 1
    }
    assert all(row.cells["name_ru"] == f"Курган {row.number}" for row in rows)
    assert all(len(batch) <= size for batch in table.batches(size))


def test_table_may_be_read_again(tmp_path: Path) -> None:
    table = opened(write_odd_rows(tmp_path / "old.csv"))
    assert rows_of(table, 5_000) == rows_of(table, 700)


@pytest.mark.parametrize("encoding", ["cp1251", "utf-8"])
def test_letters_far_behind_the_beginning_decide_the_encoding(
    tmp_path: Path, encoding: str
) -> None:
    text = "name_ru,kind\n" + "plain ascii,archaeology\n" * 100_000 + "Курган,ensemble\n"
    assert len(text) > 2 << 20
    rows = rows_of(opened(write_text(tmp_path / "list.csv", text, encoding)), 50_000)
    assert rows[-1].cells["name_ru"] == "Курган"
    assert rows[-1].number == 100_002


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    path = write_text(tmp_path / "list.csv", "name_ru;kind;key\n")
    with path.open("a", encoding="utf-8") as file:
        file.writelines(
            f"Курган номер {number};archaeology;{number}\n" for number in range(200_000)
        )
    tracemalloc.start()
    try:
        rows = sum(len(batch) for batch in opened(path).batches(5_000))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert rows == 200_000
    assert peak < 6 << 20 < path.stat().st_size


def test_workbook_rows_keep_excels_numbers(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Тізім"], [], ["name_ru", "kind", "found", "at"]]
    rows += [["Курган", "ensemble", date(2024, 5, 6), datetime(2024, 5, 6, 7, 8)], [], ["А", 2.0]]  # noqa: DTZ001 - Excel knows no zones
    table = opened(write_workbook(tmp_path / "list.xlsx", rows))
    first, last = rows_of(table, 1)
    assert (first.number, last.number) == (4, 6)
    assert list(first.cells.values()) == ["Курган", "ensemble", "2024-05-06", "2024-05-06T07:08:00"]
    assert list(last.cells.values()) == ["А", 2, "", ""]


def write_layers(path: Path, count: int) -> Path:
    numbers = np.arange(count)
    frame = GeoDataFrame(
        {
            "name": [" Курган ", None, *["x"] * (count - 2)],
            "whole": [1.0, None, *[2.5] * (count - 2)],
            "flag": [True, False, *[True] * (count - 2)],
            "seen": [datetime(2024, 5, 6, 7, 8, tzinfo=UTC), None, *[None] * (count - 2)],
        },
        geometry=[None, *shapely.points(67 + numbers[1:] / 1000, 51.0)],
        crs=32642,
    )
    frame.to_file(path, engine="pyogrio", layer="list")
    return path


def test_features_keep_their_numbers_and_values_over_batches(tmp_path: Path) -> None:
    table = opened(write_layers(tmp_path / "list.gpkg", 25))
    rows = rows_of(table, 10)
    assert table.row_count == 25
    assert [row.number for row in rows] == list(range(1, 26))
    assert rows[0].cells["name"] == "Курган"
    assert rows[0].cells["whole"] == 1
    assert isinstance(rows[0].cells["whole"], int)
    assert rows[0].cells["flag"] == "true"
    assert str(rows[0].cells["seen"]).startswith("2024-05-06T07:08:00")
    assert [rows[1].cells[name] for name in ("name", "whole", "flag", "seen")] == [
        "", "", "false", "",
    ]  # fmt: skip
    assert rows[0].geometry is None
    assert rows[24].geometry is not None
    assert rows[24].geometry.equals(shapely.Point(67.024, 51))


def test_sheets_are_layers_of_vector_files_and_none_of_lists(tmp_path: Path) -> None:
    assert sheets_of(write_layers(tmp_path / "list.gpkg", 3)) == ("list",)
    assert sheets_of(write_text(tmp_path / "list.csv", "a;b\n")) == ()


def test_tables_tell_about_how_many_rows_they_have(tmp_path: Path) -> None:
    text = "Тізім\nname_ru;kind\nМола;ensemble\nҚала;ensemble"
    for name, encoding in (("a.csv", "utf-8"), ("b.csv", "cp1251"), ("c.csv", "utf-16")):
        plain = text if encoding != "cp1251" else text.replace("Қ", "К").replace("і", "и")
        assert opened(write_text(tmp_path / name, plain, encoding)).row_count == 2
    rows = [["Тізім"], ["name_ru", "kind"], ["Мола", "ensemble"], ["Қала", "ensemble"]]
    assert opened(write_workbook(tmp_path / "d.xlsx", rows)).row_count == 2
