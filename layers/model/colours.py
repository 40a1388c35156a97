"""The colours of tones, wherever a term is drawn."""

from layers.model.vocabulary import Term, Tone

TONE_COLOURS = {
    Tone.RED: "#c62828",
    Tone.AMBER: "#b26a00",
    Tone.GREEN: "#2e7d32",
    Tone.BLUE: "#1565c0",
    Tone.GREY: "#5f6b76",
}
"""The only place where a tone becomes a colour; the page reads it from the style's metadata."""


def colour_of(term: Term, fallback: str) -> str:
    """The colour of a term by its tone; the fallback where it has none."""
    return TONE_COLOURS[term.tone] if term.tone else fallback
