"""The answers themselves: tiles, TileJSON and the style, each made once and kept while true."""

import json
from datetime import UTC, date, datetime

from core.text import Language
from layers.days import day_of
from layers.regions import Level
from layers.registry import Catalogue
from tiles.cache import TileCache
from tiles.changes import Listeners
from tiles.database import TileDatabase
from tiles.encoding import Encoded, encoded
from tiles.region_levels import RegionLevels
from tiles.request import TileRequest
from tiles.source import REGION_TABLES, Source, Sources
from tiles.stylesheet import style
from tiles.tilejson import common_extent, extent_statement, tilejson
from tiles.vector import VectorTiles, values_of


def today() -> date:
    """The present day in Kazakhstan, by the program's clock: a tile has no time to ask."""
    return day_of(datetime.now(UTC))


class TileAnswers:
    """Makes answers from a database and keeps them in a cache."""

    def __init__(self, catalogue: Catalogue, database: TileDatabase, cache: TileCache) -> None:
        self.sources = Sources(catalogue)
        self.cache = cache
        self._catalogue = catalogue
        self._database = database
        self._levels = RegionLevels(database)
        self._vector = VectorTiles()

    @property
    def listeners(self) -> Listeners:
        """What news of changes does to the answers."""
        return Listeners(changed=self._forget, lost=self._suspend, found=self.cache.resume)

    async def tile(self, request: TileRequest) -> Encoded:
        """The tile. Raises UnknownRegionCodeError or TilesUnavailableError."""
        day = today() if request.tables & REGION_TABLES else None

        async def make() -> Encoded:
            level = await self._level(request.region)
            statement = self._vector.statement(request, level)
            values = values_of(request, day or today())
            return encoded(await self._database.value(statement, values))

        if not request.shown:
            return encoded(b"")
        return await self.cache.get((request.key, day), request.tables, make)

    async def tilejson(
        self, sources: tuple[Source, ...], language: Language, tiles_url: str
    ) -> Encoded:
        """The TileJSON of some layers. Raises TilesUnavailableError."""

        async def make() -> Encoded:
            statements = [extent_statement(source) for source in sources]
            rows = [
                (await self._database.rows(statement.sql, *statement.arguments({})))[0]
                for statement in statements
            ]
            return as_json(tilejson(sources, language, tiles_url, common_extent(rows)))

        tables = frozenset[str]().union(*(source.tables for source in sources))
        return await self.cache.get((tiles_url, language), tables, make)

    async def style(self, language: Language, base_url: str) -> Encoded:
        """The map style."""

        async def make() -> Encoded:
            return as_json(style(self._catalogue, language, base_url))

        return await self.cache.get((base_url, language), frozenset(), make)

    async def _level(self, region: str | None) -> Level | None:
        return None if region is None else await self._levels.level(region)

    def _forget(self, table: str) -> None:
        self.cache.forget(table)
        if table in REGION_TABLES:
            self._levels.forget()

    def _suspend(self) -> None:
        self.cache.suspend()
        self._levels.forget()


def as_json(document: dict[str, object]) -> Encoded:
    """The document as UTF-8 JSON."""
    return encoded(json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode())
