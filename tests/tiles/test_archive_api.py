"""Archives ordered by an officer, made by a worker, and read over HTTP by everyone."""

import gzip
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from core.database.engine import SessionFactory, transaction
from core.text import Language
from layers.registry import Catalogue
from tests.api.asking import signed_in
from tests.tiles.archived import archived, tiles_in
from tests.tiles.shelf import ARCHIVE, ARCHIVES, LAYERS, ORDER, Shelf
from tests.waiting import wait_for
from tests.world.units import WEST_SOUTH
from tiles.pmtiles.archives import ArchiveState, TileArchive
from tiles.pmtiles.work_file import work_path

PROJECT = Path(__file__).parents[2]
WORKER = """
import sys
from api.worker.jobs import work_on_tasks
from core.jobs import Heartbeat
from core.settings import Settings
from layers.registry import load_catalogue
url, folder = sys.argv[1:]
settings = Settings.from_environment({"DATABASE_URL": url, "ATLAS_DATA": folder})
work_on_tasks(settings, load_catalogue(), url, Heartbeat(every_s=0.2, stalled_after_s=1.0))
"""


def test_order_is_made_by_a_worker_and_seen_by_everyone(shelf: Shelf) -> None:
    assert shelf.order()["state"] == "queued"
    assert shelf.listed() == {}
    assert shelf.listed(shelf.officer)["west"]["progress"]["total"] == 0
    shelf.work()
    found = shelf.listed()["west"]
    path = shelf.settings.archive_folder / "west.pmtiles"
    assert found["state"] == "done"
    assert found["bytes"] == path.stat().st_size
    assert found["tiles"] == len(tiles_in(path))
    assert found["region"] == WEST_SOUTH
    assert found["licence"] == "CC0"
    assert found["layers"] == LAYERS.split(",")
    assert list(shelf.settings.archive_folder.iterdir()) == [path]


def test_file_made_at_the_terminal_is_served_too(
    shelf: Shelf, drawn_database: str, catalogue: Catalogue
) -> None:
    shelf.settings.archive_folder.mkdir()
    path = shelf.settings.archive_folder / "by-hand.pmtiles"
    archived(catalogue, drawn_database, path, LAYERS, zooms="0-5")
    assert shelf.listed()["by-hand"]["tiles"] == len(tiles_in(path))


def test_stranger_and_other_officers_may_not_order_or_delete(
    shelf: Shelf, drawn: SessionFactory
) -> None:
    with transaction(drawn) as session:
        other = signed_in(session, "monuments:write")
    for headers, status in (({}, 401), (other, 403)):
        assert shelf.client.post(ARCHIVES, json=ORDER, headers=headers).status_code == status
        assert shelf.client.delete(f"{ARCHIVES}/west", headers=headers).status_code == status


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"name": "../west"}, "name"),
        ({"name": "WEST"}, "name"),
        ({"name": "-"}, "name"),
        ({"region": "999999999"}, "region"),
        ({"zooms": "0-30"}, "zooms"),
    ],
)
def test_bad_order_is_refused_with_its_field(
    shelf: Shelf, told: dict[str, str], field: str
) -> None:
    answer = shelf.client.post(ARCHIVES, json={**ORDER, **told}, headers=shelf.officer)
    assert answer.status_code in (400, 422), answer.text
    details = set()
    for language in ("kk", "ru", "en"):
        headers = {**shelf.officer, "Accept-Language": language}
        told_back = shelf.client.post(ARCHIVES, json={**ORDER, **told}, headers=headers).json()
        assert told_back["errors"][0]["field"] == field
        details.add(told_back["errors"][0]["message"])
    assert len(details) == 3


def test_name_is_taken_once(shelf: Shelf) -> None:
    shelf.order()
    shelf.order(status=409)


@pytest.mark.parametrize(
    "name", ["..%2Fwest", "..", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "a%00b", "WEST", ".west"]
)
def test_name_that_no_archive_has_is_not_found(shelf: Shelf, name: str) -> None:
    shelf.settings.archive_folder.mkdir()
    (shelf.settings.data_folder / "west.pmtiles").write_bytes(b"PMTiles")
    for address in (f"{name}.pmtiles", f"{name}/tilejson.json", f"{name}/0/0/0"):
        assert shelf.client.get(f"{ARCHIVE}/{address}").status_code == 404


def test_orders_of_one_person_that_wait_are_limited(shelf: Shelf) -> None:
    allowed = shelf.settings.unfinished_archives
    for number in range(allowed):
        shelf.order(name=f"west-{number}")
    reasons = set()
    for language in Language:
        shelf.officer["Accept-Language"] = language
        reasons.add(shelf.order(status=429, name="one-more")["detail"])
    assert len(reasons) == 3
    assert all(str(allowed) in reason for reason in reasons)
    shelf.client.delete(f"{ARCHIVES}/west-0", headers=shelf.officer)
    shelf.order(name="one-more")


def test_whole_file_and_ranges_of_it_are_the_bytes_on_the_disk(shelf: Shelf) -> None:
    content = shelf.made().read_bytes()
    address, size = f"{ARCHIVE}/west.pmtiles", len(content)
    whole = shelf.client.get(address)
    assert whole.content == content
    assert whole.headers["accept-ranges"] == "bytes"
    assert whole.headers["content-type"] == "application/vnd.pmtiles"
    assert "content-encoding" not in whole.headers
    for asked, first, last in (
        ("bytes=0-126", 0, 126), ("bytes=100-", 100, size - 1), ("bytes=-10", size - 10, size - 1),
        (f"bytes=5-{size + 999}", 5, size - 1),
    ):  # fmt: skip
        part = shelf.client.get(address, headers={"Range": asked})
        assert part.status_code == 206
        assert part.content == content[first : last + 1]
        assert part.headers["content-range"] == f"bytes {first}-{last}/{size}"


def test_range_that_the_file_does_not_have_is_416(shelf: Shelf) -> None:
    size = shelf.made().stat().st_size
    for asked in (f"bytes={size}-", "bytes=9-3", "bytes=-0", "bytes=0-1,5-6", "bytes=a-b"):
        answer = shelf.client.get(f"{ARCHIVE}/west.pmtiles", headers={"Range": asked})
        assert answer.status_code == 416
        assert answer.headers["content-range"] == f"bytes */{size}"
        assert answer.json()["status"] == 416


def test_file_that_the_caller_has_is_not_sent_again(shelf: Shelf) -> None:
    path = shelf.made()
    address = f"{ARCHIVE}/west.pmtiles"
    first = shelf.client.get(address)
    etag, modified = first.headers["etag"], first.headers["last-modified"]
    assert etag.startswith('"')
    for header in ({"If-None-Match": etag}, {"If-Modified-Since": modified}):
        answer = shelf.client.get(address, headers=header)
        assert (answer.status_code, answer.content) == (304, b"")
    same = {"Range": "bytes=0-9", "If-Range": etag}
    assert shelf.client.get(address, headers=same).status_code == 206
    other = {"Range": "bytes=0-9", "If-Range": '"another"'}
    assert shelf.client.get(address, headers=other).status_code == 200
    shutil.copy(path, path.with_name("copy"))
    path.with_name("copy").replace(path)
    assert shelf.client.get(address).headers["etag"] != etag


def test_head_tells_the_size_without_the_file(shelf: Shelf) -> None:
    size = shelf.made().stat().st_size
    answer = shelf.client.head(f"{ARCHIVE}/west.pmtiles")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-length"] == str(size)


def test_pages_of_other_origins_may_read_ranges(shelf: Shelf) -> None:
    shelf.made()
    asked = {"Range": "bytes=0-9", "Origin": "https://example.org"}
    answer = shelf.client.get(f"{ARCHIVE}/west.pmtiles", headers=asked)
    assert answer.headers["access-control-allow-origin"] == "*"
    exposed = answer.headers["access-control-expose-headers"]
    assert {"Content-Range", "ETag", "Accept-Ranges"} <= set(exposed.split(", "))


def test_tiles_out_of_the_archive_are_the_live_ones(shelf: Shelf) -> None:
    tiles = tiles_in(shelf.made())
    for tile, content in tiles.items():
        kept = shelf.client.get(f"{ARCHIVE}/west/{tile}")
        assert kept.content == content
        assert shelf.client.get(f"/api/tiles/{LAYERS}/{tile}").content == content
    assert kept.headers["content-encoding"] == "gzip"
    plain = shelf.client.get(f"{ARCHIVE}/west/{tile}.mvt", headers={"Accept-Encoding": "identity"})
    assert plain.content == content
    assert plain.headers["etag"] != kept.headers["etag"]
    again = shelf.client.get(
        f"{ARCHIVE}/west/{tile}", headers={"If-None-Match": kept.headers["etag"]}
    )
    assert again.status_code == 304
    assert shelf.client.get(f"{ARCHIVE}/west/9/0/0").status_code == 204
    assert shelf.client.get(f"{ARCHIVE}/west/3/9/9").status_code == 404


def test_tilejson_leads_to_the_tiles(shelf: Shelf) -> None:
    shelf.made()
    told = shelf.client.get(f"{ARCHIVE}/west/tilejson.json").json()
    assert told["tilejson"] == "3.0.0"
    assert (told["minzoom"], told["maxzoom"]) == (0, 9)
    assert [layer["id"] for layer in told["vector_layers"]] == LAYERS.split(",")
    address = told["tiles"][0].replace("{z}/{x}/{y}", "0/0/0")
    assert gzip.decompress(gzip.compress(shelf.client.get(address).content))


def test_deleted_archive_is_gone(shelf: Shelf) -> None:
    path = shelf.made()
    assert shelf.client.get(f"{ARCHIVE}/west/0/0/0").status_code == 200
    assert shelf.client.delete(f"{ARCHIVES}/west", headers=shelf.officer).status_code == 204
    assert not path.exists()
    assert shelf.client.get(f"{ARCHIVE}/west/0/0/0").status_code == 404
    assert shelf.client.delete(f"{ARCHIVES}/west", headers=shelf.officer).status_code == 404
    assert shelf.listed(shelf.officer) == {}


def test_order_that_cannot_be_made_tells_why(shelf: Shelf) -> None:
    shelf.order(layers="tourist_routes")
    shelf.work()
    failed = shelf.listed({**shelf.officer, "Accept-Language": "kk"})["west"]
    assert failed["state"] == "failed"
    assert "tourist_routes" in failed["error"]
    assert shelf.listed() == {}


def test_damaged_file_does_not_hide_the_others(shelf: Shelf) -> None:
    path = shelf.made()
    path.with_name("broken.pmtiles").write_bytes(b"PMTiles?" * 40)
    assert list(shelf.listed()) == ["west"]


@contextmanager
def worker(shelf: Shelf, url: str) -> Iterator["subprocess.Popen[bytes]"]:
    """A worker in a process of its own."""
    folder = str(shelf.settings.data_folder)
    with subprocess.Popen(  # noqa: S603 - our own worker
        [sys.executable, "-c", WORKER, url, folder], cwd=PROJECT
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def test_job_of_a_killed_worker_goes_on_where_it_stopped(
    shelf: Shelf, drawn: SessionFactory, drawn_database: str
) -> None:
    shelf.order(zooms="0-12", region="KZ")
    path = shelf.settings.archive_folder / "west.pmtiles"
    with worker(shelf, drawn_database) as process:
        wait_for(lambda: making(drawn) > 50)
        process.send_signal(signal.SIGKILL)
    assert not path.exists()
    assert work_path(path).exists()
    with worker(shelf, drawn_database):
        wait_for(path.exists)
        wait_for(lambda: _state(drawn) == ArchiveState.DONE)
    assert shelf.listed()["west"]["tiles"] == len(tiles_in(path))
    assert not work_path(path).exists()


def _archive(session: Session) -> TileArchive:
    return session.query(TileArchive).one()


def making(sessions: SessionFactory) -> int:
    """How many tiles of the one order are made."""
    with sessions() as session:
        archive = _archive(session)
        task = archive.task
        return task.done if task.phase and task.phase["en"].startswith("Making") else 0


def _state(sessions: SessionFactory) -> str:
    with sessions() as session:
        return _archive(session).state
