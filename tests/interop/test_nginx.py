"""The documentation's nginx before a served atlas: HTTPS, links, events, uploads and ranges."""

import re
import shutil
import signal
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from api.tls.authority import LocalAuthority
from core.access.grant import EVERYTHING
from core.accounts.users import add_user
from core.clock import Clock
from core.database.engine import make_engine, make_sessions
from core.settings import PROJECT_ROOT
from tests.interop.programs import HINT
from tests.interop.serving import ServedAtlas
from tests.waiting import wait_for

pytestmark = pytest.mark.interop

PAGE = PROJECT_ROOT / "docs" / "tasks" / "https.md"
EXAMPLE = re.compile(r"```nginx\n(.*?)```", re.DOTALL)
SLOWLY_S = 5.0


@pytest.fixture(scope="module")
def proxied(atlas: ServedAtlas, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of the atlas behind nginx, which trusts the certificate."""
    program = shutil.which("nginx")
    assert program, f"no nginx: {HINT}"
    folder = tmp_path_factory.mktemp("nginx")
    authority = LocalAuthority(folder / "tls")
    authority.renew(["localhost", "127.0.0.1"], Clock().now())
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    configuration = folder / "nginx.conf"
    configuration.write_text(_configuration(atlas, authority, folder, port))
    server = subprocess.Popen(  # noqa: S603 - a program of the system
        [program, "-c", str(configuration), "-p", str(folder), "-g", "daemon off;"]
    )
    try:
        context = ssl.create_default_context(cafile=str(authority.certificate))
        with httpx.Client(base_url=f"https://localhost:{port}", verify=context) as client:
            wait_for(lambda: _is_ready(client))
            yield client
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(10)


def _configuration(atlas: ServedAtlas, authority: LocalAuthority, folder: Path, port: int) -> str:
    found = EXAMPLE.search(PAGE.read_text(encoding="utf-8"))
    assert found, "the page has no nginx"
    here = {
        "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
        "atlas.example.kz": "localhost",
        "/etc/ssl/atlas.pem": str(authority.served),
        "/etc/ssl/atlas.key": str(authority.served),
        "http://127.0.0.1:8000": atlas.address,
    }
    example = found[1]
    for written, meant in here.items():
        assert written in example
        example = example.replace(written, meant)
    paths = "".join(
        f"{name}_temp_path {folder}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return (
        f"user root;\npid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{paths}{example}}}\n"
    )


def _is_ready(client: httpx.Client) -> bool:
    try:
        return client.get("/readyz").is_success
    except httpx.TransportError:
        return False


def test_links_begin_with_the_address_that_was_asked(proxied: httpx.Client) -> None:
    links = proxied.get("/api", params={"f": "json"}).json()["links"]
    assert {link["href"].split("/api")[0] for link in links} == {str(proxied.base_url).rstrip("/")}


def test_answers_are_compressed_once(proxied: httpx.Client) -> None:
    answer = proxied.get("/api/collections", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.json()["collections"]


def test_tiles_keep_their_tags(proxied: httpx.Client) -> None:
    tile = proxied.get("/api/tiles/monuments/5/22/11")
    again = proxied.get(
        "/api/tiles/monuments/5/22/11", headers={"If-None-Match": tile.headers["etag"]}
    )
    assert (tile.status_code, again.status_code) == (200, 304)


def test_part_of_a_download_is_had(proxied: httpx.Client) -> None:
    address = "/api/collections/settlements/download"
    whole = proxied.get(address, params={"f": "geojsonl"})
    part = proxied.get(address, params={"f": "geojsonl"}, headers={"Range": "bytes=10-29"})
    assert part.status_code == 206
    assert part.content == whole.content[10:30]


@pytest.fixture(scope="module")
def known(atlas: ServedAtlas) -> dict[str, str]:
    """The headers of somebody who may do everything."""
    engine = make_engine(atlas.database_url)
    with make_sessions(engine)() as session:
        token = add_user(session, "Behind nginx", [str(EVERYTHING)])
        session.commit()
    engine.dispose()
    return {"Authorization": f"Bearer {token}"}


def test_events_of_a_task_come_at_once(proxied: httpx.Client, known: dict[str, str]) -> None:
    order = {"name": "behind_nginx", "layers": "monuments"}
    made = proxied.post("/api/tiles/archives", json=order, headers=known)
    assert made.status_code == 202, made.text
    assert made.headers["location"].startswith("/api/tasks/")
    began = time.monotonic()
    with proxied.stream("GET", f"{made.headers['location']}/events", headers=known) as events:
        line = next(each for each in events.iter_lines() if each.startswith("data:"))
    assert "queued" in line
    assert time.monotonic() - began < SLOWLY_S


def test_large_file_goes_through(proxied: httpx.Client, known: dict[str, str]) -> None:
    rows = b"name_kk,lat,lon\n" + b"x,43.2,76.9\n" * 2_500_000
    answer = proxied.post(
        "/api/ingest",
        data={"layer": "monuments"},
        files={"file": ("big.csv", rows)},
        headers=known,
        timeout=120,
    )
    assert answer.status_code == 202, answer.text
