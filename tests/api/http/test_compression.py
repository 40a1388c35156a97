"""Accept-Encoding as RFC 9110 has it, alike at every door."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from tests.api.asking import MONUMENTS, monument

pytestmark = pytest.mark.slow

ACCEPTED = ["gzip", "GZIP", "x-gzip", "*", "br, gzip;q=0.5", "identity;q=0, *;q=0.1"]
REFUSED = ["", "gzip;q=0", "gzip;q=0.0, *", "notgzip", "identity", "br", "*;q=0", "gzip;q=oops"]
DOORS = ["/api/collections", MONUMENTS, "/api/openapi.json", "/api/tiles/style.json"]


@pytest.fixture
def filled(client: TestClient, session: Session) -> Iterator[TestClient]:
    """An atlas whose answers are long enough to be compressed."""
    for _ in range(5):
        monument(session, name_kk="Кесене " * 20)
    return client


@pytest.mark.parametrize("path", DOORS)
@pytest.mark.parametrize("accepted", ACCEPTED)
def test_gzip_is_given_to_whoever_takes_it(filled: TestClient, path: str, accepted: str) -> None:
    answer = filled.get(path, headers={"Accept-Encoding": accepted})
    assert answer.headers["content-encoding"] == "gzip"
    assert "accept-encoding" in answer.headers["vary"].lower()


@pytest.mark.parametrize("path", DOORS)
@pytest.mark.parametrize("refused", REFUSED)
def test_nothing_is_compressed_for_others(filled: TestClient, path: str, refused: str) -> None:
    answer = filled.get(path, headers={"Accept-Encoding": refused})
    assert "content-encoding" not in answer.headers
    assert "accept-encoding" in answer.headers["vary"].lower()


@pytest.mark.parametrize("path", DOORS)
def test_several_lines_are_one_list(filled: TestClient, path: str) -> None:
    lines = [("Accept-Encoding", "gzip;q=0"), ("Accept-Encoding", "br")]
    assert "content-encoding" not in filled.get(path, headers=lines).headers
    lines = [("Accept-Encoding", "br"), ("Accept-Encoding", "gzip")]
    assert filled.get(path, headers=lines).headers["content-encoding"] == "gzip"
