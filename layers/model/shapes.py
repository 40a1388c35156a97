"""The shapes that tell objects apart without colour: the outline of a layer, the sign of a tone.

Path data of SVG, by the commands M, L, C and Z with absolute coordinates alone. The map's sprite is
made from them, and the page draws the same ones.
"""

from dataclasses import dataclass
from enum import StrEnum

from layers.model.vocabulary import Tone

GRID = 24
"""Outlines lie on a square of so many units, a circle being 20 wide."""
OUTLINE_RADIUS = 10
SIGN_WIDTH = 2.6
"""Of the line, with round ends, by which a sign is drawn."""


class Shape(StrEnum):
    """The outline by which a layer's points are known."""

    DOME = "dome"
    TRIANGLE = "triangle"
    DIAMOND = "diamond"
    CIRCLE = "circle"
    HOLLOW_CIRCLE = "hollow_circle"
    SQUARE = "square"


@dataclass(frozen=True, slots=True)
class IconOutline:
    """An area, by the even-odd rule, and where in it, how large, the sign of a tone stands."""

    path: str
    sign_at: tuple[float, float] = (12, 12)
    sign_scale: float = 1


OUTLINES = {
    Shape.DOME: IconOutline(
        "M2.5 22 L2.5 18 L4.5 18 L4.5 12.5 C4.5 8.5 10 6.5 12 1.5 "
        "C14 6.5 19.5 8.5 19.5 12.5 L19.5 18 L21.5 18 L21.5 22 Z",
        (12, 14.5),
        0.8,
    ),
    Shape.TRIANGLE: IconOutline("M12 1.8 L22.8 21 L1.2 21 Z", (12, 14.8), 0.8),
    Shape.DIAMOND: IconOutline("M12 1.2 L22.8 12 L12 22.8 L1.2 12 Z", sign_scale=0.9),
    Shape.CIRCLE: IconOutline(
        "M12 2 C17.523 2 22 6.477 22 12 C22 17.523 17.523 22 12 22 "
        "C6.477 22 2 17.523 2 12 C2 6.477 6.477 2 12 2 Z"
    ),
    Shape.HOLLOW_CIRCLE: IconOutline(
        "M12 2 C17.523 2 22 6.477 22 12 C22 17.523 17.523 22 12 22 "
        "C6.477 22 2 17.523 2 12 C2 6.477 6.477 2 12 2 Z "
        "M12 6.5 C15.038 6.5 17.5 8.962 17.5 12 C17.5 15.038 15.038 17.5 12 17.5 "
        "C8.962 17.5 6.5 15.038 6.5 12 C6.5 8.962 8.962 6.5 12 6.5 Z",
        sign_scale=0.6,
    ),
    Shape.SQUARE: IconOutline("M3 3 L21 3 L21 21 L3 21 Z"),
}
SIGNS = {
    Tone.RED: "M0 -5 L0 0.8 M0 4.8 L0 4.9",
    Tone.AMBER: "M0 -4.8 L0 0.4 L3.2 3.2",
    Tone.GREEN: "M-4.6 0.2 L-1.4 3.5 L4.6 -3.6",
    Tone.BLUE: "M-4.6 0 L4.6 0 M1.2 -3.6 L4.8 0 L1.2 3.6",
    Tone.GREY: "M-4 0 L4 0",
}
"""Around the origin: an exclamation mark, the hands of a clock, a tick, an arrow, a dash."""
