"""Archives opened for reading tiles: header and root in memory, leaves as they are needed."""

import gzip
import hashlib
import json
import logging
import os
import threading
import weakref
from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pmtiles.tile import (
    Compression,
    Entry,
    MagicNumberNotFound,
    SpecVersionUnsupported,
    TileType,
    deserialize_directory,
    deserialize_header,
    find_tile,
)

from geo.grid import Tile
from tiles.pmtiles.errors import DamagedArchiveError, UnknownArchiveError
from tiles.pmtiles.folder import ENDING, ArchiveFolder
from tiles.pmtiles.plan import id_of

log = logging.getLogger("atlas.tiles")

HEADER_BYTES = 127
DEEPEST = 4
"""Directories below each other (PMTiles v3 §4.1)."""
LEAVES_KEPT = 16
"""Leaves of one archive in memory; each knows where about 4,000 tiles lie, in half a megabyte."""
ARCHIVES_KEPT = 16
E7 = 10_000_000
UNREADABLE = (
    MagicNumberNotFound, SpecVersionUnsupported, ValueError, EOFError, OSError, IndexError
)  # fmt: skip

Entries = list[Entry]


class OpenedArchive:
    """One archive; tiles are read from its file by their places. Safe for several threads."""

    def __init__(self, path: Path) -> None:
        self.name = path.name.removesuffix(ENDING)
        self._file = os.open(path, os.O_RDONLY)
        weakref.finalize(self, os.close, self._file)
        status = os.fstat(self._file)
        self.stamp = stamp_of(status)
        self.size, self.modified_at = status.st_size, status.st_mtime
        self._lock = threading.Lock()
        self._leaves: OrderedDict[int, Entries] = OrderedDict()
        try:
            self.header: dict[str, Any] = dict(deserialize_header(self.read(0, HEADER_BYTES)))
            self._root = self._directory(self.header["root_offset"], self.header["root_length"])
            self.metadata = self._metadata()
        except UNREADABLE as error:
            raise DamagedArchiveError(path.name) from error
        kinds = (self.header["tile_type"], self.header["tile_compression"])
        if kinds != (TileType.MVT, Compression.GZIP):
            raise DamagedArchiveError(path.name)

    @property
    def etag(self) -> str:
        """The strong ETag of the whole file, quoted."""
        return etag_of(self.stamp)

    @property
    def layers(self) -> list[str]:
        """The ids of the layers that it tells."""
        return [layer["id"] for layer in self.metadata.get("vector_layers", [])]

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north in degrees."""
        sides = ("min_lon_e7", "min_lat_e7", "max_lon_e7", "max_lat_e7")
        west, south, east, north = (self.header[side] / E7 for side in sides)
        return west, south, east, north

    def tile(self, tile: Tile) -> bytes | None:
        """The tile's bytes as they lie there, compressed by gzip; None where it holds nothing."""
        tile_id = id_of(tile)
        entries = self._root
        for _ in range(DEEPEST):
            entry = find_tile(entries, tile_id)
            if entry is None:
                return None
            if entry.run_length > 0:
                return self.read(self.header["tile_data_offset"] + entry.offset, entry.length)
            entries = self._leaf(entry)
        return None

    def read(self, offset: int, length: int) -> bytes:
        """So many bytes of the file."""
        return os.pread(self._file, length, offset)

    def _leaf(self, entry: Entry) -> Entries:
        with self._lock:
            if entry.offset in self._leaves:
                self._leaves.move_to_end(entry.offset)
                return self._leaves[entry.offset]
        first = self.header["leaf_directory_offset"]
        entries = self._directory(first + entry.offset, entry.length)
        with self._lock:
            self._leaves[entry.offset] = entries
            while len(self._leaves) > LEAVES_KEPT:
                self._leaves.popitem(last=False)
        return entries

    def _directory(self, offset: int, length: int) -> Entries:
        return deserialize_directory(self.read(offset, length))

    def _metadata(self) -> dict[str, Any]:
        zipped = self.read(self.header["metadata_offset"], self.header["metadata_length"])
        told: dict[str, Any] = json.loads(gzip.decompress(zipped))
        return told


Stamp = tuple[int, int, int]
"""What changes when a file is replaced: its number, its time and its size."""


def stamp_of(status: os.stat_result) -> Stamp:
    """The stamp of a file."""
    return status.st_ino, status.st_mtime_ns, status.st_size


def etag_of(stamp: Stamp) -> str:
    """A strong ETag, quoted: archives are put in place whole and never written again."""
    return f'"{hashlib.blake2b(repr(stamp).encode(), digest_size=12).hexdigest()}"'


class OpenedArchives:
    """The archives of a folder that were asked for last, each opened once until it changes."""

    def __init__(self, folder: ArchiveFolder) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._opened: OrderedDict[str, OpenedArchive] = OrderedDict()

    def archive(self, name: str) -> OpenedArchive:
        """The archive as it is now. Raises UnknownArchiveError, DamagedArchiveError."""
        path = self._folder.path(name)
        try:
            stamp = stamp_of(path.stat())
            with self._lock:
                known = self._opened.get(name)
                if known is None or known.stamp != stamp:
                    known = self._opened[name] = OpenedArchive(path)
                self._opened.move_to_end(name)
                while len(self._opened) > ARCHIVES_KEPT:
                    self._opened.popitem(last=False)
        except FileNotFoundError as error:
            with self._lock:
                self._opened.pop(name, None)
            raise UnknownArchiveError(name, field="name") from error
        return known

    def readable(self) -> Iterator[OpenedArchive]:
        """Every archive of the folder, by name; damaged files are passed over, and logged."""
        for name in self._folder.names():
            try:
                yield self.archive(name)
            except UnknownArchiveError:
                continue
            except DamagedArchiveError:
                log.warning("no archive of tiles: %s", name)
