import hashlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from ingest.regions.boundaries.boundary_download import (
    DownloadFailedError,
    ForbiddenAddressError,
    TooLargeError,
    WrongChecksumError,
    download_boundaries,
)

CONTENT = bytes(range(256)) * 4096
CHECKSUM = hashlib.sha256(CONTENT).hexdigest()


@dataclass
class Server:
    """A loopback server; it can break off, ignore ranges, or refuse."""

    url: str
    requests: list[str | None] = field(default_factory=list)
    """The Range header of each request."""
    breaks_after: int | None = None
    status: int = 200
    knows_ranges: bool = True


class Handler(BaseHTTPRequestHandler):
    """Serves the content as the test's server says."""

    scene: Server

    def do_GET(self) -> None:
        """Send the content, or the part that is asked for."""
        scene = self.scene
        asked = self.headers["Range"]
        scene.requests.append(asked)
        if scene.status != 200:
            self.send_error(scene.status)
            return
        start = int(asked.removeprefix("bytes=").rstrip("-")) if asked and scene.knows_ranges else 0
        if start >= len(CONTENT):
            self.send_error(416)
            return
        rest = CONTENT[start:]
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(rest)))
        self.end_headers()
        self.wfile.write(rest[: scene.breaks_after])
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Print nothing."""


@pytest.fixture
def server() -> Iterator[Server]:
    """A server on a free port of this machine."""
    listener = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    scene = Server(f"http://127.0.0.1:{listener.server_port}/boundaries.gpkg")
    Handler.scene = scene
    thread = threading.Thread(target=listener.serve_forever)
    thread.start()
    yield scene
    listener.shutdown()
    thread.join()
    listener.server_close()


def test_file_is_fetched_whole(server: Server, tmp_path: Path) -> None:
    target = download_boundaries(server.url, CHECKSUM.upper(), tmp_path / "sets" / "b.gpkg")
    assert target.read_bytes() == CONTENT
    assert [path.name for path in target.parent.iterdir()] == ["b.gpkg"]


def test_right_file_is_not_fetched_again(server: Server, tmp_path: Path) -> None:
    (tmp_path / "b.gpkg").write_bytes(CONTENT)
    download_boundaries(server.url, CHECKSUM, tmp_path / "b.gpkg")
    assert server.requests == []


def test_wrong_checksum_keeps_nothing_and_spares_the_old_file(
    server: Server, tmp_path: Path
) -> None:
    target = tmp_path / "b.gpkg"
    target.write_bytes(b"yesterday's")
    with pytest.raises(WrongChecksumError, match=CHECKSUM):
        download_boundaries(server.url, "0" * 64, target)
    assert target.read_bytes() == b"yesterday's"
    assert [path.name for path in tmp_path.iterdir()] == ["b.gpkg"]


def test_broken_download_goes_on_where_it_stopped(server: Server, tmp_path: Path) -> None:
    server.breaks_after = 300_000
    target = tmp_path / "b.gpkg"
    with pytest.raises(DownloadFailedError):
        download_boundaries(server.url, CHECKSUM, target)
    assert not target.exists()
    received = (tmp_path / "b.gpkg.part").stat().st_size
    assert 0 < received <= 300_000
    server.breaks_after = None
    assert download_boundaries(server.url, CHECKSUM, target).read_bytes() == CONTENT
    assert server.requests == [None, f"bytes={received}-"]


def test_server_without_ranges_sends_all_again(server: Server, tmp_path: Path) -> None:
    (tmp_path / "b.gpkg.part").write_bytes(CONTENT[:1000])
    server.knows_ranges = False
    target = download_boundaries(server.url, CHECKSUM, tmp_path / "b.gpkg")
    assert target.read_bytes() == CONTENT


def test_complete_part_is_taken_as_it_is(server: Server, tmp_path: Path) -> None:
    (tmp_path / "b.gpkg.part").write_bytes(CONTENT)
    target = download_boundaries(server.url, CHECKSUM, tmp_path / "b.gpkg")
    assert target.read_bytes() == CONTENT


def test_refusal_is_told(server: Server, tmp_path: Path) -> None:
    server.status = 404
    with pytest.raises(DownloadFailedError, match="404"):
        download_boundaries(server.url, CHECKSUM, tmp_path / "b.gpkg")


def test_silent_machine_is_told(server: Server, tmp_path: Path) -> None:
    nobody = "http://127.0.0.1:9/boundaries.gpkg"
    with pytest.raises(DownloadFailedError, match=r"127\.0\.0\.1:9"):
        download_boundaries(nobody, CHECKSUM, tmp_path / "b.gpkg")
    assert server.requests == []


def test_file_above_the_limit_is_given_up(server: Server, tmp_path: Path) -> None:
    with pytest.raises(TooLargeError, match="1000"):
        download_boundaries(server.url, CHECKSUM, tmp_path / "b.gpkg", largest_bytes=1000)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/b.gpkg", "b.gpkg"])
def test_only_the_web_is_asked(tmp_path: Path, url: str) -> None:
    with pytest.raises(ForbiddenAddressError):
        download_boundaries(url, CHECKSUM, tmp_path / "b.gpkg")
