"""How surely two descriptions mean one object: names, place, kind and register number, 0-100."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import product

from core.text import Language
from geo.names import fold
from ingest.matching.match_names import NameParts, likeness, parts_of
from ingest.matching.match_words import COMMEMORATIVE


class Verdict(StrEnum):
    """What a score comes to; `conflict` is one name in two places far apart."""

    SAME = "same"
    UNDECIDED = "undecided"
    DIFFERENT = "different"
    CONFLICT = "conflict"


SAME_FROM = 88.0
"""A wrong «same» merges two objects, a wrong «undecided» costs a glance. From here on a name may
differ by its spelling, declension or an epithet and the place by a tenth of the layer's reach,
but no sign may contradict: a different kind alone brings a perfect pair to 85."""
UNDECIDED_FROM = 62.0
"""Half of the telling words agree at one place, or all of them at the edge of the reach (70)."""

NAME_SHARE = 0.7
"""The rest is the place's: neighbours are many, namesakes within a kilometre are few."""
NO_NAME = 0.5
"""A missing name speaks neither for nor against."""
WORST_LANGUAGE = 0.2
"""Share of the language in which the names agree least: a slip in one need not part them."""
REACH_DECAY = 0.5
"""At this share of the reach the place's agreement is 1/e."""
COMMONPLACE_REACH_M = 60.0
"""Mass graves and barrows stand in groups: without a telling name only the very place counts."""
OTHER_KIND = 0.85
SAME_NUMBER = 0.6
"""What a common register number takes away of the doubt that is left."""
OTHER_NUMBER = 0.75
OTHER_NUMBER_COMMONPLACE = 0.5
"""Two numbered barrows without names are two barrows."""
OTHER_ORDINAL = 0.3
"""«Қорған 1» and «Қорған 2» are two objects however alike the names."""
CAPPED = SAME_FROM - 1
"""The most where something is missing that a person would ask for."""
CACHED_NUMBERS = 10_000
TELLING_WORDS = 2
"""A name in one language alone is rare enough with so many telling words."""


@dataclass(frozen=True, slots=True)
class Described:
    """What is known of an object; `accuracy_m` of its place, `oblast` by KATO code."""

    names: Mapping[Language, str]
    kind: str | None = None
    number: str | None = None
    accuracy_m: float = 0.0
    oblast: str | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """How surely two are one, 0-100, and what that comes to."""

    value: float
    verdict: Verdict


@dataclass(frozen=True)
class Pair:
    """Two descriptions `distance_m` metres apart, in a layer with a reach of `within_m` metres.

    `is_rough` tells that the distance is to a generalised place.
    """

    one: Described
    other: Described
    distance_m: float
    within_m: float
    is_rough: bool = field(default=False)

    @cached_property
    def parts(self) -> tuple[dict[Language, NameParts], dict[Language, NameParts]]:
        """The names of both, taken apart, by language."""
        first, second = (
            {language: parts_of(name) for language, name in side.names.items() if name}
            for side in (self.one, self.other)
        )
        return first, second

    @cached_property
    def name_likeness(self) -> float | None:
        """How far the names are one, 0-1, in the languages that agree best; None without names."""
        first, second = self.parts
        if not first or not second:
            return None
        best = max(likeness(a, b) for a, b in product(first.values(), second.values()))
        shared = [
            likeness(first[language], second[language]) for language in first.keys() & second.keys()
        ]
        worst = min(shared, default=best)
        ordinal = OTHER_ORDINAL if self.numbers_contradict else 1.0
        return ((1 - WORST_LANGUAGE) * best + WORST_LANGUAGE * worst) * ordinal

    @cached_property
    def is_commonplace(self) -> bool:
        """Whether either has no name that tells more than its sort."""
        return any(all(parts.is_commonplace for parts in side.values()) for side in self.parts)

    @cached_property
    def numbers_contradict(self) -> bool:
        """Whether both names hold ordinals or datings, and each some that the other lacks."""
        for sign in ("ordinals", "datings"):
            first, second = (self._united(side, sign) for side in self.parts)
            if first - second and second - first:
                return True
        return False

    @cached_property
    def lacks_ordinal(self) -> bool:
        """Whether the names hold other ordinals, if only because one holds none."""
        first, second = (self._united(side, "ordinals") for side in self.parts)
        return first != second

    @staticmethod
    def _united(side: Mapping[Language, NameParts], sign: str) -> frozenset[str]:
        return frozenset().union(*(getattr(parts, sign) for parts in side.values()))

    @property
    def is_within_reach(self) -> bool:
        """Whether the places may be one as the layer and their accuracies have it."""
        return self.distance_m <= self.within_m + self.one.accuracy_m + self.other.accuracy_m

    @cached_property
    def place_agreement(self) -> float:
        """1 at one place, falling with the metres beyond what the accuracies explain."""
        reach = COMMONPLACE_REACH_M if self.is_commonplace else self.within_m
        beyond = max(0.0, self.distance_m - self.one.accuracy_m - self.other.accuracy_m)
        return math.exp(-((beyond / (reach * REACH_DECAY)) ** 2))

    @cached_property
    def has_one_number(self) -> bool | None:
        """Whether the register numbers are equal; None where one is missing."""
        return same_number(self.one.number, self.other.number)

    @cached_property
    def has_one_kind(self) -> bool | None:
        """Whether the kinds are equal; None where one is missing."""
        first, second = self.one.kind, self.other.kind
        return first == second if first and second else None


def scored(pair: Pair) -> Score:
    """How surely the two are one object near by, with the verdict.

    A commonplace pair farther apart than its small reach is never the same on its name alone.
    """
    name = pair.name_likeness
    likely = NO_NAME if name is None else name
    sure = NAME_SHARE * likely + (1 - NAME_SHARE) * pair.place_agreement
    if pair.is_commonplace:
        sure *= pair.place_agreement
    if pair.has_one_kind is False:
        sure *= OTHER_KIND
    if pair.has_one_number is True:
        sure += (1 - sure) * SAME_NUMBER
    elif pair.has_one_number is False:
        sure *= OTHER_NUMBER_COMMONPLACE if pair.is_commonplace else OTHER_NUMBER
    value = round(100 * sure, 1)
    if _needs_a_person(pair):
        value = min(value, CAPPED)
    return Score(value, _verdict(value))


def _needs_a_person(pair: Pair) -> bool:
    """Whether a person should look even at a high score."""
    without_number = pair.has_one_number is not True
    return (
        pair.is_rough
        or pair.distance_m > pair.within_m
        or (pair.name_likeness is None and without_number)
        or (pair.is_commonplace and without_number and pair.distance_m > COMMONPLACE_REACH_M)
        or pair.lacks_ordinal
    )


def _verdict(value: float) -> Verdict:
    if value >= SAME_FROM:
        return Verdict.SAME
    return Verdict.UNDECIDED if value >= UNDECIDED_FROM else Verdict.DIFFERENT


def is_conflict(pair: Pair) -> bool:
    """Whether two sources put what seems to be one object far apart.

    Namesakes far apart are usual. It takes an equal name and either the same register number or
    the same kind with equal names in two languages (in one, where only one is shared and it has
    two telling words). Commonplace names conflict only by a number within one oblast: each oblast
    counts its own register from 1. Names of statues and mass graves never do without a number.
    """
    first, second = pair.parts
    shared = [
        first[language]
        for language in first.keys() & second.keys()
        if first[language] == second[language]
        or likeness(first[language], second[language]) >= EQUAL_NAMES
    ]
    if not shared or pair.numbers_contradict:
        return False
    if pair.has_one_number is True:
        return not pair.is_commonplace or _in_one_oblast(pair)
    if pair.has_one_number is False or pair.has_one_kind is False or pair.is_commonplace:
        return False
    if any(parts.sorts & COMMEMORATIVE for parts in (*first.values(), *second.values())):
        return False
    if len(shared) > 1:
        return True
    is_only_one = len(first.keys() & second.keys()) == 1
    return is_only_one and shared[0].telling_count >= TELLING_WORDS


EQUAL_NAMES = 0.97
"""Names that differ by no more than declension."""


def _in_one_oblast(pair: Pair) -> bool:
    return pair.one.oblast is not None and pair.one.oblast == pair.other.oblast


def same_number(one: str | None, other: str | None) -> bool | None:
    """Whether two register numbers are equal, «245-1» and «№ 245/1»; None where one is missing."""
    first, second = _bare(one), _bare(other)
    return first == second if first and second else None


@lru_cache(maxsize=CACHED_NUMBERS)
def _bare(number: str | None) -> str:
    folded = fold(number or "")
    return "" if folded in NO_NUMBER else folded


NO_NUMBER = frozenset(fold(written) for written in ("б/н", "бн", "нет", "жоқ", "нөмірсіз", "n/a"))
"""What officers write where there is no number."""
