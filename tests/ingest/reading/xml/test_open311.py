import json
from pathlib import Path

import pytest

from ingest.mapping.mapping import ColumnNames
from ingest.reading.readers import open_table
from ingest.rows.batch import InputTable
from ingest.rows.table import EmptyFileError, FileRow, UnreadableFileError
from layers.catalogue.citizen_reports import LAYER as REPORTS
from tests.ingest.officer_files import write_text

NAMES = ColumnNames(REPORTS)
REQUESTS = [
    {
        "service_request_id": "638344",
        "status": "closed",
        "service_name": "Жол",
        "description": "Шұңқыр",
        "requested_datetime": "2026-04-14T06:37:38+05:00",
        "address": "Абай көшесі, 1",
        "lat": 51.5,
        "long": 67.25,
        "media_url": None,
    },
    {"service_request_id": "638345", "status": "open", "lat": None, "long": None, "tags": ["a", 2]},
]
XML = """<?xml version="1.0" encoding="utf-8"?>
<service_requests>
  <request>
    <service_request_id>638344</service_request_id>
    <service_name>Жол</service_name>
    <description>Шұңқыр &amp; батпақ</description>
    <lat>51.5</lat><long>67.25</long><media_url/>
  </request>
  <request><service_request_id>638345</service_request_id><status>open</status></request>
</service_requests>
"""


def open_requests(path: Path) -> InputTable:
    return open_table(path, REPORTS.geometry, NAMES.knows)


def rows_of(path: Path) -> list[FileRow]:
    table = open_requests(path)
    return [batch.row(at) for batch in table.batches(1) for at in range(len(batch))]


@pytest.mark.parametrize("wrapped", [False, True], ids=["list", "within an object"])
def test_requests_as_json_are_rows(tmp_path: Path, *, wrapped: bool) -> None:
    content = {"count": 2, "service_requests": REQUESTS} if wrapped else REQUESTS
    path = write_text(tmp_path / "requests.json", json.dumps(content, ensure_ascii=False))
    first, second = rows_of(path)
    assert (first.number, second.number) == (1, 2)
    assert (first.cells["lat"], first.cells["long"], first.cells["media_url"]) == (51.5, 67.25, "")
    assert (second.cells["lat"], second.cells["description"], second.cells["tags"]) == (
        "", "", "a, 2",
    )  # fmt: skip
    assert open_requests(path).row_count == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1251"])
def test_requests_as_xml_are_rows(tmp_path: Path, encoding: str) -> None:
    text = XML.replace("utf-8", encoding)
    if encoding == "windows-1251":
        text = text.replace("Шұңқыр", "Яма").replace("батпақ", "грязь")
    first, second = rows_of(write_text(tmp_path / "requests.xml", text, encoding))
    assert first.cells["service_name"] == "Жол"
    assert str(first.cells["description"]).endswith((" & батпақ", " & грязь"))
    assert (first.cells["lat"], first.cells["long"]) == ("51.5", "67.25")
    assert second.cells["status"] == "open"
    assert second.cells["lat"] == ""


def test_columns_of_the_standard_are_known_by_their_names(tmp_path: Path) -> None:
    path = write_text(tmp_path / "requests.json", json.dumps(REQUESTS))
    mapping = NAMES.proposed(open_requests(path).columns, {})
    assert {target: mapping.columns[target] for target in ("topic", "text", "submitted_at")} == {
        "topic": "service_name",
        "text": "description",
        "submitted_at": "requested_datetime",
    }
    assert (mapping.columns["lat"], mapping.columns["lon"]) == ("lat", "long")


def test_long_list_is_read_record_by_record(tmp_path: Path) -> None:
    many = [{"service_request_id": number, "description": "ж" * 5_000} for number in range(200)]
    path = write_text(tmp_path / "requests.json", json.dumps(many, ensure_ascii=False, indent=1))
    assert [row.cells["service_request_id"] for row in rows_of(path)] == list(range(200))


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;">]>',
        '<!DOCTYPE service_requests SYSTEM "http://127.0.0.1/evil.dtd">',
    ],
)
def test_xml_with_a_doctype_is_refused(tmp_path: Path, declared: str) -> None:
    text = XML.replace("?>", f"?>{declared}", 1).replace("Жол", "&x;")
    with pytest.raises(UnreadableFileError, match="DOCTYPE"):
        open_requests(write_text(tmp_path / "requests.xml", text))


def test_damaged_and_foreign_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="no whole XML"):
        open_requests(write_text(tmp_path / "a.xml", XML[:-40]))
    with pytest.raises(UnreadableFileError, match="service_requests"):
        open_requests(write_text(tmp_path / "b.xml", "<html><body>x</body></html>"))
    with pytest.raises(UnreadableFileError, match="no whole JSON"):
        open_requests(write_text(tmp_path / "c.json", json.dumps(REQUESTS)[:-5]))
    with pytest.raises(UnreadableFileError, match="no list of objects"):
        open_requests(write_text(tmp_path / "d.json", "[1, 2]"))
    with pytest.raises(EmptyFileError, match=r"e\.json"):
        open_requests(write_text(tmp_path / "e.json", "[]"))
