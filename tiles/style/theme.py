"""The map by day and at night: one style, in which every colour has a counterpart in the dark."""

import re
from collections.abc import Mapping
from enum import StrEnum

from layers.model.colours import DARK_GROUND, on_dark
from tiles.style.region_style import BORDERS, HALO, INK, INK_SOFT, LAND, WATERLESS_AROUND

COLOUR = re.compile(r"#[0-9a-f]{6}")
WHITE = "#ffffff"
DARK_HALO = "#10191d"
DARK_BORDERS = ("#33454e", "#4a5d65", "#7d8f96")


class Theme(StrEnum):
    """For which page the map is drawn."""

    LIGHT = "light"
    DARK = "dark"


IN_THE_DARK: Mapping[str, str] = {
    WATERLESS_AROUND: "#0c1418",
    LAND: DARK_GROUND,
    HALO: DARK_HALO,
    WHITE: DARK_HALO,
    INK: "#e9eeec",
    INK_SOFT: "#b4c0c3",
    **{border.colour: dark for border, dark in zip(BORDERS, DARK_BORDERS, strict=True)},
}
"""The ground, what is written on it, and its borders; objects follow `on_dark`."""


def themed(part: object, theme: Theme) -> object:
    """A part of the style with the colours of the theme; the style itself is drawn for the day."""
    return part if theme is Theme.LIGHT else _darkened(part)


def _darkened(part: object) -> object:
    match part:
        case dict():
            return {name: _darkened(value) for name, value in part.items()}
        case list() | tuple():
            return [_darkened(each) for each in part]
        case str() if COLOUR.fullmatch(part):
            return IN_THE_DARK.get(part) or on_dark(part)
    return part
