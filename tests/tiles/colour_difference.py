"""How far apart two colours are seen, also by eyes that lack the cones for red or green."""

from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

import numpy as np

type Lab = tuple[float, float, float]

VISIONS = {
    "normal": np.eye(3),
    "protan": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deutan": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
}
"""What becomes of linear RGB: Machado, Oliveira & Fernandes 2009, severity 1."""
XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
"""Of linear sRGB, D65 (IEC 61966-2-1)."""
FAR = 25**7


def difference(one: str, other: str, vision: str) -> float:
    """CIEDE2000 between two colours, `#rrggbb`, as the vision sees them."""
    return ciede2000(_lab(one, vision), _lab(other, vision))


def _lab(colour: str, vision: str) -> Lab:
    """CIELAB of a colour as the vision sees it."""
    parts = np.frombuffer(bytes.fromhex(colour[1:]), np.uint8) / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    seen = np.clip(VISIONS[vision] @ linear, 0, 1)
    share = XYZ @ seen / XYZ.sum(axis=1)
    bent = np.where(share > (6 / 29) ** 3, np.cbrt(share), share / (3 * (6 / 29) ** 2) + 4 / 29)
    x, y, z = (float(each) for each in bent)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def ciede2000(one: Lab, other: Lab) -> float:
    """The colour difference of CIE 142-2001, as Sharma, Wu & Dalal 2005 write it (eq. 2-22)."""
    chroma = (hypot(*one[1:]) + hypot(*other[1:])) / 2
    stretch = 1 + 0.5 * (1 - sqrt(chroma**7 / (chroma**7 + FAR)))
    (l1, c1, h1), (l2, c2, h2) = (_polar(each, stretch) for each in (one, other))
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0
    hue = 2 * sqrt(c1 * c2) * sin(radians(turn / 2))
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    middle = (h1 + turn / 2) % 360 if c1 * c2 else h1 + h2
    by_hue = (
        1
        - 0.17 * cos(radians(middle - 30))
        + 0.24 * cos(radians(2 * middle))
        + 0.32 * cos(radians(3 * middle + 6))
        - 0.20 * cos(radians(4 * middle - 63))
    )
    of_light = (l2 - l1) / (1 + 0.015 * (light - 50) ** 2 / sqrt(20 + (light - 50) ** 2))
    of_chroma = (c2 - c1) / (1 + 0.045 * chroma)
    of_hue = hue / (1 + 0.015 * chroma * by_hue)
    rotated = 60 * exp(-(((middle - 275) / 25) ** 2))
    blue = -2 * sqrt(chroma**7 / (chroma**7 + FAR)) * sin(radians(rotated))
    return sqrt(of_light**2 + of_chroma**2 + of_hue**2 + blue * of_chroma * of_hue)


def _polar(lab: Lab, stretch: float) -> Lab:
    """Lightness, chroma and hue in degrees, the red-green axis stretched."""
    light, a, b = lab
    return light, hypot(a * stretch, b), degrees(atan2(b, a * stretch)) % 360
