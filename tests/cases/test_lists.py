"""Cases of lists: CSV files, workbooks, records of JSON."""

import pytest

from tests.cases.office import MONUMENTS, Office
from tests.shared_data import needs_shared_cases

pytestmark = [needs_shared_cases, pytest.mark.shared_data]
DRY = ("--layer", "monuments", "--dry-run")


@pytest.mark.parametrize(("name", "odd"), [("two.csv", [6, 11]), ("one.csv", [6])])
def test_case_01_unclosed_quote(office: Office, name: str, odd: list[int]) -> None:
    told = office.ingest(1, name, *MONUMENTS)
    assert told.counts == (20, 20 - len(odd), 0, len(odd), 0)
    assert told.problems == [(row, "unpaired_quote") for row in odd]


@pytest.mark.parametrize(
    ("name", "field", "column"),
    [
        ("name.csv", "name_en", "name_en"),
        ("name.csv", "name_kk", "name"),
        ("type.csv", "kind", "kind"),
        ("named.csv", "name_ru", "name_ru"),
        ("overpass.geojson", "name_en", "name:en"),
        ("overpass.geojson", "name_kk", "name"),
    ],
)
def test_case_04_exact_name_goes_first(office: Office, name: str, field: str, column: str) -> None:
    told = office.ingest(4, name, *MONUMENTS)
    assert told.counts == (1, 1, 0, 0, 0)
    assert told.columns[field] == column


def test_case_10_formula_without_value(own_office: Office) -> None:
    order = ("--layer", "monuments", "--key", "Рег. №", "--source", "repro10")
    assert own_office.ingest(10, "v1/list.xlsx", *order).counts == (1, 1, 0, 0, 0)
    before = own_office.rows("monuments", "repro10")
    assert own_office.ingest(10, "v2/list.xlsx", *order).counts == (1, 0, 1, 0, 0)
    [row] = own_office.rows("monuments", "repro10")
    assert [row] == before
    assert (row["summary_kk"], row["protected_since"]) == ("Тас үйінді", "1982-01-26")


def test_case_11_hidden_sheet_and_title_sheet(office: Office) -> None:
    hidden = office.ingest(11, "hidden.xlsx", *DRY)
    assert hidden.counts == (3, 3, 0, 0, 0)
    assert hidden.problems == [(0, "others_unread")]
    assert office.ingest(11, "title.xlsx", *DRY).counts == (3, 3, 0, 0, 0)


@pytest.mark.parametrize(
    ("name", "counts"),
    [("ckan.json", (1, 1, 0, 0, 0)), ("esri.json", (1, 1, 0, 0, 0)),
     ("issues.json", (1, 0, 0, 0, 1)), ("strict.xlsx", (3, 3, 0, 0, 0)),
     ("win1251.geojson", (1, 1, 0, 0, 0)), ("win1251.gpx", (1, 0, 0, 0, 1)),
     ("win1251.kml", (1, 0, 0, 0, 1))],
)  # fmt: skip
def test_case_20_other_forms_are_read(office: Office, name: str, counts: tuple[int, ...]) -> None:
    told = office.ingest(20, name, *DRY)
    assert told.counts == counts
    if counts[4]:
        assert (1, "required") in told.problems


def test_case_20_file_without_placemarks_is_told_so(office: Office) -> None:
    told = office.ingest(20, "empty.kml", *DRY)
    assert told.exit_code == 1
    assert "it has no placemark" in told.error


def test_case_24_numbers_as_written(own_office: Office) -> None:
    order = ("--layer", "monuments", "--matches", "different", "--source", "repro24")
    assert own_office.ingest(24, "big.geojson", *order).counts == (3, 3, 0, 0, 0)
    numbers = [row["register_no"] for row in own_office.rows("monuments", "repro24")]
    assert numbers == ["12345678901234567", "12345678901234568", "98765432109876543210"]
    assert own_office.ingest(24, "odd.json", *order).counts == (3, 3, 0, 0, 0)
    numbers = [row["register_no"] for row in own_office.rows("monuments", "repro24")[3:]]
    assert numbers == ["1e400", "1", "false"]


def test_case_27_line_break_of_excel(own_office: Office) -> None:
    told = own_office.ingest(27, "book.xlsx", "--layer", "monuments", "--matches", "different")
    assert told.counts == (1, 1, 0, 0, 0)
    assert own_office.names("monuments", "book") == ["Сынама\nтөбе"]


def test_case_28_places_abroad(office: Office) -> None:
    told = office.ingest(28, "abroad.csv", *MONUMENTS)
    assert told.counts == (6, 0, 0, 6, 0)
    assert told.problems == [(row, "outside_kazakhstan") for row in range(2, 8)]


def test_case_35_two_header_rows(office: Office) -> None:
    order = ("--layer", "monuments", "--key", "global_id", "--dry-run")
    told = office.ingest(35, "mos.csv", *order)
    assert told.counts == (2, 0, 0, 0, 2)
    assert told.columns == {
        "name_ru": "Наименование объекта по документам",
        "district": "District",
        "geometry": "geoData",
    }
    assert [each for each in told.problems if each[1] == "required"] == [
        (3, "required"), (4, "required"),
    ]  # fmt: skip
    kind = ("--set", "kind=urban_planning_architecture")
    assert office.ingest(35, "mos.csv", *order, *kind).counts == (2, 2, 0, 0, 0)
    for column in ("ObjectNameOnDoc", "Наименование объекта по документам"):
        name = ("--map", f"name_ru={column}")
        assert office.ingest(35, "mos.csv", *order, *kind, *name).counts == (2, 2, 0, 0, 0)


def test_case_36_geometry_in_a_cell(office: Office) -> None:
    order = ("--layer", "monuments", "--key", "id", "--set", "kind=archaeology", "--dry-run")
    told = office.ingest(36, "openatlas.csv", *order)
    assert told.counts == (3, 2, 0, 1, 0)
    assert told.problems == [(4, "empty")]
    assert told.columns["geometry"] == "wkt"
