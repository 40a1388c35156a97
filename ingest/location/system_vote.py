"""The reference system of a file: declared, or found out from where its first rows would fall."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.coordinates.columns import Numbers
from geo.coordinates.written_place import CoordinateKind
from geo.crs.detection import Certainty, candidate_systems
from geo.crs.reference_system import ReferenceSystem
from geo.crs.systems import WGS84_DEGREES
from geo.crs.vote import FileVote, PartyVote, vote
from ingest.location.claims.claimed_regions import ClaimedRegions
from ingest.location.geometries.drawn_points import add_middles, add_points, drawn_geometries
from ingest.location.geometries.shape_cells import shape_cells
from ingest.location.placing.place_columns import PlaceColumns, WrittenRows
from ingest.location.placing.system_choice import ChosenFrom, SystemChoice, usable_systems
from ingest.location.row_systems import named_cells
from ingest.mapping.mapping import ColumnMapping
from ingest.mapping.mapping_names import LocationPart
from ingest.rows.batch import Batch, InputTable
from ingest.rows.file_order import FileOrder

ASKED_BATCHES = 4
"""So many first batches of a file are read for a vote; all of most files."""


def system_choice(
    order: FileOrder, table: InputTable, mapping: ColumnMapping, claims: ClaimedRegions
) -> SystemChoice:
    """The system of a file's coordinates, by the firmest that is known of it.

    What a person told, a column of the rows, what the file says, what its metres show, and for
    written degrees WGS 84. Geometries in degrees of a file that names no system are left open.
    Raises UnusableReferenceSystemError.
    """
    if order.crs is not None:
        return _declared(ChosenFrom.TOLD, order.crs)
    if table.crs is not None:
        return _declared(ChosenFrom.FILE, table.crs)
    column = ChosenFrom.COLUMN if LocationPart.CRS in mapping.columns else None
    if order.found:
        return _found_before(order.found, column)
    return _of_rows(table, mapping, claims, column)


def _of_rows(
    table: InputTable, mapping: ColumnMapping, claims: ClaimedRegions, column: ChosenFrom | None
) -> SystemChoice:
    """The choice by what the rows show that name no system in a column."""
    metres, degrees = _voters(table, mapping, claims)
    if metres.count:
        outcome = metres.vote(CoordinateKind.PROJECTED)
        is_sure = outcome.certainty is Certainty.SURE
        system = _commonest(outcome) if is_sure and column is None else None
        chosen_from = column or (ChosenFrom.DETECTED if is_sure else None)
        return SystemChoice(chosen_from, system, outcome.certainty, outcome.ranking)
    if table.has_geometry:
        outcome = degrees.vote(CoordinateKind.GEOGRAPHIC)
        return SystemChoice(column, None, outcome.certainty, outcome.ranking)
    if column is not None:
        return SystemChoice(column)
    return SystemChoice(ChosenFrom.ASSUMED, WGS84_DEGREES, Certainty.DATUM_OPEN)


def _declared(chosen_from: ChosenFrom, declaration: str) -> SystemChoice:
    systems = usable_systems(declaration)
    if len(systems) == 1:
        return SystemChoice(chosen_from, systems[0])
    return SystemChoice(chosen_from, told=systems, words=declaration.strip())


def _found_before(codes: Sequence[str], column: ChosenFrom | None) -> SystemChoice:
    """The choice of the file whose remnant is taken up."""
    party = tuple(system for code in codes for system in usable_systems(code))
    ranking = (PartyVote(party, 0, 0.0, None, (0,) * len(party)),)
    system = party[0] if len(party) == 1 and column is None else None
    return SystemChoice(column or ChosenFrom.DETECTED, system, Certainty.SURE, ranking)


def _commonest(outcome: FileVote) -> ReferenceSystem:
    """The winner's system in which most rows are."""
    placed = outcome.system_of_row[outcome.system_of_row >= 0]
    return outcome.ranking[0].systems[int(np.bincount(placed).argmax())]


@dataclass
class _Voters:
    """Places of rows that name no system, with what they claim."""

    east: list[Numbers] = field(default_factory=list)
    north: list[Numbers] = field(default_factory=list)
    areas: list[BaseGeometry | None] = field(default_factory=list)
    tolerance_m: float = 0.0

    @property
    def count(self) -> int:
        return len(self.areas)

    def add(self, written: WrittenRows, at: NDArray[np.intp], batch: Batch,
            claims: ClaimedRegions) -> None:  # fmt: skip
        if not at.size:
            return
        claimed = claims.of_rows(batch)
        self.east.append(written.east[at])
        self.north.append(written.north[at])
        self.areas += [claimed[position].area for position in at]
        self.tolerance_m = max(self.tolerance_m, *(claimed[each].tolerance_m for each in at))

    def vote(self, kind: CoordinateKind) -> FileVote:
        east, north = (np.concatenate([*each, np.empty(0)]) for each in (self.east, self.north))
        return vote(east, north, candidate_systems(kind), self.areas, self.tolerance_m)


def _voters(
    table: InputTable, mapping: ColumnMapping, claims: ClaimedRegions
) -> tuple[_Voters, _Voters]:
    """The rows in metres, and those that draw degrees, among the first rows of a file."""
    columns = PlaceColumns(mapping.columns)
    metres, degrees = _Voters(), _Voters()
    for read in islice(table.batches(), ASKED_BATCHES):
        cells = shape_cells(read, mapping.columns)
        batch = cells.batch
        drawn = drawn_geometries(batch)
        is_drawn = shapely.is_geometry(drawn)
        written = columns.read(batch.cells, ~is_drawn)
        is_point = add_points(written, drawn)
        add_middles(written, drawn, is_drawn & ~is_point)
        asked = written.is_sure & (named_cells(batch, mapping.columns.get(LocationPart.CRS)) == "")
        asked[list(cells.named)] = False
        before = metres.count + degrees.count
        metres.add(written, np.flatnonzero(asked & written.is_projected), batch, claims)
        degrees.add(
            written, np.flatnonzero(asked & is_drawn & ~written.is_projected), batch, claims
        )
        if metres.count + degrees.count == before:
            break
    return metres, degrees
