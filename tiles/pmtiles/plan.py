"""Which tiles an order comes to: from the whole world down, only where something can be."""

from collections.abc import Iterator
from dataclasses import dataclass

from pmtiles.tile import tileid_to_zxy, zxy_to_tileid

from core.progress import Progress, Stop
from core.text import Text
from geo.grid import Tile
from tiles.pmtiles.area import Area
from tiles.pmtiles.errors import ArchiveStoppedError, TooManyTilesError
from tiles.pmtiles.non_empty_tiles import Occupied
from tiles.pmtiles.order import ArchiveOrder
from tiles.pmtiles.work_file import WorkFile

PARENTS_AT_ONCE = 500
"""Their children are asked about in one query."""
LOOKING = Text("Тайлдарды іздеу", "Поиск тайлов", "Looking for tiles")
WORLD = Tile(0, 0, 0)


@dataclass(frozen=True)
class TilePlan:
    """Fills a work file with the tiles of an order that can hold anything.

    Tiles above the order's zooms are walked through but not made.
    """

    order: ArchiveOrder
    area: Area
    occupied: Occupied
    work: WorkFile
    most_tiles: int | None = None

    async def fill(self, progress: Progress, stop: Stop) -> None:
        """Plan every zoom. Raises TooManyTilesError, ArchiveStoppedError."""
        zooms = self.order.max_zoom + 1
        for zoom in range(zooms):
            progress(LOOKING, zoom, zooms)
            if self.work.is_planned(zoom):
                continue
            for candidates in self._candidates(zoom):
                if stop():
                    raise ArchiveStoppedError(done=self.work.made, total=self.work.total)
                found = await self.occupied.among(self.area.touched(candidates))
                self.work.plan(map(id_of, found), made=zoom < self.order.min_zoom)
                self._check_count(zoom)
            self.work.planned(zoom)
        progress(LOOKING, zooms, zooms)

    def _candidates(self, zoom: int) -> Iterator[list[Tile]]:
        """The children of the tiles of the zoom above, some at a time."""
        if zoom == 0:
            yield [WORLD]
            return
        after = -1
        while parents := self.work.tiles_of(zoom - 1, after, PARENTS_AT_ONCE):
            after = parents[-1]
            yield [child for parent in parents for child in tile_of(parent).children]

    def _check_count(self, zoom: int) -> None:
        if self.most_tiles is not None and self.work.total > self.most_tiles:
            raise TooManyTilesError(zoom, field="zooms", most=self.most_tiles)


def id_of(tile: Tile) -> int:
    """The tile's number in an archive."""
    return zxy_to_tileid(tile.z, tile.x, tile.y)


def tile_of(tile_id: int) -> Tile:
    """The tile of a number in an archive."""
    return Tile(*tileid_to_zxy(tile_id))
