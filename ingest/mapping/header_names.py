"""Which fields a header names, exactly or nearly."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import IntEnum
from functools import cached_property

from core.text import Language
from geo.names import fold
from ingest.mapping.column_evidence import ColumnBy, ColumnEvidence
from ingest.mapping.header_garnish import apart, unqualified
from ingest.mapping.headers import (
    BARE,
    ONE_OF_SEVERAL,
    WHOLE,
    HeaderReading,
    has_other_unit,
    readings_of,
)
from ingest.mapping.mapping_names import LocationPart, folded
from ingest.mapping.nested_names import is_nested, language_within, nested_targets
from ingest.mapping.words import Word, WordIndex, likeness, weakest, without_things, words_of

MOST_WORDS = 20
"""A header of more words is a sentence, and near to no name."""
SKELETON_FROM = 4
"""Shorter names are not looked for in another alphabet, nor nearly: «вид» would be uid."""
IN_ANOTHER_ALPHABET = 2
"""What a name loses of its score that is written in another alphabet."""
NEAR = 88
"""A spelling is near from this score on."""
WEAKEST = 75
"""No word of a near spelling is less like its counterpart."""
POSSIBLE = 70
"""A spelling is named as possible from this score on."""
ROUNDED = 1
"""How much of a score its rounding may be."""
AHEAD = 3
"""A near field must be so much better than any other."""
SEVERAL_MEANT = 85
"""The score of each of several fields that one header names."""
ONLY_IF_FITTING = 50
"""The score of a coded field whose short name stands in another alphabet, till its values agree."""
ONLY_POSSIBLE = 45
"""The score of a field that a header names in a unit that is not the field's."""
PRECISION = (
    (LocationPart.LATITUDE, LocationPart.LONGITUDE),
    (LocationPart.X, LocationPart.Y),
    (LocationPart.COORDINATES,),
)
"""Places from the most to the least telling: «Координата X (широта)» is a latitude."""


class Naming(IntEnum):
    """How firmly a name is that of a field; the value is what it is behind others."""

    OWN = 0
    TITLE = 1
    ALIAS = 2


class HeaderNames:
    """The targets of a layer under their names; of targets with the same name the first is it.

    A short name of a `coded` field may stand in another alphabet, for its values tell.
    """

    def __init__(
        self,
        names: Iterable[tuple[str, Iterable[str], Naming]],
        coded: frozenset[str] = frozenset(),
    ) -> None:
        self._coded = coded
        self._by_spelling: dict[str, tuple[str, Naming]] = {}
        self._by_skeleton: dict[str, tuple[str, Naming]] = {}
        for target, spellings, naming in names:
            for spelling in spellings:
                self._by_spelling.setdefault(folded(spelling), (target, naming))
        for spelling, named in self._by_spelling.items():
            if len(skeleton := fold(spelling)) >= SKELETON_FROM:
                self._by_skeleton.setdefault(skeleton, named)

    def knows(self, header: str) -> bool:
        """Whether a header names a field outright."""
        return bool(self._exact(header)) and not is_nested(header)

    def leaves_language_open(self, header: str) -> bool:
        """Whether a header names a field by a word of everyday, and speaks of no language."""
        naming, language = self._naming(header)
        return naming is Naming.ALIAS and language is None

    def _naming(self, header: str) -> tuple[Naming, Language | None]:
        """How a header names what it names, and the language of which it speaks."""
        for reading in readings_of(header):
            if named := self._named(reading.spelling):
                return named[1], reading.language
        return Naming.OWN, None

    def of(self, header: str) -> Iterator[ColumnEvidence]:
        """What a header speaks for: by name the one field or the several that it names, or near."""
        found = self._exact(header)
        if is_nested(header) and LocationPart.COORDINATES not in found:
            yield from self._nested(header)
        elif has_other_unit(header):
            for target in found:
                yield ColumnEvidence(header, target, ColumnBy.NEAR, ONLY_POSSIBLE)
        elif len(found) > 1:
            for target in found:
                yield ColumnEvidence(header, target, ColumnBy.NEAR, SEVERAL_MEANT)
        elif found:
            behind = self._naming(header)[0]
            for target in found:
                yield ColumnEvidence(header, target, ColumnBy.NAME, found[target], behind)
        else:
            yield from self._near(header)

    def _exact(self, header: str) -> Mapping[str, int]:
        """The fields that a header names, with the scores: as a whole before by its parts."""
        found: dict[str, int] = {}
        for reading in readings_of(header):
            if _is_final(found, reading):
                break
            target, score = self._target_of(reading)
            if target is not None:
                found.setdefault(target, score)
        return _most_telling(found)

    def _target_of(self, reading: HeaderReading) -> tuple[str | None, int]:
        named = self._named(reading.spelling)
        if named is None:
            return None, 0
        is_plain = reading.spelling in self._by_spelling
        score = reading.score - (0 if is_plain else IN_ANOTHER_ALPHABET)
        return self._in_language(named[0], reading.language), score

    def _named(self, spelling: str) -> tuple[str, Naming] | None:
        return self._by_spelling.get(spelling) or self._by_skeleton.get(fold(spelling))

    def _nested(self, header: str) -> Iterator[ColumnEvidence]:
        """What a path speaks for: a field where what it is nested in agrees, else only perhaps."""
        spoken = language_within(header)
        if spoken is not None and (named := self._named(folded(spoken[0]))):
            yield ColumnEvidence(
                header, self._in_language(named[0], spoken[1]), ColumnBy.NAME, BARE
            )
            return
        if has_other_unit(header):
            return
        for target, agrees in nested_targets(header, self._target_named):
            if agrees:
                yield ColumnEvidence(header, target, ColumnBy.NAME, ONE_OF_SEVERAL)
            else:
                yield ColumnEvidence(header, target, ColumnBy.NEAR, ONLY_POSSIBLE)

    def _target_named(self, name: str) -> str | None:
        named = self._named(folded(name)) or self._named(folded(apart(name)))
        return named and named[0]

    def _in_language(self, target: str, language: Language | None) -> str:
        """The field of the same in another language, where there is one."""
        stem, _, ending = target.rpartition("_")
        sibling = f"{stem}_{language}"
        return sibling if ending in set(Language) and sibling in self._targets else target

    @cached_property
    def _targets(self) -> frozenset[str]:
        return frozenset(target for target, _ in self._by_spelling.values())

    def _near(self, header: str) -> Iterator[ColumnEvidence]:
        """The field of which a name is spelt nearly so, if one is ahead, and possible others."""
        bare = next(each for each in readings_of(header) if each.score == BARE)
        words = without_things(words_of(unqualified(bare.spelling)))
        letters = sum(len(word.skeleton) for word in words)
        if letters < SKELETON_FROM:
            target = self._short_names.get("".join(word.skeleton for word in words))
            yield from (
                ()
                if target is None
                else (ColumnEvidence(header, target, ColumnBy.NEAR, ONLY_IF_FITTING),)
            )
            return
        if len(words) > MOST_WORDS:
            return
        scores: dict[str, tuple[int, bool]] = {}
        near = self._word_index.near(words, POSSIBLE - ROUNDED)
        for target, names in self._words_of_names.items():
            scored = [(likeness(words, name), name) for name in names if name in near]
            if not scored:
                continue
            score, name = max(scored)
            meant = self._in_language(target, bare.language)
            found = round(score), score >= POSSIBLE and weakest(words, name) >= WEAKEST
            scores[meant] = max(found, scores.get(meant, found))
        ranked = sorted(scores.items(), key=lambda each: -each[1][0])
        is_ahead = not ranked[1:] or ranked[0][1][0] - ranked[1][1][0] >= AHEAD
        for rank, (target, (score, is_met)) in enumerate(ranked):
            if score >= POSSIBLE:
                is_near = rank == 0 and is_ahead and is_met and score >= NEAR
                shown = score if is_near else min(score // 2, ONLY_POSSIBLE)
                yield ColumnEvidence(header, target, ColumnBy.NEAR, shown)

    @cached_property
    def _short_names(self) -> Mapping[str, str]:
        """The coded fields by the skeletons of their short names."""
        short: dict[str, str] = {}
        for spelling, (target, _) in self._by_spelling.items():
            if target in self._coded and 1 < len(skeleton := fold(spelling)) < SKELETON_FROM:
                short.setdefault(skeleton, target)
        return short

    @cached_property
    def _word_index(self) -> WordIndex:
        return WordIndex(name for names in self._words_of_names.values() for name in names)

    @cached_property
    def _words_of_names(self) -> Mapping[str, tuple[tuple[Word, ...], ...]]:
        names: dict[str, list[tuple[Word, ...]]] = defaultdict(list)
        for spelling, (target, _) in self._by_spelling.items():
            if words := without_things(words_of(spelling)):
                names[target].append(words)
        return {target: tuple(each) for target, each in names.items()}


def _is_final(found: Mapping[str, int], reading: HeaderReading) -> bool:
    """Whether a further reading adds nothing; but a part may tell which coordinate it is."""
    if reading.score == BARE:
        return WHOLE in found.values()
    is_open = set(found) <= {LocationPart.X, LocationPart.Y, LocationPart.COORDINATES}
    return not is_open and max(found.values()) > ONE_OF_SEVERAL


def _most_telling(found: Mapping[str, int]) -> Mapping[str, int]:
    """The most telling of places; both halves of one in one column are whole coordinates."""
    for group in PRECISION:
        named = {target: score for target, score in found.items() if target in group}
        if len(named) > 1:
            return {LocationPart.COORDINATES: min(named.values())}
        if named:
            return named
    return found
