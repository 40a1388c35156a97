"""A variant of a media item as it is served: its bytes, without what nobody is to see."""

from dataclasses import dataclass
from typing import Any

from core.media.media_item import MediaFile
from core.media.store import ByteStore

TAG_LENGTH = 32
FREE_BOX = b"free"
"""The type of a box that players pass over (ISO/IEC 14496-12 §8.1.2)."""


@dataclass(frozen=True, slots=True)
class StoredBytes:
    """Bytes that never change, read from where they lie."""

    file: MediaFile
    store: ByteStore

    @property
    def etag(self) -> str:
        """The strong ETag; a film without its place is another than the one with it."""
        mark = "-b" if self.file.blanks else ""
        return f'"{self.file.sha256[:TAG_LENGTH]}{mark}"'

    @property
    def size(self) -> int:
        """Its bytes."""
        return self.file.bytes

    @property
    def modified_at(self) -> float:
        """When it was made, in seconds since 1970."""
        return int(self.file.made_at.timestamp())

    def read(self, offset: int, length: int) -> bytes:
        """So many of its bytes, the blanked ones as boxes that are free."""
        part = self.store.read(self.file.sha256, offset, length)
        return blanked(part, offset, self.file.blanks) if self.file.blanks else part


def blanked(part: bytes, offset: int, blanks: list[Any]) -> bytes:
    """The part of a file from an offset on, with its blanked boxes made empty."""
    shown = bytearray(part)
    ends_at = offset + len(part)
    for kind_at, begins, ends in blanks:
        first, last = max(begins, offset), min(ends, ends_at)
        if first < last:
            shown[first - offset : last - offset] = bytes(last - first)
        for place, letter in enumerate(FREE_BOX, start=kind_at):
            if offset <= place < ends_at:
                shown[place - offset] = letter
    return bytes(shown)
