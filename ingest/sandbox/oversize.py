"""Values that are larger than any that a layer takes: their rows wait, the others go on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from core.text import Language, Text
from ingest.rows.batch import Batch
from ingest.rows.row_problem import RowProblem
from ingest.sandbox.cell_kinds import TYPES, CellKind
from ingest.sandbox.limits import LARGEST_SHAPE, LONGEST_CELL

SHOWN = 80
KEPT = 10_000
"""So much of a text that is too long is kept with its row."""
BYTES_OF_VERTEX = 16
TOO_LONG_CELL = Text(
    "Ұяшықта {letters} таңба бар, ең көбі шамамен {most} оқылады; мәтінді қысқартыңыз",
    "В ячейке {letters} знаков, читается не больше примерно {most}; сократите текст",
    "The cell has {letters} characters, about {most} at most are read; shorten the text",
)
TOO_LARGE_SHAPE = Text(
    "Пішінде {vertices} нүкте бар, ең көбі {most} оқылады; пішінді жеңілдетіңіз",
    "В фигуре {vertices} точек, читается не больше {most}; упростите фигуру",
    "The shape has {vertices} vertices, {most} at most are read; simplify it",
)

Arrays = Mapping[str, Mapping[CellKind, Any]]


@dataclass
class _Shortening:
    """Cuts off what is too large in the rows of a batch, and notes it."""

    batch: Batch
    problems: list[RowProblem]

    def texts(self, column: str, kind: CellKind, array: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
        large = _longer(array, LONGEST_CELL)
        if not large:
            return array
        values = array.to_pylist()
        for place in large:
            whole = values[place]
            values[place] = whole[:KEPT]
            shown = whole if isinstance(whole, str) else whole.decode(errors="replace")
            facts = {"letters": len(shown), "most": LONGEST_CELL}
            self._wait(place, column, f"{shown[:SHOWN]}…", TOO_LONG_CELL, facts)
        return pa.array(values, TYPES[kind])

    def shapes(self) -> Any:  # noqa: ANN401 - pyarrow has no types
        geometry = self.batch.geometry
        if geometry is None:
            return None
        written = shapely.to_wkb(geometry, include_srid=False).tolist()
        array = pa.array(written, pa.large_binary())
        large = _longer(array, LARGEST_SHAPE)
        for place in large:
            written[place] = None
            vertices = int(shapely.get_num_coordinates(geometry[place]))
            facts = {"vertices": vertices, "most": LARGEST_SHAPE // BYTES_OF_VERTEX}
            self._wait(place, "geometry", geometry[place].geom_type, TOO_LARGE_SHAPE, facts)
        return pa.array(written, pa.large_binary()) if large else array

    def _wait(
        self, place: int, field: str, value: str, phrase: Text, facts: Mapping[str, int]
    ) -> None:
        reason = Text(*(phrase.in_language(each, **facts) for each in Language))
        number = int(self.batch.numbers[place])
        self.problems.append(
            RowProblem(number, field, value, reason, rejected=False, waiting=True, code="too_large")
        )


def shortened(batch: Batch, arrays: Arrays) -> tuple[Batch, Arrays, Any]:
    """The batch with its problems, the arrays of its cells and that of its shapes, none too large.

    A text that is too long is cut off, a shape that is too large is left out; the row waits.
    """
    work = _Shortening(batch, [])
    kept = {
        column: {
            kind: work.texts(column, kind, array) if kind.is_text else array
            for kind, array in parts.items()
        }
        for column, parts in arrays.items()
    }
    shapes = work.shapes()
    if work.problems:
        known = {each.row for each in batch.problems if each.rejected or each.waiting}
        found = tuple(_first_of_each(work.problems, known))
        batch = replace(batch, problems=(*batch.problems, *found))
    return batch, kept, shapes


def _first_of_each(problems: list[RowProblem], known: set[int]) -> Iterator[RowProblem]:
    for each in problems:
        if each.row not in known:
            known.add(each.row)
            yield each


def _longer(array: Any, most: int) -> list[int]:  # noqa: ANN401 - pyarrow has no types
    """The positions of the values with more bytes than that."""
    if array.nbytes <= most:
        return []
    if pa.types.is_dictionary(array.type):
        long_ones = _longer(array.dictionary, most)
        places = np.isin(array.indices.to_numpy(), long_ones)
        return np.flatnonzero(places).tolist() if long_ones else []
    lengths = pc.fill_null(pc.binary_length(array), 0).to_numpy()
    return np.flatnonzero(lengths > most).tolist()
