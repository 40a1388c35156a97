"""The reference system of a file: declared, or found out from where its first rows would fall."""

from itertools import islice

import numpy as np
import shapely

from geo.crs import WGS84_DEGREES
from geo.crs_detection import Certainty, candidate_systems
from geo.crs_vote import FileVote, vote
from geo.reference_system import ReferenceSystem
from geo.written_place import Kind
from ingest.batch import SourceTable
from ingest.claimed_regions import ClaimedRegions
from ingest.drawn_points import add_points, drawn_geometries
from ingest.file_order import FileOrder
from ingest.mapping import ColumnMapping
from ingest.mapping_names import Place
from ingest.place_columns import PlaceColumns
from ingest.sources.boundary_file import NoReferenceSystemError
from ingest.system_choice import ChosenFrom, SystemChoice, usable_system

ASKED_BATCHES = 4
"""So many first batches of a file are read for a vote; all of most files."""


def system_choice(
    order: FileOrder, table: SourceTable, mapping: ColumnMapping, claims: ClaimedRegions
) -> SystemChoice:
    """The system of a file's coordinates, by the firmest that is known of it.

    What a person told, a column of the rows, what the file says, what its metres show, and for
    degrees WGS 84. Raises UnusableReferenceSystemError, and NoReferenceSystemError for a file with
    geometries in degrees that names no system.
    """
    if order.crs is not None:
        return SystemChoice(ChosenFrom.TOLD, usable_system(order.crs))
    if table.crs is not None:
        return SystemChoice(ChosenFrom.FILE, usable_system(table.crs))
    outcome = _vote(table, mapping, claims)
    if table.has_geometry and outcome is None:
        raise NoReferenceSystemError(order.path.name, field="crs")
    if Place.CRS in mapping.columns:
        return SystemChoice(ChosenFrom.COLUMN)
    if outcome is None:
        return SystemChoice(ChosenFrom.ASSUMED, WGS84_DEGREES, Certainty.DATUM_OPEN)
    if outcome.certainty is not Certainty.SURE:
        return SystemChoice(None, None, outcome.certainty, outcome.ranking)
    system = _commonest(outcome)
    return SystemChoice(ChosenFrom.DETECTED, system, outcome.certainty, outcome.ranking)


def _commonest(outcome: FileVote) -> ReferenceSystem:
    """The winner's system in which most rows are."""
    placed = outcome.system_of_row[outcome.system_of_row >= 0]
    return outcome.ranking[0].systems[int(np.bincount(placed).argmax())]


def _vote(table: SourceTable, mapping: ColumnMapping, claims: ClaimedRegions) -> FileVote | None:
    """What the metres of the first rows agree on; None where there are only degrees."""
    columns = PlaceColumns(mapping.columns)
    east, north, areas, tolerance_m = [], [], [], 0.0
    for batch in islice(table.batches(), ASKED_BATCHES):
        drawn = drawn_geometries(batch)
        written = columns.read(batch.cells, ~shapely.is_geometry(drawn))
        add_points(written, drawn)
        metres = np.flatnonzero(written.is_projected & written.is_sure)
        if not metres.size:
            break
        east.append(written.east[metres])
        north.append(written.north[metres])
        claimed = claims.of_rows(batch)
        areas += [claimed[position].area for position in metres]
        tolerance_m = max(tolerance_m, *(claimed[position].tolerance_m for position in metres))
    if not east:
        return None
    systems = candidate_systems(Kind.PROJECTED)
    return vote(np.concatenate(east), np.concatenate(north), systems, areas, tolerance_m)
