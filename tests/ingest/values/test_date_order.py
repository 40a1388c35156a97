"""A column of dates decides whether the day or the month stands first, not a single cell."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from ingest.values.date_order import DateEvidence, DateOrder, DateStyle
from layers.catalogue.citizen_reports import CitizenReport
from layers.catalogue.initiative_projects import InitiativeProject
from layers.catalogue.monuments import Monument
from tests.ingest.officer_files import write_csv, write_workbook
from tests.ingest.small_batches import read_as_always, read_in_batches_of
from tests.ingest.verdicts import Load, Verdict, counts, why

DAY, MONTH, OPEN = DateOrder.DAY, DateOrder.MONTH, DateOrder.OPEN


def style(*cells: object) -> DateStyle:
    evidence = DateEvidence()
    evidence.add([str(cell) for cell in cells])
    return evidence.style


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (("03/04/2026", "17/04/2026"), DAY),
        (("03/04/2026", "04/17/2026"), MONTH),
        (("03-04-2026 10:00", "04-17-2026 09:30"), MONTH),
        (("03/04/2026", "05/06/2026"), OPEN),
        (("03/04/2026", "17/04/2026", "04/17/2026"), OPEN),
        (("03/04/2026", "17.04.2026"), DAY),
        (("03/04/2026", "02.03.2026"), DAY),
        (("03/04/2026", "2026-04-17", "46220"), OPEN),
        (("03/04/2026", "02.03.2026", "04/17/2026"), OPEN),
        (("03/04/2026", "04/17/26"), MONTH),
        (("03/04/2026", "17/04/26"), OPEN),
        (("03/04/2026 1:00 PM",), MONTH),
        (("03/04/2026 1:00 PM", "17/04/2026 1:00 PM"), DAY),
        (("03/04/2026 1:00 PM", "17.04.2026"), OPEN),
        (("04/17/2026", *["02.03.2026"] * 50), DAY),
        (("17/04/2026", *["04/17/2026"] * 50), MONTH),
    ],
)
def test_order_is_that_of_which_the_column_has_signs(
    cells: tuple[str, ...], order: DateOrder
) -> None:
    assert style(*cells).other is order


def test_dots_tell_that_the_day_stands_first_unless_the_column_shows_otherwise() -> None:
    assert style("03.04.2026").dotted is DAY
    assert style("03.04.2026", "04.17.2026").dotted is MONTH
    assert style("17.04.2026", "04.17.2026", "03.04.2026").dotted is OPEN


def test_whole_dates_beside_texts_that_a_spreadsheet_could_not_read_may_be_swapped() -> None:
    early = ["2026-03-04", "2026-01-02", "2026-11-12", "2026-05-06"]
    assert style(*early, "25/12/2026").may_be_swapped
    assert not style(*early, "2026-03-17", "25/12/2026").may_be_swapped
    assert not style(*early, "25/12/2026", "03/04/2026").may_be_swapped
    assert not style(*early).may_be_swapped


def test_style_is_read_back() -> None:
    for each in (DateStyle(), DateStyle(OPEN, MONTH, OPEN, may_be_swapped=True)):
        assert DateStyle.from_text(each.as_text()) == each


def load_reports(load: Load, folder: Path, *written: str) -> Verdict:
    rows = (f"{at};{each};roads;51.5;67.{at}" for at, each in enumerate(written, start=1))
    path = write_csv(folder, *rows, header="id;submitted_at;topic;lat;lon")
    return load(path, "citizen_reports", key_column="id")


def days(session: Session) -> dict[str | None, str]:
    return {row.source_key: str(row.submitted_on) for row in session.scalars(select(CitizenReport))}


def test_month_that_stands_first_in_some_cells_stands_first_in_all(
    load: Load, session: Session, tmp_path: Path
) -> None:
    told = load_reports(
        load, tmp_path, "03/04/2020 10:00", "03/17/2020 10:00", "12/25/2020 09:30",
        "01/02/2020 08:00", "11/12/2020 08:00",
    )  # fmt: skip
    assert (counts(told), why(told)) == (
        (5, 0, 0, 0),
        [(2, "submitted_at", "month_before_day")],
    )
    assert days(session) == {
        "1": "2020-03-04", "2": "2020-03-17", "3": "2020-12-25", "4": "2020-01-02",
        "5": "2020-11-12",
    }  # fmt: skip
    first = session.scalars(select(CitizenReport).where(CitizenReport.source_key == "1")).one()
    assert first.submitted_at.astimezone(UTC) == datetime(2020, 3, 4, 5, 0, tzinfo=UTC)
    assert str(first.due_on) == "2020-03-31"


def test_order_that_the_column_leaves_open_waits_with_both_readings(
    load: Load, tmp_path: Path
) -> None:
    told = load_reports(load, tmp_path, "03/04/2020 10:00", "05/05/2020", "2020-06-01")
    assert (counts(told), why(told)) == ((2, 0, 1, 0), [(2, "submitted_at", "day_or_month")])
    (problem,) = told.problems
    assert problem.suggestion == "2020-04-03 10:00"
    for reason in (problem.reason_kk, problem.reason_ru, problem.reason_en):
        assert "2020-04-03" in reason
        assert "2020-03-04" in reason


def test_proof_in_a_later_batch_counts_for_the_first(
    load: Load, session: Session, tmp_path: Path
) -> None:
    read_in_batches_of(2)
    try:
        told = load_reports(load, tmp_path, "03/04/2020", "05/06/2020", "01/02/2020", "03/17/2020")
    finally:
        read_as_always()
    assert counts(told) == (4, 0, 0, 0)
    assert days(session)["1"] == "2020-03-04"


def test_columns_at_odds_let_only_sure_dates_in(
    load: Load, session: Session, tmp_path: Path
) -> None:
    told = load_reports(load, tmp_path, "03/04/2020", "17/04/2020", "04/17/2020", "17.05.2020")
    assert counts(told) == (2, 0, 2, 0)
    assert [(row, code) for row, _, code in why(told)] == [(2, "day_or_month"), (4, "month_first")]
    assert days(session) == {"2": "2020-04-17", "4": "2020-05-17"}


def test_numbers_of_a_spreadsheet_stand_beside_dates_as_text(
    load: Load, session: Session, tmp_path: Path
) -> None:
    rows: list[list[object]] = [
        ["id", "submitted_on", "name_ru", "type", "direction", "lat", "lon"],
        ["1", 43894, "Двор", "social", "improvement", 51.5, 67.1],
        ["2", "17/03/2020", "Сад", "social", "improvement", 51.5, 67.2],
        ["3", datetime(2020, 3, 20), "Парк", "social", "improvement", 51.5, 67.3],  # noqa: DTZ001 - as a workbook has it
        ["4", "04/03/2020", "Мост", "social", "improvement", 51.5, 67.4],
    ]
    path = write_workbook(tmp_path / "list.xlsx", rows)
    told = load(path, "initiative_projects", key_column="id")
    assert counts(told) == (4, 0, 0, 0)
    found = session.execute(select(InitiativeProject.source_key, InitiativeProject.submitted_on))
    assert {key: str(day) for key, day in found} == {
        "1": "2020-03-04", "2": "2020-03-17", "3": "2020-03-20", "4": "2020-03-04",
    }  # fmt: skip


def test_taken_up_row_is_read_as_its_whole_column_was(
    load: Load, session: Session, tmp_path: Path
) -> None:
    header = "key;name_ru;kind;protected_since;lat;lon"
    rows = ("a;Курган;щщщ;03/04/1982;51.5;67.5", "b;Стена;ensemble;03/17/1982;51.5;67.6")
    told = load(write_csv(tmp_path, *rows, header=header), key_column="key")
    assert counts(told) == (1, 0, 0, 1)
    assert told.run.mapping["dates"]["protected_since"].split()[1] == "month"
    assert str(session.scalars(select(Monument.protected_since)).one()) == "1982-03-17"
