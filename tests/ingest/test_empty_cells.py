"""A cell without a value: what the atlas has stays, unless a person wants it erased."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from layers.catalogue.citizen_reports import CitizenReport
from layers.catalogue.initiative_projects import InitiativeProject
from tests.ingest.officer_files import write_csv
from tests.ingest.verdicts import Load, counts, monuments, why

HEADER = "key;name_ru;kind;summary_ru;protected_since;address;lat;lon"
WHOLE = "a;Курган;archaeology;Высокий;1982-05-12;ул. Абая, 1;51.5;67.5"
REPORTS = "id;topic;submitted_at;lat;lon"


def first_load(load: Load, tmp_path: Path) -> None:
    path = write_csv(tmp_path, WHOLE, header=HEADER)
    assert counts(load(path, key_column="key", source="register")) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    "nothing",
    [
        "",
        "-",
        "—",
        "н/д",
        "жоқ",
        "N/A",
        "null",
        "#REF!",
        "NA",
        "<NA>",
        "NaT",
        "0000-00-00",
        "0000-00-00 00:00:00",
    ],
)
def test_cell_without_a_value_leaves_what_is_stored(
    load: Load, session: Session, tmp_path: Path, nothing: str
) -> None:
    first_load(load, tmp_path)
    later = f"a;Курган;archaeology;{nothing};{nothing};ул. Абая, 2;51.5;67.5"
    told = load(write_csv(tmp_path, later, header=HEADER), key_column="key", source="register")
    assert counts(told) == (1, 0, 0, 0)
    row = monuments(session)["Курган"]
    assert (row.summary_ru, str(row.protected_since)) == ("Высокий", "1982-05-12")
    assert row.address == "ул. Абая, 2"
    again = load(
        write_csv(tmp_path, f"a;Курган;archaeology;;;{nothing};51.5;67.5", header=HEADER),
        key_column="key", source="register",
    )  # fmt: skip
    assert counts(again) == (0, 1, 0, 0)


def test_empty_cell_erases_where_a_person_wants_it(
    load: Load, session: Session, tmp_path: Path
) -> None:
    first_load(load, tmp_path)
    later = write_csv(tmp_path, "a;Курган;archaeology;-;;;51.5;67.5", header=HEADER)
    told = load(later, key_column="key", source="register", erase_empty=True)
    assert counts(told) == (1, 0, 0, 0)
    row = monuments(session)["Курган"]
    assert (row.summary_ru, row.protected_since, row.address) == (None, None, None)


def test_formula_that_was_never_computed_erases_nothing(
    load: Load, session: Session, tmp_path: Path
) -> None:
    first_load(load, tmp_path)
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(HEADER.split(";"))
    page.append(["a", "Курган", "archaeology", '=A2&"x"', "=TODAY()", "ул. Абая, 3", 51.5, 67.5])
    book.save(tmp_path / "list.xlsx")
    with ZipFile(tmp_path / "list.xlsx") as package:
        assert b"<v></v>" in package.read("xl/worksheets/sheet1.xml") or b"<v />" in package.read(
            "xl/worksheets/sheet1.xml"
        )
    told = load(tmp_path / "list.xlsx", key_column="key", source="register")
    assert counts(told) == (1, 0, 0, 0)
    row = monuments(session)["Курган"]
    assert (row.summary_ru, str(row.protected_since)) == ("Высокий", "1982-05-12")


def test_new_place_brings_its_own_provenance(load: Load, session: Session, tmp_path: Path) -> None:
    header = "key;name_ru;kind;coordinates;crs"
    first = write_csv(tmp_path, "a;Курган;archaeology;5711500 12465000;EPSG:28412", header=header)
    assert counts(load(first, key_column="key", source="register")) == (1, 0, 0, 0)
    assert monuments(session)["Курган"].transformation is not None
    later = write_csv(tmp_path, "a;Курган;archaeology;51.5 67.5;", header=header)
    load(later, key_column="key", source="register")
    row = monuments(session)["Курган"]
    assert (row.original_crs, row.transformation) == ("EPSG:4326", None)


@pytest.mark.parametrize("nothing", ["", "н/д", "—", "#N/A"])
def test_report_without_its_time_waits(load: Load, tmp_path: Path, nothing: str) -> None:
    rows = (f"1;roads;{nothing};51.5;67.5", "2;roads;2019-05-05 10:00;51.5;67.6")
    told = load(write_csv(tmp_path, *rows, header=REPORTS), "citizen_reports", key_column="id")
    assert counts(told) == (1, 0, 1, 0)
    assert why(told) == [(2, "submitted_at", "no_time")]


def test_reports_of_a_file_without_a_column_of_time_wait_until_one_is_told(
    load: Load, session: Session, tmp_path: Path
) -> None:
    path = write_csv(tmp_path, "1;roads;51.5;67.5", header="id;topic;lat;lon")
    told = load(path, "citizen_reports", key_column="id")
    assert (counts(told), why(told)) == ((0, 0, 1, 0), [(2, "submitted_at", "no_time")])
    constants = {"submitted_at": "2026-03-01"}
    told = load(path, "citizen_reports", key_column="id", constants=constants)
    assert counts(told) == (1, 0, 0, 0)
    assert str(session.scalars(select(CitizenReport.submitted_on)).one()) == "2026-03-01"


def test_known_report_keeps_its_time_in_a_file_that_does_not_tell_it(
    load: Load, session: Session, tmp_path: Path
) -> None:
    first = write_csv(tmp_path, "1;roads;2019-05-05;51.5;67.5", header=REPORTS)
    load(first, "citizen_reports", key_column="id", source="s")
    for row, header in (("1;water;;51.5;67.5", REPORTS), ("1;waste;51.5;67.5", "id;topic;lat;lon")):
        later = write_csv(tmp_path, row, header=header)
        told = load(later, "citizen_reports", key_column="id", source="s")
        assert counts(told) == (1, 0, 0, 0)
    row = session.scalars(select(CitizenReport)).one()
    assert (row.topic, str(row.submitted_on)) == ("waste", "2019-05-05")


def test_day_of_a_project_that_no_file_tells_stays_empty(
    load: Load, session: Session, tmp_path: Path
) -> None:
    row = "1;Двор;social;improvement;—;51.5;67.5"
    header = "id;name_ru;type;direction;submitted_on;lat;lon"
    told = load(write_csv(tmp_path, row, header=header), "initiative_projects", key_column="id")
    assert counts(told) == (1, 0, 0, 0)
    assert session.scalars(select(InitiativeProject.submitted_on)).one() is None


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("0001-01-01T00:00:00+06:00", "far_date"),
        ("0001-01-01T00:00:00", "far_date"),
        ("0001-01-01", "far_date"),
        ("9999-12-31T23:59:59-12:00", "far_date"),
        ("9999-12-31", "far_date"),
        ("0202-05-05 10:00", "far_date"),
        ("-0044-03-15", "invalid"),
        ("15 марта 44 г. до н.э.", "invalid"),
        ("10000-01-01", "invalid"),
    ],
)
def test_time_at_the_end_of_the_calendar_is_left_out_and_hinders_no_other(
    load: Load, tmp_path: Path, written: str, code: str
) -> None:
    rows = ("1;roads;2024-05-05 10:00;51.5;67.5", f"2;roads;{written};51.5;67.6")
    told = load(write_csv(tmp_path, *rows, header=REPORTS), "citizen_reports", key_column="id")
    assert told.run.loaded == 1
    assert code in {each for _, field, each in why(told) if field == "submitted_at"}


@pytest.mark.parametrize("written", ["0001-01-01", "31.12.9999"])
def test_day_at_the_end_of_the_calendar_waits(load: Load, tmp_path: Path, written: str) -> None:
    row = f"a;Курган;archaeology;;{written};;51.5;67.5"
    told = load(write_csv(tmp_path, row, header=HEADER), key_column="key")
    assert counts(told) == (0, 0, 1, 0)
    assert (2, "protected_since", "far_date") in why(told)


@pytest.mark.parametrize("nothing", ["nan", "NA", "н/д", "-"])
def test_words_for_nothing_are_no_coordinates(load: Load, tmp_path: Path, nothing: str) -> None:
    pair = write_csv(
        tmp_path, f"Курган;archaeology;{nothing};{nothing}", header="name_ru;kind;lat;lon"
    )
    assert why(load(pair)) == [(2, "coordinates", "empty")]
    text = write_csv(tmp_path, f"Курган;archaeology;{nothing}", header="name_ru;kind;coordinates")
    assert why(load(text)) == [(2, "coordinates", "empty")]
