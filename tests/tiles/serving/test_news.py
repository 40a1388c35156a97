"""Nothing stale after a second: with several processes, a frozen connection, a restarted server."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import delete, text
from starlette.testclient import TestClient

from api.app import create_app
from api.migration.migrate import migrate
from core.database.engine import SessionFactory, make_engine, make_sessions, transaction
from core.embedded.cluster import EmbeddedCluster
from core.settings import Settings
from geo.grid import tile_at
from layers.catalogue.monuments import Monument
from layers.registry import Catalogue
from tests.conftest import SPEED_BEFORE_SAFETY
from tests.metrics import WITH_METRICS, metrics_of
from tests.tiles.decoded import features_in
from tests.waiting import once, soon, stays
from tests.world.objects import add_monument
from tiles.serving.cache import TileCache
from tiles.serving.encoded_tile import EncodedTile

HOST = "127.0.0.1"
MONUMENT = "POINT(69.3 51.3)"
TILE = tile_at(69.3, 51.3, 9)
FAR_TILE = tile_at(67.0, 49.0, 9)
ADDRESS = f"/api/tiles/monuments/{TILE}"


@contextmanager
def process(database_url: str, folder: Path) -> Iterator[httpx.Client]:
    """A client of the atlas in a process of its own, which may not answer yet."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        **WITH_METRICS,
        "DATABASE_URL": database_url,
        "ATLAS_DATA": str(folder),
        "ATLAS_LOG_LEVEL": "WARNING",
    }
    command = [
        *(sys.executable, "-m", "uvicorn", "api.cli.serving.application:application", "--factory"),
        *("--host", HOST, "--port", str(port), "--log-level", "warning"),
    ]
    with (
        subprocess.Popen(command, env=environment) as server,  # noqa: S603 - our own program
        httpx.Client(base_url=f"http://{HOST}:{port}", trust_env=False) as client,
    ):
        try:
            yield client
        finally:
            server.terminate()


def is_ready(client: httpx.Client) -> bool:
    try:
        return client.get("/readyz").is_success
    except httpx.TransportError:
        return False


def requests_answered(client: httpx.Client | TestClient, status: int) -> float:
    """How many tiles were answered with the status, by the metrics."""
    sample = f'atlas_requests_total{{method="GET",route="/api/tiles",status="{status}"}} '
    lines = metrics_of(client)
    return sum(float(line.removeprefix(sample)) for line in lines if line.startswith(sample))


def tiles_made(client: httpx.Client | TestClient) -> float:
    """How many tiles had to be made, by the metrics."""
    sample = 'atlas_request_duration_seconds_count{method="GET",route="/api/tiles"} '
    lines = metrics_of(client)
    return sum(float(line.removeprefix(sample)) for line in lines if line.startswith(sample))


def cache_of(tiles: TestClient) -> TileCache:
    """The ready tiles of the application that the client asks."""
    application = tiles.app
    assert isinstance(application, FastAPI)
    cache = application.state.tiles.cache
    assert isinstance(cache, TileCache)
    return cache


def ready_at(tiles: TestClient, address: str) -> EncodedTile | None:
    """The tile that is given out without being made; None while nothing is."""
    return cache_of(tiles).at(address.encode(), b"")


def ready_again(tiles: TestClient, address: str) -> EncodedTile | None:
    """The tile that is given out without being made, once it was asked for."""
    tiles.get(address)
    return ready_at(tiles, address)


def test_every_process_shows_a_write(
    drawn_database: str, drawn: SessionFactory, tmp_path: Path
) -> None:
    with ExitStack() as processes:
        clients = [
            processes.enter_context(process(drawn_database, tmp_path / name)) for name in "ab"
        ]
        assert all(soon(lambda c=client: is_ready(c)) for client in clients)
        for number in range(1, 4):
            for client in clients:
                assert client.get(ADDRESS).status_code == (200 if number > 1 else 204)
                assert client.get(ADDRESS).status_code == (200 if number > 1 else 204)
            before = [client.get(ADDRESS).headers["etag"] for client in clients]
            with transaction(drawn) as session:
                add_monument(session, MONUMENT)
            for client, etag in zip(clients, before, strict=True):
                assert soon(lambda c=client, e=etag: c.get(ADDRESS).headers["etag"] != e)


def test_write_leaves_tiles_of_other_places_ready(tiles: TestClient, drawn: SessionFactory) -> None:
    far, near = f"/api/tiles/monuments/{FAR_TILE}", ADDRESS
    ready, before = once(lambda: ready_again(tiles, far)), tiles.get(near).headers["etag"]
    with transaction(drawn) as session:
        add_monument(session, MONUMENT)
    assert soon(lambda: tiles.get(near).headers["etag"] != before)
    assert soon(lambda: ready_at(tiles, far) is ready)


def test_filtered_tile_of_the_changed_place_is_made_anew(
    tiles: TestClient, drawn: SessionFactory
) -> None:
    filtered = f"{ADDRESS}?kind=archaeology"
    assert tiles.get(filtered).status_code == 204
    with transaction(drawn) as session:
        add_monument(session, MONUMENT)
    assert soon(lambda: tiles.get(filtered).status_code == 200)


def test_emptied_layer_has_no_tile_left(tiles: TestClient, drawn: SessionFactory) -> None:
    with transaction(drawn) as session:
        add_monument(session, MONUMENT)
    assert soon(lambda: tiles.get(ADDRESS).status_code == 200)
    with transaction(drawn) as session:
        session.execute(text("TRUNCATE monuments CASCADE"))
    assert soon(lambda: tiles.get(ADDRESS).status_code == 204)


@pytest.mark.parametrize(
    "message",
    ["", " ", *(f"monuments {bad}" for bad in ("9/1", "9/1/2/3", "a/b/c", "-1/0/0", "3/8/0"))],
)
def test_news_that_cannot_be_read_leave_no_tile(
    tiles: TestClient, drawn: SessionFactory, message: str
) -> None:
    def is_kept() -> bool:
        made = tiles_made(tiles)
        tiles.get(ADDRESS)
        return tiles_made(tiles) == made

    assert soon(is_kept)
    made = tiles_made(tiles)
    with transaction(drawn) as session:
        session.execute(text("SELECT pg_notify('atlas_tiles', :told)"), {"told": message})
    assert soon(lambda: tiles.get(ADDRESS).status_code == 204 and tiles_made(tiles) > made)
    assert soon(is_kept)


@contextmanager
def frozen(sessions: SessionFactory) -> Iterator[None]:
    """The listening connection's server process does nothing during the block."""
    with sessions() as session:
        listening = session.scalars(
            text(
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
                " AND application_name = 'atlas news'"
            )
        ).all()
    assert listening
    for pid in listening:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in listening:
            os.kill(pid, signal.SIGCONT)


def ids_in(tiles: TestClient) -> list[int | None]:
    return [each.id for each in features_in(tiles, "monuments", TILE)]


def test_frozen_connection_shows_nothing_stale_after_a_second(
    tiles: TestClient, drawn: SessionFactory
) -> None:
    assert features_in(tiles, "monuments", TILE) == []
    with frozen(drawn):
        with transaction(drawn) as session:
            monument = add_monument(session, MONUMENT).id
        assert soon(lambda: len(features_in(tiles, "monuments", TILE)) == 1)
        assert stays(lambda: ids_in(tiles) == [monument], 3.0)
        with transaction(drawn) as session:
            session.execute(delete(Monument))
        assert soon(lambda: features_in(tiles, "monuments", TILE) == [])


def test_tiles_are_ready_again_after_the_connection_came_back(
    tiles: TestClient, drawn: SessionFactory
) -> None:
    cache = cache_of(tiles)
    assert soon(lambda: cache.is_trusted)
    with frozen(drawn):
        assert soon(lambda: not cache.is_trusted)
    tiles.get(ADDRESS)

    def is_kept() -> bool:
        made = tiles_made(tiles)
        tiles.get(ADDRESS)
        return tiles_made(tiles) == made

    assert soon(is_kept)


@pytest.fixture
def own_cluster(reachable_folder: Path) -> Iterator[EmbeddedCluster]:
    """A cluster that a test may stop."""
    cluster = EmbeddedCluster(reachable_folder, SPEED_BEFORE_SAFETY)
    with cluster.running("atlas"):
        yield cluster


def test_restart_of_the_server_leaves_nothing_stale(
    own_cluster: EmbeddedCluster, catalogue: Catalogue
) -> None:
    url = own_cluster.url("atlas")
    engine = make_engine(url)
    migrate(engine, catalogue)
    sessions = make_sessions(engine)
    settings = Settings.from_environment({"DATABASE_URL": url, **WITH_METRICS})
    with TestClient(create_app(settings, catalogue, url)) as client:
        assert client.get(ADDRESS).status_code == 204
        engine.dispose()
        own_cluster.stop()
        assert soon(lambda: client.get(ADDRESS).status_code == 503)
        own_cluster.start()
        with transaction(sessions) as session:
            add_monument(session, MONUMENT)
        assert soon(lambda: client.get(ADDRESS).status_code == 200)
        with transaction(sessions) as session:
            session.execute(delete(Monument))
        assert soon(lambda: client.get(ADDRESS).status_code == 204)
        assert requests_answered(client, 503) >= 1
    engine.dispose()
