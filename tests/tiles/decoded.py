"""Tiles asked over HTTP and decoded, with coordinates taken back to metres and degrees."""

from dataclasses import dataclass
from typing import Any

import mapbox_vector_tile
import shapely
from pyproj import Transformer
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry
from starlette.testclient import TestClient

from geo.grid import Tile, tile_at, tile_size_m

EXTENT = 4096
TO_DEGREES = Transformer.from_crs(3857, 4326, always_xy=True)


@dataclass(frozen=True)
class TileFeature:
    """One feature; `drawn` is in tile units, y growing to the south."""

    id: int | None
    properties: dict[str, Any]
    drawn: BaseGeometry
    tile: Tile

    @property
    def mercator(self) -> BaseGeometry:
        """The shape in EPSG:3857."""
        west, _, _, north = self.tile.bounds_m
        unit = tile_size_m(self.tile.z) / EXTENT
        return shapely.transform(self.drawn, lambda xy: xy * [unit, -unit] + [west, north])

    @property
    def longitude_latitude(self) -> tuple[float, float]:
        """The place of a point in EPSG:4326."""
        point = self.mercator
        longitude, latitude = TO_DEGREES.transform(point.x, point.y)
        return longitude, latitude

    @property
    def is_inside(self) -> bool:
        """Whether a point lies in the tile itself, not in its buffer."""
        return 0 <= self.drawn.x < EXTENT and 0 <= self.drawn.y < EXTENT


def decoded(content: bytes, tile: Tile) -> dict[str, list[TileFeature]]:
    """The features of a tile by layer; a feature without an id is decoded with 0."""
    layers = mapbox_vector_tile.decode(content, default_options={"y_coord_down": True})
    for layer in layers.values():
        assert layer["extent"] == EXTENT
        assert layer["version"] == 2
        assert layer["features"]
    return {
        name: [
            TileFeature(
                feature["id"] or None, feature["properties"], shape(feature["geometry"]), tile
            )
            for feature in layer["features"]
        ]
        for name, layer in layers.items()
    }


def layers_in(
    client: TestClient, ids: str, tile: Tile, query: str = ""
) -> dict[str, list[TileFeature]]:
    """The features of a tile of the server, by layer."""
    answer = client.get(f"/api/tiles/{ids}/{tile}{query}")
    assert answer.status_code in (200, 204), answer.text
    return decoded(answer.content, tile) if answer.status_code == 200 else {}


def features_in(client: TestClient, layer: str, tile: Tile, query: str = "") -> list[TileFeature]:
    """The features of one layer in a tile of the server."""
    return layers_in(client, layer, tile, query).get(layer, [])


def tiles_between(west: float, south: float, east: float, north: float, zoom: int) -> list[Tile]:
    """The tiles of a zoom that a box in degrees touches."""
    first, last = tile_at(west, north, zoom), tile_at(east, south, zoom)
    return [
        Tile(zoom, x, y) for x in range(first.x, last.x + 1) for y in range(first.y, last.y + 1)
    ]
