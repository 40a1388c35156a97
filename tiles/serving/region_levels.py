"""The level of every unit by its KATO code, held in memory until the regions change."""

from layers.reading.conditions import UnknownRegionCodeError
from layers.regions.region import Level
from tiles.database import TileDatabase

QUERY = "SELECT code, level FROM regions ORDER BY valid_from NULLS FIRST"
"""A code that changed its level counts by its newest row."""


class RegionLevels:
    """Knows which level a code has."""

    def __init__(self, database: TileDatabase) -> None:
        self._database = database
        self._levels: dict[str, Level] | None = None

    async def level(self, code: str) -> Level:
        """The level of a unit, of any time. Raises UnknownRegionCodeError."""
        levels = self._levels
        if levels is None:
            rows = await self._database.rows(QUERY)
            levels = {row["code"]: Level(row["level"]) for row in rows}
            self._levels = levels
        if code not in levels:
            raise UnknownRegionCodeError(code, field="region")
        return levels[code]

    def forget(self) -> None:
        """Have the levels read again when they are next needed."""
        self._levels = None
