"""The reference system in which the places of a file are read, and how it became known."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from core.errors import AtlasError
from core.text import Text
from geo.crs_declaration import (
    UnknownReferenceSystemError,
    UnsupportedReferenceSystemError,
    declared_system,
)
from geo.crs_detection import Certainty
from geo.crs_vote import PartyVote
from geo.crs_words import systems_in_words
from geo.datums import Operation
from geo.reference_system import ReferenceSystem

LONGEST_WORDS = 100
"""A longer declaration is no phrase of a person."""


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
        "«{value}» координат жүйесі белгісіз немесе қолданылмайды; --crs арқылы өзгесін атаңыз.",
        "Система координат «{value}» неизвестна или не поддерживается; назовите другую в --crs.",
        "The coordinate system “{value}” is not known or not supported; name another with --crs.",
    )


@dataclass(frozen=True, slots=True)
class SystemChoice:
    """The system of a file's coordinates.

    `system` is None where nothing says which it is, and where each row names its own. `certainty`
    and `ranking` are those of the vote where the rows were asked.
    """

    chosen_from: ChosenFrom | None = None
    system: ReferenceSystem | None = None
    certainty: Certainty | None = None
    ranking: tuple[PartyVote, ...] = ()

    @property
    def is_declared(self) -> bool:
        """Whether a person or the file names the one system of all rows."""
        return self.chosen_from in {ChosenFrom.TOLD, ChosenFrom.FILE}

    @property
    def operation(self) -> Operation | None:
        """The one way to WGS 84, None where the system is not known."""
        return self.system.datum.operation if self.system else None

    def as_json(self) -> dict[str, Any]:
        """The choice as a proposal shows it; a party of zones is told zone by zone."""
        operation = self.operation
        return {
            "from": self.chosen_from.value if self.chosen_from else None,
            "code": self.system.code if self.system else None,
            "title": dict(self.system.titles) if self.system else None,
            "certainty": self.certainty.value if self.certainty else None,
            "operation": operation and (named_operation(operation) or operation.name),
            "accuracy_m": operation and operation.accuracy_m,
            "candidates": [
                {
                    "code": system.code,
                    "title": dict(system.titles),
                    "rows": party.rows,
                    "share": party.share,
                    "median_distance_m": party.median_distance_m,
                }
                for party in self.ranking
                for system in party.systems
            ],
        }


def named_operation(operation: Operation) -> str | None:
    """The operation's code and name; None where there was nothing to do."""
    return f"{operation.code} {operation.name}" if operation.code else None


def usable_system(declaration: str) -> ReferenceSystem:
    """The system that a file or a person names, by its code, as WKT or in words that leave but one.

    Raises UnusableReferenceSystemError.
    """
    try:
        return declared_system(declaration)
    except (UnknownReferenceSystemError, UnsupportedReferenceSystemError) as error:
        meant = systems_in_words(declaration[:LONGEST_WORDS])
        if len(meant) == 1:
            return meant[0]
        raise UnusableReferenceSystemError(str(error)[:120], field="crs") from error
