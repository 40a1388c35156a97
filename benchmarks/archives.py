"""How fast is an archive of every layer made, next to asking for its tiles one by one?"""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from pmtiles.reader import MmapSource, all_tiles

from benchmarks.comparison import MS, Comparison, Goal
from benchmarks.prepared import Atlas
from core.clock import Clock
from core.text import Language
from geo.grid import Tile
from layers.days import day_of
from tiles.database import tile_database
from tiles.pmtiles.drawing import AT_ONCE
from tiles.pmtiles.making import BuildSettings, Made, make_archive
from tiles.pmtiles.order import parse_order
from tiles.request import TileRequest
from tiles.sql.vector import VectorTiles, values_of
from tiles.tile_layer import TileLayers

ZOOMS = "0-10"
TILES_A_SECOND = 1_000


def compared(atlas: Atlas) -> Iterator[Comparison]:
    """The whole country at the zooms of an overview; the file is written too."""
    tile_layers, clock = TileLayers(atlas.catalogue), Clock()
    order = parse_order(tile_layers, Language.EN, layers=None, region=None, zooms=ZOOMS)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "all.pmtiles"
        making = BuildSettings(tile_layers, atlas.url, None, clock)
        began = perf_counter()
        made: Made = asyncio.run(make_archive(making, order, path, day_of(clock.now())))
        ours_s = perf_counter() - began
        tiles = _tiles_in(path)
    other_s = asyncio.run(_one_by_one(atlas, tile_layers, order.layers, tiles))
    speed = made.drawn / ours_s
    yield Comparison(
        f"archive of all layers, zooms {ZOOMS}",
        f"{made.tiles:,} tiles, {speed:,.0f} a second",
        ours_s * MS,
        f"the same tiles one by one, {len(tiles) / other_s:,.0f} a second",
        other_s * MS,
        (Goal("archive, tiles a second", speed, TILES_A_SECOND),),
    )


def _tiles_in(path: Path) -> list[Tile]:
    with path.open("rb") as file:
        found = all_tiles(MmapSource(file))  # type: ignore[no-untyped-call]  # untyped in pmtiles
        return [Tile(*place) for place, _content in found]


async def _one_by_one(
    atlas: Atlas, tile_layers: TileLayers, layers: tuple[str, ...], tiles: list[Tile]
) -> float:
    """The seconds that it takes, with as many connections as an archive has."""
    named, vector = tile_layers.named(",".join(layers)), VectorTiles()
    today = day_of(Clock().now())
    waiting = iter(tiles)
    async with tile_database(atlas.url) as database:

        async def ask() -> None:
            for tile in waiting:
                request = TileRequest(named, tile)
                await database.value(vector.statement(request, None), values_of(request, today))

        began = perf_counter()
        await asyncio.gather(*(ask() for _ in range(AT_ONCE)))
        return perf_counter() - began
