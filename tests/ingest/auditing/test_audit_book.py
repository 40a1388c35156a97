"""The audit workbook, opened again as an officer's Excel opens it."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.text import Language
from ingest.auditing.audit_book import write_audit
from ingest.auditing.audit_return import as_audited
from ingest.reading.file_properties import properties_of
from ingest.rows.file_order import FileOrder
from ingest.staging.runs import Run, RunProblem, RunRow, RunState
from layers.registry import Catalogue


@pytest.fixture
def run(session: Session) -> Run:
    """A run with one rejected and one waiting row, and a note on a row that was taken."""
    run = Run(
        layer="monuments",
        source="list",
        file_name="list.xlsx",
        file_sha256="0" * 64,
        file_bytes=10,
        order={},
        mapping={
            "file_columns": ["Название", "Вид", "lat", "lon"],
            "columns": {"name_ru": "Название", "kind": "Вид"},
            "unknown": [],
        },
        state=RunState.DONE,
        by_name="Айгүл",
        read=4,
        loaded=2,
        unchanged=0,
        waiting=1,
        rejected=1,
    )
    session.add(run)
    session.flush()
    for row, outcome, cells in (
        (2, "rejected", {"lon": 70, "lat": 50.5, "Вид": "щщщ", "Название": "=1+1"}),
        (5, "waiting", {"lon": 0, "lat": 0, "Вид": "арх.", "Название": "Мола\x0b"}),
    ):
        session.add(RunRow(run_id=run.id, row=row, outcome=outcome, cells=cells))
    for row, outcome, column, value, candidates in (
        (2, "rejected", "Вид", "щщщ", []),
        (3, "noted", "Название", "Мола", []),
        (5, "waiting", "lat\nlon", "0 0", [
            {"kind": "place", "crs": "EPSG:28413", "lon": 70.1, "lat": 50.2},
            {"kind": "feature", "id": 7, "name": "Мола", "score": 91},
        ]),
    ):  # fmt: skip
        session.add(
            RunProblem(
                run_id=run.id, row=row, field="kind", column=column, value=value,
                reason_kk="Белгісіз", reason_ru="Неизвестно", reason_en="Unknown",
                suggestion="archaeology", code="unknown", outcome=outcome, candidates=candidates,
            )
        )  # fmt: skip
    session.flush()
    return run


def opened(session: Session, run: Run, language: Language = Language.RU) -> Workbook:
    target = BytesIO()
    write_audit(session, run, target, language)
    return load_workbook(target)


def rows(book: Workbook, sheet: int) -> list[tuple[Any, ...]]:
    return list(book.worksheets[sheet].iter_rows(values_only=True))


def test_first_sheet_has_the_left_rows_under_the_columns_of_the_file(
    session: Session, run: Run
) -> None:
    header, first, second = rows(opened(session, run), 0)
    assert header == ("Название", "Вид", "lat", "lon", "Атлас: что исправить")
    assert first[:4] == ("=1+1", "щщщ", 50.5, 70)
    assert second[:4] == ("Мола", "арх.", 0, 0)
    assert "Неизвестно" in first[4]
    assert "Возможно: archaeology" in first[4]


def test_bad_cells_are_marked_and_explained_and_good_ones_are_not(
    session: Session, run: Run
) -> None:
    page = opened(session, run).worksheets[0]
    assert page["B2"].fill.fgColor.rgb.endswith("F4B6B0")
    assert page["B2"].comment is not None
    assert "Неизвестно" in page["B2"].comment.text
    assert {page[cell].fill.fgColor.rgb[-6:] for cell in ("C3", "D3")} == {"FFE08A"}
    for cell in ("A2", "C2", "D2", "A3", "B3"):
        assert page[cell].comment is None
        assert page[cell].fill.fill_type is None


def test_text_that_looks_like_a_formula_stays_text(session: Session, run: Run) -> None:
    assert opened(session, run).worksheets[0]["A2"].data_type == "s"


def test_problems_and_summary_stand_on_sheets_of_their_own(session: Session, run: Run) -> None:
    book = opened(session, run, Language.KK)
    assert book.sheetnames == ["Түзетілетін жолдар", "Ескертулер", "Қорытынды"]
    problems = rows(book, 1)
    assert [row[0] for row in problems] == ["Жол", 2, 3, 5]
    assert problems[3][6] == "EPSG:28413: 50.2, 70.1; № 7 нысан, «Мола», 91 %"
    summary = dict(rows(book, 2))
    assert summary["Оқылды"] == 4
    assert summary["Күтеді"] == 1
    assert summary["Кім жүктеді"] == "Айгүл"


def test_workbook_that_comes_back_is_of_the_source_that_it_is_about(
    session: Session, run: Run, catalogue: Catalogue, tmp_path: Path
) -> None:
    run.source, run.order = 'Тізім <2026> & "ескі"', {"key_column": "Рег. №"}
    path = tmp_path / "ingest-7.xlsx"
    write_audit(session, run, path, Language.KK)
    back = as_audited(FileOrder(path, catalogue.layer("monuments")), properties_of(path))
    assert (back.source_name, back.key_column) == ('Тізім <2026> & "ескі"', "Рег. №")
    saved = load_workbook(path)
    saved.save(path)
    assert as_audited(FileOrder(path, catalogue.layer("monuments")), properties_of(path)) == back
    told = FileOrder(path, catalogue.layer("monuments"), source="мой", key_column="№")
    assert as_audited(told, properties_of(path)) == told


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", None])
def test_other_workbooks_keep_their_own_name(
    catalogue: Catalogue, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "list.xlsx"
    Workbook().save(path) if content is None else path.write_bytes(content)
    order = FileOrder(path, catalogue.layer("monuments"))
    assert as_audited(order, properties_of(path)) == order
    assert order.source_name == "list"


def test_points_of_a_map_file_stand_in_columns_that_are_read_again(
    session: Session, run: Run
) -> None:
    columns = ["Название", "Вид"]
    run.mapping = {**run.mapping, "file_columns": columns, "has_geometry": True,
                   "crs": {"code": "EPSG:28413"}}  # fmt: skip
    for left, place in zip(
        session.scalars(select(RunRow).order_by(RunRow.row)),
        ("POINT (13512345 5012345)", "LINESTRING (0 0, 1 1)"),
        strict=True,
    ):
        left.geometry = place
    session.flush()
    header, first, second = rows(opened(session, run), 0)
    assert header[:5] == ("Название", "Вид", "y", "x", "crs")
    assert first[2:5] == (5012345, 13512345, "EPSG:28413")
    assert second[2:5] == (None, None, None)
