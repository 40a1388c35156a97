"""In which reference system each row of a batch is to be read, for rows with written places."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from geo.coordinates.columns import Flags
from geo.coordinates.written_place import CoordinateKind
from geo.crs.detection import candidate_systems, fit_of
from geo.crs.systems import WGS84_DEGREES
from geo.crs.vote import Party, systems_by_row
from ingest.location.placing import place_phrases as say
from ingest.location.placing.place_columns import WrittenRows
from ingest.location.placing.placed_rows import Placing
from ingest.location.placing.system_choice import (
    ChosenFrom,
    SystemChoice,
    UnusableReferenceSystemError,
    usable_systems,
)
from ingest.rows.batch import Batch
from ingest.rows.kept_bytes import without_surrogates
from ingest.values.checked_batch import Column


@dataclass(slots=True)
class RowSystems:
    """Gives each row the system that is told, that the row or the file names, or that was found.

    `crs_column` names the system of each row.
    """

    choice: SystemChoice
    crs_column: str | None
    _meant: dict[str, Party] = field(default_factory=dict)

    def give(
        self, placing: Placing, written: WrittenRows, is_drawn: Flags, *, trusted: Flags
    ) -> None:
        """Put every open row into its system; rows wait for which there is none that is sure.

        A detected system makes those rows wait that are not `trusted`. Written degrees are those of
        WGS 84 where nobody says another; drawn ones wait.
        """
        rows = placing.open & written.is_sure & (placing.system_of_row < 0)
        if self.choice.chosen_from is not ChosenFrom.TOLD:
            self._of_cells(placing, written, rows)
        self._of_texts(placing, written, rows)
        rows &= placing.open & (placing.system_of_row < 0)
        if self.choice.declared:
            self.choose(placing, written, rows, self.choice.declared)
            return
        degrees = rows & ~written.is_projected
        placing.put(degrees & ~is_drawn, WGS84_DEGREES)
        self._wait(placing, written, degrees & is_drawn, say.NO_SYSTEM)
        self._detected(placing, written, rows & written.is_projected, trusted)

    def choose(self, placing: Placing, written: WrittenRows, rows: Flags, meant: Party) -> None:
        """Put rows into the only one of these systems, or the only one that fits their numbers.

        That is the one that puts them into the country, or, of several, near their claim. Rows wait
        that fit none or several.
        """
        if len(meant) == 1:
            placing.put(rows, meant[0])
            return
        for is_projected in (True, False):
            of_kind = rows & (written.is_projected == is_projected)
            family = tuple(each for each in meant if each.is_projected is is_projected)
            if not family:
                self._wait(placing, written, of_kind, say.NOT_OF_SYSTEM)
            elif len(family) == 1:
                placing.put(of_kind, family[0])
            elif of_kind.any():
                self._choose_among(placing, written, of_kind, family)

    def _choose_among(
        self, placing: Placing, written: WrittenRows, rows: Flags, family: Party
    ) -> None:
        at = np.flatnonzero(rows)
        east, north = written.east[at], written.north[at]
        possible = _table(fit_of(system, east, north).in_country for system in family)
        several = np.flatnonzero(possible.sum(axis=0) > 1)
        claims = [placing.claims[position] for position in at[several]]
        areas = [claim.area for claim in claims]
        tolerances_m = np.array([claim.tolerance_m for claim in claims])
        if any(area is not None for area in areas):
            possible[:, several] = _table(
                fit_of(system, east[several], north[several], areas, tolerances_m).fits
                for system in family
            )
        is_one = possible.sum(axis=0) == 1
        for system, is_possible in zip(family, possible, strict=True):
            placing.put(at[is_possible & is_one], system)
        self._wait(placing, written, at[~is_one], say.NO_SYSTEM, family)

    def _of_cells(self, placing: Placing, written: WrittenRows, rows: Flags) -> None:
        """The systems that the rows name in a column of their own."""
        texts = named_cells(placing.batch, self.crs_column)
        for cell in dict.fromkeys(texts[rows & (texts != "")]):
            of_cell = rows & (texts == cell)
            meant = self._systems_meant(cell)
            if meant:
                self.choose(placing, written, of_cell, meant)
            else:
                self._wait(placing, written, of_cell, say.CELL_UNREADABLE, value=cell)

    def _systems_meant(self, cell: str) -> Party:
        """The system that a cell declares, or those that its words may mean."""
        if cell not in self._meant:
            try:
                self._meant[cell] = usable_systems(cell)
            except UnusableReferenceSystemError:
                self._meant[cell] = ()
        return self._meant[cell]

    def _of_texts(self, placing: Placing, written: WrittenRows, rows: Flags) -> None:
        """The systems that are named beside the numbers; a declared one must be of that datum."""
        asked = defaultdict(list)
        for position, named in written.named.items():
            if rows[position] and placing.open[position]:
                asked[named, placing.system(position)].append(position)
        for (named, own), positions in asked.items():
            of_name = np.zeros(len(rows), dtype=np.bool_)
            of_name[positions] = True
            meant = tuple(
                each for kind in CoordinateKind for each in candidate_systems(kind, named=named)
            )
            known = self.choice.declared if own is None else (own,)
            if not known:
                self.choose(placing, written, of_name, meant)
            elif not {each.datum for each in known} & {each.datum for each in meant}:
                self._wait(placing, written, of_name, say.OTHER_SYSTEM)

    def _detected(
        self, placing: Placing, written: WrittenRows, rows: Flags, trusted: Flags
    ) -> None:
        """The system for which the rows of the file have voted."""
        party = self.choice.detected
        fits = np.zeros(len(rows), dtype=np.bool_)
        if party and rows.any():
            by_row = systems_by_row(party, written.east[rows], written.north[rows])
            fits[rows] = by_row >= 0
            placed = np.full(len(rows), -1, dtype=np.intp)
            placed[rows] = by_row
            for index, system in enumerate(party):
                placing.put(trusted & (placed == index), system)
            placing.is_detected |= trusted & fits
        left = rows & (placing.system_of_row < 0)
        self._wait(placing, written, left & fits, say.UNCONFIRMED)
        self._wait(placing, written, left & ~fits, say.DISSENTS if party else say.NO_SYSTEM)

    @staticmethod
    def _wait(  # noqa: PLR0913, PLR0917 - why rows wait is all of this
        placing: Placing,
        written: WrittenRows,
        rows: Flags | NDArray[np.intp],
        reason: say.Reason,
        family: Party = (),
        value: str | None = None,
    ) -> None:
        for position in np.arange(len(placing.open))[rows].tolist():
            kind = (
                CoordinateKind.PROJECTED
                if written.is_projected[position]
                else CoordinateKind.GEOGRAPHIC
            )
            placing.wait(position, value or placing.text(position), reason)
            systems = family or candidate_systems(kind)
            placing.ask(position, written.east[position], written.north[position], systems)


def named_cells(batch: Batch, crs_column: str | None) -> Column:
    """What the rows name as their system, shape (n,); empty where they name none."""
    cells = batch.cells.get(crs_column or "")
    if cells is None:
        return np.full(len(batch), "", dtype=object)
    return np.array([str(cell).strip() for cell in without_surrogates(cells)], dtype=object)


def _table(rows: Iterable[Flags]) -> Flags:
    return np.stack(list(rows))
