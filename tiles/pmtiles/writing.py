"""The finished archive, written from a work file and put in its place at once.

The format is the library's (`finalize_header`, `Entry`). Its `Writer` is not used: it copies all
tiles into the system's folder for temporary files first, which is often memory, and takes tiles for
equal whose 64-bit hashes are.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from pmtiles.tile import Entry
from pmtiles.writer import finalize_header

from core.progress import Progress
from core.text import Text
from tiles.pmtiles.errors import ArchiveRoomError, NothingToArchiveError
from tiles.pmtiles.metadata import HeaderAndMetadata
from tiles.pmtiles.work_file import WorkFile

WRITING = Text("Мұрағатты жазу", "Запись архива", "Writing the archive")
TOLD_EVERY_BYTES = 16 * 1024 * 1024


@dataclass
class Directory:
    """The entries of an archive in order, and where each content begins.

    About 300 bytes of memory a tile: a quarter of a gigabyte for a million.
    """

    entries: list[Entry] = field(default_factory=list)
    offsets: dict[int, int] = field(default_factory=dict)
    length: int = 0
    """Bytes of all contents."""
    tiles: int = 0

    def contents(self) -> Iterator[int]:
        """The contents in the order in which they lie."""
        return iter(self.offsets)


def directory_of(work: WorkFile) -> Directory:
    """The directory of all tiles that hold something.

    Contents lie in the order of the first tile that has them; tiles in a row with the same content
    share an entry.
    """
    made = Directory()
    for placed in work.filled():
        made.tiles += 1
        offset = made.offsets.setdefault(placed.content, made.length)
        if offset == made.length:
            made.length += placed.length
        last = made.entries[-1] if made.entries else None
        follows = last and last.offset == offset and last.tile_id + last.run_length
        if last and follows == placed.tile_id:
            last.run_length += 1
        else:
            made.entries.append(Entry(placed.tile_id, offset, placed.length, 1))
    return made


def write_archive(
    path: Path, work: WorkFile, directory: Directory, told: HeaderAndMetadata, progress: Progress
) -> None:
    """Put the archive at its path, whole. Raises ArchiveRoomError."""
    unfinished = unfinished_path(path)
    try:
        with unfinished.open("wb") as file:
            for part in finalize_header(  # type: ignore[no-untyped-call]  # untyped in pmtiles
                told.header,
                directory.tiles,
                directory.entries,
                len(directory.offsets),
                told.metadata,
                True,  # noqa: FBT003 - clustered
                directory.length,
            ):
                file.write(part)
            _write_contents(file, work, directory, progress)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError as error:
        raise ArchiveRoomError(path.name) from error
    finally:
        unfinished.unlink(missing_ok=True)


def unfinished_path(path: Path) -> Path:
    """Where an archive is while it is written."""
    return path.with_name(f".{path.name}.unfinished")


def require_tiles(directory: Directory, layers: str) -> None:
    """Require that there is a tile. Raises NothingToArchiveError."""
    if not directory.entries:
        raise NothingToArchiveError(layers, field="layers")


def _write_contents(
    file: IO[bytes], work: WorkFile, directory: Directory, progress: Progress
) -> None:
    written = told = 0
    for content in directory.contents():
        written += file.write(work.content(content))
        if written - told > TOLD_EVERY_BYTES:
            progress(WRITING, written, directory.length)
            told = written
    progress(WRITING, written, directory.length)
