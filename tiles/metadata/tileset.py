"""Tileset metadata (OGC 17-083r4, OGC API - Tiles): what a set of tiles holds, and where."""

from collections.abc import Sequence
from typing import Any

from core.text import Language
from core.title import ATLAS
from geo.grid import Bounds
from layers.model.layer import GeometryKind
from tiles.metadata.tile_matrix_set import CRS, URI, limits
from tiles.metadata.tilejson import COUNTRY
from tiles.source import REGIONS, Source

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
    sources: Sequence[Source], bounds: Bounds | None, language: Language, links: Sequence[Json]
) -> Json:
    """The metadata of the tiles of some layers around a box in degrees, by default the country."""
    west, south, east, north = box = bounds or COUNTRY
    first = min(source.min_zoom for source in sources)
    last = max(source.max_zoom for source in sources)
    only = sources[0] if len(sources) == 1 else None
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
        "layers": [_layer(source, language) for source in sources],
    }


def _layer(source: Source, language: Language) -> Json:
    dimension = _dimension(source)
    return {
        "id": source.id,
        "title": source.title.in_language(language),
        "description": source.description.in_language(language),
        "dataType": "vector",
        **({} if dimension is None else {"geometryDimension": dimension}),
        "minTileMatrix": str(source.min_zoom),
        "maxTileMatrix": str(source.max_zoom),
        "propertiesSchema": {
            "type": "object",
            "properties": {
                attribute.name: {"title": attribute.title.in_language(language)}
                for attribute in source.attributes
            },
        },
    }


def _dimension(source: Source) -> int | None:
    """Of the shapes, 0 for points to 2 for areas; None where a layer mixes them."""
    if source.layer is None:
        return 2 if source.id == REGIONS else 0
    return DIMENSIONS.get(source.layer.geometry)
