"""Where the rows of a file lie: from their geometry or their columns, by one pinned operation."""

from collections.abc import Mapping

import numpy as np
import shapely
from shapely import Point
from sqlalchemy.orm import Session

from core.errors import InvalidValueError
from geo.coordinates.columns import Flags, Numbers
from geo.coordinates.written_place import CoordinateKind, CoordinateReading
from geo.crs.reference_system import ReferenceSystem
from geo.crs.vote import Party
from ingest.location.claims.claimed_regions import ClaimedRegions
from ingest.location.geometries.drawn_points import (
    POINT,
    add_middles,
    add_points,
    drawn_geometries,
    has_heights,
)
from ingest.location.geometries.drawn_shapes import (
    check_shapes,
    in_country,
    place_shapes,
    shape_distances_m,
)
from ingest.location.geometries.place_order import order_by_claim
from ingest.location.geometries.shape_cells import shape_cells
from ingest.location.geometries.written_points import leave_unsure, place_points
from ingest.location.placing import place_phrases as say
from ingest.location.placing.place_checks import (
    check_claims,
    check_country,
    note_claims,
    point_distances_m,
)
from ingest.location.placing.place_columns import PlaceColumns, WrittenRows
from ingest.location.placing.placed_rows import FIELD, PROVENANCE, PlacedRows, Placing
from ingest.location.placing.system_choice import SystemChoice, usable_systems
from ingest.location.row_systems import RowSystems
from ingest.location.system_vote import system_choice
from ingest.mapping.mapping import ColumnMapping
from ingest.mapping.mapping_names import CLAIMS, LocationPart
from ingest.reading.table.own_export import is_own_export
from ingest.rows.batch import Batch, InputTable
from ingest.rows.file_order import Decision, FileOrder
from ingest.values.constants import NO_SUCH_UNIT
from layers.regions.country import country_outline

__all__ = ["FIELD", "PROVENANCE", "PlaceReader", "PlacedRows", "place_reader"]


class PlaceReader:
    """Reads the places of one file, whose reference system is settled in `choice`."""

    def __init__(  # noqa: PLR0913 - what is known of the file before its first row
        self, session: Session, order: FileOrder, columns: Mapping[str, str], choice: SystemChoice,
        claims: ClaimedRegions, *, is_own_export: bool = False,
    ) -> None:  # fmt: skip
        self.choice = choice
        self._session = session
        self._order = order
        self._columns = columns
        self._claims = claims
        self._is_own_export = is_own_export
        self._written = PlaceColumns(columns)
        self._systems = RowSystems(choice, columns.get(LocationPart.CRS))
        self._told: set[object] = set()
        self.outline = country_outline(session)

    def read(self, batch: Batch, accuracy_m: Numbers | None = None) -> PlacedRows:
        """The places of all rows, or why they have none that is sure.

        `accuracy_m` are those that the rows tell of themselves, shape (n,), nan where none. Begins
        no transaction that lasts: others write while a file is read.
        """
        is_in_transaction = self._session.in_transaction()
        try:
            return self._placed(batch, accuracy_m)
        finally:
            if not is_in_transaction:
                self._session.rollback()

    def _placed(self, batch: Batch, accuracy_m: Numbers | None) -> PlacedRows:
        decided = self._decisions(batch)
        cells = shape_cells(batch, self._columns)
        batch = cells.batch
        placing = Placing.of(batch, self._claims.of_rows(batch))
        declared = self.choice.declared[0] if len(self.choice.declared) == 1 else None
        drawn = drawn_geometries(batch)
        is_drawn = shapely.is_geometry(drawn)
        written = self._written.read(batch.cells, ~is_drawn)
        is_point = add_points(written, drawn, declared)
        if self._is_own_export:
            _believe(written)
        placing.texts = written.texts
        is_shape = is_drawn & ~is_point
        add_middles(written, drawn, is_shape)
        self._decide(placing, written, decided)
        cells.give_named(placing, written, self.choice)
        order_by_claim(placing, written)
        leave_unsure(placing, written, self.choice.declared)
        trusted = self._trusted(len(batch), decided)
        self._systems.give(placing, written, is_drawn & ~cells.rows, trusted=trusted)
        written.east[is_shape] = np.nan
        if declared is not None:
            placing.put(is_shape & (placing.system_of_row < 0), declared)
        cells.give_degrees(placing)
        place_points(placing, written, is_point)
        place_shapes(placing, drawn, is_shape & placing.open)
        check_shapes(placing, self._order.layer.geometry)
        if self.outline is not None:
            check_country(placing, written, self.outline, accuracy_m)
        check_claims(self._session, placing, written, self._distances(placing))
        self._tell_once(placing)
        return placing.placed(self._session, self.outline)

    def _decisions(self, batch: Batch) -> dict[int, Decision]:
        """What a person decided on the places of rows, by position."""
        told = self._order.decisions
        if not told:
            return {}
        rows = np.flatnonzero(np.isin(batch.numbers, list(told)))
        return {int(at): told[int(batch.numbers[at])] for at in rows}

    def _trusted(self, count: int, decided: Mapping[int, Decision]) -> Flags:
        """The rows for which a detected system counts.

        Where a person has decided on single rows, the others wait on: they are the remnant of a
        file, and what they agree on says nothing of it, unless the whole file had told before.
        """
        order = self._order
        by_all = bool(order.found) or not order.decisions
        trusted = np.full(count, order.trust_detected and by_all)
        trusted[list(decided)] = True
        return trusted

    def _decide(
        self, placing: Placing, written: WrittenRows, decided: Mapping[int, Decision]
    ) -> None:
        """Settle the rows whose place or reference system a person has chosen."""
        for position, decision in decided.items():
            if decision.place is not None:
                _choose_place(placing, written, position, decision.place)
            elif decision.crs is not None:
                self._choose_systems(placing, written, position, usable_systems(decision.crs))

    def _choose_systems(
        self, placing: Placing, written: WrittenRows, position: int, meant: Party
    ) -> None:
        """Read a row in what a person has chosen for it, if its numbers can then be read."""
        placing.is_chosen[position] = True
        _settle(written, position, meant)
        this = np.arange(len(placing.open)) == position
        self._systems.choose(placing, written, this & (written.is_sure | (len(meant) == 1)), meant)
        if placing.open[position]:
            placing.note(position, placing.text(position), say.CHOSEN_SYSTEM, "chosen_system")

    def _distances(self, placing: Placing) -> Numbers:
        """Metres from each place to its claim, nan without one."""
        is_point = shapely.get_type_id(placing.geometry) == POINT
        rows = placing.open & is_point
        longitude, latitude = np.full((2, len(rows)), np.nan)
        longitude[rows] = shapely.get_x(placing.geometry[rows])
        latitude[rows] = shapely.get_y(placing.geometry[rows])
        distances_m = point_distances_m(placing, longitude, latitude)
        shapes = placing.open & ~is_point & shapely.is_geometry(placing.geometry)
        return np.where(shapes, shape_distances_m(placing, shapes), distances_m)

    def _tell_once(self, placing: Placing) -> None:
        """Note what holds for many rows of the file on the first of them."""
        note_claims(placing, self._told)
        for system, rows in placing.by_system(
            placing.open & placing.is_detected & ~placing.is_chosen
        ):
            if system.code not in self._told:
                self._told.add(system.code)
                phrase = say.detected(system.titles)
                first = int(np.flatnonzero(rows)[0])
                placing.note(first, system.code, phrase, "system_detected")
        drawn = placing.batch.geometry
        if drawn is not None and say.HEIGHTS.en not in self._told:
            high = np.flatnonzero(placing.open & has_heights(drawn))
            if high.size:
                self._told.add(say.HEIGHTS.en)
                kind = drawn[high[0]].geom_type
                placing.note(int(high[0]), kind, say.HEIGHTS, "heights_dropped", "geometry")


def place_reader(
    session: Session, order: FileOrder, table: InputTable, mapping: ColumnMapping
) -> PlaceReader:
    """The reader of a file's places; its reference system is settled.

    Raises UnusableReferenceSystemError, InvalidValueError for a claim of all rows that names no
    unit.
    """
    claims = ClaimedRegions(session, mapping.columns, order.constants)
    for text in claims.of_all_rows.unknown:
        name = next(place for place in CLAIMS if text in order.constants.get(place, ""))
        raise InvalidValueError(text, field=name, hint=NO_SUCH_UNIT)
    choice = system_choice(order, table, mapping, claims)
    return PlaceReader(
        session, order, mapping.columns, choice, claims, is_own_export=is_own_export(table)
    )


def _believe(written: WrittenRows) -> None:
    """Take what an atlas wrote as it stands, however rough or odd it seems."""
    for position, odd in list(written.unsure.items()):
        if odd.readings:
            written.take(position, odd.readings[0])


def _choose_place(
    placing: Placing, written: WrittenRows, position: int, place: tuple[float, float]
) -> None:
    """Put a row where a person has put it; what is written stays as its provenance."""
    written.unsure.pop(position, None)
    written.east[position] = np.nan
    placing.is_chosen[position] = True
    point = Point(place)
    text = str(placing.texts[position] or "")
    if not in_country(point):
        placing.wait(position, text, say.OUTSIDE)
        return
    placing.geometry[position] = point
    placing.note(position, text, say.CHOSEN_PLACE, "chosen_place")


def _settle(written: WrittenRows, position: int, meant: Party) -> None:
    """Take the only reading of a row that can be in one of these systems."""
    odd = written.unsure.get(position)
    readings = [
        each
        for each in (odd.readings if odd else ())
        if each.is_in_kazakhstan and any(_can_be(each, system) for system in meant)
    ]
    if len(readings) == 1:
        written.take(position, readings[0])


def _can_be(reading: CoordinateReading, system: ReferenceSystem) -> bool:
    return system.is_projected is (reading.kind is CoordinateKind.PROJECTED)
