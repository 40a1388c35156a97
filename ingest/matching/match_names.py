"""Names taken apart and compared: spellings of kk, ru and en, declension, initials, numbers."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from rapidfuzz import fuzz
from rapidfuzz.distance import Prefix

from geo.names import fold
from ingest.matching.match_words import CONNECTIVES, ENDINGS, EPITHETS, sorts_of

INITIAL = re.compile(r"(?<!\w)([^\W\d_])\.(?=\s*[^\W\d_])")
DATING = re.compile(
    r"(\d{3,4})|(?<!\w)(\d{1,2}|[IVXІХ]+)(?=\s*-?\s*(?:\([^)]*\)\s*)?(?:[вғг]\.|век|ғасыр|th|cent))"
)
ORDINAL = re.compile(r"(?<!\w)(\d{1,2}|[IVXІХ]{1,5})(?!\w|\.\s*[^\W\d])")
ROMAN = str.maketrans("ІХ", "IX")
SHORTEST_STEM = 3
ALIKE = 0.75
"""Below this likeness of letters two words are different words: «Айша» and «Аяз» have 0.5."""
DECLINED = 0.97
EPITHET_WEIGHT = 0.3
"""What an epithet counts beside a word of the same length that names the object."""
ANOTHER_SORT = 0.78
"""What is left where one name speaks of a mosque and the other of a mausoleum."""
OTHER_INITIALS = 0.6
SORT_ONLY = 0.6
"""Likeness of «Мазар» and «Мазар Жанай»: nothing speaks against it, little for it."""
UNLIKE = 0.1
CACHED_NAMES = 100_000


@dataclass(frozen=True, slots=True)
class NameParts:
    """What a name says: its telling words, sorts of thing, initials, ordinals and datings.

    Words are folded. A name without telling words, such as «Братская могила», is commonplace.
    """

    words: tuple[str, ...]
    weights: tuple[float, ...]
    sorts: frozenset[str]
    initials: frozenset[str]
    ordinals: frozenset[str]
    datings: frozenset[str]

    @property
    def is_commonplace(self) -> bool:
        """Whether it says no more than what sort of thing it is."""
        return not self.telling_count

    @property
    def telling_count(self) -> int:
        """How many words name the object itself."""
        return sum(word not in EPITHETS for word in self.words)


@lru_cache(maxsize=CACHED_NAMES)
def parts_of(name: str) -> NameParts:
    """The parts of a name; one without letters has none."""
    datings = frozenset(filter(None, chain.from_iterable(DATING.findall(name))))
    ordinals = frozenset(found.translate(ROMAN) for found in ORDINAL.findall(DATING.sub(" ", name)))
    initials = frozenset(fold(letter) for letter in INITIAL.findall(name))
    bare = INITIAL.sub(" ", ORDINAL.sub(" ", DATING.sub(" ", name)))
    words: list[str] = []
    sorts: set[str] = set()
    for word in fold(bare).split():
        found = sorts_of(word)
        sorts |= found
        if not found and word not in CONNECTIVES and len(word) > 1:
            words.append(word)
    weights = tuple(len(word) * (EPITHET_WEIGHT if word in EPITHETS else 1) for word in words)
    return NameParts(tuple(words), weights, frozenset(sorts), initials, ordinals, datings)


@lru_cache(maxsize=CACHED_NAMES)
def telling_words(names: tuple[str | None, ...]) -> tuple[str, ...]:
    """The words that name the object itself in any of its names, each once."""
    words = (word for name in names if name for word in parts_of(name).words)
    return tuple(dict.fromkeys(word for word in words if word not in EPITHETS))


def may_be_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether any two telling words are alike, or one begins the other: «Биржан», «Биржансал».

    Where not, `likeness` is 0; this costs a tenth of it, and most neighbours end here.
    """
    return any(
        _word_likeness(first, second) > 0 or _begins(first, second) or _begins(second, first)
        for first in one
        for second in other
    )


def _begins(beginning: str, word: str) -> bool:
    return len(beginning) >= SHORTEST_STEM and word.startswith(beginning)


def likeness(one: NameParts, other: NameParts) -> float:
    """How far two names are one, 0-1, numbers in them aside; symmetric."""
    if one.is_commonplace and other.is_commonplace:
        share = _words_shared(one, other) if one.words or other.words else 1.0
        if one.sorts and other.sorts:
            return share if one.sorts & other.sorts else UNLIKE
        return share if one.words and other.words else UNLIKE
    agreement = _sorts_agreement(one, other)
    if one.is_commonplace or other.is_commonplace:
        return SORT_ONLY if one.sorts & other.sorts else UNLIKE
    joined = fuzz.ratio("".join(one.words), "".join(other.words)) / 100
    shared = max(_words_shared(one, other), joined if joined >= ALIKE else 0.0)
    return shared * agreement * _initials_agreement(one, other)


def _words_shared(one: NameParts, other: NameParts) -> float:
    """Mean of the share of all words and that of the shorter name's words found again."""
    found_of_one, found_of_other = _found_again(one, other), _found_again(other, one)
    all_one, all_other = sum(one.weights), sum(other.weights)
    if not all_one or not all_other:
        return 0.5
    dice = (found_of_one + found_of_other) / (all_one + all_other)
    contained = max(found_of_one / all_one, found_of_other / all_other)
    return (dice + contained) / 2


def _found_again(one: NameParts, other: NameParts) -> float:
    return sum(
        weight * max((_word_likeness(word, candidate) for candidate in other.words), default=0.0)
        for word, weight in zip(one.words, one.weights, strict=True)
    )


@lru_cache(maxsize=CACHED_NAMES)
def _word_likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    stem = Prefix.similarity(one, other)
    if stem >= SHORTEST_STEM and {one[stem:], other[stem:]} <= ENDINGS | {""}:
        return DECLINED
    alike = fuzz.ratio(one, other) / 100
    return alike if alike >= ALIKE else 0.0


def _sorts_agreement(one: NameParts, other: NameParts) -> float:
    return ANOTHER_SORT if one.sorts and other.sorts and not one.sorts & other.sorts else 1.0


def _initials_agreement(one: NameParts, other: NameParts) -> float:
    """Less than 1 where initials contradict each other: «А. Құнанбаев» and «Ш. Құнанбаев»."""
    if one.initials and other.initials and not one.initials & other.initials:
        return OTHER_INITIALS
    return 1.0
