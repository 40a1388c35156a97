"""What the atlas does while its database cannot be reached."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import httpx
import psycopg
import pytest

from core.database.database_watch import DatabaseWatch
from core.embedded.cluster import EmbeddedCluster
from tests.loopback import HOST, Relay, closed_port, relayed
from tests.waiting import other_thread_did, seconds_until, wait_for

pytestmark = pytest.mark.slow

LONG_S = 60
"""A busy machine may be slow where the test does not look at the time."""
SLACK = float(os.environ.get("ATLAS_TEST_SLACK", "3"))
"""How many times slower than promised a machine may be on which nine others work."""
ITEMS = "/api/collections/monuments/items?limit=1"


@contextmanager
def served(
    address: str, folder: Path, *options: str
) -> Iterator[tuple[httpx.Client, "subprocess.Popen[bytes]"]]:
    port = closed_port()
    environment = {**os.environ, "DATABASE_URL": address, "ATLAS_DATA": str(folder)}
    command = [
        *(Path(sys.executable).with_name("tuganzher"), "serve", *options),
        *("--host", HOST, "--port", str(port)),
    ]
    with (
        subprocess.Popen(command, env=environment) as server,  # noqa: S603 - our own program
        httpx.Client(base_url=f"http://{HOST}:{port}", trust_env=False, timeout=LONG_S) as client,
    ):
        try:
            wait_for(lambda: server.poll() is not None or status(client, "/readyz") == 200)
            yield client, server
        finally:
            server.kill()


def status(client: httpx.Client, path: str) -> int:
    try:
        return client.get(path).status_code
    except httpx.TransportError:
        return 0


@pytest.fixture
def relay(cluster: EmbeddedCluster) -> Iterator[Relay]:
    with relayed(cluster) as relay:
        yield relay


def address_through(relay: Relay, url: str) -> str:
    name = url.rpartition("@/")[2].partition("?")[0]
    return f"postgresql://atlas@{HOST}:{relay.port}/{name}"


def test_vanished_database_is_told_at_once_and_used_again_at_once(
    relay: Relay, atlas_database: str, tmp_path: Path
) -> None:
    with served(address_through(relay, atlas_database), tmp_path) as (client, _):
        assert status(client, ITEMS) == 200
        relay.fall_silent()
        began = time.monotonic()
        asked = [threading.Thread(target=status, args=[client, ITEMS]) for _ in range(3)]
        for thread in asked:
            thread.start()
        wait_for(lambda: status(client, "/readyz") == 503)
        assert time.monotonic() - began < 1 * SLACK
        assert status(client, "/healthz") == 200
        for thread in asked:
            thread.join()
        assert time.monotonic() - began < 3 * SLACK
        answer = client.get(ITEMS)
        assert answer.status_code == 503
        assert int(answer.headers["Retry-After"]) > 0
        assert answer.headers["content-type"] == "application/problem+json"
        assert status(client, "/api/tiles/monuments/3/5/2") == 503
        relay.speak()
        assert seconds_until(lambda: status(client, "/readyz") == 200) < 2 * SLACK
        assert status(client, ITEMS) == 200

        for end in (relay.refuse, relay.admit):
            end()
        wait_for(lambda: status(client, ITEMS) == 200)

        with psycopg.connect(atlas_database, autocommit=True) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        wait_for(lambda: status(client, ITEMS) == 200)
        wait_for(lambda: status(client, "/readyz") == 200)


@pytest.mark.parametrize("options", [(), ("--workers", "2")])
def test_signal_ends_everything_soon_while_the_database_is_silent(
    relay: Relay, atlas_database: str, tmp_path: Path, options: tuple[str, ...]
) -> None:
    with served(address_through(relay, atlas_database), tmp_path, *options) as (client, server):
        assert status(client, ITEMS) == 200
        wait_for(lambda: has_worker(atlas_database))
        relay.fall_silent()
        threading.Thread(target=status, args=[client, ITEMS]).start()
        wait_for(lambda: status(client, "/readyz") == 503)
        server.send_signal(signal.SIGTERM)
        began = time.monotonic()
        server.wait(LONG_S)
        assert time.monotonic() - began < 5 * SLACK


def has_worker(database: str) -> bool:
    """Whether a worker has said that it lives."""
    with psycopg.connect(database) as connection:
        return bool(connection.execute("SELECT 1 FROM procrastinate_workers").fetchone())


def test_refused_connections_are_told_and_the_next_host_is_taken(
    relay: Relay, cluster: EmbeddedCluster, atlas_database: str, tmp_path: Path
) -> None:
    with relayed(cluster) as standby:
        first = address_through(relay, atlas_database)
        both = first.replace(f":{relay.port}", f":{relay.port},{HOST}:{standby.port}")
        address = f"{both}?target_session_attrs=read-write"
        with served(address, tmp_path, "--no-worker") as (client, _):
            assert status(client, ITEMS) == 200
            relay.refuse()
            wait_for(lambda: status(client, ITEMS) == 200 and status(client, "/readyz") == 200)
            standby.refuse()
            wait_for(lambda: status(client, "/readyz") == 503)
            began = time.monotonic()
            assert status(client, ITEMS) == 503
            assert time.monotonic() - began < 3 * SLACK
            relay.admit()
            wait_for(lambda: status(client, ITEMS) == 200 and status(client, "/readyz") == 200)


def test_watch_outlives_a_connection_that_broke_in_the_middle_of_a_statement(
    committed_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = iter([asyncpg.InternalClientError])
    asked = asyncpg.Connection.fetch

    async def fetch(connection: asyncpg.Connection, *query: object) -> object:
        for error in broken:
            raise error
        return await asked(connection, *query)

    async def watched() -> None:
        watch = DatabaseWatch(committed_database)
        async with watch.running():
            await other_thread_did(lambda: watch.answers)

    monkeypatch.setattr(asyncpg.Connection, "fetch", fetch)
    asyncio.run(watched())
    assert next(broken, None) is None
