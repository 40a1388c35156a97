"""Which term of a vocabulary a value in a file means: exactly, or nearly and to be confirmed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from geo.names import fold
from ingest.mapping.mapping_names import folded
from ingest.mapping.words import THINGS, Word, likeness, words_of
from layers.model.vocabulary import Term, Vocabulary

LIKELY = 70
"""A term is suggested from this score on, of 100."""
AHEAD = 3
"""A suggestion must be so much better than that of any other term."""
LEFT_OUT = 0.5
"""The weight of the words of a term's name that a value leaves out."""
TOO_COMMON = 85
"""A word so much like one that several terms have tells nothing either."""


class TermBy(StrEnum):
    """How a value was found to mean a term; a code counts as a label."""

    LABEL = "label"
    ALIAS = "alias"
    NEAR = "near"
    SAVED = "saved"
    TOLD = "told"


@dataclass(frozen=True)
class TermNames:
    """The names under which a vocabulary's terms are met in files: codes, labels and aliases."""

    vocabulary: Vocabulary

    def code_of(self, written: str) -> Term | None:
        """The term that a value names in any language, Cyrillic or Latin; None if none or several.

        Only letter case, marks between the words and the alphabet may differ.
        """
        found = self.named(written)
        return found[0] if found else None

    def named(self, written: str) -> tuple[Term, TermBy] | None:
        """The term that a value names, and whether by label or alias."""
        spelling = folded(written)
        if spelling in self._by_spelling:
            return self._by_spelling[spelling]
        return self._by_skeleton.get(fold(spelling))

    def suggested(self, written: str) -> tuple[str, int] | None:
        """The code of the term that a value is most like, and how much, of 100; None if unclear.

        Beginnings («респ. знач.»), other endings and misspellings are seen through.
        """
        words = tuple(self._telling(words_of(written)))
        if not any(letter.isalpha() for word in words for letter in word.skeleton):
            return None
        scores: dict[str, float] = {}
        for term, names in self._words_of_names.items():
            scores[term] = max((likeness(words, name, LEFT_OUT) for name in names), default=0)
        (best, score), *others = sorted(scores.items(), key=lambda each: -each[1])
        if score < LIKELY or (others and score - others[0][1] < AHEAD):
            return None
        return best, round(score)

    @cached_property
    def _by_spelling(self) -> Mapping[str, tuple[Term, TermBy]]:
        names = _unshared((folded(name), found) for name, found in self._names())
        codes = {folded(term.code): (term, TermBy.LABEL) for term in self.vocabulary.terms}
        return names | codes

    @cached_property
    def _by_skeleton(self) -> Mapping[str, tuple[Term, TermBy]]:
        return _unshared((fold(name), found) for name, found in self._names())

    def _names(self) -> Iterator[tuple[str, tuple[Term, TermBy]]]:
        """Every name of every term, labels first."""
        for term in self.vocabulary.terms:
            labels = (term.code, *term.title.as_dict().values())
            yield from ((label, (term, TermBy.LABEL)) for label in labels)
        for term in self.vocabulary.terms:
            yield from ((alias, (term, TermBy.ALIAS)) for alias in term.aliases)

    @cached_property
    def _common(self) -> frozenset[Word]:
        """Words that several terms have and that therefore tell nothing, such as «значения»."""
        terms_of: dict[str, set[str]] = defaultdict(set)
        for name, (term, _) in self._names():
            for word in words_of(name):
                terms_of[word.skeleton].add(term.code)
        common = {word for word, codes in terms_of.items() if len(codes) > 1}
        return frozenset(Word(word) for word in common | set(THINGS))

    @cached_property
    def _words_of_names(self) -> Mapping[str, tuple[tuple[Word, ...], ...]]:
        names: dict[str, list[tuple[Word, ...]]] = {code: [] for code in self.vocabulary.codes}
        for name, (term, _) in self._names():
            names[term.code].append(tuple(self._telling(words_of(name))))
        return {code: tuple(filter(None, each)) for code, each in names.items()}

    def _telling(self, words: Iterable[Word]) -> Iterator[Word]:
        """The words without those that several terms have, whole or cut short."""
        for word in words:
            if not any(
                word.ratio(common) >= TOO_COMMON or (word.is_cut and word.begins(common))
                for common in self._common
            ):
                yield word


def _unshared(
    names: Iterable[tuple[str, tuple[Term, TermBy]]],
) -> dict[str, tuple[Term, TermBy]]:
    """What each name means; names of several terms are left out, of a term's the first is kept."""
    owners: dict[str, dict[str, tuple[Term, TermBy]]] = defaultdict(dict)
    for name, found in names:
        if name:
            owners[name].setdefault(found[0].code, found)
    return {name: next(iter(found.values())) for name, found in owners.items() if len(found) == 1}


def any_names_a_term(
    cells: Iterable[object],
    field: str,
    vocabulary: Vocabulary,
    told: Mapping[tuple[str, str], str],
) -> bool:
    """Whether some cell is a term of the field's vocabulary, or one that a person told to be."""
    names = TermNames(vocabulary)
    texts = dict.fromkeys(str(cell).strip() for cell in cells if cell != "")
    return any((field, folded(text)) in told or names.named(text) for text in texts)
