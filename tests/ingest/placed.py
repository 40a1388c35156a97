"""Files read for their places only, in the shape of their rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shapely.geometry.base import BaseGeometry
from sqlalchemy.orm import Session

from ingest.location.placing.system_choice import SystemChoice
from ingest.location.row_places import PROVENANCE, place_reader
from ingest.mapping.mapping import ColumnNames
from ingest.reading.readers import open_table
from ingest.rows.file_order import FileOrder
from ingest.rows.row_problem import RowProblem
from layers.registry import Catalogue


@dataclass(frozen=True)
class PlacedFile:
    """What was read of a file; `places` and `provenance` by the number of the row."""

    choice: SystemChoice
    places: dict[int, BaseGeometry | None]
    provenance: dict[int, dict[str, Any]]
    problems: tuple[RowProblem, ...]

    @property
    def why(self) -> list[tuple[int, str]]:
        """Row and code of each problem."""
        return [(problem.row, problem.code) for problem in self.problems]

    def problem(self, row: int) -> RowProblem:
        """The only problem of a row."""
        (found,) = [problem for problem in self.problems if problem.row == row]
        return found

    def candidates(self, row: int) -> Sequence[str]:
        """The systems of the places that a row may mean."""
        return [place["crs"] for place in self.problem(row).candidates]


def read_places(
    session: Session, catalogue: Catalogue, path: Path, layer: str = "monuments", **told: Any
) -> PlacedFile:
    order = FileOrder(path, catalogue.layer(layer), **told)
    names = ColumnNames(order.layer)
    table = open_table(path, order.layer.geometry, names.knows)
    mapping = ColumnNames(order.layer, with_place=not table.has_geometry).proposed(
        table.columns, order.column_overrides
    )
    reader = place_reader(session, order, table, mapping)
    places: dict[int, BaseGeometry | None] = {}
    provenance: dict[int, dict[str, Any]] = {}
    problems: list[RowProblem] = []
    for batch in table.batches():
        placed = reader.read(batch)
        problems += placed.problems
        for position, number in enumerate(batch.numbers.tolist()):
            places[number] = placed.geometry[position]
            provenance[number] = {name: placed.provenance[name][position] for name in PROVENANCE}
    return PlacedFile(reader.choice, places, provenance, tuple(problems))
