"""Uploads by pieces (tus 1.0), as a client meets them."""

import base64
import hashlib
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from api.app import create_app
from core.database.engine import SessionFactory
from core.media.media_item import MediaItem
from core.media_settings import MediaSettings
from core.settings import Settings
from layers.registry import Catalogue
from tests.api.asking import signed_in
from tests.api.media.tus_client import OCTETS, TUS, begun, photo, sent, uploaded
from tests.databases import sessions_of_strangers


@pytest.fixture
def officer(session: Session) -> dict[str, str]:
    """The headers of somebody who may edit monuments."""
    return signed_in(session, "monuments:write")


def test_options_tell_what_the_server_can(client: TestClient) -> None:
    answer = client.options("/api/media")
    assert answer.status_code == 204
    assert answer.headers["Tus-Version"] == "1.0.0"
    assert answer.headers["Tus-Resumable"] == "1.0.0"
    assert set(answer.headers["Tus-Extension"].split(",")) == {
        "creation", "creation-with-upload", "termination", "checksum", "expiration",
    }  # fmt: skip
    assert "sha1" in answer.headers["Tus-Checksum-Algorithm"].split(",")
    assert int(answer.headers["Tus-Max-Size"]) > 1_000_000_000
    assert "POST" in answer.headers["Allow"]


def test_photo_in_two_pieces_becomes_a_thumb(client: TestClient, officer: dict[str, str]) -> None:
    content = photo()
    address = begun(client, officer, len(content))
    first = sent(client, officer, address, content[:1000])
    assert (first.status_code, first.headers["Upload-Offset"]) == (204, "1000")
    assert "Upload-Expires" in first.headers
    head = client.head(address, headers={**officer, **TUS})
    assert head.status_code == 200
    assert (head.headers["Upload-Offset"], head.headers["Upload-Length"]) == (
        "1000",
        str(len(content)),
    )
    assert head.headers["Cache-Control"] == "no-store"
    assert sent(client, officer, address, content[1000:], 1000).status_code == 204
    thumb = client.get(f"{address}/thumb.webp", headers=officer)
    assert thumb.status_code == 200
    assert thumb.headers["Content-Type"] == "image/webp"
    assert thumb.content[8:12] == b"WEBP"
    record = client.get(address, headers=officer).json()
    assert (record["state"], record["kind"], record["width"]) == ("ready", "photo", 640)
    assert record["sha256"] == hashlib.sha256(content).hexdigest()
    original = client.get(f"{address}/original", headers=officer)
    assert original.content == content


def test_creation_may_bring_the_whole_file(client: TestClient, officer: dict[str, str]) -> None:
    content = photo(form="PNG")
    told = {**officer, **OCTETS, "Upload-Length": str(len(content))}
    answer = client.post("/api/media", content=content, headers=told)
    assert answer.status_code == 201
    assert answer.headers["Upload-Offset"] == str(len(content))
    record = client.get(answer.headers["Location"], headers=officer).json()
    assert record["media_type"] == "image/png"


def test_wrong_offset_is_a_conflict(client: TestClient, officer: dict[str, str]) -> None:
    address = begun(client, officer, 100)
    assert sent(client, officer, address, b"x" * 10).status_code == 204
    for offset in (0, 5, 11, 99):
        assert sent(client, officer, address, b"x", offset).status_code == 409
    assert client.head(address, headers=officer).headers["Upload-Offset"] == "10"


def test_more_than_announced_is_refused(client: TestClient, officer: dict[str, str]) -> None:
    address = begun(client, officer, 10)
    assert sent(client, officer, address, b"x" * 11).status_code == 413
    assert client.head(address, headers=officer).headers["Upload-Offset"] == "0"


@pytest.mark.parametrize("algorithm", ["sha1", "sha256", "md5"])
def test_damaged_piece_is_dropped(
    client: TestClient, officer: dict[str, str], algorithm: str
) -> None:
    content = photo()
    address = begun(client, officer, len(content))

    def with_sum(summed: bytes) -> int:
        checksum = base64.b64encode(hashlib.new(algorithm, summed).digest()).decode()
        told = {
            **officer, **OCTETS, "Upload-Offset": "0", "Upload-Checksum": f"{algorithm} {checksum}",
        }  # fmt: skip
        return client.patch(address, content=content, headers=told).status_code

    assert with_sum(b"something else") == 460
    assert client.head(address, headers=officer).headers["Upload-Offset"] == "0"
    assert with_sum(content) == 204


def test_upload_can_be_given_up(
    client: TestClient, officer: dict[str, str], settings: Settings
) -> None:
    address = begun(client, officer, 100)
    sent(client, officer, address, b"x" * 10)
    arriving = settings.media_folder / "arriving"
    assert len(list(arriving.iterdir())) == 1
    assert client.delete(address, headers={**officer, **TUS}).status_code == 204
    assert list(arriving.iterdir()) == []
    assert client.head(address, headers=officer).status_code == 404


@pytest.mark.parametrize(
    ("header", "value", "status"),
    [
        ("Tus-Resumable", "0.2.2", 412),
        ("Upload-Length", "-1", 422),
        ("Upload-Length", "1e3", 422),
        ("Upload-Length", "0", 422),
        ("Upload-Length", "9" * 30, 422),
        ("Upload-Length", str(10**15), 413),
        ("Upload-Metadata", "filename !!!", 422),
        ("Upload-Metadata", f"filename {base64.b64encode(bytes([255])).decode()}", 422),
        ("Upload-Checksum", "crc32 AAAA", 422),
    ],
)
def test_unusable_headers_are_refused(
    client: TestClient, officer: dict[str, str], header: str, value: str, status: int
) -> None:
    headers = {**officer, **TUS, "Upload-Length": "10", header: value}
    assert client.post("/api/media", headers=headers).status_code == status


def test_piece_of_another_type_is_refused(client: TestClient, officer: dict[str, str]) -> None:
    address = begun(client, officer, 10)
    told = {**officer, **TUS, "Upload-Offset": "0", "Content-Type": "text/plain"}
    assert client.patch(address, content=b"x", headers=told).status_code == 415


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "..\\..\\boot.ini", "/etc/cron.d/x", "a\0b.jpg", "CON", "x" * 2000]
)
def test_name_never_reaches_the_disk(
    client: TestClient, officer: dict[str, str], settings: Settings, name: str
) -> None:
    address = uploaded(client, officer, photo(), name)
    code = address.rpartition("/")[2]
    paths = [each for each in settings.data_folder.rglob("*") if each.is_file()]
    assert all("passwd" not in each.name and "boot" not in each.name for each in paths)
    assert not any(code in each.name for each in paths)
    told = client.get(address, headers=officer).json()["file_name"]
    assert "/" not in told
    assert "\\" not in told
    assert "\0" not in told


def test_stranger_uploads_nothing(client: TestClient) -> None:
    answer = client.post("/api/media", headers={**TUS, "Upload-Length": "10"})
    assert answer.status_code == 401


def test_upload_is_its_owners_alone(
    client: TestClient, officer: dict[str, str], session: Session
) -> None:
    content = photo()
    address = begun(client, officer, len(content))
    assert sent(client, officer, address, content[:100]).status_code == 204
    for other in (signed_in(session, "*"), signed_in(session, "monuments:read_hidden"), {}):
        nobody = 404 if other else 401
        assert client.head(address, headers=other).status_code == 404
        assert client.get(address, headers=other).status_code == 404
        assert sent(client, other, address, content[100:], 100).status_code == nobody
        assert client.delete(address, headers={**other, **TUS}).status_code == nobody
        assert client.get(f"{address}/original", headers=other).status_code == 404
    assert client.head(address, headers=officer).headers["Upload-Offset"] == "100"
    assert sent(client, officer, address, content[100:], 100).status_code == 204


def test_alike_picture_is_told_to_its_uploader(
    client: TestClient, officer: dict[str, str], session: Session
) -> None:
    first = uploaded(client, officer, photo())
    second = uploaded(client, officer, photo(size=(320, 200), quality=60))
    told = client.get(second, headers=officer).json()["alike"]
    assert told == [first.rpartition("/")[2]]
    other = signed_in(session, "monuments:write", "monuments:read_hidden")
    third = uploaded(client, other, photo())
    assert client.get(third, headers=other).json().get("alike", []) == []


@pytest.fixture
def narrow(
    settings: Settings, catalogue: Catalogue, database_url: str, sessions: SessionFactory
) -> TestClient:
    """A client of an application that takes little."""
    media = replace(MediaSettings(), account_bytes=50_000, unfinished=2)
    app = create_app(
        replace(settings, media=media), catalogue, database_url,
        sessions=sessions, sessions_of_strangers=sessions_of_strangers(sessions),
    )  # fmt: skip
    return TestClient(app)


def test_account_has_so_much_room(narrow: TestClient, officer: dict[str, str]) -> None:
    begun(narrow, officer, 30_000)
    answer = narrow.post("/api/media", headers={**officer, **TUS, "Upload-Length": "20001"})
    assert answer.status_code == 507
    begun(narrow, officer, 20_000)
    answer = narrow.post("/api/media", headers={**officer, **TUS, "Upload-Length": "1"})
    assert answer.status_code == 429


def test_upload_given_up_by_time_is_gone(
    client: TestClient, officer: dict[str, str], session: Session
) -> None:
    address = begun(client, officer, 100)
    item = session.scalars(
        select(MediaItem).where(MediaItem.code == address.rpartition("/")[2])
    ).one()
    item.expires_at = item.created_at
    session.commit()
    assert sent(client, officer, address, b"x").status_code == 410
