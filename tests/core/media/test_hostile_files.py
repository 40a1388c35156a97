"""Files that are not what they seem: two in one, bombs, cut off, scripts."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from PIL import Image

from core.media.formats import MediaKind, RefusedMediaError, format_of
from core.media.pictures.picture import decoded
from core.media.soundness import check_soundness
from tests.api.media.tus_client import PDF, film, photo, placed_photo

PIXELS = 120_000_000


def zipped(name: str = "Evil.class") -> bytes:
    """A ZIP container, such as a JAR."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as container:
        container.writestr(name, "x")
    return target.getvalue()


def wav(seconds: int = 1) -> bytes:
    """Silence."""
    data = b"\0" * 8000 * seconds
    form = struct.pack("<HHIIHH", 1, 1, 8000, 8000, 1, 8)
    body = b"WAVEfmt " + struct.pack("<I", 16) + form + b"data" + struct.pack("<I", len(data))
    return b"RIFF" + struct.pack("<I", len(body) + len(data)) + body + data


def ogg() -> bytes:
    """Two pages of a stream."""
    page = b"OggS" + bytes(22) + b"\1" + b"\5" + b"hello"
    return page * 2


def glb() -> bytes:
    """A model without anything in it."""
    told = b'{"asset":{"version":"2.0"}} '
    chunk = struct.pack("<I", len(told)) + b"JSON" + told
    return b"glTF" + struct.pack("<II", 2, 12 + len(chunk)) + chunk


def webm() -> bytes:
    """The beginning of a film."""
    head = b"\x42\x82\x84webm"
    return b"\x1a\x45\xdf\xa3" + bytes([0x80 | len(head)]) + head + b"\x18\x53\x80\x67\x84abcd"


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of a few kilobytes that says that it has billions of pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        body = kind + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(b"\0" * 1_000_000, 9)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def with_comment(comment: bytes) -> bytes:
    """A JPEG with a comment, in which a PHAR hides its stub."""
    plain = photo()
    return plain[:2] + b"\xff\xfe" + struct.pack(">H", len(comment) + 2) + comment + plain[2:]


def looked_at(folder: Path, content: bytes) -> MediaKind:
    """The kind of a file that is taken. Raises RefusedMediaError."""
    path = folder / "file"
    path.write_bytes(content)
    found = format_of(path)
    check_soundness(path, found)
    if found.kind is MediaKind.PHOTO:
        decoded(path, found, folder, PIXELS)
    return found.kind


TAKEN = {
    "jpeg": (photo(), MediaKind.PHOTO),
    "progressive": (photo(progressive=True), MediaKind.PHOTO),
    "restarts": (photo(restart_marker_blocks=4), MediaKind.PHOTO),
    "png": (photo(form="PNG"), MediaKind.PHOTO),
    "webp": (photo(form="WEBP"), MediaKind.PHOTO),
    "jpeg with a smaller one behind": (photo() + photo((80, 60)), MediaKind.PHOTO),
    "motion photo": (photo() + film(), MediaKind.PHOTO),
    "jpeg with padding": (photo() + b"\0" * 40, MediaKind.PHOTO),
    "mp4": (film(), MediaKind.VIDEO),
    "webm": (webm(), MediaKind.VIDEO),
    "wav": (wav(), MediaKind.SOUND),
    "ogg": (ogg(), MediaKind.SOUND),
    "mp3": (b"ID3\4\0\0\0\0\0\0" + b"\xff\xfb\x90\x00" * 100, MediaKind.SOUND),
    "m4a": (film().replace(b"isom\0\0\2\0", b"M4A \0\0\2\0"), MediaKind.SOUND),
    "pdf": (PDF, MediaKind.DOCUMENT),
    "glb": (glb(), MediaKind.MODEL),
    "gltf": (b'{"asset": {"version": "2.0"}}', MediaKind.MODEL),
}
REFUSED = {
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "svg with a head": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
    "html": b"<!doctype html><script>alert(1)</script>",
    "program": b"MZ" + bytes(400),
    "elf": b"\x7fELF" + bytes(400),
    "script": b"#!/bin/sh\nrm -rf /\n",
    "zip": zipped(),
    "gif": b"GIF89a" + bytes(400),
    "text": b"hello",
    "json": b'{"type": "FeatureCollection"}',
    "gltf that points outside": b'{"asset": {"version": "2.0"}, "images": [{"uri": "/etc/x"}]}',
    "matroska": webm().replace(b"webm", b"matr"),
    "jpeg and zip": photo() + zipped(),
    "jpeg and jar with padding": photo() + b"\0" * 64 + zipped(),
    "png and zip": photo(form="PNG") + zipped(),
    "webp and html": photo(form="WEBP") + b"<html><script>alert(1)</script>",
    "jpeg and html": photo() + b"<script>alert(1)</script>",
    "jpeg and php": photo() + b"<?php system($_GET[0]);",
    "jpeg and phar in its comment": with_comment(b"<?php __HALT_COMPILER(); ?>"),
    "jpeg and html in its comment": with_comment(b"<html><script>alert(1)</script>"),
    "jpeg and a program": photo() + b"\x7fELF" + bytes(100),
    "jpeg and a program behind padding": photo() + b"\0" * 70_000 + b"MZ" + bytes(100),
    "pdf and html": b"%PDF-1.4\n<html><script>alert(1)</script></html>\n" + PDF[9:],
    "pdf and zip": PDF + zipped(),
    "pdf that goes on": PDF + b"MZ" + bytes(50),
    "pdf behind html": b"<html>" + PDF,
    "mp4 and zip": film() + zipped(),
    "mp4 and text": film() + b"hello",
    "wav and zip": wav() + zipped(),
    "wav and more": wav() + b"MZ" + bytes(50),
    "ogg and more": ogg() + b"MZ" + bytes(50),
    "glb and more": glb() + b"MZ" + bytes(50),
    "mp3 and zip": b"ID3\4\0\0\0\0\0\0" + b"\xff\xfb\x90\x00" * 100 + zipped(),
    "cut jpeg": placed_photo()[:-400],
    "cut png": photo(form="PNG")[:-40],
    "cut webp": photo(form="WEBP")[:-40],
    "cut mp4": film()[:-10],
    "cut pdf": PDF[:-8],
    "head of a jpeg": b"\xff\xd8\xff\xe0",
    "head of a png": b"\x89PNG\r\n\x1a\n",
    "bomb": bomb(),
    "picture without pixels": bomb(0, 0),
    "picture of noise": b"\xff\xd8\xff\xe0" + bytes(range(256)) * 20 + b"\xff\xd9",
}


@pytest.mark.parametrize("name", TAKEN)
def test_sound_file_is_known_by_its_content(tmp_path: Path, name: str) -> None:
    content, kind = TAKEN[name]
    assert looked_at(tmp_path, content) is kind


@pytest.mark.parametrize("name", REFUSED)
def test_hostile_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(RefusedMediaError):
        looked_at(tmp_path, REFUSED[name])


def test_bomb_is_refused_for_its_pixels(tmp_path: Path) -> None:
    with pytest.raises(RefusedMediaError, match="at most 120 megapixels"):
        looked_at(tmp_path, bomb())


def test_picture_turns_upright_and_keeps_its_colours(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(placed_photo(orientation=6))
    found = decoded(path, format_of(path), tmp_path, PIXELS)
    with Image.open(found.copies[0].path) as copy:
        assert copy.width < copy.height
        assert copy.getexif() == {}
        red, green, blue = copy.convert("RGB").getpixel((5, copy.height - 5))  # type: ignore[misc]  # of three bands
        assert (abs(red - 180) + abs(green - 90) + abs(blue - 20)) < 40
        bright = copy.convert("L").getpixel((copy.width - 5, 5))
        assert isinstance(bright, int)
        assert bright > 200
