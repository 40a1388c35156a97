"""Names of files that people gave, made harmless."""

import re
import unicodedata
from pathlib import PurePosixPath

LONGEST_NAME_BYTES = 180
"""File systems take 255; the ending is kept."""
NOT_IN_NAMES = re.compile(r'[<>:"|?*]')


def harmless_name(given: str) -> str:
    """The file's own name: no folders, nothing unseen, short enough for any disk."""
    last = PurePosixPath(given.replace("\\", "/")).name
    seen = "".join(
        character
        for character in unicodedata.normalize("NFC", last)
        if unicodedata.category(character)[0] != "C"
    )
    plain = " ".join(NOT_IN_NAMES.sub("_", seen).split()).lstrip(". ") or "file"
    endings = "".join(PurePosixPath(plain).suffixes[-2:])
    ending = endings if len(endings.encode()) <= len(".osm.pbf") + 4 else ""
    stem = plain.removesuffix(ending).encode()[: LONGEST_NAME_BYTES - len(ending.encode())]
    return (stem.decode(errors="ignore") or "file") + ending
