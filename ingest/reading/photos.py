"""Photographs: where and when each was taken, from what the camera wrote into it (EXIF)."""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PIL.ExifTags import IFD
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.TiffImagePlugin import TiffImageFile

from core.media.pictures.exif import written_facts
from core.text import Text
from ingest.reading.table.headed_table import as_cells
from ingest.rows.batch import ROWS_PER_BATCH, Batch
from ingest.rows.table import Cell, EmptyFileError, UnreadableFileError

READERS: dict[str, Callable[[Path], ImageFile]] = {
    ".jpg": JpegImageFile, ".jpeg": JpegImageFile, ".tif": TiffImageFile, ".tiff": TiffImageFile,
}  # fmt: skip
"""Readers of a picture's head by ending. Unlike `Image.open` they do not mind how many pixels there
are, of which none is unpacked; Pillow itself does not read HEIC.
"""

COLUMNS = (
    "file", "file_name", "lat", "lon", "taken_at", "altitude", "direction", "camera", "description",
)  # fmt: skip

BROKEN_PHOTO = Text(
    "бұл бүтін фотосурет емес: файл бүлінген немесе толық көшірілмеген",
    "это не целая фотография: файл повреждён или скопирован не полностью",
    "it is no whole photograph: it is damaged or was cut off",
)
DAMAGED = (OSError, SyntaxError, ValueError, KeyError, TypeError, IndexError, struct.error)
"""What Pillow raises over a picture that is not whole."""


@dataclass(frozen=True, slots=True)
class PhotoTable:
    """One row for each photograph; one without GPS, or damaged, has no coordinates.

    `lat` and `lon` are degrees of WGS 84 as the camera told them, `altitude` metres, `direction`
    degrees clockwise from the north, `taken_at` ISO 8601 with its offset.
    """

    folder: Path
    photos: tuple[Path, ...] = field(repr=False)
    columns: tuple[str, ...] = COLUMNS
    has_geometry: bool = False
    crs: str | None = None

    @property
    def row_count(self) -> int:
        """How many photographs there are."""
        return len(self.photos)

    def batches(self, size: int = ROWS_PER_BATCH) -> Iterator[Batch]:
        """All photographs by name, at most `size` at a time."""
        for first in range(0, len(self.photos), size):
            rows = [self._row(photo) for photo in self.photos[first : first + size]]
            cells = {name: as_cells([row.get(name, "") for row in rows]) for name in COLUMNS}
            yield Batch(np.arange(first + 1, first + 1 + len(rows), dtype=np.int64), cells)

    def _row(self, photo: Path) -> dict[str, Cell]:
        name = photo.relative_to(self.folder).as_posix()
        try:
            told = photo_facts(photo)
        except UnreadableFileError:
            told = {}
        return {"file": name, "file_name": photo.stem, **told}


def photo_table(path: Path) -> PhotoTable:
    """The table of one photograph, or of all those in a folder and the folders inside.

    Raises EmptyFileError for a folder without any, UnreadableFileError for a single damaged one.
    """
    if path.is_dir():
        photos = tuple(sorted(each for each in path.rglob("*") if is_photo(each)))
        if not photos:
            raise EmptyFileError(path.name, field="file")
        return PhotoTable(path, photos)
    photo_facts(path)
    return PhotoTable(path.parent, (path,))


def is_photo(path: Path) -> bool:
    """Whether the name is that of a photograph that can be read."""
    return path.suffix.lower() in READERS and path.is_file()


def photo_facts(path: Path) -> dict[str, Cell]:
    """What the camera wrote, by column; nothing where it wrote nothing.

    Raises UnreadableFileError for what is no photograph.
    """
    try:
        with READERS[path.suffix.lower()](path) as picture:
            told = picture.getexif()
            shot, place = told.get_ifd(IFD.Exif), told.get_ifd(IFD.GPSInfo)
    except DAMAGED as error:
        raise UnreadableFileError(path.name, BROKEN_PHOTO) from error
    facts: dict[str, Cell] = dict(written_facts(told, shot, place))
    return {name: value for name, value in facts.items() if value != ""}
