"""What a camera writes into a picture (EXIF): where and when it was taken, and by what."""

import math
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from PIL.ExifTags import GPS, Base

CAMERA_CLOCK = ZoneInfo("Asia/Almaty")
"""The time of a camera that says no zone: most of Kazakhstan's, UTC+5 since 1 March 2024."""
WRITTEN_TIME = "%Y:%m:%d %H:%M:%S"
BELOW_SEA = 1
DIGITS = 8
"""Of a degree: a millimetre."""

Written = str | float


def written_facts(
    told: Mapping[int, Any], shot: Mapping[int, Any], place: Mapping[int, Any]
) -> dict[str, Written]:
    """The place, time, camera and description by name; empty texts for what is not written.

    `told` is the main directory of EXIF, `shot` that of the shot, `place` that of GPS.
    """
    camera = " ".join(
        dict.fromkeys(_words(told.get(tag)) for tag in (Base.Make, Base.Model))
    ).strip()
    return {
        "lat": _degrees(place, GPS.GPSLatitude, GPS.GPSLatitudeRef, "NS"),
        "lon": _degrees(place, GPS.GPSLongitude, GPS.GPSLongitudeRef, "EW"),
        "altitude": _altitude(place),
        "direction": _number(place.get(GPS.GPSImgDirection)),
        "taken_at": _taken_at(told, shot),
        "camera": camera,
        "description": _words(told.get(Base.ImageDescription)),
    }


def _degrees(place: Mapping[int, Any], tag: int, side_tag: int, sides: str) -> Written:
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


def _altitude(place: Mapping[int, Any]) -> Written:
    metres = _number(place.get(GPS.GPSAltitude))
    below = place.get(GPS.GPSAltitudeRef) in {BELOW_SEA, bytes([BELOW_SEA])}
    return -metres if below and not isinstance(metres, str) else metres


def _number(value: object) -> Written:
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
