"""Files that people uploaded: each in a folder of its own until its run needs it no more."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from core.clock import file_time_s
from core.errors import AtlasError
from core.harmless_name import harmless_name
from core.settings import UploadLimits
from core.text import Text

SECONDS_OF_A_DAY = 86_400


class TooLargeFileError(AtlasError):
    """The file is larger than the operator allows."""

    phrase = Text(
        "«{value}» файлы тым үлкен: ең көбі {mebibytes} МБ.",
        "Файл «{value}» слишком велик: можно не больше {mebibytes} МБ.",
        "The file “{value}” is too large: at most {mebibytes} MB are taken.",
    )


class EmptyUploadError(AtlasError):
    """The file has not a single byte."""

    phrase = Text("«{value}» файлы бос.", "Файл «{value}» пуст.", "The file “{value}” is empty.")


class DiskFullError(AtlasError):
    """There is too little room left for another file."""

    phrase = Text(
        "Серверде орын аз қалды; файл қабылданбады. Әкімшіге хабарлаңыз.",
        "На сервере осталось мало места; файл не принят. Сообщите администратору.",
        "The server is short of space; the file was not taken. Please tell the administrator.",
    )


@dataclass
class UploadInProgress:
    """A file while it arrives; it grows up to the limit only."""

    path: Path
    limits: UploadLimits
    target: BinaryIO
    size: int = 0

    def write(self, part: bytes) -> None:
        """Write the part to the disk. Raises TooLargeFileError."""
        self.size += len(part)
        if self.size > self.limits.file_bytes:
            mebibytes = self.limits.file_bytes // 1024 // 1024
            raise TooLargeFileError(self.path.name, field="file", mebibytes=mebibytes)
        self.target.write(part)

    def close(self) -> None:
        """Complete the file. Raises EmptyUploadError."""
        self.target.close()
        if self.size == 0:
            raise EmptyUploadError(self.path.name, field="file")


@dataclass(frozen=True, slots=True)
class UploadFolder:
    """Where uploaded files are kept."""

    root: Path
    limits: UploadLimits

    def check_room(self, announced_bytes: int) -> None:
        """Require that the disk has room for that much. Raises DiskFullError."""
        self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
        if shutil.disk_usage(self.root).free - announced_bytes < self.limits.free_bytes:
            raise DiskFullError(field="file")

    def receive(self, given_name: str) -> UploadInProgress:
        """A new file in a folder of its own, under the given name made harmless."""
        folder = self.root / secrets.token_hex(8)
        folder.mkdir(parents=True, mode=0o700)
        path = folder / harmless_name(given_name)
        return UploadInProgress(path, self.limits, path.open("xb"))

    def remove(self, path: Path) -> None:
        """Remove the file and its folder, where it is one of ours."""
        if path.parent.parent == self.root:
            shutil.rmtree(path.parent, ignore_errors=True)

    def remove_old(self, now: float | None = None) -> int:
        """How many files were removed because they have been kept for long enough."""
        oldest = (file_time_s() if now is None else now) - self.limits.kept_days * SECONDS_OF_A_DAY
        old = [folder for folder in self._folders() if folder.stat().st_mtime < oldest]
        for folder in old:
            shutil.rmtree(folder, ignore_errors=True)
        return len(old)

    def _folders(self) -> Iterator[Path]:
        if self.root.is_dir():
            yield from (Path(entry.path) for entry in os.scandir(self.root) if entry.is_dir())


@contextmanager
def removed_on_failure(folder: UploadFolder, received: list[UploadInProgress]) -> Iterator[None]:
    """Whatever arrived is gone again where the block fails."""
    try:
        yield
    except BaseException:
        for incoming in received:
            incoming.target.close()
            folder.remove(incoming.path)
        raise
