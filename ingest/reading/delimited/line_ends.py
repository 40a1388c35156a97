"""Where the lines of a text end: a lone carriage return ends those of old programs only."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from ingest.rows.text_encoding import BLOCK_BYTES

LINE_FEED, CARRIAGE_RETURN = "\n", "\r"


@dataclass(frozen=True, slots=True)
class LineEnds:
    """How many lines a file has, and whether some of its carriage returns are no ends of lines."""

    count: int
    newline: str
    """As `open` takes it: every kind of end, or the line feed alone."""


def line_ends(path: Path) -> LineEnds:
    """The lines of the file; a last one need not be ended."""
    feeds = pairs = returns = 0
    last = b"\n"
    with path.open("rb") as file:
        while block := file.read(BLOCK_BYTES):
            plain = block.replace(b"\x00", b"")
            feeds += plain.count(b"\n")
            returns += plain.count(b"\r")
            pairs += plain.count(b"\r\n") + (last == b"\r" and plain[:1] == b"\n")
            last = plain[-1:] or last
    lone = returns - pairs
    open_end = last not in {b"\n", b"\r"}
    if lone > feeds:
        return LineEnds(feeds + lone + open_end, "")
    return LineEnds(feeds + open_end, LINE_FEED if lone else "")


def lines_of(file: IO[str], ends: LineEnds, is_row: Callable[[str], bool]) -> Iterator[str]:
    """The lines of the file; one with lone carriage returns is several where its parts are rows.

    Else such a return is a space.
    """
    if ends.newline != LINE_FEED:
        return iter(file)
    return (part for line in file for part in _parts(line, is_row))


def _parts(line: str, is_row: Callable[[str], bool]) -> list[str]:
    text = line.rstrip("\r\n")
    if CARRIAGE_RETURN not in text:
        return [text + LINE_FEED]
    parts = text.split(CARRIAGE_RETURN)
    if all(map(is_row, parts)):
        return [part + LINE_FEED for part in parts]
    return [" ".join(parts) + LINE_FEED]
