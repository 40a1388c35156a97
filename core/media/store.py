"""Where bytes lie, each under its SHA-256: a local folder, or a bucket (see `object_store`)."""

import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

from core.media.object_store import BucketStore
from core.media_settings import MediaSettings

PART_BYTES = 1024 * 1024
SHA256 = re.compile(r"[0-9a-f]{64}")


class ByteStore(Protocol):
    """Keeps bytes by their hash; what it has taken is there even if the machine stops now."""

    @property
    def place(self) -> str:
        """Where it is, in words for the operator."""
        ...

    def put(self, path: Path, sha256: str) -> None:
        """Take the bytes of the file, which stays where it is."""
        ...

    def has(self, sha256: str) -> bool:
        """Whether it has the bytes."""
        ...

    def read(self, sha256: str, offset: int, length: int) -> bytes:
        """So many bytes from a place on."""
        ...

    def remove(self, sha256: str) -> None:
        """Let the bytes go, if they are there."""
        ...

    def hashes(self, older_than_s: float) -> Iterator[str]:
        """The hashes of all that was put before so many seconds since 1970."""
        ...


@dataclass(frozen=True, slots=True)
class FolderStore:
    """Bytes in a folder of this machine."""

    root: Path

    @property
    def place(self) -> str:
        """The folder."""
        return str(self.root)

    @property
    def free_bytes(self) -> int:
        """What is free on its disk."""
        self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
        return shutil.disk_usage(self.root).free

    def put(self, path: Path, sha256: str) -> None:
        """Take the bytes of the file by a second name of it, on the disk when this ends."""
        target = self._path(sha256)
        if not target.parent.is_dir():
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            for each in (target.parent.parent, self.root):
                sync_folder(each)
        sync_file(path)
        try:
            os.link(path, target)
        except FileExistsError:
            os.utime(target)
        sync_folder(target.parent)

    def has(self, sha256: str) -> bool:
        """Whether it has the bytes."""
        return self._path(sha256).is_file()

    def read(self, sha256: str, offset: int, length: int) -> bytes:
        """So many bytes from a place on."""
        with self._path(sha256).open("rb") as file:
            file.seek(offset)
            return file.read(length)

    def remove(self, sha256: str) -> None:
        """Let the bytes go."""
        self._path(sha256).unlink(missing_ok=True)

    def hashes(self, older_than_s: float) -> Iterator[str]:
        """The hashes of all that was put before so many seconds since 1970."""
        for path in self.root.glob("??/??/*"):
            if SHA256.fullmatch(path.name) and path.stat().st_mtime < older_than_s:
                yield path.name

    def _path(self, sha256: str) -> Path:
        if not SHA256.fullmatch(sha256):
            raise ValueError(sha256)
        return self.root / sha256[:2] / sha256[2:4] / sha256


@cache
def store_of(settings: MediaSettings, folder: Path) -> ByteStore:
    """The store of the settings: a bucket, or `bytes` in the folder of media."""
    if settings.objects is not None:
        return BucketStore(settings.objects)
    return FolderStore(folder / "bytes")


def sha256_of_file(path: Path) -> str:
    """The hash of a file, of which little is in memory at a time."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync_file(path: Path) -> None:
    """Have the file's bytes on the disk."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
