"""A file that is read as text or bytes, by itself or out of a ZIP container."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO

from ingest.reading.container.packed_maps import packed_maps
from ingest.rows.text_encoding import MIXED, encoding_of_stream

Opened = Callable[[], IO[bytes]]
"""Opens the file anew."""


@dataclass(frozen=True)
class InputFile:
    """What a reader reads, and what people call it."""

    name: str
    stem: str
    opened: Opened

    @cached_property
    def encoding(self) -> str:
        """The encoding that its bytes tell."""
        with self.opened() as file:
            return encoding_of_stream(file)

    def opened_text(self) -> IO[str]:
        """The file as text; bytes of another encoding in UTF-8 are surrogates, for `clean`."""
        is_mixed = self.encoding == MIXED
        encoding = "utf-8-sig" if is_mixed else self.encoding
        errors = "surrogateescape" if is_mixed else "replace"
        return io.TextIOWrapper(self.opened(), encoding, errors, newline="")


def input_file_at(path: Path) -> InputFile:
    """The file itself, or the only map of a ZIP container."""
    if path.suffix.lower() != ".zip":
        return InputFile(path.name, path.stem, lambda: path.open("rb"))
    with zipfile.ZipFile(path) as container:
        name = packed_maps(container.namelist())[0]
    return InputFile(path.name, path.stem, lambda: zipfile.ZipFile(path).open(name))


def only_map(path: Path) -> str:
    """The ending of the only map of a ZIP container; that of the container where it has several."""
    with zipfile.ZipFile(path) as container:
        maps = packed_maps(container.namelist())
    return Path(maps[0]).suffix.lower() if len(maps) == 1 else path.suffix.lower()
