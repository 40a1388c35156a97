"""Whether a file is one thing alone: whole, without a second file in it or behind it."""

import mmap
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from core.media.formats import (
    GLB,
    HEIC,
    JPEG,
    M4A,
    MP4,
    OGG,
    PDF,
    PNG,
    QUICKTIME,
    WAV,
    WEBM,
    WEBP,
    MediaFormat,
    MediaKind,
    RefusedMediaError,
    mapped,
)
from core.text import Text

TWO_FILES = Text(
    "ішінде немесе соңында басқа файл бар; түпнұсқаны суретке түсірген құрылғыдан жіберіңіз.",
    "внутри или в конце есть другой файл; пришлите исходный файл с устройства.",
    "there is another file in it or behind it; send the original from the device.",
)
CUT_OFF = Text(
    "ол бүтін емес: бүлінген немесе толық көшірілмеген.",
    "он не цел: повреждён или скопирован не полностью.",
    "it is not whole: damaged or cut off.",
)

END_OF_ZIP, ZIP_RECORD = b"PK\x05\x06", 22
LONGEST_ZIP_COMMENT = 65_535
ACTIVE = re.compile(
    rb"__HALT_COMPILER|<script|<html|<!doctype\s+html|<\?php|<iframe", re.IGNORECASE
)
HEAD_BYTES = 64 * 1024
JPEG_MARKER = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]", re.DOTALL)
STANDALONE = frozenset(range(0xD0, 0xD9)) | {0x01}
EOI, SOS = 0xD9, 0xDA
NO_PADDING = re.compile(rb"[^\0 \r\n\t]")
PDF_END = re.compile(rb"%%EOF[\s\0]*\Z")
PDF_TAIL_BYTES = 2048
TRAILER = b"SEFT"
"""With which Samsung's telephones end what they put behind a photograph."""
BOX_TYPE = re.compile(rb"[ -~\xa9]{4}")
OGG_HEADER = 27
SEGMENT_ID = b"\x18\x53\x80\x67"


def check_soundness(path: Path, found: MediaFormat) -> None:
    """Require that the file is a sound one of its format. Raises RefusedMediaError."""
    with mapped(path) as content:
        _refuse_active(content, found)
        _refuse_zip(content)
        end = END_OF.get(found.id)
        if end is None:
            return
        try:
            ends_at = end(content)
        except (IndexError, ValueError) as error:
            raise RefusedMediaError(CUT_OFF) from error
        if ends_at > len(content):
            raise RefusedMediaError(CUT_OFF)
        _refuse_tail(content, ends_at, found)


def _refuse_active(content: mmap.mmap, found: MediaFormat) -> None:
    """Refuse what a browser or a server might run: all of a picture is looked at."""
    whole = found.kind is MediaKind.PHOTO
    if ACTIVE.search(content, 0, len(content) if whole else HEAD_BYTES):
        raise RefusedMediaError(TWO_FILES)
    if not whole and content.find(b"__HALT_COMPILER", max(len(content) - HEAD_BYTES, 0)) >= 0:
        raise RefusedMediaError(TWO_FILES)


def _refuse_zip(content: mmap.mmap) -> None:
    """Refuse a file that is a ZIP container too, which is known by its end."""
    size = len(content)
    at = content.rfind(END_OF_ZIP, max(size - LONGEST_ZIP_COMMENT - ZIP_RECORD, 0))
    if at >= 0 and at + ZIP_RECORD <= size:
        comment = int.from_bytes(content[at + 20 : at + 22], "little")
        if at + ZIP_RECORD + comment <= size:
            raise RefusedMediaError(TWO_FILES)


def _refuse_tail(content: mmap.mmap, ends_at: int, found: MediaFormat) -> None:
    """Refuse bytes behind the end, but for what cameras of telephones put there."""
    behind = NO_PADDING.search(content, ends_at)
    if behind is None:
        return
    is_picture = content[behind.start() : behind.start() + 3] == b"\xff\xd8\xff"
    is_film = content[ends_at + 4 : ends_at + 8] == b"ftyp"
    is_trailer = content[-len(TRAILER) :] == TRAILER
    if not (found is JPEG and (is_picture or is_film or is_trailer)):
        raise RefusedMediaError(TWO_FILES)


def _end_of_jpeg(content: mmap.mmap) -> int:
    at = 2
    while True:
        while content[at] == 0xFF and content[at + 1] == 0xFF:  # noqa: PLR2004 - fill bytes
            at += 1
        if content[at] != 0xFF:  # noqa: PLR2004 - no marker
            raise ValueError(at)
        marker = content[at + 1]
        if marker == EOI:
            return at + 2
        if marker in STANDALONE:
            at += 2
            continue
        at += 2 + int.from_bytes(content[at + 2 : at + 4])
        if marker == SOS:
            found = JPEG_MARKER.search(content, at)
            if found is None:
                raise ValueError(at)
            at = found.start()


def _end_of_png(content: mmap.mmap) -> int:
    at = 8
    while True:
        length, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        if len(kind) < 4:  # noqa: PLR2004 - a chunk's type
            raise ValueError(at)
        at += 12 + length
        if kind == b"IEND":
            return at


def _end_of_riff(content: mmap.mmap) -> int:
    size = 8 + int.from_bytes(content[4:8], "little")
    return size + size % 2 if size + size % 2 <= len(content) else size


@dataclass(frozen=True, slots=True)
class Box:
    """A box of an ISO base media file: its type, where it begins, and where its content does."""

    kind: bytes
    start: int
    content: int
    end: int


def boxes(content: mmap.mmap, start: int, end: int) -> Iterator[Box]:
    """The boxes between two places. Raises ValueError for what is no box."""
    at = start
    while at + 8 <= end:
        size, kind, begins = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8], at + 8
        if size == 1:
            size, begins = int.from_bytes(content[at + 8 : at + 16]), at + 16
        elif size == 0:
            size = end - at
        if not BOX_TYPE.fullmatch(kind) or size < begins - at:
            raise ValueError(at)
        yield Box(kind, at, begins, at + size)
        at += size


def _end_of_boxes(content: mmap.mmap) -> int:
    ends = [each.end for each in boxes(content, 0, len(content))]
    return ends[-1]


def _end_of_pdf(content: mmap.mmap) -> int:
    tail = content[max(len(content) - PDF_TAIL_BYTES, 0) :]
    if not PDF_END.search(tail):
        raise RefusedMediaError(CUT_OFF if b"%%EOF" not in tail else TWO_FILES)
    return len(content)


def _end_of_ogg(content: mmap.mmap) -> int:
    at = 0
    while content[at : at + 4] == b"OggS":
        lacing = content[at + OGG_HEADER : at + OGG_HEADER + content[at + 26]]
        at += OGG_HEADER + len(lacing) + sum(lacing)
    return at


def _end_of_glb(content: mmap.mmap) -> int:
    return int.from_bytes(content[8:12], "little")


def _end_of_webm(content: mmap.mmap) -> int:
    at, length = _ebml(content, 4)
    at += length
    if content[at : at + 4] != SEGMENT_ID:
        raise ValueError(at)
    begins, length = _ebml(content, at + 4)
    return len(content) if length < 0 else begins + length


def _ebml(content: mmap.mmap, at: int) -> tuple[int, int]:
    """Where a value begins and how long it is; -1 where that is not told."""
    first = content[at]
    width = 9 - first.bit_length()
    value = int.from_bytes(content[at : at + width]) & ((1 << 7 * width) - 1)
    return at + width, -1 if value == (1 << 7 * width) - 1 else value


END_OF: Mapping[str, Callable[[mmap.mmap], int]] = {
    JPEG.id: _end_of_jpeg,
    PNG.id: _end_of_png,
    WEBP.id: _end_of_riff,
    WAV.id: _end_of_riff,
    HEIC.id: _end_of_boxes,
    MP4.id: _end_of_boxes,
    QUICKTIME.id: _end_of_boxes,
    M4A.id: _end_of_boxes,
    PDF.id: _end_of_pdf,
    OGG.id: _end_of_ogg,
    GLB.id: _end_of_glb,
    WEBM.id: _end_of_webm,
}
"""Where a file of a format ends, by its own word."""
