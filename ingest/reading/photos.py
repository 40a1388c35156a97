"""Photographs: where and when each was taken, from what the camera wrote into it (EXIF)."""

import math
import struct
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from PIL.ExifTags import GPS, IFD, Base
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.TiffImagePlugin import TiffImageFile

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
CAMERA_CLOCK = ZoneInfo("Asia/Almaty")
"""The time of a camera that says no zone: most of Kazakhstan's, UTC+5 since 1 March 2024."""
WRITTEN_TIME = "%Y:%m:%d %H:%M:%S"
BELOW_SEA = 1
DIGITS = 8
"""Of a degree: a millimetre."""

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
    camera = " ".join(
        dict.fromkeys(_words(told.get(tag)) for tag in (Base.Make, Base.Model))
    ).strip()
    facts: dict[str, Cell] = {
        "lat": _degrees(place, GPS.GPSLatitude, GPS.GPSLatitudeRef, "NS"),
        "lon": _degrees(place, GPS.GPSLongitude, GPS.GPSLongitudeRef, "EW"),
        "altitude": _altitude(place),
        "direction": _number(place.get(GPS.GPSImgDirection)),
        "taken_at": _taken_at(told, shot),
        "camera": camera,
        "description": _words(told.get(Base.ImageDescription)),
    }
    return {name: value for name, value in facts.items() if value != ""}


def _degrees(place: Mapping[int, Any], tag: int, side_tag: int, sides: str) -> Cell:
    """Decimal degrees, negative south and west; with its letter where that is another axis's."""
    parts = place.get(tag)
    numbers = [_number(part) for part in parts] if isinstance(parts, tuple | list) else []
    if not numbers or "" in numbers:
        return ""
    degrees: float = round(
        sum(float(number) / 60**power for power, number in enumerate(numbers)), DIGITS
    )
    side = _words(place.get(side_tag)).upper()
    if side and side not in sides:
        return f"{degrees} {side}"
    return -degrees if side == sides[1] else degrees


def _altitude(place: Mapping[int, Any]) -> Cell:
    metres = _number(place.get(GPS.GPSAltitude))
    below = place.get(GPS.GPSAltitudeRef) in {BELOW_SEA, bytes([BELOW_SEA])}
    return -metres if below and not isinstance(metres, str) else metres


def _number(value: object) -> Cell:
    """The number of an EXIF fraction; nothing for a fraction over zero."""
    try:
        number = float(value)  # type: ignore[arg-type] # anything may stand in a file
    except (TypeError, ValueError, ZeroDivisionError):
        return ""
    return round(number, DIGITS) if math.isfinite(number) else ""


def _words(value: object) -> str:
    """The text of an EXIF value without the zero bytes that cameras fill it up with.

    Pillow reads single bytes as Latin-1, in which most programs write UTF-8 all the same.
    """
    text = value.decode("latin-1") if isinstance(value, bytes) else str(value or "")
    with suppress(UnicodeError):
        text = text.encode("latin-1").decode()
    return " ".join(text.replace("\x00", " ").split())


def _taken_at(told: Mapping[int, Any], shot: Mapping[int, Any]) -> str:
    written = _words(shot.get(Base.DateTimeOriginal) or told.get(Base.DateTime))
    offset = _words(shot.get(Base.OffsetTimeOriginal) or shot.get(Base.OffsetTime))
    for text, pattern in ((f"{written} {offset}", f"{WRITTEN_TIME} %z"), (written, WRITTEN_TIME)):
        try:
            taken = datetime.strptime(text, pattern)  # noqa: DTZ007 - the clock is set below
        except ValueError:
            continue
        return (taken if taken.tzinfo else taken.replace(tzinfo=CAMERA_CLOCK)).isoformat()
    return ""
