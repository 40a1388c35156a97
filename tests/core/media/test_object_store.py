"""Bytes in a bucket, of a service that runs here."""

import os
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from moto.server import ThreadedMotoServer

from core.media.object_store import BucketStore
from core.media.store import FolderStore, sha256_of_file, store_of
from core.media_settings import MediaSettings, ObjectStorage

FAR_AWAY_S = 1e11


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """The address of a service that speaks as S3 does."""
    server = ThreadedMotoServer(port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    _make_bucket(address)
    yield address
    server.stop()


def _make_bucket(address: str) -> None:

    assert httpx.put(f"{address}/atlas").status_code == 200


@pytest.fixture
def storage(endpoint: str) -> ObjectStorage:
    """The settings of a bucket there."""
    found = ObjectStorage.from_environment(
        {
            "ATLAS_MEDIA_S3_BUCKET": "atlas",
            "ATLAS_MEDIA_S3_ENDPOINT": endpoint,
            "ATLAS_MEDIA_S3_ACCESS_KEY": "key",
            "ATLAS_MEDIA_S3_SECRET_KEY": "secret",
        }
    )
    assert found is not None
    return found


def test_bucket_keeps_gives_and_lets_go(storage: ObjectStorage, tmp_path: Path) -> None:
    store = BucketStore(storage)
    path = tmp_path / "file"
    path.write_bytes(os.urandom(20 * 1024 * 1024))
    sha256 = sha256_of_file(path)
    assert not store.has(sha256)
    store.put(path, sha256)
    assert store.has(sha256)
    assert store.read(sha256, 9_000_000, 1000) == path.read_bytes()[9_000_000:9_001_000]
    assert list(store.hashes(FAR_AWAY_S)) == [sha256]
    assert list(store.hashes(0)) == []
    store.remove(sha256)
    store.remove(sha256)
    assert not store.has(sha256)


def test_setting_chooses_the_store(storage: ObjectStorage, tmp_path: Path) -> None:
    assert isinstance(store_of(MediaSettings(), tmp_path), FolderStore)
    bucket = store_of(MediaSettings(objects=storage), tmp_path)
    assert bucket.place == "s3://atlas/media"
    assert "secret" not in repr(storage)


def test_stored_bytes_survive_the_file_they_came_from(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "bytes")
    path = tmp_path / "file"
    path.write_bytes(b"hello")
    sha256 = sha256_of_file(path)
    store.put(path, sha256)
    store.put(path, sha256)
    path.unlink()
    assert store.read(sha256, 1, 3) == b"ell"
    with pytest.raises(ValueError, match=r"\.\./"):
        store.read("../../etc/passwd", 0, 1)
