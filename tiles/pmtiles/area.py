"""Where an archive's tiles lie: those that touch a region's polygon, or all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Date, LargeBinary, Text, bindparam, func, select

from core.text import Text as Phrase
from core.title import ATLAS
from geo.grid import Bounds, Tile
from layers.regions.region import Region, UnknownRegionError, valid_on
from tiles.database import TileDatabase
from tiles.pmtiles.errors import NoRegionPolygonError
from tiles.sql.statement import compiled

ON = bindparam("on", type_=Date())
CODE = bindparam("code", type_=Text())
REGION = compiled(
    select(
        Region.name_kk,
        Region.name_ru,
        Region.name_en,
        Region.approximate,
        func.ST_AsBinary(Region.geom, type_=LargeBinary()).label("polygon"),
    ).where(Region.code == CODE, valid_on(Region, ON))
)


@dataclass(frozen=True, slots=True)
class Area:
    """A place on the map by name; `polygon` is EPSG:4326, None for the whole world."""

    name: Phrase
    polygon: BaseGeometry | None = None
    approximate: bool = False

    @property
    def bounds(self) -> Bounds | None:
        """West, south, east, north in degrees; None for the whole world."""
        return None if self.polygon is None else self.polygon.bounds

    def touched(self, tiles: Sequence[Tile]) -> list[Tile]:
        """Those of the tiles that touch the area, in their order."""
        if self.polygon is None:
            return list(tiles)
        edges = np.array([tile.bounds for tile in tiles]).reshape(-1, 4)
        meets = shapely.intersects(self.polygon, shapely.box(*edges.T))
        return [tile for tile, touches in zip(tiles, meets, strict=True) if touches]


WHOLE = Area(ATLAS)


async def area_of(database: TileDatabase, region: str | None, on: date) -> Area:
    """The area of a unit on a day, of the whole atlas for None.

    Raises UnknownRegionError or NoRegionPolygonError.
    """
    if region is None:
        return WHOLE
    rows = await database.rows(REGION.sql, *REGION.arguments({"code": region, "on": on}))
    if not rows:
        raise UnknownRegionError(region, on)
    row = rows[0]
    if row["polygon"] is None:
        raise NoRegionPolygonError(region, field="region")
    polygon = shapely.from_wkb(row["polygon"])
    shapely.prepare(polygon)
    return Area(Phrase(row["name_kk"], row["name_ru"], row["name_en"]), polygon, row["approximate"])
