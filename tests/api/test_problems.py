"""How failures are told: problem details in the caller's language, naming field and value."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from api.app import create_app
from core.database.engine import SessionFactory
from core.settings import Settings
from layers.registry import Catalogue
from tests.api.asking import MONUMENTS, monument, signed_in
from tests.metrics import metrics_of


@pytest.mark.parametrize(
    ("language", "title", "detail"),
    [
        ("kk", "Сұрау қате", "Мұндай параметр жоқ: colour=red"),
        ("ru-RU,ru;q=0.9", "Неверный запрос", "Нет такого параметра: colour=red"),
        ("en", "Bad request", "No such parameter: colour=red"),
        ("", "Сұрау қате", "Мұндай параметр жоқ: colour=red"),
    ],
)
def test_problem_is_told_in_the_callers_language(
    client: TestClient, language: str, title: str, detail: str
) -> None:
    answer = client.get(f"{MONUMENTS}?colour=red", headers={"Accept-Language": language})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["content-language"] == (language[:2] or "kk")
    assert answer.json() == {
        "type": "urn:tuganzher:problem:unknown-parameter",
        "title": title,
        "status": 400,
        "detail": detail,
        "instance": MONUMENTS,
        "errors": [{"field": "colour", "value": "red", "message": detail}],
    }


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/nothing", 404),
        ("GET", "/api/tiles/castles/1/1/1", 404),
        ("GET", "/api/collections/castles", 404),
        ("GET", "/api/collections/castles/items", 404),
        ("GET", "/api/collections/castles/queryables", 404),
        ("GET", f"{MONUMENTS}/999999", 404),
        ("GET", f"{MONUMENTS}/first", 404),
        ("GET", f"{MONUMENTS}/-1", 404),
        ("GET", f"{MONUMENTS}/{'9' * 40}", 404),
        ("GET", "/api/regions/990000000", 404),
        ("GET", "/missing.js", 404),
        ("POST", "/api/collections", 405),
        ("DELETE", "/api/regions", 405),
        ("PUT", "/api/conformance", 405),
        ("GET", f"{MONUMENTS}/1/moves", 405),
        ("POST", "/", 405),
    ],
)
def test_wrong_address_or_method_is_a_problem(
    client: TestClient, method: str, path: str, status: int
) -> None:
    answer = client.request(method, path, headers={"Accept-Language": "en"})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert answer.json()["instance"] == path


@pytest.mark.parametrize(
    "path",
    ["/api/", "/api/collections", MONUMENTS, "/api/regions?level=1", "/healthz",
     "/api/tiles/style.json", "/api/tiles/monuments/0/0/0", "/api/nothing"],
)  # fmt: skip
def test_head_tells_what_get_would(client: TestClient, session: Session, path: str) -> None:
    monument(session)
    head, get = client.head(path), client.get(path)
    assert head.status_code == get.status_code
    assert head.content == b""
    for name in ("content-type", "content-length", "etag", "vary", "access-control-allow-origin"):
        assert head.headers.get(name) == get.headers.get(name), name


def test_head_is_counted_under_its_route(client: TestClient) -> None:
    client.head("/api/collections/monuments")
    counted = 'atlas_requests_total{method="HEAD",route="/api/collections/{layer}",status="200"}'
    assert counted in "\n".join(metrics_of(client))


def test_repeated_parameter_is_refused_with_both_values(client: TestClient) -> None:
    answer = client.get(f"{MONUMENTS}?limit=1&limit=2", headers={"Accept-Language": "en"})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "limit"
    assert answer.json()["errors"][0]["value"] == "1, 2"


def test_body_over_the_limit_is_refused(client: TestClient, session: Session) -> None:
    writer = signed_in(session, "*")
    answer = client.post(MONUMENTS, content=b" " * (1024 * 1024 + 1), headers=writer)
    assert answer.status_code == 413
    assert answer.json()["title"] == "Request too large"


def test_unannounced_body_over_the_limit_is_refused(client: TestClient, session: Session) -> None:
    writer = {**signed_in(session, "*"), "Content-Type": "application/json"}

    def pieces() -> Iterator[bytes]:
        for _ in range(20):
            yield b" " * 100_000

    answer = client.post(MONUMENTS, content=pieces(), headers=writer)
    assert answer.status_code == 413


@pytest.mark.parametrize("media_type", ["text/plain", "", "application/xml"])
def test_body_of_another_type_is_refused(
    client: TestClient, session: Session, media_type: str
) -> None:
    writer = {**signed_in(session, "*"), "Content-Type": media_type}
    for path in (MONUMENTS, f"{MONUMENTS}/{monument(session).id}/moves"):
        answer = client.post(path, content=b"{}", headers=writer)
        assert answer.status_code == 415
        assert answer.json()["errors"][0]["field"] == "Content-Type"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"5",
        b'{"a": NaN}',
        b"\xff",
        b'{"properties": {"name_en": "a\\u0000b"}}',
        b'{"properties": {"name_en": "\\ud800"}}',
        b"[" * 100_000,
    ],
)
def test_unreadable_body_is_refused(client: TestClient, session: Session, body: bytes) -> None:
    writer = {**signed_in(session, "*"), "Content-Type": "application/json"}
    answer = client.post(MONUMENTS, content=body, headers=writer)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "body"


@pytest.fixture
def broken(
    settings: Settings,
    catalogue: Catalogue,
    database_url: str,
    sessions: SessionFactory,
) -> Iterator[TestClient]:
    """A client of an application with one route that fails."""
    app = create_app(settings, catalogue, database_url, sessions=sessions)

    @app.get("/api/broken")
    def broken_route() -> Any:
        raise RuntimeError("secret of the house")  # noqa: EM101, TRY003 - what must not leak

    with TestClient(app) as client:
        yield client


def test_failure_of_the_program_tells_nothing_of_its_inside(
    broken: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, logger="atlas.requests"):
        answer = broken.get("/api/broken?token=abc", headers={"Accept-Language": "ru"})
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["title"] == "Ошибка на сервере"
    assert "secret" not in answer.text
    assert answer.headers["x-request-id"] in caplog.text
    assert "secret of the house" in caplog.text
    assert "token=abc" not in caplog.text


def test_tokens_and_queries_stay_out_of_the_log(
    client: TestClient, session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    reader = signed_in(session, "*")
    monument(session)
    with caplog.at_level(logging.DEBUG, logger="atlas"):
        client.get(f"{MONUMENTS}?name_en=Personal", headers=reader)
    told = "\n".join(each.getMessage() for each in caplog.records if is_ours(each))
    assert MONUMENTS in told
    assert "Personal" not in told
    assert reader["Authorization"].removeprefix("Bearer ") not in told


def is_ours(record: logging.LogRecord) -> bool:
    """Whether the server wrote it, and not the client that the test asks by."""
    return not record.name.startswith("http")


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        (MONUMENTS, "GET, HEAD, POST, OPTIONS"),
        (f"{MONUMENTS}/1", "GET, HEAD, DELETE, PATCH, PUT, OPTIONS"),
        (f"{MONUMENTS}/1/inspections", "POST, OPTIONS"),
        ("/api/collections", "GET, HEAD, OPTIONS"),
        ("/api/tiles/monuments/1/0/0", "GET, HEAD, OPTIONS"),
        ("/", "GET, HEAD, OPTIONS"),
    ],
)
def test_options_and_refusals_name_every_method(
    client: TestClient, path: str, methods: str
) -> None:
    answer = client.options(path)
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["allow"] == methods
    refused = client.request("PROPFIND", path)
    assert refused.status_code == 405
    assert refused.headers["allow"] == methods
