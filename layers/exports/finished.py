"""Finished files: kept for a while, so that they can be asked for again, whole or in ranges."""

import hashlib
import os
import tempfile
import weakref
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from shutil import disk_usage
from typing import IO

from core.clock import file_time_s

FOLDER = "finished"
UNFINISHED = "unfinished-"
KEPT_FOR_S = 3600.0
LARGEST_SHARE = 0.5
"""What one file may take of the room for all."""


class FinishedFile:
    """An open file that nobody writes to any more. Safe for several threads."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDONLY)
        weakref.finalize(self, os.close, self._file)
        status = os.fstat(self._file)
        self.size, self.modified_at = status.st_size, status.st_mtime
        stamp = (path.name, status.st_ino, status.st_mtime_ns, status.st_size)
        self.etag = f'"{hashlib.blake2b(repr(stamp).encode(), digest_size=12).hexdigest()}"'
        """Strong and quoted: the file was put in its place whole, and others have other names."""

    def read(self, offset: int, length: int) -> bytes:
        """So many of its bytes."""
        return os.pread(self._file, length, offset)


@dataclass(frozen=True, slots=True)
class FinishedFiles:
    """The files of a folder, which together take at most `most_bytes` of the disk.

    Each is named by what was asked for and by the version of the data that it shows. Those asked
    for longest ago give way; a reader who has one open keeps it.
    """

    folder: Path
    most_bytes: int
    free_bytes: int
    """What must stay free on the disk."""

    def holds_any(self, asked: str) -> bool:
        """Whether a file of what was asked for is there, of whatever version."""
        return any(True for _ in self.folder.glob(f"{asked}-*"))

    def opened(self, asked: str, version: str) -> FinishedFile | None:
        """The file that shows the version; None where there is none."""
        path = self._path(asked, version)
        with suppress(FileNotFoundError):
            if file_time_s() - path.stat().st_mtime < KEPT_FOR_S:
                os.utime(path, (file_time_s(), path.stat().st_mtime))
                return FinishedFile(path)
        return None

    @contextmanager
    def unfinished(self) -> Iterator["Unfinished"]:
        """A file to write into; what is not kept is gone after the block."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._make_room()
        with tempfile.NamedTemporaryFile(prefix=UNFINISHED, dir=self.folder) as file:
            room = min(
                self.most_bytes * LARGEST_SHARE, disk_usage(self.folder).free - self.free_bytes
            )
            yield Unfinished(self, file, int(room))

    def keep(self, written: Path, asked: str, version: str) -> None:
        """Put a whole file in its place; where another process was faster its file stays."""
        with suppress(FileExistsError):
            os.link(written, self._path(asked, version))

    def _path(self, asked: str, version: str) -> Path:
        return self.folder / f"{asked}-{version}"

    def _make_room(self) -> None:
        """Remove files that are old, that a killed program left, or that were used longest ago."""
        found = []
        for path in self.folder.iterdir():
            with suppress(FileNotFoundError):
                found.append((path, path.stat()))
        found.sort(key=lambda pair: pair[1].st_atime, reverse=True)
        taken, now = 0.0, file_time_s()
        for path, status in found:
            taken += status.st_size
            is_old = now - status.st_mtime > KEPT_FOR_S
            is_left = is_old and path.name.startswith(UNFINISHED)
            is_surplus = is_old or taken > self.most_bytes * LARGEST_SHARE
            if is_left or (is_surplus and not path.name.startswith(UNFINISHED)):
                path.unlink(missing_ok=True)


@dataclass(slots=True)
class Unfinished:
    """A file that is being written, while its parts go elsewhere too."""

    files: FinishedFiles
    file: IO[bytes]
    room: int
    """Bytes that it may take; beyond them it is given up."""
    taken: int = 0

    @property
    def fits(self) -> bool:
        """Whether all of it has found room so far."""
        return self.taken <= self.room

    def written(self, parts: Generator[bytes]) -> Generator[bytes]:
        """The same parts, each written before it is given on."""
        try:
            for part in parts:
                self.taken += len(part)
                if self.fits:
                    self.file.write(part)
                yield part
        finally:
            parts.close()

    def keep(self, asked: str, version: str) -> None:
        """Keep what was written, where all of it found room."""
        if self.fits:
            self.file.flush()
            self.files.keep(Path(self.file.name), asked, version)
