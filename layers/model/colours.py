"""The colours of tones, wherever a term is drawn, and what becomes of a colour in the dark."""

from functools import cache

from layers.model.vocabulary import Term, Tone

TONE_COLOURS = {
    Tone.RED: "#b71c1c",
    Tone.AMBER: "#c17400",
    Tone.GREEN: "#166b46",
    Tone.BLUE: "#1565c0",
    Tone.GREY: "#7b7873",
}
"""The only place where a tone becomes a colour; the page reads it from the style's metadata.

By day and at night they differ from one another, and from the colours of layers, also for eyes
that do not see red or green: a test measures it.
"""
TONE_COLOURS_ON_DARK = {
    Tone.RED: "#e2604f",
    Tone.AMBER: "#e5a53d",
    Tone.GREEN: "#6cc283",
    Tone.BLUE: "#74abf0",
    Tone.GREY: "#bfb9b2",
}
DARK_GROUND = "#17232a"
"""The land of the dark map, and the panels of the dark page."""
LEAST_CONTRAST = 4.5
TINTS = tuple(step / 25 for step in range(26))
INK, INK_ON_DARK = "#1c2a30", "#e9eeec"
"""In which text is written, and what is as quiet as text."""
_GIVEN = {INK: INK_ON_DARK} | {
    TONE_COLOURS[tone]: dark for tone, dark in TONE_COLOURS_ON_DARK.items()
}


def colour_of(term: Term, fallback: str) -> str:
    """The colour of a term by its tone; the fallback where it has none."""
    return TONE_COLOURS[term.tone] if term.tone else fallback


@cache
def on_dark(colour: str) -> str:
    """The colour, `#rrggbb`, as it is drawn in the dark: one of its own, else a lighter one.

    It is mixed with as little white as makes it seen on the dark ground.
    """
    if colour in _GIVEN:
        return _GIVEN[colour]
    tinted = (_mixed_with_white(colour, tint) for tint in TINTS)
    return next(each for each in tinted if contrast(each, DARK_GROUND) >= LEAST_CONTRAST)


def contrast(one: str, other: str) -> float:
    """How far two colours are told apart, 1–21 (WCAG 2.2, contrast ratio)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2), 0 black to 1 white."""
    red, green, blue = (_linear(part / 255) for part in bytes.fromhex(colour[1:]))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    if part <= 0.04045:  # noqa: PLR2004 - the standard's own threshold
        return part / 12.92
    return float(((part + 0.055) / 1.055) ** 2.4)


def _mixed_with_white(colour: str, share: float) -> str:
    parts = (round(part + (255 - part) * share) for part in bytes.fromhex(colour[1:]))
    return f"#{bytes(parts).hex()}"
