"""How much words are like known ones: cut short, with other endings, in another alphabet."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import sumprod

import numpy as np
from rapidfuzz import fuzz, process

from geo.names import fold

ABBREVIATED = 95
"""The score of a word that is the beginning of another, as «респ.» is."""
CUT = 60
"""The least score of a word of which only the beginning is a known name; it grows with that."""
SHORTEST_ABBREVIATION = 4
"""Letters of a beginning that stands for a word without a dot after it."""
DENIED = 70
NOT = "ne"
THINGS = tuple(
    map(
        fold,
        (
            "памятник",
            "пам",
            "ескерткіш",
            "ескерткіштің",
            "объект",
            "нысан",
            "нысанның",
            "object",
            "obj",
            "site",
        ),
    )
)
"""Skeletons of words for whatever something is said of."""
ALIKE = 85
WORD = re.compile(r"[^\W_]+[.]?")


@dataclass(frozen=True, slots=True, order=True)
class Word:
    """A word's skeleton; a dot shows that it is only a beginning."""

    skeleton: str
    is_cut: bool = False

    def likeness(self, other: "Word") -> float:
        """How surely it is the other word, or its beginning or another ending of it, 0–100."""
        if self.skeleton == other.skeleton:
            return 100
        if self.begins(other):
            return ABBREVIATED
        if self.denies(other) or other.denies(self):
            return 0
        if other.is_cut and other.begins(self):
            return CUT + (100 - CUT) * len(other.skeleton) / len(self.skeleton)
        return self.ratio(other)

    def ratio(self, other: "Word") -> float:
        """The share of equal letters, 0–100."""
        return fuzz.ratio(self.skeleton, other.skeleton)

    def begins(self, other: "Word") -> bool:
        """Whether it may stand for the other word, cut short."""
        is_told = self.is_cut or len(self.skeleton) >= SHORTEST_ABBREVIATION
        return is_told and other.skeleton.startswith(self.skeleton)

    @property
    def is_thing(self) -> bool:
        """Whether it says no more than that something is said of an object."""
        return any(self.ratio(thing) >= ALIKE or self.begins(thing) for thing in map(Word, THINGS))

    def denies(self, other: "Word") -> bool:
        """Whether it is the other word after a Russian «не»."""
        rest = self.skeleton.removeprefix(NOT)
        return (
            rest != self.skeleton
            and not other.skeleton.startswith(NOT)
            and fuzz.ratio(rest, other.skeleton) >= DENIED
        )


def without_things(words: Iterable[Word]) -> tuple[Word, ...]:
    """The words that tell more than that something is said of an object; all, if none does."""
    whole = tuple(words)
    return tuple(word for word in whole if not word.is_thing) or whole


def words_of(text: str) -> Iterator[Word]:
    """The words of a text; those without letters and digits are none."""
    for match in WORD.findall(text.casefold()):
        skeleton = fold(match)
        if skeleton:
            yield Word(skeleton, match.endswith("."))


def likeness(written: tuple[Word, ...], name: tuple[Word, ...], missed_weight: float = 1) -> float:
    """How much a text is like a name, 0–100: each word of either finds its best in the other.

    Words count by their length; `missed_weight` is that of the words of the name, which the text
    may leave out. Neither may be empty.
    """
    there, back = _best(written, name)
    told = [len(word.skeleton) for word in written]
    missed = [len(word.skeleton) * missed_weight for word in name]
    return (sumprod(told, there) + sumprod(missed, back)) / (sum(told) + sum(missed))


def weakest(written: tuple[Word, ...], name: tuple[Word, ...]) -> float:
    """How much that word is like its best in the other text that has the worst one, 0–100."""
    there, back = _best(written, name)
    return min(*there, *back)


def _best(written: tuple[Word, ...], name: tuple[Word, ...]) -> tuple[list[float], list[float]]:
    """How much each word of a text is like its best of a name, and each of the name like its."""
    pairs = [[word.likeness(other) for other in name] for word in written]
    return [max(row) for row in pairs], [max(column) for column in zip(*pairs, strict=True)]


class WordIndex:
    """Names by their words, in which those are found that may be like a text."""

    def __init__(self, names: Iterable[tuple[Word, ...]]) -> None:
        self._names: dict[str, set[tuple[Word, ...]]] = {}
        for name in names:
            for word in name:
                self._names.setdefault(word.skeleton, set()).add(name)
        self._skeletons = tuple(self._names)

    def near(self, written: tuple[Word, ...], least: float) -> set[tuple[Word, ...]]:
        """All names whose `likeness` to the text may reach `least`, and perhaps a few others.

        The likeness is a mean, so that one word of such a name has it.
        """
        texts = tuple(word.skeleton for word in written)
        ratios = process.cdist(texts, self._skeletons, scorer=fuzz.ratio, score_cutoff=least)
        found = {self._skeletons[column] for column in np.flatnonzero(ratios.any(axis=0))}
        beginnings = {text[:length] for text in texts for length in range(1, len(text) + 1)}
        found |= beginnings & self._names.keys()
        found |= {known for known in self._skeletons if known.startswith(texts)}
        return set().union(*(self._names[skeleton] for skeleton in found))
