"""What the reading of one file may take of the machine, and how large its parts may be."""

from dataclasses import asdict, replace
from typing import Any

from core.settings import MEBIBYTE, ReadingLimits

MOST_COLUMNS = 2_000
"""Looking at a column takes milliseconds; a wider table is no list that people keep."""
LONGEST_NAME = 400
"""Letters of a column's name; longer ones are no names of anything that a layer knows."""
LONGEST_CELL = MEBIBYTE
"""Bytes of UTF-8; a book of 400 pages fits in."""
LONGEST_LOOK_S = 60
"""A ZIP container of 2 GB is unpacked in ten seconds."""
LARGEST_SHAPE = 16 * MEBIBYTE
"""Bytes of WKB: a million vertices; the most detailed outline of the country has a tenth."""

LOCAL_LIMITS = ReadingLimits(
    memory_bytes=4096 * MEBIBYTE,
    cpu_s=4 * 3600,
    stall_s=1800,
    rows=1_000_000_000,
    temporary_bytes=100 * 1024 * MEBIBYTE,
)
"""For the operator at the terminal, whose files may be large and who can press Ctrl-C."""


def as_json(limits: ReadingLimits) -> dict[str, Any]:
    """The limits as they are told to a process."""
    return asdict(limits)


def of_a_look(limits: ReadingLimits, unpacked_bytes: int) -> ReadingLimits:
    """The limits of a look at an upload, for which somebody waits.

    Containers come to no more than so many bytes.
    """
    return replace(
        limits,
        temporary_bytes=min(limits.temporary_bytes, unpacked_bytes),
        cpu_s=min(limits.cpu_s, LONGEST_LOOK_S),
        stall_s=min(limits.stall_s, LONGEST_LOOK_S),
    )
