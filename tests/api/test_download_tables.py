"""Labels of coded values in items and files, and workbooks."""

import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from starlette.testclient import TestClient

from layers.exports import workbook
from tests.api.downloading import KAZAKH, Served, download, opened
from tests.api.openapi.test_downloads import table


@pytest.fixture
def client(served: Served) -> TestClient:
    return served.client


def rows_of(content: bytes) -> list[dict[str, object]]:
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    names, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, names), row, strict=True)) for row in rows]


def test_items_repeat_codes_in_words_of_the_language(client: TestClient) -> None:
    asked = {"labels": "kk", "name_kk": KAZAKH}
    answer = client.get("/api/collections/monuments/items", params=asked).json()
    [feature] = answer["features"]
    properties = feature["properties"]
    assert (properties["kind"], properties["kind_label"]) == ("archaeology", "Археология")
    assert properties["significance_label"] == "Жергілікті маңызы бар"
    names = list(properties)
    assert names.index("kind_label") == names.index("kind") + 1
    address = f"/api/collections/monuments/items/{feature['id']}"
    single = client.get(address, params={"labels": "ru"}).json()["properties"]
    assert single["significance_label"] == "Местного значения"
    assert "kind_label" not in client.get(address).json()["properties"]


def test_lists_of_codes_have_lists_of_labels(client: TestClient) -> None:
    answer = client.get("/api/collections/tourist_routes/items", params={"labels": "en"}).json()
    assert answer["features"][0]["properties"]["modes_label"] == ["Car", "On foot"]


@pytest.mark.parametrize("file_format", ["geojson", "kml", "gpkg", "fgb", "parquet"])
def test_files_have_labels_beside_codes(
    client: TestClient, tmp_path: Path, file_format: str
) -> None:
    content = download(client, "monuments", f=file_format, labels="ru", name_kk=KAZAKH).content
    [row] = opened(content, file_format, tmp_path).to_dict("records")
    assert (row["kind"], row["kind_label"]) == ("archaeology", "Археология")
    assert row["state_label"] == "Поступил сигнал"


def test_table_has_labels_beside_codes(client: TestClient) -> None:
    [row] = table(download(client, "tourist_routes", f="csv", labels="ru").content)
    assert json.loads(row["modes_label"]) == ["Автомобиль", "Пеший"]
    assert row["difficulty_label"] == "Лёгкая"


def test_workbook_holds_numbers_days_and_texts_as_they_are(client: TestClient) -> None:
    rows = rows_of(download(client, "monuments", f="xlsx").content)
    by_name = {row["name_kk"]: row for row in rows}
    row = by_name[KAZAKH]
    assert isinstance(row["id"], int)
    assert (row["dating_begin_earliest"], row["accuracy_m"]) == (-300, 12.5)
    assert str(row["protected_since"]) == "1982-01-26 00:00:00"
    assert row["outside"] is True
    assert row["wkt"] == "POINT(61.1234568 51.9876543)"


def test_workbook_runs_no_text_as_a_formula(client: TestClient) -> None:
    content = download(client, "citizen_reports", f="xlsx").content
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert "=1+1" in {cell.value for cell in cells}
    assert "f" not in {cell.data_type for cell in cells}
    assert (rows_of(content)[0]["lon"], rows_of(content)[0]["lat"]) == (66.6, 48.8)


def test_workbook_with_labels_has_a_row_of_titles(client: TestClient) -> None:
    titles, row = rows_of(download(client, "tourist_routes", f="xlsx", labels="ru").content)
    assert titles["difficulty"] == "Сложность"
    assert (row["difficulty"], row["difficulty_label"]) == ("easy", "Лёгкая")


def test_workbook_tells_of_itself_on_another_sheet(client: TestClient) -> None:
    content = download(client, "monuments", f="xlsx", region="KZ").content
    said = dict(load_workbook(io.BytesIO(content)).worksheets[1].iter_rows(values_only=True))
    assert said["layer"] == "monuments"
    assert json.loads(str(said["selection"])) == {"region": "KZ"}


def test_long_place_goes_on_in_the_next_columns(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "LONGEST_CELL", 20)
    content = download(served.client, "tourist_routes", f="xlsx").content
    [row] = rows_of(content)
    pieces = [value for name, value in row.items() if name.startswith("wkt")]
    assert len(pieces) > 1
    assert "".join(str(piece or "") for piece in pieces).startswith("LINESTRING(68.2 43.3,68.25")


def test_more_rows_than_a_sheet_holds_are_refused(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 1)
    answer = served.client.get("/api/collections/monuments/download", params={"f": "xlsx"})
    assert answer.status_code == 400
    assert "csv" in answer.json()["detail"]
