"""Uploads made to break the program or to reach what is not theirs."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from api.app import create_app
from core.database.engine import SessionFactory, make_engine, make_sessions
from core.settings import Settings, UploadLimits
from ingest.staging.runs import Run
from layers.registry import Catalogue
from tests.api.asking import signed_in
from tests.api.uploading import INGEST, TABLE, jobs, kept_files, send, sent
from tests.ingest.hostile_files import HOSTILE

pytestmark = pytest.mark.slow

# ruff: noqa: PLR0913, PLR0917 - each parameter is a fixture or a part of the case

MEBIBYTE = 1024 * 1024
BOUNDARY = "boundary"
FORM = f"multipart/form-data; boundary={BOUNDARY}"


@pytest.fixture
def limits() -> UploadLimits:
    """Small limits, so that a test need not send much."""
    usual = Settings.from_environment({}).uploads
    return replace(
        usual, file_bytes=MEBIBYTE, request_bytes=2 * MEBIBYTE, unpacked_bytes=60 * MEBIBYTE,
        unfinished_runs=30,
    )  # fmt: skip


@pytest.fixture
def client(
    settings: Settings,
    limits: UploadLimits,
    catalogue: Catalogue,
    database_url: str,
    sessions: SessionFactory,
) -> Iterator[TestClient]:
    app = create_app(replace(settings, uploads=limits), catalogue, database_url, sessions=sessions)
    with TestClient(app) as client:
        yield client


@pytest.fixture
def writer(session: Session) -> dict[str, str]:
    return signed_in(session, "monuments:write")


def assert_refused(answer: Any, status: int, data_folder: Path, field: str) -> None:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["errors"][0]["field"] == field
    assert kept_files(data_folder) == []


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_makes_no_run_and_is_not_kept(
    client: TestClient, session: Session, writer: dict[str, str], settings: Settings,
    tmp_path: Path, name: str,
) -> None:  # fmt: skip
    path = HOSTILE[name][1](tmp_path / name)
    answer = send(client, writer, ("list.csv", TABLE), (name, path.read_bytes()))
    assert_refused(answer, 422, settings.data_folder, "file")
    assert name in answer.json()["detail"]
    assert session.scalars(select(Run)).all() == []
    assert jobs(session) == []


@pytest.mark.parametrize("name", ["a.exe", "a.vrt", "a", "a.csv.exe", ".csv/", ""])
def test_file_of_an_unknown_kind_is_refused(
    client: TestClient, writer: dict[str, str], settings: Settings, name: str
) -> None:
    body = _form(_part("layer", "monuments"), _part("file", TABLE, f'; filename="{name}"'))
    answer = client.post(INGEST, content=body, headers={**writer, "Content-Type": FORM})
    assert_refused(answer, 415, settings.data_folder, "file")


def test_upload_stays_in_its_folder_whatever_it_is_called(
    client: TestClient, writer: dict[str, str], settings: Settings
) -> None:
    name = "../../../../tmp/\u202e\tevil.csv"
    body = _form(_part("layer", "monuments"), _part("file", TABLE, f'; filename="{name}"'))
    answer = client.post(INGEST, content=body.encode(), headers={**writer, "Content-Type": FORM})
    assert answer.json()["runs"][0]["file"]["name"] == "evil.csv"
    assert kept_files(settings.data_folder) == ["evil.csv"]


def test_file_beyond_the_limit_is_refused(
    client: TestClient, writer: dict[str, str], settings: Settings
) -> None:
    answer = send(client, writer, ("a.csv", b"x" * (MEBIBYTE + 1)))
    assert_refused(answer, 413, settings.data_folder, "file")
    assert "at most 1 MB" in answer.json()["detail"]


def test_request_beyond_the_limit_is_refused_announced_or_not(
    client: TestClient, writer: dict[str, str], settings: Settings
) -> None:
    files = [(f"{number}.csv", b"x" * (MEBIBYTE - 100)) for number in range(3)]
    assert send(client, writer, *files).status_code == 413
    head = _form(_part("file", "", '; filename="a.csv"')).encode().removesuffix(b"--\r\n")

    def parts() -> Iterator[bytes]:
        for number in range(4):
            yield head.replace(b"a.csv", f"{number}.csv".encode()) + b"x" * (MEBIBYTE - 1000)

    headers = {**writer, "Content-Type": FORM}
    assert client.post(INGEST, content=parts(), headers=headers).status_code == 413
    assert kept_files(settings.data_folder) == []


def test_other_addresses_keep_their_small_limit(client: TestClient, writer: dict[str, str]) -> None:
    body = b"{" + b" " * (MEBIBYTE + 1) + b"}"
    headers = {**writer, "Content-Type": "application/json"}
    for path in (f"{INGEST}/1/confirm", f"{INGEST}/", "/api/trips"):
        assert client.post(path, content=body, headers=headers).status_code == 413


def test_more_than_twenty_files_are_refused(
    client: TestClient, writer: dict[str, str], settings: Settings
) -> None:
    files = [(f"{number}.csv", "a;b\n1;2\n") for number in range(21)]
    assert_refused(send(client, writer, *files), 413, settings.data_folder, "file")
    assert send(client, writer, *files[:20]).status_code == 202


@pytest.mark.parametrize(
    ("told", "status", "field"),
    [
        ({"layer": None}, 422, "layer"),
        ({"layer": "nonsense"}, 404, "layer"),
        ({"layer": "\x00"}, 404, "layer"),
        ({"order": "nothing"}, 422, "order"),
        ({"order": "[]"}, 422, "order"),
        ({"order": "[" * 100_000}, 422, "order"),
        ({"order": {"nonsense": 1}}, 422, "order.nonsense"),
        ({"order": {"source": 5}}, 422, "order.source"),
        ({"order": {"source": "\x00"}}, 422, "order.source"),
        ({"order": '{"source": "\\ud800"}'}, 422, "order.source"),
        ({"order": {"crs": "PROJ:../../etc/passwd"}}, 422, "crs"),
        ({"order": {"crs": "http://127.0.0.1:1/crs"}}, 422, "crs"),
        ({"order": {"crs": "/etc/passwd"}}, 422, "crs"),
        ({"order": {"crs": "+init=/etc/passwd:root"}}, 422, "crs"),
        ({"order": {"columns": {"nonsense": "a"}}}, 422, "columns.nonsense"),
        ({"order": {"terms": {"kind": {"a": "b"}}}}, 422, "terms.kind"),
        ({"order": "x" * 300_000}, 413, "order"),
        ({"confirm": "perhaps"}, 422, "confirm"),
        ({"nonsense": "1"}, 422, "nonsense"),
    ],
)
def test_wrong_field_of_the_form_is_named(
    client: TestClient, writer: dict[str, str], settings: Settings, told: Any, status: int,
    field: str,
) -> None:  # fmt: skip
    assert_refused(send(client, writer, **told), status, settings.data_folder, field)


def test_form_without_a_file_is_refused(
    client: TestClient, writer: dict[str, str], settings: Settings
) -> None:
    body = _form(_part("layer", "monuments"))
    answer = client.post(INGEST, content=body, headers={**writer, "Content-Type": FORM})
    assert_refused(answer, 422, settings.data_folder, "file")
    empty = send(client, writer, ("a.csv", b""))
    assert_refused(empty, 422, settings.data_folder, "file")


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"{}", "application/json", 415),
        (b"a=b", "application/x-www-form-urlencoded", 415),
        (b"", "multipart/form-data", 415),
        (b"", FORM, 400),
        (b"nothing", FORM, 400),
        (b'--boundary\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nx',
         FORM, 400),
        (b"--boundary\r\n" + b"A: b\r\n" * 1_000 + b"\r\nx\r\n--boundary--\r\n", FORM, 400),
        (b'--boundary\r\nContent-Disposition: form-data; name="\xff"\r\n\r\nx\r\n--boundary--',
         FORM, 400),
        (b"", f"multipart/form-data; boundary={'x' * 5_000}", 400),
    ],
)  # fmt: skip
def test_broken_form_is_a_problem(
    client: TestClient, writer: dict[str, str], settings: Settings, body: bytes,
    content_type: str, status: int,
) -> None:  # fmt: skip
    answer = client.post(INGEST, content=body, headers={**writer, "Content-Type": content_type})
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert kept_files(settings.data_folder) == []


def test_form_with_too_many_fields_is_refused(
    client: TestClient, writer: dict[str, str], settings: Settings
) -> None:
    body = _form(*(_part(f"field{number}", "x") for number in range(11)))
    answer = client.post(INGEST, content=body, headers={**writer, "Content-Type": FORM})
    assert_refused(answer, 413, settings.data_folder, "field10")


def test_full_disk_is_told_before_anything_is_read(
    settings: Settings, catalogue: Catalogue, database_url: str, sessions: SessionFactory,
    session: Session,
) -> None:  # fmt: skip
    limits = replace(settings.uploads, free_bytes=2**60)
    app = create_app(replace(settings, uploads=limits), catalogue, database_url, sessions=sessions)
    with TestClient(app) as client:
        answer = send(client, signed_in(session, "monuments:write"))
    assert_refused(answer, 507, settings.data_folder, "file")


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_refusal_is_told_in_the_language_of_the_caller(
    client: TestClient, writer: dict[str, str], language: str
) -> None:
    answer = send(client, {**writer, "Accept-Language": language}, ("a.geojson", b"<x/>"))
    words = {"kk": "қабылданбады", "ru": "не принят", "en": "was not taken"}
    assert words[language] in answer.json()["detail"]
    assert answer.headers["content-language"] == language


def test_uploads_at_the_same_time_do_not_disturb_each_other(
    settings: Settings, catalogue: Catalogue, committed_database: str
) -> None:
    limits = replace(settings.uploads, unfinished_runs=6)
    app = create_app(replace(settings, uploads=limits), catalogue, committed_database)
    engine: Engine = make_engine(committed_database)
    with make_sessions(engine)() as session, TestClient(app) as client:
        writer = signed_in(session, "monuments:write")

        def upload(number: int) -> Any:
            return send(
                client, writer, (f"{number}.csv", TABLE.replace("Стена", f"Стена {number}"))
            )

        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(upload, range(8)))
        statuses = sorted(answer.status_code for answer in answers)
        assert statuses == [202] * 6 + [429] * 2
        runs = [run for answer in answers for run in answer.json().get("runs", [])]
        assert len({run["id"] for run in runs}) == len({run["file"]["sha256"] for run in runs}) == 6
        assert sorted(run["file"]["name"] for run in runs) == kept_files(settings.data_folder)
        assert {run for _, run in jobs(session)} == {run["id"] for run in runs}
    engine.dispose()


def test_wrong_decision_is_a_problem(client: TestClient, writer: dict[str, str]) -> None:
    number = sent(client, writer)["id"]
    for body in (
        {"decisions": []},
        {"decisions": [{"row": -1}]},
        {"decisions": [{"row": 1, "place": [200, 0]}]},
        {"decisions": [{"row": 1, "place": [1]}]},
        {"decisions": [{"row": 1, "same_as": 2**70}]},
        {"decisions": [{"row": 1, "crs": "EPSG:1"}]},
        {"decisions": [{"row": 1, "values": {"nonsense": "x"}}]},
        {"decisions": [{"row": 1, "values": {"name_ru": "\x00"}}]},
        {"decisions": [{"row": 1, "nonsense": 1}]},
        {"decisions": [{"row": 4, "is_new": True}, {"row": 4, "place": [61, 51]}]},
    ):
        answer = client.post(f"{INGEST}/{number}/decisions", json=body, headers=writer)
        assert answer.status_code in {400, 409, 422}, answer.text


def _form(*parts: str) -> str:
    return "".join(f"--{BOUNDARY}\r\n{part}\r\n" for part in parts) + f"--{BOUNDARY}--\r\n"


def _part(name: str, content: str, more: str = "") -> str:
    return f'Content-Disposition: form-data; name="{name}"{more}\r\n\r\n{content}'
