"""The places of one batch while they are being worked out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import itemgetter

import numpy as np
import shapely
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from core.text import Text
from geo.coordinates.columns import Flags
from geo.crs.reference_system import ReferenceSystem
from geo.distance.outline import Outline
from ingest.location.claims.claimed_regions import Claim
from ingest.location.placing.place_candidates import Asked, place_candidates
from ingest.location.placing.place_phrases import Reason
from ingest.location.placing.system_choice import named_operation
from ingest.rows.batch import Batch
from ingest.rows.row_problem import RowProblem
from ingest.values.checked_batch import Column

FIELD = "coordinates"
PROVENANCE = (
    "original_coordinates",
    "original_crs",
    "transformation",
    "transformation_accuracy_m",
)
"""Columns that tell how a place became known, in layers that keep it."""
CHOSEN_BY_PERSON = "place chosen by a person"
ROWS_WITH_CANDIDATES = 200
"""So many waiting rows of a batch come with candidates: more than a person looks at."""


@dataclass(frozen=True, slots=True)
class PlacedRows:
    """The places of a batch, arrays of shape (n,).

    `geometry` is in EPSG:4326, valid, without heights, None where the row waits or is bad.
    `provenance` has the columns of `PROVENANCE`, None where there is nothing to tell.
    """

    geometry: NDArray[np.object_]
    provenance: dict[str, Column]
    problems: tuple[RowProblem, ...] = ()


@dataclass
class Placing:
    """A batch with what is known of its places so far; arrays of shape (n,).

    `system_of_row` is a place in `systems`, -1 where none is known. A row that waits or is
    rejected is not `open` any more.
    """

    batch: Batch
    claims: Sequence[Claim]
    open: Flags
    geometry: NDArray[np.object_]
    texts: Column
    is_chosen: Flags
    """Rows whose system or place a person decided."""
    is_detected: Flags
    """Rows whose system was found out from where the rows of the file fall."""
    system_of_row: NDArray[np.intp]
    systems: list[ReferenceSystem] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    _asked: list[Asked] = field(default_factory=list)

    @classmethod
    def of(cls, batch: Batch, claims: Sequence[Claim]) -> "Placing":
        """The batch before anything is known."""
        count = len(batch)
        return cls(
            batch,
            claims,
            open=np.ones(count, dtype=np.bool_),
            geometry=np.full(count, None, dtype=object),
            texts=np.full(count, None, dtype=object),
            is_chosen=np.zeros(count, dtype=np.bool_),
            is_detected=np.zeros(count, dtype=np.bool_),
            system_of_row=np.full(count, -1, dtype=np.intp),
        )

    def number(self, position: int) -> int:
        """The row's number in the file."""
        return int(self.batch.numbers[position])

    @cached_property
    def distinct_claims(self) -> dict[Claim, int]:
        """Each claim with the first position that makes it, in this order."""
        count = len(self.claims)
        first = dict(zip(reversed(self.claims), range(count - 1, -1, -1), strict=True))
        return dict(sorted(first.items(), key=itemgetter(1)))

    def text(self, position: int) -> str:
        """What a row says of its place; the kind of its geometry where it only draws one."""
        text, drawn = self.texts[position], self.batch.geometry
        if text is None and drawn is not None and drawn[position] is not None:
            return str(drawn[position].geom_type)
        return str(text or "")

    def put(self, rows: Flags | NDArray[np.intp] | int, system: ReferenceSystem) -> None:
        """Read rows in a system."""
        if system not in self.systems:
            self.systems.append(system)
        self.system_of_row[rows] = self.systems.index(system)

    def system(self, position: int) -> ReferenceSystem | None:
        """The system of a row."""
        known = self.system_of_row[position]
        return self.systems[known] if known >= 0 else None

    def by_system(self, rows: Flags) -> Iterator[tuple[ReferenceSystem, Flags]]:
        """Each system with those of the rows that are read in it."""
        for known, system in enumerate(self.systems):
            of_system = rows & (self.system_of_row == known)
            if of_system.any():
                yield system, of_system

    def note(self, position: int, value: str, reason: Text, code: str, name: str = FIELD) -> None:
        """Tell something of a row that is taken all the same."""
        problem = RowProblem(
            self.number(position), name, value, reason, rejected=False, code=code
        )  # fmt: skip
        self.problems.append(problem)

    def reject(self, position: int, value: str, reason: Text, code: str) -> None:
        """Leave a row out for its geometry."""
        self.open[position] = False
        self.problems.append(
            RowProblem(self.number(position), "geometry", value, reason, code=code)
        )

    def wait(
        self, position: int, value: str, reason: Reason, suggestion: str | None = None
    ) -> None:
        """Leave a row for a person."""
        self.open[position] = False
        problem = RowProblem(
            self.number(position), FIELD, value, reason.phrase, suggestion,
            rejected=False, waiting=True, code=reason.code,
        )  # fmt: skip
        self.problems.append(problem)

    def ask(
        self, position: int, east: float, north: float, systems: Iterable[ReferenceSystem]
    ) -> None:
        """Have the places sought that these numbers may mean, for a row that waits."""
        self._asked.append(Asked(position, east, north, tuple(systems), self.claims[position]))

    def placed(self, session: Session, outline: Outline | None) -> PlacedRows:
        """The outcome; waiting rows have their candidates, within the outline if it is known."""
        self.geometry[~self.open] = None
        problems = self._with_candidates(session, outline)
        return PlacedRows(self.geometry, self._provenance(), problems)

    def _provenance(self) -> dict[str, Column]:
        has_place = shapely.is_geometry(self.geometry)
        nothing = [np.full(len(self.batch), None, dtype=object) for _ in PROVENANCE]
        texts, codes, operations, accuracies = nothing
        texts[has_place] = self.texts[has_place]
        operations[has_place & self.is_chosen] = CHOSEN_BY_PERSON
        for system, rows in self.by_system(has_place):
            operation = system.datum.operation
            codes[rows] = system.code
            operations[rows] = named_operation(operation)
            accuracies[rows] = operation.accuracy_m
        return dict(zip(PROVENANCE, nothing, strict=True))

    def _with_candidates(self, session: Session, outline: Outline | None) -> tuple[RowProblem, ...]:
        """The problems; the first one for which a row waits has the row's candidates."""
        positions = list(dict.fromkeys(each.position for each in self._asked))
        asked = set(positions[:ROWS_WITH_CANDIDATES])
        chosen = [each for each in self._asked if each.position in asked]
        is_point = self.open & (shapely.get_type_id(self.geometry) == shapely.GeometryType.POINT)
        others = shapely.get_coordinates(self.geometry[is_point]) if chosen else np.empty((0, 2))
        found = place_candidates(session, chosen, others, outline)
        by_number = {self.number(position): places for position, places in found.items()}
        return tuple(
            replace(problem, candidates=by_number.pop(problem.row))
            if problem.waiting and problem.row in by_number
            else problem
            for problem in self.problems
        )
