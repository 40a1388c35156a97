"""Downloads that are whole: their length, ranges of them, and that they are never stale."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import fsspec  # type: ignore[import-untyped]  # ships no types
import geopandas
import httpx
import pyarrow.parquet
import pytest
import uvicorn
from fastapi import FastAPI
from sqlalchemy import delete, update
from starlette.testclient import TestClient

from api.app import create_app
from core.database.engine import SessionFactory, make_engine, make_sessions, transaction
from core.settings import Settings
from layers.catalogue.monuments import Monument
from layers.registry import Catalogue
from tests.api.asking import ENGLISH, monument
from tests.api.downloading import Served, fill, saved
from tests.waiting import soon

PATH = "/api/collections/monuments/download"
IN_RANGES = ("parquet", "gpkg", "fgb")
TOLD = ("geojson", "geojsonl", "csv", "kml")


@pytest.fixture
def fresh(committed_database: str, catalogue: Catalogue, tmp_path: Path) -> Iterator[Served]:
    """An atlas of a few committed rows, of which no file was made yet."""
    engine = make_engine(committed_database)
    sessions = make_sessions(engine)
    with sessions() as session:
        fill(session)
    settings = Settings.from_environment(
        {
            "DATABASE_URL": committed_database,
            "ATLAS_DATA": str(tmp_path),
        }
    )
    with TestClient(create_app(settings, catalogue, committed_database)) as client:
        yield Served(client, sessions)
    engine.dispose()


def get(client: TestClient, file_format: str, **headers: str) -> Any:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    given = {**ENGLISH, "Accept-Encoding": "identity", **names}
    return client.get(PATH, params={"f": file_format}, headers=given)


def head(client: TestClient, file_format: str, **headers: str) -> Any:
    given = {**ENGLISH, "Accept-Encoding": "identity", **headers}
    return client.head(PATH, params={"f": file_format}, headers=given)


@pytest.mark.parametrize("file_format", IN_RANGES)
def test_length_of_a_format_read_in_ranges_is_told_at_once(fresh: Served, file_format: str) -> None:
    told = head(fresh.client, file_format)
    assert told.status_code == 200
    assert told.headers["accept-ranges"] == "bytes"
    whole = get(fresh.client, file_format)
    assert told.headers["content-length"] == str(len(whole.content))
    assert told.headers["etag"] == whole.headers["etag"]
    assert not whole.headers["etag"].startswith("W/")


@pytest.mark.parametrize("file_format", TOLD)
def test_length_of_any_other_is_told_once_it_is_whole(fresh: Served, file_format: str) -> None:
    before = head(fresh.client, file_format)
    assert before.status_code == 200
    assert "content-length" not in before.headers
    made = get(fresh.client, file_format)
    told = head(fresh.client, file_format)
    assert told.headers["content-length"] == str(len(made.content))
    again = get(fresh.client, file_format)
    assert again.content == made.content
    assert again.headers["etag"] == told.headers["etag"]


@pytest.mark.parametrize("file_format", ["parquet", "geojson"])
def test_ranges_are_parts_of_the_whole(fresh: Served, file_format: str) -> None:
    whole = get(fresh.client, file_format).content
    for given, part in (
        ("bytes=0-3", whole[:4]),
        ("bytes=10-", whole[10:]),
        ("bytes=-8", whole[-8:]),
        (f"bytes=5-{len(whole) * 2}", whole[5:]),
    ):
        answer = get(fresh.client, file_format, Range=given)
        assert answer.status_code == 206, answer.text
        assert answer.content == part
        assert answer.headers["content-range"].endswith(f"/{len(whole)}")
    beyond = get(fresh.client, file_format, Range=f"bytes={len(whole)}-")
    assert beyond.status_code == 416
    assert beyond.headers["content-range"] == f"bytes */{len(whole)}"


def test_conditions_are_heeded(fresh: Served) -> None:
    etag = head(fresh.client, "parquet").headers["etag"]
    assert get(fresh.client, "parquet", If_None_Match=etag).status_code == 304
    same = get(fresh.client, "parquet", Range="bytes=0-3", If_Range=etag)
    assert (same.status_code, same.content) == (206, b"PAR1")
    other = get(fresh.client, "parquet", Range="bytes=0-3", If_Range='"other"')
    assert other.status_code == 200


@pytest.mark.parametrize("file_format", ["csv", "parquet"])
def test_file_is_made_anew_after_each_change(fresh: Served, file_format: str) -> None:
    seen = [get(fresh.client, file_format).content]
    for change in (_add, _rename, _hide, _remove):
        change(fresh.sessions)
        made = get(fresh.client, file_format).content
        assert made != seen[-1], change.__name__
        assert get(fresh.client, file_format).content == made
        seen.append(made)


def _add(sessions: SessionFactory) -> None:
    with sessions() as session:
        monument(session, name_en="new")


def _rename(sessions: SessionFactory) -> None:
    with transaction(sessions) as session:
        session.execute(update(Monument).where(Monument.name_en == "new").values(name_en="old"))


def _hide(sessions: SessionFactory) -> None:
    hidden = update(Monument).where(Monument.name_en == "old").values(visibility="hidden")
    with transaction(sessions) as session:
        session.execute(hidden)


def _remove(sessions: SessionFactory) -> None:
    with transaction(sessions) as session:
        session.execute(delete(Monument).where(Monument.visibility == "public"))


def test_what_became_secret_is_in_no_range_either(fresh: Served) -> None:
    before = get(fresh.client, "geojson")
    assert "Қорық" in before.text
    assert get(fresh.client, "geojson", Range="bytes=0-").status_code == 206
    with transaction(fresh.sessions) as session:
        session.execute(
            update(Monument).where(Monument.name_kk == "Қорық").values(visibility="hidden")
        )
    assert "Қорық" not in get(fresh.client, "geojson", Range="bytes=0-").text


def test_readers_of_other_rights_or_words_share_no_file(fresh: Served) -> None:
    plain = get(fresh.client, "csv")
    marked = fresh.client.get(PATH, params={"f": "csv", "raw": "true"}, headers=ENGLISH)
    chosen = fresh.client.get(PATH, params={"f": "csv", "kind": "ensemble"}, headers=ENGLISH)
    assert len({plain.content, marked.content, chosen.content}) == 3


def test_compressed_copy_has_a_tag_of_its_own(fresh: Served) -> None:
    with fresh.sessions() as session:
        for _ in range(30):
            monument(session, name_kk="Кесене " * 10)
    get(fresh.client, "geojson")
    plain = get(fresh.client, "geojson")
    zipped = get(fresh.client, "geojson", Accept_Encoding="gzip")
    assert zipped.headers["content-encoding"] == "gzip"
    assert zipped.headers["etag"] == f"W/{plain.headers['etag']}"
    assert "accept-ranges" not in zipped.headers
    assert zipped.content == plain.content


@contextmanager
def listening(app: FastAPI) -> Iterator[str]:
    """The address at which the application listens during the block."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        assert soon(lambda: server.started)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


def test_programs_read_a_file_over_http(fresh: Served, tmp_path: Path) -> None:
    assert isinstance(fresh.client.app, FastAPI)
    resources = fresh.client.app.state.resources
    app = create_app(resources.settings, resources.catalogue, resources.database_url)
    with listening(app) as address:
        url = f"{address}{PATH}?f=parquet"
        found = geopandas.read_parquet(url)
        content = httpx.get(url, timeout=60).content
        whole = geopandas.read_parquet(saved(content, "parquet", tmp_path))
        assert len(found) == len(whole) > 0
        assert found.crs == whole.crs
        names = geopandas.read_parquet(url, columns=["name_kk", "geom"])
        assert list(names.columns) == ["name_kk", "geom"]
        with fsspec.open(url) as file:
            assert pyarrow.parquet.ParquetFile(file).metadata.num_rows == len(found)
