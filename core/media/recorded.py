"""What a film or sound tells of itself: how long it is, and where it was made (blanked)."""

import mmap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from core.media.formats import M4A, MP4, QUICKTIME, WAV, MediaFormat, mapped
from core.media.soundness import Box, boxes

CONTAINERS = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl"})
TELLING = frozenset({b"udta", b"meta", b"uuid", b"\xa9xyz", b"loci"})
"""Boxes that may hold the place, the telephone and its owner's name."""
DEEPEST = 5


@dataclass(frozen=True, slots=True)
class RecordedFacts:
    """How long it is, and which of its bytes nobody is to see."""

    duration_s: float | None = None
    blanks: tuple[tuple[int, int, int], ...] = ()
    """Of each box: where its type stands, and where its content begins and ends."""


def recorded_facts(path: Path, found: MediaFormat) -> RecordedFacts:
    """What the file tells; nothing of a format that tells nothing."""
    with mapped(path) as content:
        if found in {MP4, QUICKTIME, M4A}:
            every = list(_within(content, 0, len(content)))
            header = next((box for box in every if box.kind == b"mvhd"), None)
            blanks = [(box.start + 4, box.content, box.end) for box in every if box.kind in TELLING]
            duration_s = None if header is None else _duration_s(content, header)
            return RecordedFacts(duration_s, tuple(blanks))
        if found is WAV:
            return RecordedFacts(_wav_duration_s(content))
    return RecordedFacts()


def _within(content: mmap.mmap, start: int, end: int, depth: int = 0) -> Iterator[Box]:
    """The boxes of a part of the file, and those in its containers."""
    try:
        for box in boxes(content, start, min(end, len(content))):
            yield box
            if box.kind in CONTAINERS and depth < DEEPEST:
                yield from _within(content, box.content, box.end, depth + 1)
    except ValueError:
        return


def _duration_s(content: mmap.mmap, header: Box) -> float | None:
    at, is_long = header.content, content[header.content] == 1
    scale_at, width = (at + 20, 8) if is_long else (at + 12, 4)
    scale = int.from_bytes(content[scale_at : scale_at + 4])
    length = int.from_bytes(content[scale_at + 4 : scale_at + 4 + width])
    return round(length / scale, 2) if scale and length < (1 << 40) else None


def _wav_duration_s(content: mmap.mmap) -> float | None:
    at, rate = 12, 0
    while at + 8 <= len(content):
        kind, size = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        if kind == b"fmt ":
            rate = int.from_bytes(content[at + 16 : at + 20], "little")
        if kind == b"data":
            return round(size / rate, 2) if rate else None
        at += 8 + size + size % 2
    return None
