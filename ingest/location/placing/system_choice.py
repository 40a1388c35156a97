"""The reference system in which the places of a file are read, and how it became known."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from core.errors import AtlasError
from core.text import Text
from geo.crs.datums import Operation
from geo.crs.declaration import (
    UnknownReferenceSystemError,
    UnsupportedReferenceSystemError,
    declared_system,
)
from geo.crs.detection import Certainty
from geo.crs.families import SystemFamily, family_of, family_titles
from geo.crs.reference_system import ReferenceSystem
from geo.crs.vote import Party, PartyVote
from geo.crs.words import systems_in_words

LONGEST_WORDS = 100
"""A longer declaration is no phrase of a person."""
DEFINITION = re.compile(r"[\[+]")
"""What stands in a definition and in no phrase: its name alone does not tell its numbers."""
LONGEST_CODES = 500
"""Of more systems than the country has zones nobody makes a list."""
CODES = re.compile(r"(?:EPSG:)?\d{4,5}(?:\s*[,;]\s*(?:EPSG:)?\d{4,5})+", re.IGNORECASE)
"""Several systems by their codes, among which the numbers of each row choose."""

Json = dict[str, Any]


class ChosenFrom(StrEnum):
    """Where the system is known from: a person, the file, a column of it, a vote, a custom."""

    TOLD = "told"
    FILE = "file"
    COLUMN = "column"
    DETECTED = "detected"
    ASSUMED = "assumed"


class UnusableReferenceSystemError(AtlasError):
    """The file or the officer names a system from which there is no pinned way to WGS 84."""

    phrase = Text(
        "«{value}» координат жүйесі белгісіз немесе қолданылмайды; өзгесін атаңыз (мысалы, "
        "EPSG:28413).",
        "Система координат «{value}» неизвестна или не поддерживается; назовите другую (например, "
        "EPSG:28413).",
        "The coordinate system “{value}” is not known or not supported; name another (such as "
        "EPSG:28413).",
    )


@dataclass(frozen=True, slots=True)
class SystemChoice:
    """The system of a file's coordinates.

    `system` is None where nothing says which it is, and where each row has its own: by a column, or
    because several are `told`, in these `words`, of which the numbers pick one. `certainty` and
    `ranking` are those of the vote where the rows were asked: all of them, or those that the column
    leaves open.
    """

    chosen_from: ChosenFrom | None = None
    system: ReferenceSystem | None = None
    certainty: Certainty | None = None
    ranking: tuple[PartyVote, ...] = ()
    told: Party = ()
    words: str = ""

    @property
    def declared(self) -> Party:
        """The systems that a person or the file names for all rows; none where nobody does."""
        if self.told or self.system is None or self.chosen_from not in BY_SOMEBODY:
            return self.told
        return (self.system,)

    @property
    def detected(self) -> Party:
        """The systems that the rows were found to be in beyond doubt; none where nothing was."""
        by_vote = self.chosen_from in {ChosenFrom.DETECTED, ChosenFrom.COLUMN}
        is_sure = by_vote and self.certainty is Certainty.SURE
        return self.ranking[0].systems if is_sure and self.ranking else ()

    @property
    def operation(self) -> Operation | None:
        """The one way to WGS 84, None where the system is not known."""
        operations = {each.datum.operation for each in self.told}
        if len(operations) == 1:
            return operations.pop()
        return self.system.datum.operation if self.system else None

    def as_json(self) -> Json:
        """The choice as a proposal shows it, `systems` being the codes of those detected.

        Zones whose number stands before the easting are candidates together, under the name of
        their family, and each that fits some row alone.
        """
        operation = self.operation
        code, titles = self.words or None, family_titles(self.words) if self.words else None
        if self.system is not None:
            code, titles = self.system.code, self.system.titles
        return {
            "from": self.chosen_from.value if self.chosen_from else None,
            "code": code,
            "title": dict(titles) if titles else None,
            "certainty": self.certainty.value if self.certainty else None,
            "operation": operation and (named_operation(operation) or operation.name),
            "accuracy_m": operation and operation.accuracy_m,
            "systems": [system.code for system in self.detected],
            "candidates": list(_candidates(self.ranking)),
        }


BY_SOMEBODY = frozenset({ChosenFrom.TOLD, ChosenFrom.FILE})


def _candidates(ranking: tuple[PartyVote, ...]) -> Iterator[Json]:
    families = [_zoned_family(party) for party in ranking]
    for position, (party, family) in enumerate(zip(ranking, families, strict=True)):
        if family is not None and family not in families[:position]:
            alike = [one for one, its in zip(ranking, families, strict=True) if its == family]
            rows, share = sum(one.rows for one in alike), sum(one.share for one in alike)
            yield _candidate(family.words, family.titles, party, rows, share)
        for system, rows in zip(party.systems, party.rows_by_system, strict=True):
            if rows:
                share = party.share * rows / party.rows
                yield _candidate(system.code, system.titles, party, rows, share)


def _zoned_family(party: PartyVote) -> SystemFamily | None:
    """The family of a party of zones; None for a system that stands alone."""
    return family_of(party.systems[0]) if len(party.systems) > 1 else None


def _candidate(
    code: str, titles: Mapping[str, str], party: PartyVote, rows: int, share: float
) -> Json:
    return {
        "code": code,
        "title": dict(titles),
        "rows": rows,
        "share": share,
        "median_distance_m": party.median_distance_m,
    }


def named_operation(operation: Operation) -> str | None:
    """The operation's code and name; None where there was nothing to do."""
    return f"{operation.code} {operation.name}" if operation.code else None


def usable_systems(declaration: str) -> Party:
    """The systems that a file or a person names: by code, by several codes, as WKT or in words.

    Words may leave a whole family. Raises UnusableReferenceSystemError.
    """
    text = declaration.strip()
    if len(text) <= LONGEST_CODES and CODES.fullmatch(text):
        parts = dict.fromkeys(re.split(r"\s*[,;]\s*", text))
        return tuple(system for part in parts for system in usable_systems(part))
    try:
        return (declared_system(declaration),)
    except (UnknownReferenceSystemError, UnsupportedReferenceSystemError) as error:
        if (
            len(text) <= LONGEST_WORDS
            and not DEFINITION.search(text)
            and (meant := systems_in_words(text))
        ):
            return meant
        raise UnusableReferenceSystemError(str(error)[:120], field="crs") from error
