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


def encoding_of(content: bytes) -> str:
    """UTF-8 or UTF-16 where the bytes are that, with or without a mark; else Windows-1251."""
    return _encoding((content,))


def file_encoding(path: Path) -> str:
    """The encoding of a whole file, which is read block by block."""
    with path.open("rb") as file:
        return stream_encoding(file)


def stream_encoding(stream: IO[bytes], blank: bytes = b"") -> str:
    """The encoding of the rest of the stream; bytes of `blank` count as spaces.

    Only all of it tells: what begins in plain ASCII may go on in Cyrillic of any encoding.
    """
    return _encoding(_blocks(stream, blank))


def _encoding(blocks: Iterable[bytes]) -> str:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for position, block in enumerate(blocks):
            told = _marked(block) if position == 0 else None
            if told:
                return told
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return FALLBACK
    return "utf-8"


def _marked(first: bytes) -> str | None:
    """The encoding that a mark or the zero bytes of UTF-16 tell."""
    if first.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return unmarked_utf16(first)


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


def _blocks(stream: IO[bytes], blank: bytes) -> Iterator[bytes]:
    while block := stream.read(BLOCK_BYTES):
        yield block.replace(blank, b" ") if blank else block
