"""The tiles of an order, made by the statements of the server."""

import asyncio
import gzip
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import batched, groupby

from core.progress import Progress, Stop
from core.text import Text
from geo.grid import Tile
from layers.writing.protection import Marks
from tiles.database import TileDatabase
from tiles.pmtiles.errors import ArchiveStoppedError
from tiles.pmtiles.many_tiles import each_tile, of_many
from tiles.pmtiles.order import ArchiveOrder
from tiles.pmtiles.plan import tile_of
from tiles.pmtiles.work_file import WorkFile
from tiles.request import TileRequest
from tiles.sql.vector import VectorTiles, values_of
from tiles.tile_layer import TileLayer

AT_ONCE = 4
"""Connections that make tiles; the server's own readers keep the rest."""
TAKEN_AT_ONCE = 512
DRAWN_AT_ONCE = 32
"""Tiles of one statement; of those that hold most, a few megabytes."""
TOLD_EVERY_S = 0.5
"""How often what is made is made safe, told, and may be stopped."""
COMPRESSION = 6
MAKING = Text("Тайлдарды жасау", "Создание тайлов", "Making tiles")
IDENTITY = "SELECT current_database(), system_identifier::text FROM pg_control_system()"


@dataclass(frozen=True)
class Drawing:
    """Makes the tiles of some layers as they are on a day."""

    database: TileDatabase
    vector: VectorTiles
    tile_layers: tuple[TileLayer, ...]
    on: date

    async def tiles(self, tiles: Sequence[Tile]) -> list[bytes]:
        """The bytes of live tiles of one zoom, in order; none where no layer is shown.

        Raises TilesUnavailableError.
        """
        request = TileRequest(self.tile_layers, tiles[0])
        if not request.shown:
            return [b""] * len(tiles)
        statement = of_many(self.vector.statement(request, None))
        values = {**values_of(request, self.on), **each_tile(tiles)}
        rows = await self.database.rows(statement.sql, *statement.arguments(values))
        return [content for _number, content in rows]

    async def fingerprint(self, order: ArchiveOrder, marks: Marks) -> str:
        """What tells the tiles of this order from those of every other.

        It covers the database and the statements too, so that a work file never mixes tiles of
        two databases or of two versions of the program, and the marks of what became secret, so
        that none outlives them.
        """
        tiles = (Tile(zoom, 0, 0) for zoom in range(order.min_zoom, order.max_zoom + 1))
        requests = (TileRequest(self.tile_layers, tile) for tile in tiles)
        statements = [
            self.vector.statement(request, None).sql for request in requests if request.shown
        ]
        database = [str(value) for value in (await self.database.rows(IDENTITY))[0]]
        place = [order.layers, order.region, order.zooms, self.on.isoformat()]
        told = [*place, database, statements, dict(marks)]
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class Keeper:
    """Has the tiles that a work file waits for made, several at once.

    `free_bytes` is what must stay free on the disk.
    """

    drawing: Drawing
    work: WorkFile
    progress: Progress
    stop: Stop
    free_bytes: int = 0

    async def make_all(self) -> None:
        """Make every planned tile and keep it safe.

        Raises ArchiveStoppedError, ArchiveRoomError, TilesUnavailableError; what is made till then
        is safe.
        """
        waiting = self._waiting()
        makers = {asyncio.create_task(self._make_some(waiting)) for _ in range(AT_ONCE)}
        pending = makers
        try:
            while pending:
                done, pending = await asyncio.wait(
                    pending, timeout=TOLD_EVERY_S, return_when=asyncio.FIRST_EXCEPTION
                )
                self._keep_safe()
                for maker in done:
                    maker.result()
        finally:
            for maker in makers:
                maker.cancel()
            await asyncio.gather(*makers, return_exceptions=True)

    def _waiting(self) -> Iterator[list[int]]:
        """The numbers of some tiles of one zoom, again and again."""
        after = -1
        while numbers := self.work.waiting(after, TAKEN_AT_ONCE):
            for _zoom, of_zoom in groupby(numbers, lambda number: tile_of(number).z):
                yield from map(list, batched(of_zoom, DRAWN_AT_ONCE))
            after = numbers[-1]

    async def _make_some(self, waiting: Iterator[list[int]]) -> None:
        for numbers in waiting:
            contents = await self.drawing.tiles([tile_of(number) for number in numbers])
            for number, content in zip(numbers, contents, strict=True):
                kept = gzip.compress(content, COMPRESSION, mtime=0) if content else b""
                self.work.keep(number, kept)

    def _keep_safe(self) -> None:
        self.work.commit()
        self.progress(MAKING, self.work.made, self.work.total)
        self.work.require_room(self.free_bytes)
        if self.stop():
            raise ArchiveStoppedError(done=self.work.made, total=self.work.total)
