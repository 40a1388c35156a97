"""Finds terms of the vocabularies of layers, such as the topics of reports, by what people say."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy.orm import Session

from core.access.caller import Caller
from geo.names import fold
from layers.access import readable
from layers.model.field import Field
from layers.model.layer import Layer
from layers.model.vocabulary import Term
from layers.reading.search.meanings import Meaning, meanings_of
from layers.reading.search.words import MOST_WORDS, SHORT, words_of
from layers.registry import Catalogue

MOST_TERMS = 10


@dataclass(frozen=True, slots=True)
class FoundTerm:
    """A code by which a layer can be filtered, and how well the text names it."""

    layer: Layer
    field: Field
    term: Term
    match: Literal["exact", "word"]


def terms_named(
    session: Session,
    catalogue: Catalogue,
    caller: Caller,
    typed: str,
    layers: Sequence[str] | None = None,
) -> list[FoundTerm]:
    """The terms that the text names, the exact ones first; of fields that the caller may read.

    Every word has to belong to the term or to its layer, and one at least to the term; a text of
    two letters has to be a name of it.
    """
    words = words_of(typed)
    if not 0 < len(words) <= MOST_WORDS:
        return []
    by_word = meanings_of(session, catalogue, words)
    is_short = all(len(word) <= SHORT for word in words)
    found: list[FoundTerm] = []
    for meaning in dict.fromkeys(each for meanings in by_word for each in meanings):
        term = _term(meaning, caller, typed)
        if term is None or not _is_named(meaning, by_word):
            continue
        if (layers is None or term.layer.id in layers) and (term.match == "exact" or not is_short):
            found.append(term)
    return sorted(found, key=lambda each: each.match != "exact")[:MOST_TERMS]


def _term(meaning: Meaning, caller: Caller, typed: str) -> FoundTerm | None:
    """The term that is meant; None of layers, and of fields that the caller may not read."""
    layer, field, term = meaning.layer, meaning.field, meaning.term
    if layer is None or field is None or term is None:
        return None
    if field not in readable(layer, caller).fields:
        return None
    is_exact = fold(typed) in map(fold, meaning.phrases)
    return FoundTerm(layer, field, term, "exact" if is_exact else "word")


def _is_named(meaning: Meaning, by_word: Sequence[tuple[Meaning, ...]]) -> bool:
    return all(
        any(each == meaning or (each.layer is meaning.layer and each.term is None) for each in word)
        for word in by_word
    )
