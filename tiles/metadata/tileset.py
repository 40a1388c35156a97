"""Tileset metadata (OGC 17-083r4, OGC API - Tiles): what a set of tiles holds, and where."""

from collections.abc import Sequence
from typing import Any

from core.text import Language
from core.title import ATLAS
from geo.grid import Bounds
from layers.model.layer import GeometryKind
from tiles.metadata.tile_matrix_set import CRS, URI, limits
from tiles.metadata.tilejson import COUNTRY
from tiles.tile_layer import REGIONS, TileLayer

Json = dict[str, Any]

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
TILESET_SCHEME = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme"
TILE_TYPE = "application/vnd.mapbox-vector-tile"
DIMENSIONS = {GeometryKind.POINT: 0, GeometryKind.LINE: 1, GeometryKind.POLYGON: 2}


def tileset_item(title: str, links: Sequence[Json]) -> Json:
    """A tileset as a list of tilesets names it."""
    return {
        "title": title,
        "dataType": "vector",
        "crs": CRS,
        "tileMatrixSetURI": URI,
        "links": list(links),
    }


def tileset(
    tile_layers: Sequence[TileLayer],
    bounds: Bounds | None,
    language: Language,
    links: Sequence[Json],
) -> Json:
    """The metadata of the tiles of some layers around a box in degrees, by default the country."""
    west, south, east, north = box = bounds or COUNTRY
    first = min(tile_layer.min_zoom for tile_layer in tile_layers)
    last = max(tile_layer.max_zoom for tile_layer in tile_layers)
    only = tile_layers[0] if len(tile_layers) == 1 else None
    return {
        **tileset_item((only.title if only else ATLAS).in_language(language), links),
        **({"description": only.description.in_language(language)} if only else {}),
        "tileMatrixSetLimits": limits(box, first, last),
        "boundingBox": {"crs": CRS84, "lowerLeft": [west, south], "upperRight": [east, north]},
        "centerPoint": {
            "crs": CRS84,
            "coordinates": [(west + east) / 2, (south + north) / 2],
            "tileMatrix": str(first),
        },
        "layers": [_layer(tile_layer, language) for tile_layer in tile_layers],
    }


def _layer(tile_layer: TileLayer, language: Language) -> Json:
    dimension = _dimension(tile_layer)
    return {
        "id": tile_layer.id,
        "title": tile_layer.title.in_language(language),
        "description": tile_layer.description.in_language(language),
        "dataType": "vector",
        **({} if dimension is None else {"geometryDimension": dimension}),
        "minTileMatrix": str(tile_layer.min_zoom),
        "maxTileMatrix": str(tile_layer.max_zoom),
        "propertiesSchema": {
            "type": "object",
            "properties": {
                attribute.name: {"title": attribute.title.in_language(language)}
                for attribute in tile_layer.attributes
            },
        },
    }


def _dimension(tile_layer: TileLayer) -> int | None:
    """Of the shapes, 0 for points to 2 for areas; None where a layer mixes them."""
    if tile_layer.layer is None:
        return 2 if tile_layer.id == REGIONS else 0
    return DIMENSIONS.get(tile_layer.layer.geometry)
