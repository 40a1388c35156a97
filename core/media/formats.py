"""What a file is, by its content alone; its name and the sender's word count for nothing."""

import json
import mmap
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from core.errors import AtlasError
from core.text import Language, Text

HEAD_BYTES = 4096
LARGEST_GLTF = 16 * 1024 * 1024
"""Of a model in JSON, which is read whole."""
OUTSIDE = re.compile(rb'"uri"\s*:\s*"(?!data:)', re.IGNORECASE)
"""A model that points to other files."""

HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"})
VIDEO_BRANDS = frozenset(
    {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"3gp4",
     b"3gp5", b"dash", b"MSNV"}
)  # fmt: skip


class MediaKind(StrEnum):
    """What people see or hear in it."""

    PHOTO = "photo"
    VIDEO = "video"
    SOUND = "sound"
    DOCUMENT = "document"
    MODEL = "model"


@dataclass(frozen=True, slots=True)
class MediaFormat:
    """A format that is taken: its kind, media type and usual ending."""

    id: str
    kind: MediaKind
    media_type: str
    ending: str


JPEG = MediaFormat("jpeg", MediaKind.PHOTO, "image/jpeg", "jpg")
PNG = MediaFormat("png", MediaKind.PHOTO, "image/png", "png")
WEBP = MediaFormat("webp", MediaKind.PHOTO, "image/webp", "webp")
HEIC = MediaFormat("heic", MediaKind.PHOTO, "image/heic", "heic")
MP4 = MediaFormat("mp4", MediaKind.VIDEO, "video/mp4", "mp4")
QUICKTIME = MediaFormat("mov", MediaKind.VIDEO, "video/quicktime", "mov")
WEBM = MediaFormat("webm", MediaKind.VIDEO, "video/webm", "webm")
MP3 = MediaFormat("mp3", MediaKind.SOUND, "audio/mpeg", "mp3")
OGG = MediaFormat("ogg", MediaKind.SOUND, "audio/ogg", "ogg")
M4A = MediaFormat("m4a", MediaKind.SOUND, "audio/mp4", "m4a")
WAV = MediaFormat("wav", MediaKind.SOUND, "audio/wav", "wav")
PDF = MediaFormat("pdf", MediaKind.DOCUMENT, "application/pdf", "pdf")
GLB = MediaFormat("glb", MediaKind.MODEL, "model/gltf-binary", "glb")
GLTF = MediaFormat("gltf", MediaKind.MODEL, "model/gltf+json", "gltf")
FORMATS = {
    each.id: each
    for each in (JPEG, PNG, WEBP, HEIC, MP4, QUICKTIME, WEBM, MP3, OGG, M4A, WAV, PDF, GLB, GLTF)
}


class RefusedMediaError(AtlasError):
    """A file that is not taken, whatever its name says."""

    phrase = Text(
        "Файл қабылданбады: {reason}",
        "Файл не принят: {reason}",
        "The file was not taken: {reason}",
    )

    def __init__(self, reason: Text, **facts: object) -> None:
        self.reason = Text(*(reason.in_language(each, **facts) for each in Language))
        super().__init__(field="file")

    def message(self, language: Language) -> str:
        """The phrase with the reason in the same language."""
        return self.phrase.in_language(language, reason=self.reason.in_language(language))


UNKNOWN = Text(
    "JPEG, PNG, WebP, HEIC, MP4, MOV, WebM, MP3, OGG, M4A, WAV, PDF, glTF немесе GLB керек.",
    "нужен JPEG, PNG, WebP, HEIC, MP4, MOV, WebM, MP3, OGG, M4A, WAV, PDF, glTF или GLB.",
    "JPEG, PNG, WebP, HEIC, MP4, MOV, WebM, MP3, OGG, M4A, WAV, PDF, glTF or GLB is needed.",
)
POINTS_OUTSIDE = Text(
    "модель басқа файлдарға сілтейді; GLB түрінде сақтаңыз.",
    "модель ссылается на другие файлы; сохраните её как GLB.",
    "the model points to other files; save it as GLB.",
)


def format_of(path: Path) -> MediaFormat:
    """The format of a file that has any bytes. Raises RefusedMediaError."""
    if path.stat().st_size == 0:
        raise RefusedMediaError(UNKNOWN)
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    for is_it, found in SIGNATURES:
        if is_it(head):
            return found
    if head[4:8] == b"ftyp":
        return _of_boxes(head)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _of_json(path)
    raise RefusedMediaError(UNKNOWN)


def _is_mp3(head: bytes) -> bool:
    is_frame = len(head) > 2 and head[0] == 0xFF and head[1] in {0xFB, 0xFA, 0xF3, 0xF2, 0xE3}  # noqa: PLR2004
    return head.startswith(b"ID3") or (is_frame and head[2] >> 4 not in {0, 15})


SIGNATURES: tuple[tuple[Callable[[bytes], bool], MediaFormat], ...] = (
    (lambda head: head.startswith(b"\xff\xd8\xff"), JPEG),
    (lambda head: head.startswith(b"\x89PNG\r\n\x1a\n"), PNG),
    (lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP", WEBP),
    (lambda head: head[:4] == b"RIFF" and head[8:12] == b"WAVE", WAV),
    (lambda head: head.startswith(b"%PDF-"), PDF),
    (lambda head: head.startswith(b"OggS"), OGG),
    (lambda head: head.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in head[:64], WEBM),
    (lambda head: head[:8] == b"glTF\x02\x00\x00\x00", GLB),
    (_is_mp3, MP3),
)


def _of_boxes(head: bytes) -> MediaFormat:
    """The format of an ISO base media file, by its brands."""
    length = min(int.from_bytes(head[:4]), len(head))
    major = head[8:12]
    brands = {major, *(head[at : at + 4] for at in range(16, length, 4))}
    if major in HEIC_BRANDS and b"avif" not in brands:
        return HEIC
    if major in {b"M4A ", b"M4B "}:
        return M4A
    if major == b"qt  ":
        return QUICKTIME
    if brands & VIDEO_BRANDS:
        return MP4
    raise RefusedMediaError(UNKNOWN)


def _of_json(path: Path) -> MediaFormat:
    if path.stat().st_size > LARGEST_GLTF:
        raise RefusedMediaError(UNKNOWN)
    content = path.read_bytes()
    try:
        document = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise RefusedMediaError(UNKNOWN) from error
    asset = document.get("asset") if isinstance(document, dict) else None
    if not isinstance(asset, dict) or not str(asset.get("version", "")).startswith("2"):
        raise RefusedMediaError(UNKNOWN)
    if OUTSIDE.search(content):
        raise RefusedMediaError(POINTS_OUTSIDE)
    return GLTF


def mapped(path: Path) -> mmap.mmap:
    """The bytes of a file that has any, without taking memory for them."""
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
