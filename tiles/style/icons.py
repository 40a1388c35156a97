"""The icons of points: which one an object has, how large it is, and how far off its name stands.

MapLibre sets symbols from the topmost layer down, so icons lie above names: a name finds room
beside every icon or is left out, while icons are always drawn.
"""

import numpy as np

from layers.model.layer import GeometryKind, Layer, Role
from layers.model.shapes import GRID, OUTLINE_RADIUS, Shape
from layers.model.vocabulary import Tone
from tiles.style.tones import Expression, toned_terms

MARGIN = 2
"""Units around the grid of an outline, which give room to its halo."""
ICON_PX = GRID + 2 * MARGIN
"""The side of an icon at size 1, a unit of the grid being a pixel."""

Growth = tuple[tuple[int, float], ...]
"""By zoom, the radius of an icon as a share of the layer's own."""
PLAIN: Growth = ((3, 0.55), (6, 0.85), (12, 1.2), (16, 1.7))
SIGNED: Growth = ((3, 0.4), (6, 0.75), (8, 1.1), (12, 1.35), (16, 2.1))
"""Of icons with a sign, which is to be read from zoom 8 on: farther out there would be no room."""
CONTEXT: Growth = ((4, 0.6), (14, 1.6))

NAME_GAP_PX = 3
"""Between the box of an icon and that of a name, which is padded by 2."""
NAME_ZOOMS = (4, 7, 11, 15)
LINE_EM = 1.2
ABOVE_GLYPHS_EM = 0.3
"""By which MapLibre moves names above and below an anchor towards it, for their glyphs' sake."""


def has_points(layer: Layer) -> bool:
    """Whether some of the layer's objects are drawn as icons."""
    return layer.geometry in (GeometryKind.POINT, GeometryKind.POINT_OR_POLYGON)


def icon_name(shape: Shape, tone: Tone | None = None) -> str:
    """The name of an icon of the sprite: an outline, and the tone whose sign stands in it."""
    return f"{shape}-{tone}" if tone else shape.value


def icon_image(layer: Layer) -> Expression | str:
    """The icon of an object: the layer's outline, with the sign of its term's tone."""
    field, terms, shape = layer.colour_field, toned_terms(layer.colour_field), layer.style.shape
    if field is None or not terms:
        return icon_name(shape)
    cases = [part for term in terms for part in (term.code, icon_name(shape, term.tone))]
    return ["match", ["get", field.name], *cases, icon_name(shape)]


def icon_layout(layer: Layer) -> dict[str, object]:
    """The layout of the icons of a layer's points."""
    sizes = [part for zoom, _ in _growth(layer) for part in (zoom, _size(layer, zoom))]
    return {
        "icon-image": icon_image(layer),
        "icon-size": ["interpolate", ["linear"], ["zoom"], *sizes],
        "icon-allow-overlap": True,
        "icon-padding": 0,
        "symbol-z-order": "source",
    }


def beside_icon(layer: Layer, text_px: float, tries: int = 1) -> dict[str, object]:
    """The layout that sets names of the size beside the icons of the layer's points.

    Each further try looks for room a line farther off. Programs that know no variable anchors set
    names to the right.
    """
    offsets = [_offset_em(layer, zoom, text_px) for zoom in NAME_ZOOMS]
    placed = [
        part
        for zoom, offset in zip(NAME_ZOOMS, offsets, strict=True)
        for part in (zoom, ["literal", places_around(offset, tries)])
    ]
    return {
        "text-variable-anchor-offset": ["interpolate", ["linear"], ["zoom"], *placed],
        "text-anchor": "left",
        "text-offset": [offsets[-1], 0],
        "text-justify": "auto",
    }


def _growth(layer: Layer) -> Growth:
    if layer.role is Role.CONTEXT:
        return CONTEXT
    return SIGNED if toned_terms(layer.colour_field) else PLAIN


def _size(layer: Layer, zoom: float) -> float:
    """The size of the layer's icons at a zoom, 1 being a pixel a unit of the grid."""
    zooms, shares = zip(*_growth(layer), strict=True)
    radius_px = float(np.interp(zoom, zooms, shares)) * layer.style.radius_px
    return round(radius_px / OUTLINE_RADIUS, 3)


def _offset_em(layer: Layer, zoom: float, text_px: float) -> float:
    """How far from a point its name begins, in ems.

    MapLibre measures icons as they are a zoom further in, where the next tiles would begin.
    """
    half_px = ICON_PX / 2 * _size(layer, zoom + 1)
    return round((half_px + NAME_GAP_PX) / text_px, 2)


def places_around(offset: float, tries: int) -> list[object]:
    """The places of a name around its point, the best first: an anchor of the text, its offset."""
    places: list[object] = []
    for line in range(tries):
        beside = round(offset + LINE_EM * line, 2)
        above = round(beside + ABOVE_GLYPHS_EM, 2)
        places += ["left", [beside, 0], "right", [-beside, 0]]
        places += ["top", [0, above], "bottom", [0, -above]]
    return places
