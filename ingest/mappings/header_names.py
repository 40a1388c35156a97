"""Which fields a header names, exactly or nearly."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from core.text import Language
from geo.names import fold
from ingest.mappings.column_evidence import ColumnBy, Evidence
from ingest.mappings.mapping_names import Place, folded
from ingest.mappings.words import Word, likeness, weakest, without_things, words_of
from ingest.reading.headers import (
    BARE,
    ONE_OF_SEVERAL,
    WHOLE,
    HeaderReading,
    has_other_unit,
    readings_of,
)

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
AHEAD = 3
"""A near field must be so much better than any other."""
SEVERAL_MEANT = 85
"""The score of each of several fields that one header names."""
ONLY_POSSIBLE = 45
"""The score of a field that a header names in a unit that is not the field's."""
PRECISION = (
    (Place.LATITUDE, Place.LONGITUDE),
    (Place.X, Place.Y),
    (Place.COORDINATES,),
)
"""Places from the most to the least telling: «Координата X (широта)» is a latitude."""


class HeaderNames:
    """The targets of a layer under their names; of targets with the same name the first is it."""

    def __init__(self, names: Iterable[tuple[str, Iterable[str]]]) -> None:
        self._by_spelling: dict[str, str] = {}
        self._by_skeleton: dict[str, str] = {}
        for target, spellings in names:
            for spelling in spellings:
                self._by_spelling.setdefault(folded(spelling), target)
        for spelling, target in self._by_spelling.items():
            if len(skeleton := fold(spelling)) >= SKELETON_FROM:
                self._by_skeleton.setdefault(skeleton, target)

    def knows(self, header: str) -> bool:
        """Whether a header names a field outright."""
        return bool(self._exact(header))

    def of(self, header: str) -> Iterator[Evidence]:
        """What a header speaks for: by name the one field or the several that it names, or near."""
        found = self._exact(header)
        if has_other_unit(header):
            for target in found:
                yield Evidence(header, target, ColumnBy.NEAR, ONLY_POSSIBLE)
        elif len(found) > 1:
            for target in found:
                yield Evidence(header, target, ColumnBy.NEAR, SEVERAL_MEANT)
        elif found:
            yield from (Evidence(header, each, ColumnBy.NAME, found[each]) for each in found)
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
        target, score = self._by_spelling.get(reading.spelling), reading.score
        if target is None:
            target = self._by_skeleton.get(fold(reading.spelling))
            score -= IN_ANOTHER_ALPHABET
        return target and self._in_language(target, reading.language), score

    def _in_language(self, target: str, language: Language | None) -> str:
        """The field of the same in another language, where there is one."""
        stem, _, ending = target.rpartition("_")
        sibling = f"{stem}_{language}"
        return sibling if ending in set(Language) and sibling in self._targets else target

    @cached_property
    def _targets(self) -> frozenset[str]:
        return frozenset(self._by_spelling.values())

    def _near(self, header: str) -> Iterator[Evidence]:
        """The field of which a name is spelt nearly so, if one is ahead, and possible others."""
        bare = next(each for each in readings_of(header) if each.score == BARE)
        words = without_things(words_of(bare.spelling))
        letters = sum(len(word.skeleton) for word in words)
        if letters < SKELETON_FROM or len(words) > MOST_WORDS:
            return
        scores: dict[str, tuple[int, bool]] = {}
        for target, names in self._words_of_names.items():
            score, name = max((likeness(words, name), name) for name in names)
            meant = self._in_language(target, bare.language)
            found = round(score), weakest(words, name) >= WEAKEST
            scores[meant] = max(found, scores.get(meant, found))
        ranked = sorted(scores.items(), key=lambda each: -each[1][0])
        is_ahead = len(ranked) == 1 or ranked[0][1][0] - ranked[1][1][0] >= AHEAD
        for rank, (target, (score, is_met)) in enumerate(ranked):
            if score >= POSSIBLE:
                is_near = rank == 0 and is_ahead and is_met and score >= NEAR
                shown = score if is_near else min(score // 2, ONLY_POSSIBLE)
                yield Evidence(header, target, ColumnBy.NEAR, shown)

    @cached_property
    def _words_of_names(self) -> Mapping[str, tuple[tuple[Word, ...], ...]]:
        names: dict[str, list[tuple[Word, ...]]] = defaultdict(list)
        for spelling, target in self._by_spelling.items():
            if words := without_things(words_of(spelling)):
                names[target].append(words)
        return {target: tuple(each) for target, each in names.items()}


def _is_final(found: Mapping[str, int], reading: HeaderReading) -> bool:
    """Whether a further reading adds nothing; but a part may tell which coordinate it is."""
    if reading.score == BARE:
        return WHOLE in found.values()
    is_open = set(found) <= {Place.X, Place.Y, Place.COORDINATES}
    return not is_open and max(found.values()) > ONE_OF_SEVERAL


def _most_telling(found: Mapping[str, int]) -> Mapping[str, int]:
    """The most telling of places; both halves of one in one column are whole coordinates."""
    for group in PRECISION:
        named = {target: score for target, score in found.items() if target in group}
        if len(named) > 1:
            return {Place.COORDINATES: min(named.values())}
        if named:
            return named
    return found
