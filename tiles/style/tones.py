"""The expressions that choose among the colours of tones."""

from collections.abc import Iterable

from layers.model.colours import TONE_COLOURS, colour_of
from layers.model.field import Field
from layers.model.vocabulary import Term, Tone

Expression = list[object]


def toned_terms(field: Field | None) -> list[Term]:
    """The terms of a coded field that have a tone."""
    terms = field.vocabulary.terms if field and field.vocabulary else ()
    return [term for term in terms if term.tone]


def term_colour(field: Field | None, fallback: str) -> Expression | str:
    """The colour of a feature by the term of its coded field."""
    toned = toned_terms(field)
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
