"""The answers themselves: tiles, TileJSON and the style, each made once and kept while true."""

import json
from collections.abc import Callable
from datetime import date

from core.clock import Clock
from core.text import Language
from layers.days import day_of
from layers.regions.region import Level
from layers.registry import Catalogue
from tiles.database import TileDatabase
from tiles.metadata.tilejson import common_extent, extent_statement, tilejson
from tiles.request import TileRequest
from tiles.serving.cache import TileCache
from tiles.serving.changes import Listeners
from tiles.serving.dependents import LayerChange, Origin
from tiles.serving.encoded_tile import (
    JSON,
    VARY_ENCODING,
    VARY_LANGUAGE,
    VECTOR_TILE,
    EncodedTile,
    ready,
)
from tiles.serving.encoding import encoded
from tiles.serving.region_levels import RegionLevels
from tiles.sql.vector import VectorTiles, values_of
from tiles.style.stylesheet import style
from tiles.style.theme import Theme
from tiles.tile_layer import REGION_TABLES, TileLayer, TileLayers

NOTHING = ready(encoded(b""), VECTOR_TILE, VARY_ENCODING)
"""The tile in which no layer is shown."""
DOCUMENTS_LIMIT = 8 * 1024 * 1024
"""Bytes for documents, which hold the host name by which a caller came: strangers may think of many
names, and push out one another's documents but no tile."""


class TileAnswers:
    """Makes answers from a database and keeps them in caches.

    `wake` is called when a layer's table has changed, or may have.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        database: TileDatabase,
        cache: TileCache,
        wake: Callable[[], None],
        clock: Clock,
    ) -> None:
        self.tile_layers = TileLayers(catalogue)
        self._caches = cache, TileCache(min(cache.limit, DOCUMENTS_LIMIT))
        self._catalogue = catalogue
        self._database = database
        self._wake = wake
        self._clock = clock
        self._levels = RegionLevels(database)
        self._vector = VectorTiles()
        self._day = self._today()

    @property
    def listeners(self) -> Listeners:
        """What news of changes does to the answers."""
        return Listeners(
            table=self._table_changed,
            tiles=self._tiles_changed,
            lost=self._suspend,
            found=self._resume,
            silent=self._wake,
            confirmed=self._confirm,
        )

    async def tile(self, request: TileRequest) -> EncodedTile:
        """The tile. Raises UnknownRegionCodeError or TilesUnavailableError."""
        if not request.shown:
            return NOTHING

        async def make() -> EncodedTile:
            level = await self._level(request.region)
            statement = self._vector.statement(request, level)
            content = await self._database.value(statement, values_of(request, self._today()))
            return ready(encoded(content), VECTOR_TILE, VARY_ENCODING)

        tile = request.tile
        origin = Origin(request.tables & REGION_TABLES, request.shown_ids, (tile.z, tile.x, tile.y))
        return await self._caches[0].get(request.key, origin, make)

    async def tilejson(
        self, tile_layers: tuple[TileLayer, ...], language: Language, tiles_url: str
    ) -> EncodedTile:
        """The TileJSON of some layers. Raises TilesUnavailableError."""

        async def make() -> EncodedTile:
            statements = [extent_statement(tile_layer) for tile_layer in tile_layers]
            rows = [
                (await self._database.rows(statement.sql, *statement.arguments({})))[0]
                for statement in statements
            ]
            return _document(tilejson(tile_layers, language, tiles_url, common_extent(rows)))

        tables = frozenset[str]().union(*(tile_layer.tables for tile_layer in tile_layers))
        origin = Origin(tables, [tile_layer.id for tile_layer in tile_layers])
        return await self._caches[1].get((tiles_url, language), origin, make)

    async def style(self, language: Language, theme: Theme, base_url: str) -> EncodedTile:
        """The map style."""

        async def make() -> EncodedTile:
            return _document(style(self._catalogue, language, base_url, theme))

        return await self._caches[1].get((base_url, language, theme), Origin(), make)

    def _today(self) -> date:
        """The present day in Kazakhstan, by the program's clock: a tile has no time to ask."""
        return day_of(self._clock.now())

    async def _level(self, region: str | None) -> Level | None:
        return None if region is None else await self._levels.level(region)

    def _table_changed(self, table: str) -> None:
        for cache in self._caches:
            cache.forget_table(table)
        if table in REGION_TABLES:
            self._levels.forget()
        else:
            self._wake()

    def _tiles_changed(self, news: LayerChange) -> None:
        for cache in self._caches:
            cache.forget(news)

    def _suspend(self) -> None:
        for cache in self._caches:
            cache.suspend()
        self._levels.forget()
        self._wake()

    def _resume(self) -> None:
        for cache in self._caches:
            cache.resume()
        self._wake()

    def _confirm(self, at: float) -> None:
        """Confirm each cache; a new day is news too: regions are shown as they are on the day."""
        if self._day != self._today():
            self._day = self._today()
            for table in REGION_TABLES:
                self._table_changed(table)
        for cache in self._caches:
            cache.confirm(at)


def _document(content: dict[str, object]) -> EncodedTile:
    """The document as UTF-8 JSON."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return ready(encoded(text.encode()), JSON, VARY_LANGUAGE)
