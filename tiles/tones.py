"""The colours of tones, and the expressions that choose among them."""

from collections.abc import Iterable

from layers.definition import Field
from layers.vocabulary import Term, Tone

TONE_COLOURS = {
    Tone.RED: "#c62828",
    Tone.AMBER: "#b26a00",
    Tone.GREEN: "#2e7d32",
    Tone.BLUE: "#1565c0",
    Tone.GREY: "#5f6b76",
}
"""The only place where a tone becomes a colour; the page reads it from the style's metadata."""

Expression = list[object]


def colour_of(term: Term, fallback: str) -> str:
    """The colour of a term by its tone; the fallback where it has none."""
    return TONE_COLOURS[term.tone] if term.tone else fallback


def term_colour(field: Field | None, fallback: str) -> Expression | str:
    """The colour of a feature by the term of its coded field."""
    terms = field.vocabulary.terms if field and field.vocabulary else ()
    toned = [term for term in terms if term.tone]
    if field is None or not toned:
        return fallback
    cases = [part for term in toned for part in (term.code, colour_of(term, fallback))]
    return ["match", ["get", field.name], *cases, fallback]


def dominating_colour(field: Field | None, fallback: str) -> Expression | str:
    """The colour of the tone that most objects of a cell have; the earlier tone wins a tie."""
    terms = field.vocabulary.terms if field and field.vocabulary else ()
    tones = [tone for tone in Tone if any(term.tone is tone for term in terms)]
    if field is None or not tones:
        return fallback
    sums = {
        tone.value: _sum_of(field.name, (term for term in terms if term.tone is tone))
        for tone in tones
    }
    cases: Expression = []
    for tone in tones[:-1]:
        others = [[">=", ["var", tone.value], ["var", other.value]] for other in tones]
        cases += [["all", *others], TONE_COLOURS[tone]]
    chosen = ["case", *cases, TONE_COLOURS[tones[-1]]] if cases else TONE_COLOURS[tones[0]]
    return ["let", *(part for pair in sums.items() for part in pair), chosen]


def _sum_of(field_name: str, terms: Iterable[Term]) -> Expression:
    return ["+", *(["coalesce", ["get", f"{field_name}:{term.code}"], 0] for term in terms)]
