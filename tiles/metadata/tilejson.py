"""TileJSON 3.0.0: what a set of tile layers holds, and where."""

from collections.abc import Iterable, Sequence

from core.access.caller import STRANGER
from core.text import Language
from core.title import ATLAS
from layers.access import readable
from layers.reading.extents import extent_of
from layers.regions.region import Region
from tiles.source import Source
from tiles.sql.statement import Statement, compiled

COUNTRY = (46.49, 40.56, 87.32, 55.45)
"""West, south, east, north of Kazakhstan in degrees, for layers that are still empty."""

Extent = tuple[float, float, float, float]


def tile_address(base_url: str, ids: str, query: str = "") -> str:
    """The address template of the tiles of some layers."""
    return f"{base_url}/{ids}/{{z}}/{{x}}/{{y}}" + (f"?{query}" if query else "")


def tilejson(
    sources: Sequence[Source], language: Language, tiles_url: str, extent: Extent
) -> dict[str, object]:
    """The TileJSON of some layers with titles in a language."""
    west, south, east, north = extent
    first = min(source.min_zoom for source in sources)
    return {
        "tilejson": "3.0.0",
        "name": ", ".join(source.title.in_language(language) for source in sources),
        "version": "1.0.0",
        "scheme": "xyz",
        "tiles": [tiles_url],
        "minzoom": first,
        "maxzoom": max(source.max_zoom for source in sources),
        "bounds": list(extent),
        "center": [(west + east) / 2, (south + north) / 2, max(first, 4)],
        "attribution": ATLAS.in_language(language),
        "vector_layers": [_vector_layer(source, language) for source in sources],
    }


def extent_statement(source: Source) -> Statement:
    """The statement that gives the extent of what everyone may see; NULLs for nothing."""
    if source.layer is None:
        return compiled(extent_of(Region.geom))
    layer = readable(source.layer, STRANGER)
    return compiled(extent_of(layer.place, layer.rows))


def common_extent(extents: Iterable[Sequence[float | None]]) -> Extent:
    """The extent of several layers, or the country's where all of them are empty."""
    known = [[edge for edge in extent if edge is not None] for extent in extents]
    sides = tuple(zip(*filter(None, known), strict=True))
    if not sides:
        return COUNTRY
    west, south, east, north = sides
    return min(west), min(south), max(east), max(north)


def _vector_layer(source: Source, language: Language) -> dict[str, object]:
    return {
        "id": source.id,
        "description": source.description.in_language(language),
        "minzoom": source.min_zoom,
        "maxzoom": source.max_zoom,
        "fields": {
            attribute.name: attribute.title.in_language(language) for attribute in source.attributes
        },
    }
