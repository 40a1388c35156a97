"""The sprite of the map's icons, as signed distance fields: one drawing for every colour and size.

The alpha of a pixel tells how far it lies from the edge of the icon: 0.75 on it, 1/8 less a unit
farther out (MapLibre's encoding, https://maplibre.org/maplibre-style-spec/sprite). MapLibre
looks at nothing else; red, green and blue show the icon to programs that do not know such fields.
"""

import re
from collections.abc import Iterator, Mapping
from functools import reduce
from io import BytesIO
from itertools import pairwise

import numpy as np
import shapely
from PIL import Image
from shapely.geometry.base import BaseGeometry

from layers.model.colours import TONE_COLOURS
from layers.model.shapes import OUTLINES, SIGN_WIDTH, SIGNS, Shape
from layers.model.vocabulary import Tone
from tiles.style.icons import ICON_PX, MARGIN, icon_name

RATIOS = (1, 2)
"""Pixels of the picture a pixel of the screen: plain and `@2x`."""
EDGE = 0.75
REACH = 8
"""Units over which the field falls from 1 to 0."""
CURVE_STEPS = 12
COMMAND = re.compile(r"([MLCZ])([^MLCZ]*)")
DARK = "#1c2a30"
"""Of outlines that no layer has."""

Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


def sprite_index(ratio: int) -> dict[str, dict[str, object]]:
    """Where each icon stands in the picture of a ratio: a line an outline, a column a tone."""
    side = ICON_PX * ratio
    return {
        icon_name(shape, tone): {
            "x": column * side,
            "y": line * side,
            "width": side,
            "height": side,
            "pixelRatio": ratio,
            "sdf": True,
        }
        for line, shape in enumerate(Shape)
        for column, tone in enumerate((None, *Tone))
    }


def sprite_picture(ratio: int, colours: Mapping[Shape, str]) -> bytes:
    """The picture of all icons as PNG; `colours` are those of outlines without a sign."""
    lines = [np.hstack(list(_icons(shape, colours.get(shape, DARK), ratio))) for shape in Shape]
    written = BytesIO()
    Image.fromarray(np.vstack(lines)).save(written, "PNG", optimize=True)
    return written.getvalue()


def _icons(shape: Shape, colour: str, ratio: int) -> Iterator[np.ndarray]:
    """The pixels of an outline's icons: without a sign, and with that of each tone.

    A sign is cut out of the outline, and lies within it: the field of the difference is exact.
    """
    middles = (np.arange(ICON_PX * ratio) + 0.5) / ratio - MARGIN
    places = np.asarray(shapely.points(*np.meshgrid(middles, middles)))
    outline = _outside(outline_area(OUTLINES[shape].path), places)
    yield _pixels(outline, colour)
    for tone in Tone:
        sign = _outside(sign_area(shape, tone), places)
        yield _pixels(np.maximum(outline, -sign), TONE_COLOURS[tone])


def _outside(area: BaseGeometry, places: np.ndarray) -> Floats:
    """How far places lie outside an area, negative within it."""
    to_edge = shapely.distance(area.boundary, places)
    field: Floats = np.where(shapely.contains(area, places), -to_edge, to_edge)
    return field


def _pixels(outside: Floats, colour: str) -> np.ndarray:
    """The pixels of an icon, by how far the middle of each lies outside it in units."""
    pixels = np.full((*outside.shape, 4), 255, np.uint8)
    pixels[outside < 0, :3] = list(bytes.fromhex(colour[1:]))
    pixels[..., 3] = np.rint(np.clip(EDGE - outside / REACH, 0, 1) * 255)
    return pixels


def sign_area(shape: Shape, tone: Tone) -> BaseGeometry:
    """The area of a tone's sign where it stands in an outline, in units of the grid."""
    outline = OUTLINES[shape]
    placed = (line * outline.sign_scale + outline.sign_at for line in _lines(SIGNS[tone]))
    lines = shapely.MultiLineString(list(placed))
    return lines.buffer(SIGN_WIDTH * outline.sign_scale / 2)


def outline_area(path: str) -> BaseGeometry:
    """The area of path data, in units of the grid, by the even-odd rule."""
    areas: list[BaseGeometry] = [shapely.Polygon(line) for line in _lines(path)]
    return reduce(BaseGeometry.symmetric_difference, areas)


def _lines(path: str) -> list[Floats]:
    """The lines of path data, curves as short straight pieces."""
    lines: list[list[Floats]] = []
    for command, numbers in COMMAND.findall(path):
        places = np.array(numbers.split(), float).reshape(-1, 2)
        if command == "M":
            lines.append([places])
        elif command == "L":
            lines[-1].append(places)
        elif command == "C":
            begin = lines[-1][-1][-1]
            lines[-1].append(_curve(np.vstack([begin, places])))
    return [np.vstack(parts) for parts in lines]


def _curve(controls: Floats) -> Floats:
    """Places along a cubic Bézier curve, from the first step to its end."""
    along = np.linspace(0, 1, CURVE_STEPS + 1)[1:, None]
    parts: list[Floats] = list(controls)
    while len(parts) > 1:
        parts = [(1 - along) * a + along * b for a, b in pairwise(parts)]
    return parts[0]
