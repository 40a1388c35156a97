"""The metrics are for the operator alone."""

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from core.settings import Settings
from layers.registry import Catalogue
from tests.metrics import METRICS_TOKEN, metrics_of


def test_operator_reads_the_metrics(client: TestClient) -> None:
    client.get("/api/conformance")
    assert any(line.startswith("atlas_requests_total") for line in metrics_of(client))


@pytest.mark.parametrize(
    "authorization", [None, "", "Bearer", "Bearer wrong", METRICS_TOKEN, f"Basic {METRICS_TOKEN}"]
)
def test_stranger_gets_no_metrics(client: TestClient, authorization: str | None) -> None:
    headers = {} if authorization is None else {"Authorization": authorization}
    answer = client.get("/metrics", headers=headers)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert "atlas_requests" not in answer.text


def test_without_a_token_nobody_gets_them(catalogue: Catalogue, database_url: str) -> None:
    settings = Settings.from_environment({"DATABASE_URL": database_url})
    client = TestClient(create_app(settings, catalogue, database_url))
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
