"""The MapLibre style of the whole atlas, generated from the catalogue (style specification 8)."""

from itertools import chain

from core.text import Language
from core.title import ATLAS
from layers.model.layer import Role
from layers.regions.region import Level
from layers.registry import Catalogue
from tiles.metadata.tilejson import tile_address
from tiles.style.context_style import context_names, context_points
from tiles.style.feature_style import areas_and_lines, cells, counts, names, points
from tiles.style.legend import legend, tones
from tiles.style.region_style import StyleLayer, borders, labels, land, overview_labels
from tiles.style.theme import Theme, themed
from tiles.tile_layer import LAST_ZOOM_OF_REGIONS, REGION_LABELS, REGIONS

CENTRE = (67.3, 48.2)
START_ZOOM = 3.6
SPRITE = "sprites/atlas"
"""Below the tiles; `.json`, `.png`, `@2x.json` and `@2x.png` follow it."""


def style(
    catalogue: Catalogue, language: Language, base_url: str, theme: Theme = Theme.LIGHT
) -> dict[str, object]:
    """The style with labels in a language; tiles and icons are asked for below the base URL.

    Each layer has a source of its own, so that a hidden layer is never fetched and each can be
    filtered alone. There is no `glyphs`: MapLibre draws text from the page's own fonts.
    """
    return {
        "version": 8,
        "name": ATLAS.in_language(language),
        "metadata": {
            "language": language,
            "legend": themed(legend(catalogue), theme),
            "tones": themed(tones(), theme),
        },
        "center": list(CENTRE),
        "zoom": START_ZOOM,
        "sprite": f"{base_url}/{SPRITE}",
        "sources": _sources(catalogue, language, base_url),
        "layers": [
            {**each, "paint": themed(each["paint"], theme)} for each in _layers(catalogue, language)
        ],
    }


def _sources(
    catalogue: Catalogue, language: Language, base_url: str
) -> dict[str, dict[str, object]]:
    zooms = {layer.id: (layer.tile.min_zoom, layer.tile.max_zoom) for layer in catalogue.layers}
    attribution = ATLAS.in_language(language)

    def source(ids: str, first: int, last: int) -> dict[str, object]:
        return {
            "type": "vector",
            "tiles": [tile_address(base_url, ids)],
            "minzoom": first,
            "maxzoom": last,
            "attribution": attribution,
        }

    regions = source(f"{REGIONS},{REGION_LABELS}", 0, LAST_ZOOM_OF_REGIONS)
    return {
        REGIONS: regions,
        **{layer_id: source(layer_id, *ends) for layer_id, ends in zooms.items()},
    }


def _layers(catalogue: Catalogue, language: Language) -> list[StyleLayer]:
    """The style layers from the ground up; the first layer of the catalogue lies on top.

    Where symbols collide the upper one stays: oblasts in sight of the country, numbers, icons
    always; beside them oblasts, objects, smaller units, the context.
    """
    downwards = catalogue.layers[::-1]
    themes = [layer for layer in downwards if layer.role is Role.THEME]
    context = [layer for layer in downwards if layer.role is Role.CONTEXT]
    return [
        *land(),
        *borders(),
        *chain.from_iterable(areas_and_lines(layer) for layer in downwards),
        *chain.from_iterable(cells(layer) for layer in themes),
        *chain.from_iterable(context_names(layer, language) for layer in context),
        *labels(language, Level.RURAL_DISTRICT, Level.DISTRICT),
        *chain.from_iterable(names(layer, language) for layer in themes),
        *labels(language, Level.OBLAST),
        *chain.from_iterable(context_points(layer) for layer in context),
        *chain.from_iterable(points(layer) for layer in themes),
        *chain.from_iterable(counts(layer, language) for layer in themes),
        *overview_labels(language),
    ]
