"""Tiles ahead of the routes: the same answers, counted, however strangers spell the address."""

import pytest
from starlette.testclient import TestClient

from api.tiles.tile_front import Application
from tests.metrics import metrics_of
from tests.waiting import soon
from tiles.serving.cache import TileCache
from tiles.serving.endpoint import TileEndpoint

REPORTS_TILE = "/api/tiles/citizen_reports/5/22/10"


@pytest.fixture
def cache(tiles: TestClient) -> TileCache:
    """The cache of the application, which keeps answers by now."""
    app = tiles.app
    assert isinstance(app, Application)
    endpoint = app.state.tiles
    assert isinstance(endpoint, TileEndpoint)
    assert soon(lambda: endpoint.cache.is_trusted)
    return endpoint.cache


def ready_count(tiles: TestClient, name: str, status: int = 200) -> float:
    """How many requests below /api/tiles the metrics have counted, or timed as made."""
    labels = f'method="GET",route="/api/tiles",status="{status}"'
    sample = {
        "answered": f"atlas_requests_total{{{labels}}} ",
        "made": 'atlas_request_duration_seconds_count{method="GET",route="/api/tiles"} ',
    }[name]
    lines = metrics_of(tiles)
    return sum(float(line.removeprefix(sample)) for line in lines if line.startswith(sample))


@pytest.mark.usefixtures("cache")
def test_every_tile_is_counted_and_a_ready_one_is_not_made_again(tiles: TestClient) -> None:
    answered, made = ready_count(tiles, "answered"), ready_count(tiles, "made")
    for _ in range(3):
        assert tiles.get(REPORTS_TILE).status_code == 200
    assert ready_count(tiles, "answered") == answered + 3
    assert ready_count(tiles, "made") == made + 1


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize(
    "path", [REPORTS_TILE, "/api/tiles/style.json", "/api/tiles/monuments/9/0/0"]
)
def test_ready_and_made_answers_say_the_same(tiles: TestClient, path: str) -> None:
    made, ready = tiles.get(path), tiles.get(path)
    assert (made.status_code, made.content) == (ready.status_code, ready.content)
    assert made.headers == ready.headers
    assert made.headers["access-control-allow-origin"] == "*"


def test_tile_is_not_sniffed(tiles: TestClient) -> None:
    assert tiles.get(REPORTS_TILE).headers["x-content-type-options"] == "nosniff"


@pytest.mark.usefixtures("cache")
def test_ready_tile_is_told_by_head_and_304_too(tiles: TestClient) -> None:
    get = tiles.get(REPORTS_TILE)
    head = tiles.head(REPORTS_TILE)
    unchanged = tiles.head(REPORTS_TILE, headers={"If-None-Match": get.headers["etag"]})
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers == get.headers
    assert unchanged.status_code == 304


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_ready_tile_cannot_be_written(tiles: TestClient, method: str) -> None:
    tiles.get(REPORTS_TILE)
    assert tiles.request(method, REPORTS_TILE).status_code == 405


def test_range_of_a_tile_is_the_whole_tile(tiles: TestClient) -> None:
    answer = tiles.get(REPORTS_TILE, headers={"Range": "bytes=0-1"})
    assert answer.status_code == 200
    assert answer.content == tiles.get(REPORTS_TILE).content


@pytest.mark.usefixtures("cache")
def test_ready_tile_takes_no_other_query_for_its_own(tiles: TestClient) -> None:
    tiles.get(REPORTS_TILE)
    filtered = tiles.get(f"{REPORTS_TILE}?topic=water")
    assert filtered.content != tiles.get(REPORTS_TILE).content
    assert tiles.get(f"{REPORTS_TILE}?topic=nothing").status_code == 400


def test_spellings_of_one_tile_are_kept_once(tiles: TestClient, cache: TileCache) -> None:
    tiles.get(f"{REPORTS_TILE}?topic=roads,water")
    before, size = len(cache), cache.size
    for number in range(50):
        spelling = ",".join(["water", "roads"] * (number + 1))
        assert tiles.get(f"{REPORTS_TILE}?topic={spelling}").status_code == 200
        assert tiles.get(f"{REPORTS_TILE}.mvt?topic={spelling}").status_code == 200
    encoded = "".join(f"%{ord(character):02x}" for character in "citizen_reports")
    assert tiles.get(f"/api/tiles/{encoded}/5/22/10?topic=water,roads").status_code == 200
    assert len(cache) == before
    assert cache.size < size + 5_000


def test_endless_query_is_refused_and_not_kept(tiles: TestClient, cache: TileCache) -> None:
    before = len(cache)
    codes = ",".join(f"c{number}" for number in range(10_000))
    assert tiles.get(f"{REPORTS_TILE}?topic={codes}").status_code == 400
    assert tiles.get(f"/api/tiles/{'monuments,' * 2_000}x/5/22/10").status_code == 404
    assert len(cache) == before


def test_unknown_region_is_not_kept(tiles: TestClient, cache: TileCache) -> None:
    before = len(cache)
    for number in range(20):
        assert tiles.get(f"{REPORTS_TILE}?region=9{number:08}").status_code == 400
    assert len(cache) == before


def test_strange_hosts_push_out_no_tile(tiles: TestClient, cache: TileCache) -> None:
    tiles.get(REPORTS_TILE)
    before = len(cache), cache.size
    for number in range(20):
        host = {"Host": f"host{number}.example"}
        assert tiles.get("/api/tiles/style.json", headers=host).status_code == 200
    assert (len(cache), cache.size) == before


def test_failure_is_told_and_counted_by_the_application(
    tiles: TestClient,
) -> None:
    answer = tiles.get("/api/tiles/monuments/5/32/10")
    assert answer.status_code == 404
    assert len(answer.headers["x-request-id"]) == 16
    assert "content-security-policy" in answer.headers
    assert ready_count(tiles, "answered", 404) == 1
