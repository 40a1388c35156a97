"""How an address of the database is read by either driver."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import asyncpg
import psycopg
import pytest
from sqlalchemy import text

from core.database.connections import OpenConnections
from core.database.database_url import asyncpg_url, libpq_parameters, sqlalchemy_url
from core.database.engine import make_engine
from core.embedded.cluster import EmbeddedCluster
from tests.loopback import closed_port, relayed

ADDRESSES = [
    "postgresql://atlas@{dead},{live}/{name}",
    "postgresql://atlas@{dead},{live}/{name}?target_session_attrs=read-write",
    "postgresql+psycopg://atlas@{dead},{live}/{name}?connect_timeout=3&keepalives=1",
    "postgres://atlas@{live}/{name}?application_name=some%20atlas",
    "postgresql://atlas@/{name}?host=localhost,{host}&port=1,{port}",
]


@pytest.fixture
def address(cluster: EmbeddedCluster, request: pytest.FixtureRequest) -> Iterator[str]:
    with relayed(cluster) as relay:
        yield request.param.format(
            dead=f"127.0.0.1:{closed_port()}",
            live=f"127.0.0.1:{relay.port}",
            host="127.0.0.1",
            port=relay.port,
            name="postgres",
        )


@pytest.mark.parametrize("address", ADDRESSES, indirect=True)
def test_address_of_several_hosts_is_understood_by_either_driver(address: str) -> None:
    engine = make_engine(address)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT current_database()")) == "postgres"
    shown = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    engine.dispose()
    with psycopg.connect(shown) as again:
        assert again.info.dbname == "postgres"

    async def asked() -> object:
        connection = await asyncpg.connect(asyncpg_url(address))
        try:
            return await connection.fetchval("SELECT current_database()")
        finally:
            await connection.close()

    assert asyncio.run(asked()) == "postgres"


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("postgresql://a@h1,h2/x", {"host": "h1,h2", "port": "5432,5432"}),
        ("postgresql://a@h1,h2:77/x", {"host": "h1,h2", "port": "5432,77"}),
        ("postgresql://a@[::1]:6,h2:7/x", {"host": "[::1],h2", "port": "6,7"}),
        ("postgresql://a@/x?host=/srv/a%20b&port=5", {"host": "/srv/a b", "port": "5"}),
    ],
)
def test_hosts_and_ports_stay_together(given: str, read: dict[str, str]) -> None:
    found = libpq_parameters(asyncpg_url(given))
    assert {name: found[name] for name in read} == read


def test_password_survives_every_form() -> None:
    given = "postgresql://a:p%40%2Fs%3A%26@h1:1,h2:2/x"
    for url in (asyncpg_url(given), str(sqlalchemy_url(libpq_parameters(given)).password)):
        assert "p@/s:&" in (libpq_parameters(url)["password"] if "//" in url[:20] else url)


def test_folder_of_sockets_is_an_address(database_url: str) -> None:
    engine = make_engine(database_url)
    assert quote(str(Path(libpq_parameters(database_url)["host"])), safe="") in database_url
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT 1")) == 1
    engine.dispose()


def test_connection_that_the_server_ended_is_not_given_out(database_url: str) -> None:
    engine = make_engine(database_url)
    with engine.connect() as connection:
        ended = connection.scalar(text("SELECT pg_backend_pid()"))
    with psycopg.connect(database_url, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [ended])
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT pg_backend_pid()")) != ended
    engine.dispose()


def test_cut_connections_are_made_anew(database_url: str) -> None:
    engine = make_engine(database_url)
    opened = OpenConnections(engine)
    with engine.connect() as connection:
        connection.scalar(text("SELECT 1"))
    opened.cut()
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT 1")) == 1
    engine.dispose()
