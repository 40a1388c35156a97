"""TileJSON 3.0.0: what a set of tile layers holds, and where."""

from collections.abc import Iterable, Sequence

from core.access.caller import STRANGER
from core.text import Language
from core.title import ATLAS
from layers.access import readable
from layers.reading.extents import extent_of
from layers.regions.region import Region
from tiles.sql.statement import Statement, compiled
from tiles.tile_layer import TileLayer

COUNTRY = (46.49, 40.56, 87.32, 55.45)
"""West, south, east, north of Kazakhstan in degrees, for layers that are still empty."""

Extent = tuple[float, float, float, float]


def tile_address(base_url: str, ids: str, query: str = "") -> str:
    """The address template of the tiles of some layers."""
    return f"{base_url}/{ids}/{{z}}/{{x}}/{{y}}" + (f"?{query}" if query else "")


def tilejson(
    tile_layers: Sequence[TileLayer], language: Language, tiles_url: str, extent: Extent
) -> dict[str, object]:
    """The TileJSON of some layers with titles in a language."""
    west, south, east, north = extent
    first = min(tile_layer.min_zoom for tile_layer in tile_layers)
    return {
        "tilejson": "3.0.0",
        "name": ", ".join(tile_layer.title.in_language(language) for tile_layer in tile_layers),
        "version": "1.0.0",
        "scheme": "xyz",
        "tiles": [tiles_url],
        "minzoom": first,
        "maxzoom": max(tile_layer.max_zoom for tile_layer in tile_layers),
        "bounds": list(extent),
        "center": [(west + east) / 2, (south + north) / 2, max(first, 4)],
        "attribution": ATLAS.in_language(language),
        "vector_layers": [_vector_layer(tile_layer, language) for tile_layer in tile_layers],
    }


def extent_statement(tile_layer: TileLayer) -> Statement:
    """The statement that gives the extent of what everyone may see; NULLs for nothing."""
    if tile_layer.layer is None:
        return compiled(extent_of(Region.geom))
    layer = readable(tile_layer.layer, STRANGER)
    return compiled(extent_of(layer.place, layer.rows))


def common_extent(extents: Iterable[Sequence[float | None]]) -> Extent:
    """The extent of several layers, or the country's where all of them are empty."""
    known = [[edge for edge in extent if edge is not None] for extent in extents]
    sides = tuple(zip(*filter(None, known), strict=True))
    if not sides:
        return COUNTRY
    west, south, east, north = sides
    return min(west), min(south), max(east), max(north)


def _vector_layer(tile_layer: TileLayer, language: Language) -> dict[str, object]:
    return {
        "id": tile_layer.id,
        "description": tile_layer.description.in_language(language),
        "minzoom": tile_layer.min_zoom,
        "maxzoom": tile_layer.max_zoom,
        "fields": {
            attribute.name: attribute.title.in_language(language)
            for attribute in tile_layer.attributes
        },
    }
