"""Bytes in a bucket of an S3-compatible service, each under its SHA-256."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import obstore
from obstore.store import S3Store

from core.media_settings import ObjectStorage

if TYPE_CHECKING:
    from obstore.store import RetryConfig

PART_BYTES = 8 * 1024 * 1024
PARTS_AT_ONCE = 2
RETRIES: "RetryConfig" = {"max_retries": 4, "retry_timeout": timedelta(seconds=60)}


@dataclass(frozen=True)
class BucketStore:
    """Bytes in a bucket; the service answers only when it has them."""

    storage: ObjectStorage
    free_bytes: int | None = field(default=None, init=False)

    @property
    def place(self) -> str:
        """The bucket and the service."""
        return f"s3://{self.storage.bucket}/{self.storage.prefix}"

    def put(self, path: Path, sha256: str) -> None:
        """Take the bytes of the file, part by part."""
        obstore.put(
            self._store, self._key(sha256), path,
            chunk_size=PART_BYTES, max_concurrency=PARTS_AT_ONCE,
        )  # fmt: skip

    def has(self, sha256: str) -> bool:
        """Whether it has the bytes."""
        try:
            obstore.head(self._store, self._key(sha256))
        except FileNotFoundError:
            return False
        return True

    def read(self, sha256: str, offset: int, length: int) -> bytes:
        """So many bytes from a place on."""
        found = obstore.get_range(self._store, self._key(sha256), start=offset, length=length)
        return bytes(found)

    def remove(self, sha256: str) -> None:
        """Let the bytes go."""
        with suppress(FileNotFoundError):
            obstore.delete(self._store, self._key(sha256))

    def hashes(self, older_than_s: float) -> Iterator[str]:
        """The hashes of all that was put before so many seconds since 1970."""
        for page in obstore.list(self._store, prefix=self.storage.prefix):
            for found in page:
                if found["last_modified"].timestamp() < older_than_s:
                    yield found["path"].rpartition("/")[2]

    @cached_property
    def _store(self) -> S3Store:
        given: dict[str, Any] = {
            "endpoint": self.storage.endpoint,
            "access_key_id": self.storage.access_key,
            "secret_access_key": self.storage.secret_key,
        }
        told = {name: value for name, value in given.items() if value}
        plain = bool(self.storage.endpoint and self.storage.endpoint.startswith("http://"))
        return S3Store(
            self.storage.bucket, region=self.storage.region, retry_config=RETRIES,
            client_options={"allow_http": plain}, **told,
        )  # fmt: skip

    def _key(self, sha256: str) -> str:
        return f"{self.storage.prefix}/{sha256[:2]}/{sha256[2:4]}/{sha256}"
