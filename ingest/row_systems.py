"""In which reference system each row of a batch is to be read, for rows with written places."""

from dataclasses import dataclass, field

import numpy as np

from geo.coordinate_columns import Flags
from geo.crs import WGS84_DEGREES
from geo.crs_declaration import (
    UnknownReferenceSystemError,
    UnsupportedReferenceSystemError,
    declared_system,
)
from geo.crs_detection import Certainty, candidate_systems, detect
from geo.crs_vote import Party, systems_by_row
from geo.crs_words import systems_in_words
from geo.written_place import Kind
from ingest import place_phrases as say
from ingest.place_columns import WrittenRows
from ingest.placing import Placing
from ingest.system_choice import ChosenFrom, SystemChoice


@dataclass(slots=True)
class RowSystems:
    """Gives each row the system that is told, that the row or the file names, or that was found.

    `crs_column` names the system of each row.
    """

    choice: SystemChoice
    crs_column: str | None
    _meant: dict[str, Party] = field(default_factory=dict)

    def give(self, placing: Placing, written: WrittenRows, *, trusted: Flags) -> None:
        """Put every open row into its system; rows wait for which there is none that is sure.

        A detected system makes those rows wait that are not `trusted`.
        """
        rows = placing.open & written.is_sure & (placing.system_of_row < 0)
        if self.choice.chosen_from is not ChosenFrom.TOLD:
            self._of_cells(placing, written, rows)
        self._of_texts(placing, written, rows)
        rows &= placing.open & (placing.system_of_row < 0)
        if self.choice.is_declared and self.choice.system is not None:
            placing.put(rows, self.choice.system)
            return
        placing.put(rows & ~written.is_projected, WGS84_DEGREES)
        self._detected(placing, written, rows & written.is_projected, trusted)

    def _of_cells(self, placing: Placing, written: WrittenRows, rows: Flags) -> None:
        """The systems that the rows name in a column of their own."""
        cells = placing.batch.cells.get(self.crs_column or "")
        if cells is None:
            return
        texts = np.array([str(cell).strip() for cell in cells], dtype=object)
        for cell in dict.fromkeys(texts[rows & (texts != "")]):
            of_cell = rows & (texts == cell)
            meant = self._systems_meant(cell)
            if len(meant) == 1:
                placing.put(of_cell, meant[0])
                continue
            for position in np.flatnonzero(of_cell).tolist():
                if meant:
                    self._of_family(placing, written, position, meant)
                else:
                    self._wait(placing, written, position, say.CELL_UNREADABLE, value=cell)

    def _systems_meant(self, cell: str) -> Party:
        """The system that a cell declares, or those that its words may mean."""
        if cell not in self._meant:
            try:
                self._meant[cell] = (declared_system(cell),)
            except (UnknownReferenceSystemError, UnsupportedReferenceSystemError):
                self._meant[cell] = systems_in_words(cell)
        return self._meant[cell]

    def _of_texts(self, placing: Placing, written: WrittenRows, rows: Flags) -> None:
        """The systems that are named beside the numbers; a declared one must be of that datum."""
        for position, named in written.named.items():
            if not rows[position] or not placing.open[position]:
                continue
            known = placing.system(position)
            if known is None and self.choice.is_declared:
                known = self.choice.system
            meant = candidate_systems(_kind(written, position), named=named)
            if known is None:
                self._of_family(placing, written, position, meant)
            elif known.datum not in {each.datum for each in meant}:
                self._wait(placing, written, position, say.OTHER_SYSTEM)

    def _of_family(
        self, placing: Placing, written: WrittenRows, position: int, meant: Party
    ) -> None:
        """The only one of these that puts the numbers into the country and near the claim."""
        kind, claim = _kind(written, position), placing.claims[position]
        family = tuple(each for each in meant if each.is_projected is (kind is Kind.PROJECTED))
        found = detect(
            written.east[position], written.north[position], family, claim.area, claim.tolerance_m
        )
        if len(family) == 1:
            placing.put(position, family[0])
        elif found.certainty is Certainty.SURE:
            placing.put(position, found.candidates[0].system)
        else:
            self._wait(placing, written, position, say.NO_SYSTEM, family)

    def _detected(
        self, placing: Placing, written: WrittenRows, rows: Flags, trusted: Flags
    ) -> None:
        """The system for which the rows of the file have voted."""
        is_sure = self.choice.certainty is Certainty.SURE
        by_row = np.full(len(rows), -1, dtype=np.intp)
        if self.choice.chosen_from is ChosenFrom.DETECTED and is_sure and rows.any():
            party = self.choice.ranking[0].systems
            by_row[rows] = systems_by_row(party, written.east[rows], written.north[rows])
            for index, system in enumerate(party):
                placing.put(trusted & (by_row == index), system)
        for position in np.flatnonzero(rows & (placing.system_of_row < 0)).tolist():
            reason = say.NO_SYSTEM
            if self.choice.chosen_from is ChosenFrom.DETECTED:
                reason = say.UNCONFIRMED if by_row[position] >= 0 else say.DISSENTS
            self._wait(placing, written, position, reason)

    @staticmethod
    def _wait(  # noqa: PLR0913, PLR0917 - why a row waits is all of this
        placing: Placing,
        written: WrittenRows,
        position: int,
        reason: say.Reason,
        family: Party = (),
        value: str | None = None,
    ) -> None:
        systems = family or candidate_systems(_kind(written, position))
        placing.wait(position, value or str(placing.texts[position]), reason)
        placing.ask(position, written.east[position], written.north[position], systems)


def _kind(written: WrittenRows, position: int) -> Kind:
    return Kind.PROJECTED if written.is_projected[position] else Kind.GEOGRAPHIC
