"""How much words are like known ones: cut short, with other endings, in another alphabet."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

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
    told = [(len(word.skeleton), max(word.likeness(other) for other in name)) for word in written]
    missed = [
        (len(other.skeleton) * missed_weight, max(word.likeness(other) for word in written))
        for other in name
    ]
    weights = sum(weight for weight, _ in (*told, *missed))
    return sum(weight * score for weight, score in (*told, *missed)) / weights


def weakest(written: tuple[Word, ...], name: tuple[Word, ...]) -> float:
    """How much that word is like its best in the other text that has the worst one, 0–100."""
    there = (max(word.likeness(other) for other in name) for word in written)
    back = (max(word.likeness(other) for word in written) for other in name)
    return min(*there, *back)
