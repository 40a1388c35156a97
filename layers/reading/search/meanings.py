"""What typed words mean by themselves: a layer, a term of a vocabulary, a kind of unit."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import text
from sqlalchemy.orm import Session

from core.text import Text
from geo.names import fold
from layers.model.feature import VISIBILITY
from layers.model.field import Field
from layers.model.layer import Layer
from layers.model.vocabulary import Term
from layers.regions.region import REGION_KIND
from layers.registry import Catalogue

FITTING = text(
    "SELECT pair.n FROM unnest(CAST(:words AS text[]), CAST(:phrases AS text[]))"
    " WITH ORDINALITY AS pair (word, phrase, n)"
    " WHERE atlas_words(pair.phrase, pair.phrase, pair.phrase) @@ atlas_word_query(pair.word)"
)
"""Asked which of the words stands in the phrase beside it, in any inflection."""
KEY_LETTERS = 3
"""No inflection changes the skeleton's first letters."""
LONGEST_ENDING = 2
"""Letters by which words may differ before the shorter one ends."""


@dataclass(frozen=True, slots=True, eq=False)
class Meaning:
    """What a word can stand for: a layer, a term of one of its fields, or, of none, a unit's kind.

    `phrases` are all ways to say it. There is one of each, which is equal to itself.
    """

    phrases: tuple[str, ...]
    layer: Layer | None = None
    field: Field | None = None
    term: Term | None = None

    @property
    def is_kind_of_unit(self) -> bool:
        """Whether it says nothing but what kind of unit is meant."""
        return self.layer is None


def meanings_of(
    session: Session, catalogue: Catalogue, words: Sequence[str]
) -> list[tuple[Meaning, ...]]:
    """What each word can mean, in the order of the catalogue; none of most words of names."""
    by_key = _by_key(catalogue)
    pairs = [
        (n, word, meaning, phrase)
        for n, word in enumerate(words)
        for meaning, phrase, spoken in by_key.get(fold(word)[:KEY_LETTERS], ())
        if _may_fit(fold(word), spoken)
    ]
    found: list[dict[Meaning, None]] = [{} for _ in words]
    if pairs:
        asked = {"words": [pair[1] for pair in pairs], "phrases": [pair[3] for pair in pairs]}
        for position in session.scalars(FITTING, asked):
            n, _, meaning, _ = pairs[position - 1]
            found[n][meaning] = None
    order = {meaning: place for place, meaning in enumerate(_meanings(catalogue))}
    return [tuple(sorted(each, key=lambda meaning: order[meaning])) for each in found]


def _may_fit(typed: str, spoken: str) -> bool:
    shared = max(0, min(len(typed), len(spoken)) - LONGEST_ENDING)
    return typed[:shared] == spoken[:shared]


@lru_cache(maxsize=4)
def _meanings(catalogue: Catalogue) -> tuple[Meaning, ...]:
    of_layers = (each for layer in catalogue.layers for each in _of_layer(layer))
    of_units = (Meaning(_phrases(term.title)) for term in REGION_KIND.terms)
    return (*of_layers, *of_units)


def _of_layer(layer: Layer) -> Iterator[Meaning]:
    yield Meaning(_phrases(layer.title, layer.title_of_one), layer)
    for field in layer.fields:
        if field.vocabulary is None or field.vocabulary is VISIBILITY:
            continue
        for term in field.vocabulary.terms:
            if term.series is None:
                phrases = (*_phrases(term.title), *term.aliases, *term.words)
                yield Meaning(phrases, layer, field, term)


def _phrases(*titles: Text) -> tuple[str, ...]:
    return tuple(phrase for title in titles for phrase in title.as_dict().values())


@lru_cache(maxsize=4)
def _by_key(catalogue: Catalogue) -> dict[str, list[tuple[Meaning, str, str]]]:
    """By the first letters of a word's skeleton, the meanings with the phrase and the skeleton."""
    found: dict[str, list[tuple[Meaning, str, str]]] = defaultdict(list)
    for meaning in _meanings(catalogue):
        for phrase in dict.fromkeys(meaning.phrases):
            for spoken in dict.fromkeys(fold(phrase).split()):
                found[spoken[:KEY_LETTERS]].append((meaning, phrase, spoken))
    return found
