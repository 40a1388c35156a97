"""The folder of archives: safe names, what lies there, and what of it can be served."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from core.errors import InvalidValueError
from core.text import Text
from tiles.pmtiles.errors import UnknownArchiveError
from tiles.pmtiles.work_file import remove_work
from tiles.pmtiles.writing import unfinished_path

ENDING = ".pmtiles"
NAME = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?")
NAME_HINT = Text(
    "Латын әріптері, цифрлар, «-» және «_», ең көбі 64 таңба, мысалы turkistan-2026.",
    "Строчные латинские буквы, цифры, «-» и «_», не больше 64 знаков, например turkistan-2026.",
    "Small Latin letters, digits, “-” and “_”, at most 64 characters, such as turkistan-2026.",
)


@dataclass(frozen=True, slots=True)
class ArchiveFolder:
    """Finished archives by name, with the work files of those that are being made."""

    folder: Path

    def path(self, name: str) -> Path:
        """Where an archive of the name lies or will. Raises UnknownArchiveError for a bad name."""
        if not NAME.fullmatch(name):
            raise UnknownArchiveError(name, field="name")
        return self.folder / f"{name}{ENDING}"

    def names(self) -> Iterator[str]:
        """The names of the finished archives, in order; others' files are passed over."""
        for path in sorted(self.folder.glob(f"*{ENDING}")):
            name = path.name.removesuffix(ENDING)
            if NAME.fullmatch(name) and path.is_file():
                yield name

    def remove(self, name: str) -> None:
        """Remove every file of the archive. Raises UnknownArchiveError for a bad name."""
        path = self.path(name)
        path.unlink(missing_ok=True)
        unfinished_path(path).unlink(missing_ok=True)
        remove_work(path)


def checked_name(name: str) -> str:
    """The name, fit for an archive. Raises InvalidValueError."""
    if not NAME.fullmatch(name):
        raise InvalidValueError(name, field="name", hint=NAME_HINT)
    return name
