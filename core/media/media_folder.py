"""The folder of media: what arrives, what is being made, and the bytes."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from core.codes import ALPHABET
from core.errors import AtlasError
from core.media.store import ByteStore, store_of, sync_folder
from core.media_settings import MediaSettings
from core.text import Text

PRIVATE = 0o700


class UploadLockedError(AtlasError):
    """Another request is writing to the same upload."""

    retry_after_s = 2
    phrase = Text(
        "Бұл файлды қазір басқа сұрау жүктеп жатыр. Сәл күтіңіз.",
        "Этот файл сейчас загружает другой запрос. Подождите немного.",
        "Another request is uploading this file now. Wait a little.",
    )


class MediaDiskFullError(AtlasError):
    """There is too little room left for another file."""

    phrase = Text(
        "Серверде орын аз қалды; файл қабылданбады. Әкімшіге хабарлаңыз.",
        "На сервере осталось мало места; файл не принят. Сообщите администратору.",
        "The server is short of space; the file was not taken. Please tell the administrator.",
    )


@dataclass(frozen=True, slots=True)
class MediaFolder:
    """Where media lie, and what is decided about them."""

    root: Path
    settings: MediaSettings

    @property
    def store(self) -> ByteStore:
        """Where the bytes of what is ready are kept."""
        return store_of(self.settings, self.root)

    @property
    def free_bytes(self) -> int:
        """What is free on the disk on which files arrive."""
        return shutil.disk_usage(self._made(self.root)).free

    def check_room(self, announced_bytes: int) -> None:
        """Require that the disk has room for that much. Raises MediaDiskFullError."""
        if self.free_bytes - announced_bytes < self.settings.free_bytes:
            raise MediaDiskFullError(field="Upload-Length")

    def arriving(self, code: str) -> Path:
        """The file of an upload; the code is one of ours, never a name of somebody's."""
        if not set(code) <= set(ALPHABET):
            raise ValueError(code)
        return self._made(self.root / "arriving") / code

    @property
    def making(self) -> Path:
        """Where copies are made before they are kept."""
        return self._made(self.root / "making")

    def left_behind(self, older_than_s: float) -> Iterator[Path]:
        """Files of uploads, and folders of copies, that nobody has touched since then."""
        for folder in (self.root / "arriving", self.root / "making"):
            if folder.is_dir():
                for path in folder.iterdir():
                    with suppress(FileNotFoundError):
                        if path.stat().st_mtime < older_than_s:
                            yield path

    @staticmethod
    def _made(folder: Path) -> Path:
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True, mode=PRIVATE)
            sync_folder(folder.parent)
        return folder


class ArrivingFile:
    """The file of an upload, held against every other process."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(self._file)
            raise UploadLockedError(field="Upload-Offset") from error

    @property
    def size(self) -> int:
        """The bytes that it has, on the disk or not."""
        return os.fstat(self._file).st_size

    def begin_at(self, offset: int) -> None:
        """Forget what lies behind the offset, and write there next."""
        os.ftruncate(self._file, offset)
        os.lseek(self._file, offset, os.SEEK_SET)

    def write(self, part: bytes) -> None:
        """Write the part whole."""
        rest = memoryview(part)
        while rest:
            rest = rest[os.write(self._file, rest) :]

    def sync(self) -> None:
        """Have all that was written on the disk, and the file's name."""
        os.fsync(self._file)
        sync_folder(self._path.parent)

    def remove(self) -> None:
        """Let the file go."""
        self._path.unlink(missing_ok=True)

    def close(self) -> None:
        """Let others have it."""
        os.close(self._file)


@contextmanager
def held(path: Path) -> Iterator[ArrivingFile]:
    """The file of an upload for the length of the block. Raises UploadLockedError."""
    file = ArrivingFile(path)
    try:
        yield file
    finally:
        file.close()
