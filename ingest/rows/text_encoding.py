"""In which encoding the bytes of an officer's file are written."""

import codecs
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

FALLBACK = "cp1251"
"""Of Russian and Kazakh programs for Windows that do not write UTF-8."""
BLOCK_BYTES = 1 << 20
UNMARKED = (("utf-16-le", 1, b"\n\x00"), ("utf-16-be", 0, b"\x00\n"))
ON_ONE_SIDE = 0.9
LEAST_ZEROS = 0.05
"""Of a text without line breaks."""
LETTERS_OF_UTF_8 = 4
"""So many before the first byte that is none are no chance in another encoding."""
MIXED = "utf-8-mixed"
"""UTF-8 with rows of another encoding in it, as when two lists were joined."""


def encoding_of(content: bytes) -> str:
    """UTF-8 or UTF-16 where the bytes are that, with or without a mark; else Windows-1251."""
    return _encoding((content,))


def file_encoding(path: Path) -> str:
    """The encoding of a whole file, which is read block by block; it may be `MIXED`."""
    with path.open("rb") as file:
        return encoding_of_stream(file)


def encoding_of_stream(stream: IO[bytes]) -> str:
    """The encoding of the rest of a stream; it may be `MIXED`."""
    return _encoding(_blocks(stream), otherwise=MIXED)


def opened_text(path: Path, encoding: str, newline: str = "") -> IO[str]:
    """The file as text; a letter that is none of the encoding refuses no other.

    Bytes of another encoding in UTF-8 are surrogates, for `clean` to read; elsewhere they are the
    sign of a lost letter.
    """
    if encoding == MIXED:
        return path.open(encoding="utf-8-sig", errors="surrogateescape", newline=newline)
    return path.open(encoding=encoding, errors="replace", newline=newline)


def _encoding(blocks: Iterable[bytes], otherwise: str = FALLBACK) -> str:
    """The encoding; `otherwise` where it begins as UTF-8 and does not go on so."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_foreign = False
    found = "utf-8"
    try:
        for position, block in enumerate(blocks):
            if position == 0:
                found = _marked(block)
            if not found.startswith("utf-8"):
                return found
            decoder.decode(block)
            is_foreign = is_foreign or not block.isascii()
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        before = bytes(error.object[: error.start]).decode(errors="ignore")
        letters = sum(not letter.isascii() for letter in before)
        return otherwise if is_foreign or letters >= LETTERS_OF_UTF_8 else FALLBACK
    return found


def _marked(first: bytes) -> str:
    """The encoding that a mark or the zero bytes of UTF-16 tell; UTF-8 where none does."""
    if first.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return unmarked_utf16(first) or "utf-8"


def unmarked_utf16(first: bytes) -> str | None:
    """UTF-16 of either kind where a text begins so without a mark; else None.

    There digits, separators and line breaks have a zero byte, the high one, which comes first in
    big endian. Zeros that only strayed into another text leave its line breaks alone.
    """
    zeros = first.count(0)
    breaks = first.count(b"\n")
    for encoding, side, line_break in UNMARKED:
        on_side = first[side::2].count(0)
        if zeros and on_side >= ON_ONE_SIDE * zeros:
            if breaks:
                return encoding if first.count(line_break) == breaks else None
            return encoding if zeros >= LEAST_ZEROS * len(first) else None
    return None


def _blocks(stream: IO[bytes]) -> Iterator[bytes]:
    while block := stream.read(BLOCK_BYTES):
        yield block
