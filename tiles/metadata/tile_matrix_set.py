"""WebMercatorQuad, the tile matrix set of every tile, as OGC 17-083r4 (annex D.1) defines it."""

from typing import Any

from geo.grid import HALF_WORLD_M, Bounds, tile_at, tile_size_m

Json = dict[str, Any]

WEB_MERCATOR_QUAD = "WebMercatorQuad"
TITLE = "Google Maps Compatible for the World"
URI = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad"
CRS = "http://www.opengis.net/def/crs/EPSG/0/3857"
SCALE_SET = "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible"
LAST_LEVEL = 24
TILE_PIXELS = 256
PIXEL_M = 0.00028
"""The size of a pixel by which scales are told (OGC 17-083r4 §6.2)."""


def definition() -> Json:
    """The whole definition, levels 0 to 24; metres of EPSG:3857."""
    return {
        "id": WEB_MERCATOR_QUAD,
        "title": TITLE,
        "uri": URI,
        "crs": CRS,
        "orderedAxes": ["X", "Y"],
        "wellKnownScaleSet": SCALE_SET,
        "tileMatrices": [_tile_matrix(level) for level in range(LAST_LEVEL + 1)],
    }


def limits(bounds: Bounds, first: int, last: int) -> list[Json]:
    """The rows and columns of each level that a box in degrees of EPSG:4326 touches."""
    west, south, east, north = bounds
    found = []
    for level in range(first, last + 1):
        upper, lower = tile_at(west, north, level), tile_at(east, south, level)
        found.append(
            {
                "tileMatrix": str(level),
                "minTileRow": upper.y,
                "maxTileRow": lower.y,
                "minTileCol": upper.x,
                "maxTileCol": lower.x,
            }
        )
    return found


def _tile_matrix(level: int) -> Json:
    cell_size = tile_size_m(level) / TILE_PIXELS
    return {
        "id": str(level),
        "scaleDenominator": cell_size / PIXEL_M,
        "cellSize": cell_size,
        "cornerOfOrigin": "topLeft",
        "pointOfOrigin": [-HALF_WORLD_M, HALF_WORLD_M],
        "tileWidth": TILE_PIXELS,
        "tileHeight": TILE_PIXELS,
        "matrixWidth": 1 << level,
        "matrixHeight": 1 << level,
    }
