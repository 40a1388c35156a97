"""How a download runs: bounded memory, one snapshot, few at a time, an end when nobody reads."""

import asyncio
import os
import socket
import threading
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import uvicorn
from sqlalchemy import ColumnElement, func, text
from starlette.testclient import TestClient
from starlette.types import Message

from api.app import create_app
from api.downloads.download_response import DownloadResponse, DownloadSlots
from core.access.caller import STRANGER
from core.database.engine import SessionFactory, make_engine, make_sessions, transaction
from core.embedded.cluster import EmbeddedCluster
from core.settings import Settings
from layers.access import readable
from layers.exports import geoparquet
from layers.exports.files import FOLDER_PREFIX, parts_of_file, remove_forgotten
from layers.exports.formats import FORMATS
from layers.exports.reading import BATCH_ROWS, ExportSnapshot, ExportStoppedError
from layers.exports.selection import Selection
from layers.registry import Catalogue
from tests.api.asking import ENGLISH
from tests.databases import clone
from tests.waiting import PATIENCE_S, other_thread_did, soon, wait_for

pytestmark = pytest.mark.slow

UNHURRIED_S = 3600
"""A busy machine may take minutes over a file whose memory is traced."""
ROWS = 10 * BATCH_ROWS
SUMMARY_LETTERS = 1_000
"""Two bytes each: all rows together are more than `ENOUGH_BYTES`, a batch is an eighth of it."""
MONUMENTS = text(
    "INSERT INTO monuments (kind, name_kk, summary_kk, geom) "
    "SELECT 'archaeology', 'Ескерткіш ' || n, repeat('қ', :letters), "
    "ST_SetSRID(ST_MakePoint(50 + n % 30, 42 + n % 10), 4326) FROM generate_series(1, :rows) AS n"
)
COUNT = text("SELECT count(*) FROM monuments")
DELETE_LAST = text("DELETE FROM monuments WHERE id > (SELECT max(id) - 20 FROM monuments)")
AT_WORK = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
    "AND state <> 'idle' AND pid <> pg_backend_pid() AND application_name <> 'atlas watch'"
)
MONUMENTS_PATH = "/api/collections/monuments/download"
ENOUGH_BYTES = 16 * 1024 * 1024
PACKED = {"parquet", "xlsx"}
"""Formats that pack alike rows into few bytes."""
SHORT_S = 0.3
LONGEST_S = PATIENCE_S
"""What is stopped would take half as long again or more."""


class Large(NamedTuple):
    """An atlas with more monuments than a batch holds."""

    url: str
    sessions: SessionFactory
    catalogue: Catalogue

    def selection(self, *conditions: ColumnElement[bool]) -> Selection:
        """What a stranger may read of the monuments, where the conditions hold."""
        return Selection(readable(self.catalogue.layer("monuments"), STRANGER), conditions)

    def settings(self, folder: Path, **environment: str) -> Settings:
        """Settings for a server of the atlas."""
        given = {"DATABASE_URL": self.url, "ATLAS_DATA": str(folder), **environment}
        return Settings.from_environment(given)


@pytest.fixture(scope="module")
def large(
    cluster: EmbeddedCluster, migrated_template: str, catalogue: Catalogue
) -> Iterator[Large]:
    with clone(cluster, migrated_template) as url:
        engine = make_engine(url)
        sessions = make_sessions(engine)
        with transaction(sessions) as session:
            session.execute(MONUMENTS, {"letters": SUMMARY_LETTERS, "rows": ROWS})
        yield Large(url, sessions, catalogue)
        engine.dispose()


def slow(seconds_per_row: float) -> ColumnElement[bool]:
    """A condition that is true, after a while."""
    return func.pg_sleep(seconds_per_row).is_not(None)


def parts(
    large: Large, file_format: str, reading: ExportSnapshot, folder: Path, *slowed: Any
) -> Any:
    return parts_of_file(
        large.sessions,
        large.selection(*slowed),
        FORMATS[file_format],
        reading,
        folder=folder,
        licence=None,
    )


def at_work(large: Large) -> int:
    """How many connections to the database do anything."""
    with large.sessions() as session:
        return session.scalars(AT_WORK).one()


def stop_once_it_runs(large: Large, reading: ExportSnapshot) -> None:
    wait_for(lambda: at_work(large) > 0)
    reading.stop()


def nothing_runs(large: Large) -> bool:
    """Whether the database comes to rest soon."""
    return soon(lambda: at_work(large) == 0)


@pytest.mark.parametrize("file_format", list(FORMATS))
def test_memory_does_not_hold_the_file(large: Large, tmp_path: Path, file_format: str) -> None:
    tracemalloc.start()
    try:
        size = sum(map(len, parts(large, file_format, ExportSnapshot(UNHURRIED_S), tmp_path)))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert size > (ROWS if file_format in PACKED else ENOUGH_BYTES)
    assert peak < ENOUGH_BYTES
    assert list(tmp_path.iterdir()) == []


def test_geoparquet_comes_while_rows_are_read_in_groups_of_many(
    large: Large, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(geoparquet, "ROWS_OF_GROUP", 4 * BATCH_ROWS)
    taken = list(parts(large, "parquet", ExportSnapshot(UNHURRIED_S), tmp_path))
    file = pq.ParquetFile(pa.BufferReader(b"".join(taken)))
    groups = [file.metadata.row_group(group).num_rows for group in range(file.num_row_groups)]
    assert groups == [4 * BATCH_ROWS, 4 * BATCH_ROWS, 2 * BATCH_ROWS]
    assert len(taken) == len(groups) + 1
    ids = file.read(["id"])["id"].to_pylist()
    assert ids == sorted(set(ids))
    assert len(ids) == ROWS


@pytest.mark.parametrize("file_format", ["geojsonl", "csv"])
def test_stream_shows_one_moment_though_rows_come_and_go(
    large: Large, tmp_path: Path, file_format: str
) -> None:
    with large.sessions() as session:
        before = session.scalar(COUNT)
    stream = parts(large, file_format, ExportSnapshot(UNHURRIED_S), tmp_path)
    read = next(stream) + next(stream)
    with transaction(large.sessions) as session:
        session.execute(MONUMENTS, {"letters": 1, "rows": 5})
        session.execute(DELETE_LAST)
    lines = (read + b"".join(stream)).count(b"\n") - (file_format == "csv")
    assert lines == before


@pytest.mark.parametrize("file_format", ["geojson", "gpx", "gpkg", "fgb", "parquet"])
def test_stopped_reading_cancels_its_statement(
    large: Large, tmp_path: Path, file_format: str
) -> None:
    reading = ExportSnapshot(2 * LONGEST_S)
    threading.Thread(target=stop_once_it_runs, args=[large, reading]).start()
    began = time.monotonic()
    with pytest.raises(ExportStoppedError):
        list(parts(large, file_format, reading, tmp_path, slow(0.05)))
    assert time.monotonic() - began < LONGEST_S
    assert nothing_runs(large)
    assert list(tmp_path.iterdir()) == []


def test_file_is_gone_when_nobody_takes_the_rest(large: Large, tmp_path: Path) -> None:
    stream = parts(large, "gpkg", ExportSnapshot(UNHURRIED_S), tmp_path)
    assert next(stream).startswith(b"SQLite format 3")
    assert len(list(tmp_path.iterdir())) == 1
    stream.close()
    assert list(tmp_path.iterdir()) == []


def test_file_that_a_killed_program_left_is_removed(tmp_path: Path) -> None:
    old, new = tmp_path / f"{FOLDER_PREFIX}old", tmp_path / f"{FOLDER_PREFIX}new"
    for folder in (old, new):
        folder.mkdir()
    os.utime(old, (0, 0))
    remove_forgotten(tmp_path, 3600)
    assert list(tmp_path.iterdir()) == [new]


def test_time_limit_of_requests_does_not_end_a_download(large: Large, tmp_path: Path) -> None:
    engine = make_engine(large.url, statement_timeout_ms=50)
    impatient = large._replace(sessions=make_sessions(engine))
    some = large.selection().access.layer.table.id <= 200
    lines = b"".join(
        parts(impatient, "geojsonl", ExportSnapshot(UNHURRIED_S), tmp_path, some, slow(0.001))
    )
    engine.dispose()
    assert lines.count(b"\n") == 200


@pytest.mark.parametrize("file_format", ["geojsonl", "gpkg"])
def test_download_has_its_own_time_limit(large: Large, tmp_path: Path, file_format: str) -> None:
    with pytest.raises(ExportStoppedError):
        list(parts(large, file_format, ExportSnapshot(SHORT_S), tmp_path, slow(0.05)))


@pytest.mark.parametrize("file_format", ["geojson", "gpkg"])
def test_client_that_goes_away_ends_everything(
    large: Large, tmp_path: Path, file_format: str
) -> None:
    reading, slots = ExportSnapshot(2 * LONGEST_S), DownloadSlots(1)
    response = DownloadResponse(
        lambda: parts(large, file_format, reading, tmp_path, slow(0.05)),
        reading,
        slots,
        media_type="x/y",
        headers={},
    )
    sent: list[Message] = []

    async def receive() -> Message:
        await other_thread_did(lambda: at_work(large) > 0)
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    began = time.monotonic()
    asyncio.run(response({"type": "http"}, receive, send))
    assert time.monotonic() - began < LONGEST_S
    assert sent == []
    assert nothing_runs(large)
    assert list(tmp_path.iterdir()) == []
    with slots.taken():
        pass


def test_failure_half_way_cuts_the_body_off() -> None:
    def failing() -> Iterator[bytes]:
        yield b"half"
        raise ZeroDivisionError

    sent: list[Message] = []

    async def receive() -> Message:
        await asyncio.Event().wait()
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    slots = DownloadSlots(1)
    response = DownloadResponse(
        failing, ExportSnapshot(UNHURRIED_S), slots, media_type="x/y", headers={}
    )
    with pytest.raises(ZeroDivisionError):
        asyncio.run(response({"type": "http"}, receive, send))
    assert [message.get("more_body") for message in sent] == [None, True]
    with slots.taken():
        pass


def test_file_is_not_begun_where_the_disk_is_full(large: Large, tmp_path: Path) -> None:
    settings = large.settings(tmp_path, ATLAS_UPLOAD_FREE_MB=str(10**9))
    with TestClient(create_app(settings, large.catalogue, large.url)) as client:
        answer = client.get(MONUMENTS_PATH, params={"f": "gpkg"}, headers=ENGLISH)
        assert (answer.status_code, answer.json()["status"]) == (507, 507)
        asked = {"f": "csv", "name_kk": "Ескерткіш 7"}
        assert client.get(MONUMENTS_PATH, params=asked).status_code == 200


@contextmanager
def listening(large: Large, folder: Path, **environment: str) -> Iterator[int]:
    """The port of a real server of the atlas."""
    app = create_app(large.settings(folder, **environment), large.catalogue, large.url)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="critical"))
    thread = threading.Thread(target=server.run)
    thread.start()
    wait_for(lambda: server.started)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join()


def test_server_stops_reading_when_the_connection_breaks(large: Large, tmp_path: Path) -> None:
    with listening(large, tmp_path) as port:
        with socket.create_connection(("127.0.0.1", port)) as connection:
            request = f"GET {MONUMENTS_PATH}?f=geojson HTTP/1.1\r\nHost: atlas\r\n\r\n"
            connection.sendall(request.encode())
            assert connection.recv(1000).startswith(b"HTTP/1.1 200")
            assert soon(lambda: at_work(large) == 1)
        assert nothing_runs(large)


def test_download_that_finds_no_place_is_told_to_come_again(large: Large, tmp_path: Path) -> None:
    settings = large.settings(tmp_path, ATLAS_DOWNLOADS_AT_ONCE="1")
    app = create_app(settings, large.catalogue, large.url)
    with TestClient(app) as client:
        with app.state.downloads.taken():
            answer = client.get(MONUMENTS_PATH, headers=ENGLISH)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "30")
        assert "Too many files" in answer.json()["detail"]
        asked = {"f": "csv", "name_kk": "Ескерткіш 7"}
        assert client.get(MONUMENTS_PATH, params=asked).status_code == 200
        assert client.get(MONUMENTS_PATH, params=asked).status_code == 200


def test_readers_that_take_nothing_keep_nobody_from_downloading(
    large: Large, tmp_path: Path
) -> None:
    request = f"GET {MONUMENTS_PATH}?f=geojsonl HTTP/1.1\r\nHost: atlas\r\n\r\n".encode()
    with listening(large, tmp_path, ATLAS_DOWNLOADS_AT_ONCE="1") as port, ExitStack() as open_:
        for _ in range(2):
            slow = open_.enter_context(socket.socket())
            slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            slow.connect(("127.0.0.1", port))
            slow.sendall(request)
            assert slow.recv(12) == b"HTTP/1.1 200"
        address = f"http://127.0.0.1:{port}{MONUMENTS_PATH}"
        asked = {"f": "csv", "name_kk": "Ескерткіш 7"}
        assert httpx.get(address, params=asked, timeout=60, trust_env=False).status_code == 200
        assert nothing_runs(large)
