"""The landing page, health, metrics, headers and the web page's files."""

import psycopg
import pytest
from starlette.testclient import TestClient

from api.app import create_app
from core.settings import Settings
from layers.registry import Catalogue
from tests.metrics import metrics_of


@pytest.mark.parametrize("path", ["/api", "/api/"])
def test_landing_page_leads_to_everything_it_names(client: TestClient, path: str) -> None:
    answer = client.get(path, headers={"Accept-Language": "en"})
    assert answer.json()["title"] == "Tugan Zher Atlas"
    links = {link["rel"]: link["href"] for link in answer.json()["links"]}
    assert {"self", "service-desc", "conformance", "data"} <= set(links)
    for rel in ("self", "service-desc", "conformance", "data", "regions", "style"):
        assert client.get(links[rel]).status_code == 200, rel


def test_conformance_names_features_crs_and_cql2(client: TestClient) -> None:
    classes = client.get("/api/conformance").json()["conformsTo"]
    for part in ("ogcapi-features-1/1.0/conf/core", "features-2/1.0/conf/crs", "cql2-text"):
        assert any(part in name for name in classes), part


def test_openapi_describes_every_route_with_a_summary(client: TestClient) -> None:
    description = client.get("/api/openapi.json").json()
    assert "/collections/{collectionId}/items" in description["paths"]
    for path, operations in description["paths"].items():
        for method in {"get", "post", "put", "patch", "delete"} & set(operations):
            assert operations[method].get("summary"), (method, path)


def test_openapi_speaks_version_3_0_throughout(client: TestClient) -> None:
    answer = client.get("/api/openapi.json")
    assert answer.json()["openapi"] == "3.0.3"
    assert '"type":"null"' not in answer.text

    def exclusive(part: object) -> list[object]:
        if isinstance(part, list):
            return [found for entry in part for found in exclusive(entry)]
        if not isinstance(part, dict):
            return []
        own = [value for name, value in part.items() if name.startswith("exclusive")]
        return own + [found for value in part.values() for found in exclusive(value)]

    assert set(exclusive(answer.json())) <= {True}


def test_openapi_names_the_parameters_of_items(client: TestClient) -> None:
    description = client.get("/api/openapi.json").json()
    items = description["paths"]["/collections/{collectionId}/items"]["get"]
    named = {parameter["name"] for parameter in items["parameters"]}
    assert {"bbox", "bbox-crs", "datetime", "limit", "after", "region", "filter", "crs"} <= named


def test_program_that_runs_is_healthy_and_ready(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    told = client.get("/readyz")
    assert told.status_code == 200
    assert told.json() == {
        "status": "ready", "database": "migrated", "regions": "missing", "walls": "two",
        "run": "tuganzher regions load",
    }  # fmt: skip


def test_regions_are_told_once_they_are_there(
    settings: Settings, catalogue: Catalogue, loadable: str
) -> None:
    with TestClient(create_app(settings, catalogue, loadable)) as client:
        answer = client.get("/readyz")
    assert answer.json() == {
        "status": "ready",
        "database": "migrated",
        "regions": "loaded",
        "walls": "two",
    }


@pytest.mark.parametrize(
    "change", ["UPDATE alembic_version SET version_num = '0000'", "DROP TABLE alembic_version"]
)
def test_database_behind_the_program_is_not_ready(
    settings: Settings, catalogue: Catalogue, committed_database: str, change: str
) -> None:
    with psycopg.connect(committed_database) as connection:
        connection.execute(change.encode())
    with TestClient(create_app(settings, catalogue, committed_database)) as client:
        answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["database"] == "not migrated"
    assert answer.json()["run"] == "tuganzher database migrate"


def test_metrics_count_by_route_template(client: TestClient) -> None:
    client.get("/api/collections/monuments/items/77")
    client.get("/api/collections/monuments/items/78")
    lines = metrics_of(client)
    wanted = (
        'atlas_requests_total{method="GET",'
        'route="/api/collections/{layer}/items/{item}",status="404"} 2.0'
    )
    assert wanted in lines
    assert not any("/items/77" in line for line in lines)


def test_api_may_be_read_from_other_origins_and_not_written(client: TestClient) -> None:
    origin = {"Origin": "https://example.org"}
    assert client.get("/api/conformance", headers=origin).headers[
        "access-control-allow-origin"
    ] == ("*")
    for answer in (
        client.post("/api/collections/monuments/items", headers=origin),
        client.get("/", headers=origin),
    ):
        assert "access-control-allow-origin" not in answer.headers


def test_every_answer_carries_the_security_headers(client: TestClient) -> None:
    for path in ("/api", "/", "/api/nothing", "/healthz"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "worker-src 'self' blob:" in policy
        assert "http" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert len(headers["x-request-id"]) == 16


def test_large_answers_are_zipped(client: TestClient) -> None:
    answer = client.get("/api/collections/monuments", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.json()["id"] == "monuments"
