"""The work file beside an archive in the making: tiles as they come, safe from a killed program.

SQLite with a write-ahead log, held by one program at a time. It belongs to one order: another one,
another database or another form of the tiles begins anew.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from shutil import disk_usage

from pmtiles.tile import zxy_to_tileid

from tiles.pmtiles.errors import ArchiveBusyError, ArchiveRoomError

RESUMED_WITHIN = timedelta(days=1)
"""An older beginning is thrown away: its tiles would be too far from the rest in time."""
ENDINGS = ("", "-wal", "-shm", "-journal")
SCHEMA = """
CREATE TABLE IF NOT EXISTS facts (fingerprint TEXT NOT NULL, begun_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS zooms (zoom INTEGER PRIMARY KEY);
CREATE TABLE IF NOT EXISTS tiles (id INTEGER PRIMARY KEY, content INTEGER);
CREATE TABLE IF NOT EXISTS contents (
    id INTEGER PRIMARY KEY, sha256 BLOB NOT NULL UNIQUE, data BLOB NOT NULL
);
"""
EMPTY = 0
"""The content of a tile that holds nothing; NULL is that of one which is not made yet."""
NO_ROOM = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR})
PRIMARY = 0xFF
"""The bits of SQLite's error codes that name the kind."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One tile that holds something: its number, its content's, and the bytes of that."""

    tile_id: int
    content: int
    length: int


class WorkFile:
    """Tiles by their number (PMTiles' Hilbert order, zoom by zoom), equal contents once."""

    def __init__(self, connection: sqlite3.Connection, archive: Path, begun_at: datetime) -> None:
        self._connection = connection
        self._archive = archive
        self.begun_at = begun_at
        query = "SELECT count(content), count(*) FROM tiles"
        self.made, self.total = connection.execute(query).fetchone()
        """How many tiles are made, and how many there will be as far as is known."""

    def is_planned(self, zoom: int) -> bool:
        """Whether every tile of the zoom that can hold anything is known."""
        known = "SELECT EXISTS (SELECT 1 FROM zooms WHERE zoom = ?)"
        return bool(self._connection.execute(known, [zoom]).fetchone()[0])

    def plan(self, tile_ids: Iterable[int], *, made: bool) -> None:
        """Add the tiles to those known; those already `made` are empty."""
        rows = [(tile_id, EMPTY if made else None) for tile_id in tile_ids]
        with self._room():
            insert = "INSERT OR IGNORE INTO tiles VALUES (?, ?)"
            added = self._connection.executemany(insert, rows).rowcount
        self.total += added
        self.made += added if made else 0

    def planned(self, zoom: int) -> None:
        """Note that no further tile of the zoom will come."""
        with self._room():
            self._connection.execute("INSERT OR IGNORE INTO zooms VALUES (?)", [zoom])
        self.commit()

    def tiles_of(self, zoom: int, after: int, most: int) -> list[int]:
        """The next known tiles of a zoom, in order."""
        first, last = ids_of_zoom(zoom)
        query = "SELECT id FROM tiles WHERE id > ? AND id < ? ORDER BY id LIMIT ?"
        rows = self._connection.execute(query, [max(after, first - 1), last, most])
        return [tile_id for (tile_id,) in rows]

    def waiting(self, after: int, most: int) -> list[int]:
        """The next tiles that are not made yet, in order."""
        query = "SELECT id FROM tiles WHERE id > ? AND content IS NULL ORDER BY id LIMIT ?"
        return [tile_id for (tile_id,) in self._connection.execute(query, [after, most])]

    def keep(self, tile_id: int, data: bytes) -> None:
        """Keep the tile as made. Empty bytes are no tile."""
        with self._room():
            content = self._content(data) if data else EMPTY
            update = "UPDATE tiles SET content = ? WHERE id = ?"
            self._connection.execute(update, [content, tile_id])
        self.made += 1

    def commit(self) -> None:
        """Have what is kept so far outlive the program. Raises ArchiveRoomError."""
        with self._room():
            self._connection.commit()

    def require_room(self, free_bytes: int) -> None:
        """Require that so many bytes are free beside the archive. Raises ArchiveRoomError."""
        if disk_usage(self._archive.parent).free < free_bytes:
            raise ArchiveRoomError(self._archive.name)

    def filled(self) -> Iterator[Placed]:
        """The tiles that hold something, in order."""
        query = """
            SELECT tiles.id, contents.id, length(data)
            FROM tiles JOIN contents ON contents.id = content ORDER BY tiles.id
        """
        return (Placed(*row) for row in self._connection.execute(query))

    def content(self, number: int) -> bytes:
        """The bytes of one content."""
        query = "SELECT data FROM contents WHERE id = ?"
        return bytes(self._connection.execute(query, [number]).fetchone()[0])

    def _content(self, data: bytes) -> int:
        digest = hashlib.sha256(data).digest()
        insert = """
            INSERT INTO contents (sha256, data) VALUES (?, ?)
            ON CONFLICT (sha256) DO UPDATE SET sha256 = excluded.sha256 RETURNING id
        """
        return int(self._connection.execute(insert, [digest, data]).fetchone()[0])

    @contextmanager
    def _room(self) -> Iterator[None]:
        """Tell of a full disk as what it is."""
        try:
            yield
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & PRIMARY in NO_ROOM:
                raise ArchiveRoomError(self._archive.name) from error
            raise


@contextmanager
def work_file(
    archive: Path, fingerprint: str, now: datetime, *, anew: bool = False
) -> Iterator[WorkFile]:
    """The work file of an archive, begun anew where what lies there is of another order.

    Raises ArchiveBusyError while another program holds it, and ArchiveRoomError.
    """
    connection = _opened(archive)
    try:
        begun_at = _begun(connection, fingerprint, now)
        if begun_at is None or anew:
            connection.close()
            remove_work(archive)
            connection = _opened(archive)
            begun_at = now
            facts = "INSERT INTO facts VALUES (?, ?)"
            connection.execute(facts, [fingerprint, begun_at.isoformat()])
            connection.commit()
        yield WorkFile(connection, archive, begun_at)
    finally:
        connection.close()


def work_path(archive: Path) -> Path:
    """Where the work file of an archive lies: beside it, hidden."""
    return archive.with_name(f".{archive.name}.work")


def remove_work(archive: Path) -> None:
    """Remove the archive's work file, where it has one."""
    path = work_path(archive)
    for ending in ENDINGS:
        path.with_name(path.name + ending).unlink(missing_ok=True)


def ids_of_zoom(zoom: int) -> tuple[int, int]:
    """The number of the first tile of a zoom, and of the first one of the next."""
    return zxy_to_tileid(zoom, 0, 0), zxy_to_tileid(zoom + 1, 0, 0)


def _opened(archive: Path) -> sqlite3.Connection:
    """The work file, held by this connection alone; a damaged one is begun anew."""
    try:
        return _held(work_path(archive))
    except sqlite3.DatabaseError as error:
        match error.sqlite_errorcode & PRIMARY:
            case sqlite3.SQLITE_BUSY:
                raise ArchiveBusyError(archive.name, field="file") from error
            case sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_CORRUPT:
                remove_work(archive)
                return _held(work_path(archive))
            case _:
                raise ArchiveRoomError(archive.name) from error


def _held(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=0.5)
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.executescript(SCHEMA)
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def _begun(connection: sqlite3.Connection, fingerprint: str, now: datetime) -> datetime | None:
    """When the order was begun; None where the file is new, old or another order's."""
    known = connection.execute("SELECT fingerprint, begun_at FROM facts").fetchone()
    if known is None or known[0] != fingerprint:
        return None
    begun_at = datetime.fromisoformat(known[1])
    return begun_at if now - begun_at < RESUMED_WITHIN else None
