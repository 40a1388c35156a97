"""What a page of another origin may ask: preflights, and headers that it may read."""

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from tests.api.asking import MONUMENTS, monument
from tests.api.every_door import READING_POSTS, Door, doors_of

ORIGIN = {"Origin": "https://maps.example"}


def preflight(client: TestClient, path: str, method: str, headers: str = "") -> dict[str, str]:
    """The headers that answer a browser which asks whether it may ask."""
    asked = {**ORIGIN, "Access-Control-Request-Method": method}
    if headers:
        asked["Access-Control-Request-Headers"] = headers
    answer = client.options(path, headers=asked)
    assert answer.status_code == 204, answer.text
    return dict(answer.headers)


def doors(client: TestClient) -> list[Door]:
    """Every door below /api that strangers may use."""
    described = client.get("/api/openapi.json").json()
    return [door for door in doors_of(described) if not (door.needs_token or door.at_root)]


def test_every_public_door_may_be_asked_by_other_origins(client: TestClient) -> None:
    for door in doors(client):
        told = preflight(client, door.path, door.verb.upper(), "range, accept-language")
        assert told["access-control-allow-origin"] == "*", door.path
        methods = told["access-control-allow-methods"].split(", ")
        assert door.verb.upper() in methods, door.path
        assert not {"PUT", "PATCH", "DELETE"} & set(methods), door.path
        allowed = told["access-control-allow-headers"].lower().split(", ")
        assert {"range", "accept-language", "content-type", "if-none-match"} <= set(allowed)
        assert "access-control-allow-credentials" not in told
        assert "authorization" not in allowed
        assert "access-control-request-method" in told["vary"].lower()


@pytest.mark.parametrize("path", sorted(READING_POSTS))
def test_post_that_only_reads_may_be_read_by_other_origins(client: TestClient, path: str) -> None:
    answer = client.post(f"/api{path}", json=READING_POSTS[path], headers=ORIGIN)
    assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_writing_is_not_opened(client: TestClient, session: Session, method: str) -> None:
    path = f"{MONUMENTS}/{monument(session).id}" if method != "POST" else MONUMENTS
    told = preflight(client, path, method)
    assert method not in told["access-control-allow-methods"]
    answer = client.request(method, path, headers=ORIGIN)
    assert "access-control-allow-origin" not in answer.headers


def test_plain_options_tells_the_methods_alone(client: TestClient) -> None:
    answer = client.options(MONUMENTS, headers=ORIGIN)
    assert answer.headers["allow"] == "GET, HEAD, POST, OPTIONS"
    assert "access-control-allow-methods" not in answer.headers


@pytest.mark.parametrize("path", ["/", "/healthz", "/metrics", "/apiary"])
def test_nothing_beside_the_api_is_opened(client: TestClient, path: str) -> None:
    answer = client.options(path, headers={**ORIGIN, "Access-Control-Request-Method": "GET"})
    assert "access-control-allow-origin" not in answer.headers


def test_headers_that_tell_of_the_answer_may_be_read(client: TestClient) -> None:
    exposed = client.get(MONUMENTS, headers=ORIGIN).headers["access-control-expose-headers"]
    told = {name.strip().lower() for name in exposed.split(",")}
    assert {"etag", "link", "content-crs", "ogc-numbermatched", "retry-after"} <= told
