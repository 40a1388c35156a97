"""Web-mercator tiles and the Morton order of their cells.

The tile matrix set is WebMercatorQuad (OGC 17-083r4): x grows to the east, y to the south, zoom 0
is one tile of the whole world between ±85.0511°.
"""

import math
import re
from dataclasses import dataclass

WEB_MERCATOR = 3857
"""The EPSG code of the metres in which tiles are drawn."""
MAX_ZOOM = 22
CELL_BITS = 6
"""A tile is divided into 2**6 × 2**6 = 64 × 64 cells."""
PIXELS_OF_TILE = 512
WORLD_BITS = 28
"""The zoom whose columns and rows are the units in which places are kept: 2**28 across."""
EARTH_RADIUS_M = 6_378_137.0
HALF_WORLD_M = math.pi * EARTH_RADIUS_M
PLAIN_NUMBER = re.compile(r"0|[1-9][0-9]{0,7}")
MAX_LATITUDE = math.degrees(2 * math.atan(math.exp(math.pi)) - math.pi / 2)

Bounds = tuple[float, float, float, float]
"""West, south, east, north."""


class TileOutOfRangeError(ValueError):
    """No such tile in the tile matrix set."""


@dataclass(frozen=True, slots=True, order=True)
class Tile:
    """One tile by zoom, column and row. Raises TileOutOfRangeError when there is none."""

    z: int
    x: int
    y: int

    def __post_init__(self) -> None:
        if not 0 <= self.z <= MAX_ZOOM or not (
            0 <= self.x < 1 << self.z and 0 <= self.y < 1 << self.z
        ):
            raise TileOutOfRangeError(str(self))

    def __str__(self) -> str:
        return f"{self.z}/{self.x}/{self.y}"

    @property
    def bounds_m(self) -> Bounds:
        """The tile's edges in metres of EPSG:3857."""
        size = tile_size_m(self.z)
        west = self.x * size - HALF_WORLD_M
        north = HALF_WORLD_M - self.y * size
        return west, north - size, west + size, north

    @property
    def bounds(self) -> Bounds:
        """The tile's edges in degrees of EPSG:4326."""
        return self.bounds_with_margin(0.0)

    def bounds_with_margin(self, margin_m: float) -> Bounds:
        """The edges in degrees of EPSG:4326, moved out by metres of EPSG:3857.

        They may pass the ±180° and ±85.05° at which the tile matrix set ends.
        """
        west, south, east, north = self.bounds_m
        return (
            *_degrees(west - margin_m, south - margin_m),
            *_degrees(east + margin_m, north + margin_m),
        )

    @property
    def children(self) -> tuple["Tile", "Tile", "Tile", "Tile"]:
        """The four tiles of the next zoom that cover this one, in Morton order."""
        z, x, y = self.z + 1, self.x * 2, self.y * 2
        return Tile(z, x, y), Tile(z, x + 1, y), Tile(z, x, y + 1), Tile(z, x + 1, y + 1)

    @property
    def cell_keys(self) -> range:
        """The Morton keys, at zoom z + 6, of its 64 × 64 cells: one contiguous range."""
        first = morton_key(self.x, self.y) << 2 * CELL_BITS
        return range(first, first + (1 << 2 * CELL_BITS))


def tile_size_m(zoom: int) -> float:
    """The edge of a tile in metres of EPSG:3857."""
    return 2 * HALF_WORLD_M / (1 << zoom)


def half_pixel_m(zoom: int) -> float:
    """Half a pixel of a tile that is drawn with 512 pixels, in metres of EPSG:3857."""
    return tile_size_m(zoom) / PIXELS_OF_TILE / 2


def parse_tile(z: str, x: str, y: str) -> Tile:
    """The tile that a URL names. Raises TileOutOfRangeError, also for what is no plain number."""
    numbers = (z, x, y)
    if not all(PLAIN_NUMBER.fullmatch(number) for number in numbers):
        raise TileOutOfRangeError("/".join(numbers))
    return Tile(int(z), int(x), int(y))


def tile_at(longitude: float, latitude: float, zoom: int) -> Tile:
    """The tile that holds a point, EPSG:4326; points beyond the edge are taken to the edge."""
    last = (1 << zoom) - 1
    sine = math.sin(math.radians(max(-MAX_LATITUDE, min(MAX_LATITUDE, latitude))))
    x = (longitude + 180) / 360 * (1 << zoom)
    y = (0.5 - math.atanh(sine) / (2 * math.pi)) * (1 << zoom)
    return Tile(zoom, max(0, min(last, math.floor(x))), max(0, min(last, math.floor(y))))


def world_x(longitude: float) -> int:
    """The column at zoom 28 that holds a longitude, degrees of EPSG:4326; taken to the edge."""
    return _world_unit((max(-180.0, min(180.0, longitude)) + 180) / 360)


def world_y(latitude: float) -> int:
    """The row at zoom 28, counted from the north; latitudes beyond ±85.05° are at the edge."""
    sine = math.sin(math.radians(max(-MAX_LATITUDE, min(MAX_LATITUDE, latitude))))
    return _world_unit(0.5 - math.atanh(sine) / (2 * math.pi))


def _world_unit(share: float) -> int:
    last = (1 << WORLD_BITS) - 1
    return max(0, min(last, math.floor(share * (1 << WORLD_BITS))))


def morton_key(x: int, y: int) -> int:
    """The Z-order number of a cell: the bits of x and y in turn, x the lower (Morton 1966)."""
    return _spread(x) | _spread(y) << 1


def morton_cell(key: int) -> tuple[int, int]:
    """The x and y of a Z-order number."""
    return _gather(key), _gather(key >> 1)


SPREADS = (
    (16, 0x0000FFFF0000FFFF),
    (8, 0x00FF00FF00FF00FF),
    (4, 0x0F0F0F0F0F0F0F0F),
    (2, 0x3333333333333333),
    (1, 0x5555555555555555),
)


def _spread(number: int) -> int:
    """The 32 bits of a number, each followed by an empty one."""
    for shift, mask in SPREADS:
        number = (number | number << shift) & mask
    return number


def _gather(number: int) -> int:
    """Every second bit of a number, pushed together."""
    number &= SPREADS[-1][1]
    for (shift, _), (_, mask) in zip(
        reversed(SPREADS), [*reversed(SPREADS[:-1]), (32, 0x00000000FFFFFFFF)], strict=True
    ):
        number = (number | number >> shift) & mask
    return number


def _degrees(x: float, y: float) -> tuple[float, float]:
    longitude = math.degrees(x / EARTH_RADIUS_M)
    return longitude, math.degrees(2 * math.atan(math.exp(y / EARTH_RADIUS_M)) - math.pi / 2)
