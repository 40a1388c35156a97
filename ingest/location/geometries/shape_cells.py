"""Geometries that stand as texts in cells: WKT, WKB or GeoJSON, each with its own system."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import shapely

from geo.coordinates.columns import Flags
from geo.crs.reference_system import ReferenceSystem
from geo.crs.systems import WGS84_DEGREES
from geo.written_shapes import WrittenShape, written_shape
from ingest.location.placing import place_phrases as say
from ingest.location.placing.place_columns import WrittenRows
from ingest.location.placing.placed_rows import Placing
from ingest.location.placing.system_choice import (
    ChosenFrom,
    SystemChoice,
    UnusableReferenceSystemError,
    usable_systems,
)
from ingest.mapping.mapping_names import LocationPart
from ingest.rows.batch import Batch
from ingest.rows.kept_bytes import without_surrogates

COLUMNS = (LocationPart.GEOMETRY, LocationPart.COORDINATES)
"""Columns that may hold such texts, the first that is one counts."""
MOST_EAST, MOST_NORTH = 180, 90
LONGEST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class ShapeCells:
    """A batch whose geometries are those drawn or written; `shapes` are the texts by position."""

    batch: Batch
    shapes: Mapping[int, WrittenShape] = field(default_factory=dict)
    texts: Mapping[int, str] = field(default_factory=dict)

    @property
    def named(self) -> tuple[int, ...]:
        """The positions of the rows whose texts name a system."""
        return tuple(at for at, found in self.shapes.items() if found.system is not None)

    @property
    def rows(self) -> Flags:
        """Which rows have their geometry from a cell."""
        rows = np.zeros(len(self.batch), dtype=np.bool_)
        rows[list(self.shapes)] = True
        return rows

    def give_named(self, placing: Placing, written: WrittenRows, choice: SystemChoice) -> None:
        """Put the rows into the systems that their texts name; rows wait that cannot be read."""
        for position, found in self.shapes.items():
            if placing.is_chosen[position]:
                continue
            if found.geometry is None:
                placing.wait(position, self.texts[position], say.SHAPE_UNREADABLE)
            elif found.system is not None:
                self._give(placing, written, position, found.system, choice)

    def give_degrees(self, placing: Placing) -> None:
        """Put those open rows into WGS 84 that are degrees of which nobody says another system."""
        left = self.rows & placing.open & (placing.system_of_row < 0) & ~placing.is_chosen
        west, south, east, north = np.abs(shapely.bounds(self.batch.geometry)).T
        furthest = np.maximum(west, east), np.maximum(south, north)
        placing.put(left & (furthest[0] <= MOST_EAST) & (furthest[1] <= MOST_NORTH), WGS84_DEGREES)

    def _give(
        self,
        placing: Placing,
        written: WrittenRows,
        position: int,
        name: str,
        choice: SystemChoice,
    ) -> None:
        try:
            (system, *others) = usable_systems(name)
        except UnusableReferenceSystemError:
            placing.wait(position, name, say.CELL_UNREADABLE)
            return
        told = choice.declared if choice.chosen_from is ChosenFrom.TOLD else (system,)
        if others or all(each.definition != system.definition for each in told):
            placing.wait(position, name, say.OTHER_SYSTEM)
            return
        placing.put(position, system)
        _take_as(written, self.batch, position, system)


def shape_cells(batch: Batch, columns: Mapping[str, str]) -> ShapeCells:
    """The geometries that the cells of a batch are, for rows that draw none; each text once."""
    names = [columns[place] for place in COLUMNS if columns.get(place) in batch.cells]
    if not names:
        return ShapeCells(batch)
    read: dict[str, WrittenShape | None] = {}
    shapes: dict[int, WrittenShape] = {}
    texts: dict[int, str] = {}
    geometry = (
        np.full(len(batch), None, object) if batch.geometry is None else batch.geometry.copy()
    )
    for name in names:
        cells = without_surrogates(batch.cells[name])
        for position in np.flatnonzero((cells != "") & ~shapely.is_geometry(geometry)).tolist():
            text = str(cells[position])
            if text not in read:
                read[text] = written_shape(text)
            found = read[text]
            if found is not None and position not in shapes:
                shapes[position], texts[position] = found, text[:LONGEST_SHOWN]
                geometry[position] = found.geometry
    return (
        ShapeCells(replace(batch, geometry=geometry), shapes, texts)
        if shapes
        else ShapeCells(batch)
    )


def _take_as(written: WrittenRows, batch: Batch, position: int, system: ReferenceSystem) -> None:
    """Take the metres of a point as they are, for its system is named."""
    point = None if batch.geometry is None else batch.geometry[position]
    if not system.is_projected or point is None or point.geom_type != "Point":
        return
    written.unsure.pop(position, None)
    written.east[position], written.north[position] = point.x, point.y
    written.is_projected[position] = True
