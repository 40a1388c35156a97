"""In which encoding the texts of a shapefile are: by its .cpg file, its DBF's byte, its letters."""

import codecs
import re
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath
from typing import IO

from ingest.reading.table.decoded_text import UTF_8
from ingest.rows.text_encoding import BLOCK_BYTES, FALLBACK

HEAD_BYTES = 32
LENGTH_AT = slice(8, 10)
LANGUAGE_AT = 29
LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
"""Of UTF-8, beyond ASCII."""
NOT_ASCII = bytes(range(0x80, 0x100))
LETTERS_TO_A_STRANGER = 4
CYRILLIC_OF_LANGUAGE = {0x26: "cp866", 0x65: "cp866", 0xC9: "cp1251", 0x96: "mac_cyrillic"}
"""By the byte for the language; other bytes are left at the value of the program that wrote."""
CPG_BYTES = 64
CODE_PAGE = re.compile(r"(?:cp|ansi|oem|ibm|ms|windows|win|dos)?[\s_-]*(\d{3,5})")
LANGUAGE = re.compile(r"ldid\s*/?\s*(\d+)")
OF_NUMBER = {
    65001: UTF_8,
    20866: "koi8_r",
    21866: "koi8_u",
    28595: "iso8859_5",
    10007: "mac_cyrillic",
}
ISO_8859 = 8859

Opened = Callable[[], IO[bytes]]


def shapefile_encoding(path: Path, layer: str) -> str | None:
    """Python's name of the encoding of a shapefile's texts; None for other files.

    `layer` is its name without an ending, of which a ZIP container may have several.
    """
    if path.suffix.lower() == ".shp":
        return _encoding(path.parent.iterdir(), path.stem, lambda each: each.open("rb"))
    if path.suffix.lower() != ".zip":
        return None
    with zipfile.ZipFile(path) as container:
        names = [PurePosixPath(name) for name in container.namelist()]
        if not any(name.suffix.lower() == ".shp" for name in names):
            return None
        return _encoding(names, layer, lambda each: container.open(str(each)))


def _encoding[P: PurePosixPath | Path](
    names: Iterable[P], stem: str, opened: Callable[[P], IO[bytes]]
) -> str:
    parts = {each.suffix.lower(): each for each in names if each.stem.casefold() == stem.casefold()}
    told = language = None
    if ".cpg" in parts:
        with opened(parts[".cpg"]) as file:
            told = cpg_encoding(file.read(CPG_BYTES).decode("ascii", "ignore"))
    if told or ".dbf" not in parts:
        return told or UTF_8
    with opened(parts[".dbf"]) as file:
        head = file.read(HEAD_BYTES)
        language = CYRILLIC_OF_LANGUAGE.get(head[LANGUAGE_AT]) if len(head) == HEAD_BYTES else None
        file.read(max(int.from_bytes(head[LENGTH_AT], "little") - len(head), 0))
        return UTF_8 if _is_utf_8(file) else language or FALLBACK


def _is_utf_8(file: IO[bytes]) -> bool:
    """Whether the rest of a file has letters of UTF-8, of which fields may have cut some.

    In another encoding of Cyrillic hardly any two bytes are such a letter.
    """
    letters = strange = 0
    while block := file.read(BLOCK_BYTES):
        beyond = len(block) - len(block.translate(None, NOT_ASCII))
        found = LETTER.findall(block)
        letters += len(found)
        strange += beyond - sum(map(len, found))
    return strange == 0 or letters > LETTERS_TO_A_STRANGER * strange


def cpg_encoding(text: str) -> str | None:
    """The encoding that the text of a .cpg file names; None where it names none that is known."""
    name = text.strip().casefold()
    if language := LANGUAGE.fullmatch(name):
        return CYRILLIC_OF_LANGUAGE.get(int(language[1]))
    if page := CODE_PAGE.fullmatch(name):
        number = int(page[1])
        series, part = divmod(number, 10)
        name = f"iso8859_{part}" if series == ISO_8859 else OF_NUMBER.get(number, f"cp{number}")
    try:
        return codecs.lookup(name.replace(" ", "-")).name if name else None
    except (LookupError, ValueError):
        return None
