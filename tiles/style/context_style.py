"""How a layer of map context is drawn: quiet icons and names, the important ones first.

The rank of an object is the place of its term in the vocabulary of the layer's first summary
field: cities before towns before villages.
"""

from collections.abc import Iterator

from core.text import Language
from layers.materialized.tile_fields import tile_fields
from layers.model.layer import Layer
from tiles.style.feature_style import style_layer
from tiles.style.icons import beside_icon, icon_layout
from tiles.style.region_style import HALO, INK_SOFT, REGULAR_FONT, StyleLayer, name_in
from tiles.style.tones import Expression

POINTS_FROM_ZOOM = (4, 7, 9, 10)
"""The first zoom of each rank; the last one is also that of every further rank."""
NAMES_FROM_ZOOM = (6, 9, 11, 12)
LARGEST_NAME_PX, SMALLEST_NAME_PX = 13, 10


def context_points(layer: Layer) -> Iterator[StyleLayer]:
    """The icons of the layer's points."""
    paint = {
        "icon-color": layer.style.colour,
        "icon-opacity": 0.75,
        "icon-halo-color": HALO,
        "icon-halo-width": 0.8,
    }
    reached, layout = _reached(layer, POINTS_FROM_ZOOM), icon_layout(layer)
    yield style_layer(layer, "points", "symbol", reached, paint=paint, layout=layout)


def context_names(layer: Layer, language: Language) -> Iterator[StyleLayer]:
    """The names of the layer's objects in a language."""
    layout = {
        "text-field": name_in(language),
        "text-font": list(REGULAR_FONT),
        "text-size": ["-", LARGEST_NAME_PX, ["min", 3, rank_of(layer)]],
        **beside_icon(layer, SMALLEST_NAME_PX, tries=3),
        "text-max-width": 8,
        "symbol-sort-key": rank_of(layer),
    }
    paint = {"text-color": INK_SOFT, "text-halo-color": HALO, "text-halo-width": 1.2}
    reached = _reached(layer, NAMES_FROM_ZOOM)
    yield style_layer(layer, "names", "symbol", reached, paint=paint, layout=layout)


def rank_of(layer: Layer) -> Expression | int:
    """The place of an object's term among the terms, 0 the first.

    It is 0 for every object where the layer has no such field in its tiles.
    """
    names = layer.summary_fields[:1]
    fields = [field for field in tile_fields(layer) if field.name in names and field.vocabulary]
    for field in fields:
        codes = field.vocabulary.codes if field.vocabulary else ()
        ranks = [part for rank, code in enumerate(codes) for part in (code, rank)]
        return ["match", ["get", field.name], *ranks, len(codes)]
    return 0


def _reached(layer: Layer, zooms: tuple[int, ...]) -> Expression:
    """The condition that the map's zoom shows objects of the rank."""
    steps = [part for rank, zoom in enumerate(zooms[:-1]) for part in (zoom, rank)]
    everything = (zooms[-1], 99)
    return ["<=", rank_of(layer), ["step", ["zoom"], -1, *steps, *everything]]
