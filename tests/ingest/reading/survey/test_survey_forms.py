import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from ingest.mapping.mapping import ColumnNames
from ingest.reading.readers import open_table, sheets_of
from ingest.rows.batch import InputTable
from ingest.rows.table import FileRow
from layers.catalogue.monuments import LAYER as MONUMENTS
from tests.ingest.officer_files import write_text, write_workbook

NAMES = ColumnNames(MONUMENTS)
PLACE = "51.5 67.25 812.5 4.9"
KOBO = [
    ["start", "site/name_ru", "site/kind", "gps", "_gps_latitude", "_gps_longitude",
     "_gps_altitude", "_gps_precision", "_id", "_uuid", "_submission_time"],
    ["2026-04-14", "Курган", "archaeology", PLACE, "51.5", "67.25", "812.5", "4.9", "1", "aa-1",
     "2026-04-14T06:37:38"],
    ["2026-04-15", "Без места", "ensemble", "", "", "", "", "", "2", "aa-2", "2026-04-15T06:37:38"],
]  # fmt: skip
ODK = [
    ["SubmissionDate", "site-name_ru", "gps-Latitude", "gps-Longitude", "gps-Altitude",
     "gps-Accuracy", "meta-instanceID", "KEY"],
    ["2026-04-14T06:37:38Z", "Курган", "51.5", "67.25", "812.5", "4.9", "uuid:1", "uuid:1"],
]  # fmt: skip


def write_rows(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    return write_text(path, buffer.getvalue())


def open_form(path: Path) -> InputTable:
    return open_table(path, MONUMENTS.geometry, NAMES.knows)


def rows_of(path: Path) -> list[FileRow]:
    return [batch.row(at) for batch in open_form(path).batches() for at in range(len(batch))]


def place_of(row: FileRow) -> list[str]:
    return [str(row.cells[part]) for part in ("latitude", "longitude", "altitude", "precision")]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_kobo_export_has_plain_names_and_one_place(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"form.{ending}"
    write_rows(path, KOBO) if ending == "csv" else write_workbook(path, KOBO)
    first, second = rows_of(path)
    assert (first.cells["name_ru"], first.cells["kind"]) == ("Курган", "archaeology")
    assert place_of(first) == PLACE.split()
    assert place_of(second) == ["", "", "", ""]
    assert (first.number, first.cells["_uuid"]) == (2, "aa-1")


def test_kobo_columns_are_mapped_by_name(tmp_path: Path) -> None:
    mapping = NAMES.proposed(open_form(write_rows(tmp_path / "form.csv", KOBO)).columns, {})
    assert {target: mapping.columns[target] for target in ("name_ru", "kind", "lat", "lon")} == {
        "name_ru": "name_ru", "kind": "kind", "lat": "latitude", "lon": "longitude",
    }  # fmt: skip


def test_place_in_one_column_is_taken_apart(tmp_path: Path) -> None:
    rows = [[*row[:4], *row[8:]] for row in KOBO]
    first, second = rows_of(write_rows(tmp_path / "form.csv", rows))
    assert place_of(first) == PLACE.split()
    assert place_of(second) == ["", "", "", ""]
    assert first.cells["gps"] == PLACE


def test_odk_export_is_read_alike(tmp_path: Path) -> None:
    (row,) = rows_of(write_rows(tmp_path / "form.csv", ODK))
    assert (row.cells["name_ru"], row.cells["KEY"]) == ("Курган", "uuid:1")
    assert place_of(row) == PLACE.split()


def test_kobo_json_is_read_with_its_own_repetition_left_aside(tmp_path: Path) -> None:
    records = [
        {"_id": 1, "_uuid": "a", "site/gps": PLACE, "_geolocation": [51.5, 67.25], "n": "Курган"},
        {"_id": 2, "_uuid": "b", "_geolocation": [None, None], "n": "Без места"},
    ]
    path = write_text(tmp_path / "form.json", json.dumps({"count": 2, "results": records}))
    first, second = rows_of(path)
    assert place_of(first) == PLACE.split()
    assert place_of(second) == ["", "", "", ""]


def test_kobo_json_with_only_its_geolocation_has_a_place(tmp_path: Path) -> None:
    records = [{"_id": 1, "_uuid": "a", "_geolocation": [51.5, 67.25]}]
    (row,) = rows_of(write_text(tmp_path / "form.json", json.dumps(records)))
    assert place_of(row) == ["51.5", "67.25", "", ""]


def test_odk_json_has_longitude_first(tmp_path: Path) -> None:
    point = {"type": "Point", "coordinates": [67.25, 51.5, 812.5], "properties": {"accuracy": 4.9}}
    record = {"__id": "uuid:1", "__system": {"submissionDate": "2026-04-14"}, "gps": point}
    (row,) = rows_of(write_text(tmp_path / "form.json", json.dumps({"value": [record]})))
    assert place_of(row) == ["51.5", "67.25", "812.5", "4.9"]


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ({"type": "Point", "coordinates": [67.25, 51.5]}, ["51.5", "67.25", "", ""]),
        ({"type": "Point", "coordinates": [67, 51, None]}, ["51", "67", "", ""]),
        (None, ["", "", "", ""]),
    ],
)
def test_odk_json_tells_of_a_place_what_it_has(
    tmp_path: Path, place: object, told: list[str]
) -> None:
    whole = {"type": "Point", "coordinates": [67.5, 51.5, 1.0], "properties": {"accuracy": 2}}
    system = {"submissionDate": "2026-04-14"}
    records = [{"__id": "1", "__system": system, "gps": each} for each in (whole, place)]
    _, row = rows_of(write_text(tmp_path / "form.json", json.dumps({"value": records})))
    assert place_of(row) == told


def test_areas_that_odk_json_draws_stay_shapes(tmp_path: Path) -> None:
    area = {"type": "Polygon", "coordinates": [[[67, 51], [68, 51], [68, 52], [67, 51]]]}
    record = {"__id": "1", "__system": {"submissionDate": "2026-04-14"}, "yard": area}
    (row,) = rows_of(write_text(tmp_path / "form.json", json.dumps({"value": [record]})))
    assert (json.loads(str(row.cells["yard"])), "latitude" in row.cells) == (area, False)


def test_columns_of_one_short_name_keep_their_groups(tmp_path: Path) -> None:
    rows = [["site/name", "owner/name", "site/kind", "_id", "_uuid"], ["a", "b", "c", "1", "d"]]
    table = open_form(write_rows(tmp_path / "form.csv", rows))
    assert table.columns == ("site/name", "owner/name", "kind", "_id", "_uuid")


def test_several_places_are_left_for_a_person_to_choose(tmp_path: Path) -> None:
    header = ["_a_latitude", "_a_longitude", "_b_latitude", "_b_longitude", "_id", "_uuid"]
    table = open_form(write_rows(tmp_path / "f.csv", [header, ["51", "67", "50", "68", "1", "u"]]))
    assert set(table.columns) == set(header)


def test_other_tables_keep_their_columns(tmp_path: Path) -> None:
    rows = [["site/name_ru", "_id", "gps"], ["Курган", "1", PLACE]]
    table = open_form(write_rows(tmp_path / "list.csv", rows))
    assert table.columns == ("site/name_ru", "_id", "gps")


def test_sheets_of_repeats_are_named(tmp_path: Path) -> None:
    assert sheets_of(write_workbook(tmp_path / "form.xlsx", KOBO)) == ("Тізім", "Басқа")
