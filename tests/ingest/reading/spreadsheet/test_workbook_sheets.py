"""Which sheet of a workbook is read, and what its cells say."""

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from ingest.reading.readers import open_table, sheets_of
from ingest.reading.spreadsheet.strict_workbook import NAMES
from ingest.rows.batch import Batch
from layers.model.layer import GeometryKind

KNOWN = frozenset({"key", "name_ru", "kind"})
LIST = (("key", "name_ru", "kind"), (1, "Курган", "archaeology"), (2, "Мавзолей", "ensemble"))
TERMS = (("kind", "name_ru"), ("archaeology", "Археология"), ("ensemble", "Ансамбль"))
TITLE = (("Отчёт",), ("за 2026 год",))
TABLE = (("a", "b"), (1, 2), (3, 4))

Rows = Sequence[Sequence[Any]]


def book(path: Path, sheets: Mapping[str, Rows], hidden: Mapping[str, str] | None = None) -> Path:
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        page = made.create_sheet(name)
        page.sheet_state = (hidden or {}).get(name, "visible")
        for row in rows:
            page.append(list(row))
    made.active = next(
        i for i, each in enumerate(made.worksheets) if each.title not in (hidden or {})
    )
    made.save(path)
    return path


def batch_of(path: Path, sheet: str | None = None) -> Batch:
    table = open_table(path, GeometryKind.POINT, KNOWN.__contains__, sheet)
    (batch,) = table.batches()
    return batch


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheet_is_not_the_list(tmp_path: Path, state: str) -> None:
    path = book(tmp_path / "a.xlsx", {"Terms": TERMS, "List": LIST}, {"Terms": state})
    batch = batch_of(path)
    assert list(batch.cells["key"]) == [1, 2]
    assert [(each.row, each.code, each.value) for each in batch.problems] == [
        (0, "others_unread", "Terms")
    ]
    assert sheets_of(path) == ("List", "Terms")


@pytest.mark.parametrize("before", [TITLE, (("Отчёт",),), (), (("key", "name_ru", "kind"),), TABLE])
def test_sheet_before_the_list_is_passed_over(tmp_path: Path, before: Rows) -> None:
    batch = batch_of(book(tmp_path / "a.xlsx", {"Титул": before, "List": LIST}))
    assert list(batch.cells["key"]) == [1, 2]
    assert [each.value for each in batch.problems] == (["Титул"] if before is TABLE else [])


def test_second_list_is_mentioned_and_can_be_named(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"West": LIST, "East": LIST, "Words": TITLE})
    assert [each.value for each in batch_of(path).problems] == ["East"]
    assert not batch_of(path, "East").problems


def test_table_without_known_names_comes_before_words(tmp_path: Path) -> None:
    batch = batch_of(book(tmp_path / "a.xlsx", {"Words": TITLE, "Table": TABLE}))
    assert list(batch.cells["b"]) == [2, 4]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Сынама_x000D_\nтөбе", "Сынама\nтөбе"), ("a_x0009_b", "a\tb"), ("_x0041_", "A"),
        ("_x005F_x000D_", "_x000D_"), ("_xD83D__xDE00_", "😀"), ("index_x12", "index_x12"),
        (True, "TRUE"), (False, "FALSE"), (123456789012345, 123456789012345),
    ],
)  # fmt: skip
def test_cell_says_what_excel_shows(tmp_path: Path, written: Any, meant: Any) -> None:
    batch = batch_of(book(tmp_path / "a.xlsx", {"List": (LIST[0], (1, written, "x"))}))
    assert batch.cells["name_ru"][0] == meant


def test_strict_workbook_is_read(tmp_path: Path) -> None:
    usual = book(tmp_path / "usual.xlsx", {"Титул": TITLE, "List": LIST})
    path = tmp_path / "strict.xlsx"
    with zipfile.ZipFile(usual) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            for strict, plain in NAMES.items():
                content = content.replace(plain, strict)
            new.writestr(name, content)
    assert list(batch_of(path).cells["name_ru"]) == ["Курган", "Мавзолей"]
