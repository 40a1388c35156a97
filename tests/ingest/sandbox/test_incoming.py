import gzip
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from ingest.reading.readers import open_table
from ingest.regions.boundaries.boundary_download import ForbiddenAddressError, TooLargeError
from ingest.rows.table import EmptyFileError
from ingest.sandbox.download import Limits, NotDownloadedError, TooSlowError, downloaded
from ingest.sandbox.incoming import NoSuchFileError, incoming
from layers.model.layer import GeometryKind
from tests.ingest.officer_files import write_text
from tests.ingest.reading.test_photos import write_photo

CONTENT = b"name_ru;kind\n" + b"a;b\n" * 1000


@dataclass
class Site:
    """What a loopback server answers, by path."""

    url: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = CONTENT
    breaks_after: int | None = None
    asked: list[str] = field(default_factory=list)


class Answer(BaseHTTPRequestHandler):
    """Answers as the test's site says; `/loop` leads to itself, `/moved` to a list."""

    site: Site

    def do_GET(self) -> None:
        """Send the site's answer."""
        site = self.site
        site.asked.append(self.path)
        if self.path.startswith("/missing"):
            self.send_error(404)
            return
        if self.path.startswith(("/loop", "/moved", "/away")):
            places = {"/loop": "/loop", "/moved": "/inner/list.csv", "/away": "file:///etc/passwd"}
            self.send_response(302)
            self.send_header("Location", places[self.path])
            self.end_headers()
            return
        self.send_response(200)
        self.send_header("Content-Length", str(len(site.body)))
        for name, value in site.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(site.body[: site.breaks_after])
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Print nothing."""


@pytest.fixture
def site() -> Iterator[Site]:
    """A server on a free port of this machine."""
    listener = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    listener.daemon_threads = True
    Answer.site = Site(f"http://127.0.0.1:{listener.server_port}")
    thread = threading.Thread(target=listener.serve_forever, args=(0.01,))
    thread.start()
    yield Answer.site
    listener.shutdown()
    thread.join()
    listener.server_close()


def left_in(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file()]


def test_file_stands_for_itself(tmp_path: Path) -> None:
    path = write_text(tmp_path / "list.docx", "x")
    assert incoming(str(path), tmp_path / "kept").files == (path,)


def test_folder_gives_its_readable_files_and_names_the_others(tmp_path: Path) -> None:
    folder = tmp_path / "brought"
    for name in ("b.csv", "inner/a.xlsx", "c.shp", "c.dbf", "c.shp.xml", "~$a.xlsx", ".x.csv",
                 "read me.docx"):  # fmt: skip
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")
    found = incoming(str(folder), tmp_path / "kept")
    assert found.files == (folder / "b.csv", folder / "c.shp", folder / "inner" / "a.xlsx")
    assert found.left_out == (folder / "read me.docx",)


def test_photos_of_a_folder_are_one_list_that_stays_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "Аулиеколь"
    (folder / "inner").mkdir(parents=True)
    write_photo(folder / "a.jpg")
    write_photo(folder / "inner" / "b.jpg", place={})
    (path,) = incoming(str(folder), tmp_path / "kept").files
    assert path.stem == "Аулиеколь.photos"
    before = path.read_bytes()
    assert incoming(str(folder), tmp_path / "kept").files == (path,)
    assert path.read_bytes() == before
    table = open_table(path, GeometryKind.POINT, lambda name: name in {"lat", "lon"})
    (batch,) = table.batches()
    assert list(batch.cells["file"]) == ["a.jpg", "inner/b.jpg"]
    assert list(batch.cells["lat"]) == ["43.26", ""]


def test_pattern_gives_all_that_fits(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv", "c.txt"):
        write_text(tmp_path / name, "x")
    found = incoming(str(tmp_path / "*.csv"), tmp_path / "kept").files
    assert found == (tmp_path / "a.csv", tmp_path / "b.csv")


def test_nothing_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoSuchFileError, match=r"list\.csv"):
        incoming(str(tmp_path / "list.csv"), tmp_path)
    with pytest.raises(NoSuchFileError, match=r"\*\.csv"):
        incoming(str(tmp_path / "*.csv"), tmp_path)
    with pytest.raises(EmptyFileError, match=str(tmp_path)):
        incoming(str(tmp_path), tmp_path)


def test_address_is_downloaded_under_its_own_name(site: Site, tmp_path: Path) -> None:
    (path,) = incoming(f"{site.url}/data/%D0%A2%D1%96%D0%B7%D1%96%D0%BC.csv?x=1", tmp_path).files
    assert path.name == "Тізім.csv"
    assert path.read_bytes() == CONTENT
    assert left_in(tmp_path) == ["Тізім.csv"]


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ('attachment; filename="list.csv"', "list.csv"),
        ("attachment; filename*=UTF-8''%D0%A2%D1%96%D0%B7%D1%96%D0%BC.xlsx", "Тізім.xlsx"),
        ('attachment; filename="../../etc/cron.d/x.csv"', "x.csv"),
        ('attachment; filename="..\\\\..\\\\x.csv"', "x.csv"),
        ('attachment; filename=".bashrc"', "bashrc.csv"),
        ('attachment; filename="a;b|c`d$.csv"', "a_b_c_d_.csv"),
        (f'attachment; filename="{"x" * 300}.csv"', f"{'x' * 116}.csv"),
    ],
)
def test_name_that_the_server_gives_is_made_harmless(
    site: Site, tmp_path: Path, header: str, name: str
) -> None:
    site.headers = {"Content-Disposition": header, "Content-Type": "text/csv; charset=utf-8"}
    path = downloaded(f"{site.url}/export", tmp_path)
    assert path.name == name
    assert path.resolve().is_relative_to(tmp_path)


def test_redirect_is_followed_but_not_for_ever_nor_to_files(site: Site, tmp_path: Path) -> None:
    assert downloaded(f"{site.url}/moved", tmp_path).name == "list.csv"
    with pytest.raises(NotDownloadedError):
        downloaded(f"{site.url}/loop", tmp_path)
    assert site.asked.count("/loop") <= 7
    with pytest.raises(NotDownloadedError):
        downloaded(f"{site.url}/away", tmp_path)


def test_download_that_unpacks_to_too_much_is_stopped(site: Site, tmp_path: Path) -> None:
    site.headers = {"Content-Encoding": "gzip"}
    site.body = gzip.compress(bytes(1_000_000))
    with pytest.raises(TooLargeError, match="100000"):
        downloaded(f"{site.url}/a.csv", tmp_path, Limits(largest_bytes=100_000))
    assert left_in(tmp_path) == []


def test_slow_download_is_given_up(site: Site, tmp_path: Path) -> None:
    with pytest.raises(TooSlowError):
        downloaded(f"{site.url}/a.csv", tmp_path, Limits(longest_s=-1))
    assert left_in(tmp_path) == []


@pytest.mark.parametrize("broken", [True, False], ids=["broken off", "missing"])
def test_failed_download_leaves_the_earlier_file(
    site: Site, tmp_path: Path, *, broken: bool
) -> None:
    path = downloaded(f"{site.url}/a.csv", tmp_path)
    site.breaks_after = 10 if broken else None
    with pytest.raises(NotDownloadedError, match=site.url):
        downloaded(f"{site.url}/{'a.csv' if broken else 'missing.csv'}", tmp_path)
    assert path.read_bytes() == CONTENT
    assert left_in(tmp_path) == ["a.csv"]


@pytest.mark.parametrize(
    ("argument", "error"),
    [
        ("ftp://127.0.0.1/a.csv", ForbiddenAddressError),
        ("file:///etc/passwd", ForbiddenAddressError),
        ("http://", NotDownloadedError),
        ("http://[", NotDownloadedError),
    ],
)
def test_what_is_no_web_address_is_not_asked(
    tmp_path: Path, argument: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        incoming(argument, tmp_path)
