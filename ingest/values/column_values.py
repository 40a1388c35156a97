"""The cells of a column as values of a field, read together.

Plainly written cells are read in one pass; of all others every distinct one is read once. Both ways
give the same values.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ingest.rows.batch import Cells
from ingest.rows.row_problem import RowProblem
from ingest.values.cells import CellRead, CellReader, of_row, that_say_nothing
from ingest.values.checked_batch import Column
from ingest.values.clean import needs_care
from ingest.values.written_dates import year_first
from ingest.values.written_numbers import WITHOUT_GAPS
from layers.days import KAZAKHSTAN
from layers.model.field import FieldType

Positions = NDArray[np.intp]
PlainRead = tuple[list[object], Positions]
"""Values of plainly written cells, and the positions of those that are not."""

INT64 = 2**63
HARD_SPACES = ("\u00a0", "\u202f")
NUMBER_TYPES: dict[FieldType, type[int | float]] = {
    FieldType.INTEGER: int,
    FieldType.NUMBER: float,
}
TIME_AFTER = 10
"""Where the mark between day and time stands in 2026-07-17 09:30."""


@dataclass(frozen=True, slots=True)
class ColumnRead:
    """The values of a column, None where a cell is empty or was not understood, and what is odd."""

    values: Column
    problems: tuple[RowProblem, ...] = ()


def read_column(reader: CellReader, cells: Cells, numbers: NDArray[np.int64]) -> ColumnRead:
    """The values of the cells, for rows of these numbers."""
    values: Column = np.full(len(cells), None, dtype=object)
    texts, others = _texts_and_others(cells)
    left = _read_plainly(reader, cells, texts, values)
    problems: list[RowProblem] = []
    for positions in (left, *_by_type(cells, others)):
        odd = _read_bare_numbers(reader.field.type, cells, positions, values)
        problems += _read_each_once(reader, cells, odd, values, numbers)
    return ColumnRead(values, tuple(problems))


def _texts_and_others(cells: Cells) -> tuple[Positions, Positions]:
    """The positions of the texts that are not empty, and of all that is no text."""
    filled = np.flatnonzero(cells != "")
    if pd.api.types.infer_dtype(cells, skipna=False) == "string":
        return filled, filled[:0]
    is_text = np.fromiter((isinstance(cell, str) for cell in cells), bool, len(cells))
    return filled[is_text[filled]], np.flatnonzero(~is_text)


def _read_plainly(reader: CellReader, cells: Cells, texts: Positions, values: Column) -> Positions:
    """The positions of the texts that are not plainly written; the values of the others are set."""
    plain = PLAIN_READERS.get(reader.field.type)
    if plain is None or not texts.size or not reader.dates.is_local:
        return texts
    if reader.verbatim and reader.field.type is FieldType.TEXT:
        values[texts] = cells[texts]
        return texts[:0]
    read, left = plain(cells[texts].tolist())
    if reader.field.type is FieldType.TEXT and reader.may_say_nothing:
        empty = that_say_nothing([text if isinstance(text, str) else "" for text in read])
        empty = [at for at in empty if read[at] is not None]
        left = np.union1d(left, empty).astype(np.intp)
    values[texts] = np.fromiter(read, dtype=object, count=len(read))
    return texts[left]


def _by_type(cells: Cells, positions: Positions) -> Iterator[Positions]:
    """The positions by the cells' types, for 1, 1.0 and true are equal but not the same."""
    types = np.fromiter((type(cells[position]) for position in positions), dtype=object)
    for each in dict.fromkeys(types.tolist()):
        yield positions[types == each]


def _read_bare_numbers(
    field_type: FieldType, cells: Cells, positions: Positions, values: Column
) -> Positions:
    """The positions, all of one type, of what is no sound number; the others' values are set."""
    parse = NUMBER_TYPES.get(field_type)
    if parse is None or not positions.size or type(cells[positions[0]]) not in (int, float):
        return positions
    numbers = cells[positions].astype(np.float64)
    sound = np.abs(numbers) < WITHOUT_GAPS
    if parse is int:
        sound &= numbers == np.floor(numbers)
    read = positions[sound]
    values[read] = np.fromiter(map(parse, cells[read]), dtype=object, count=len(read))
    return positions[~sound]


def _distinct(cells: Cells) -> tuple[NDArray[np.intp], Cells]:
    """The kind of each cell, and one cell of each kind; all are of one type."""
    is_float = isinstance(cells[0], float)
    # Zero and minus zero are written differently, so that the bits are compared.
    kinds, _ = pd.factorize(
        cells.astype(np.float64).view(np.int64) if is_float else cells, use_na_sentinel=False
    )
    first = np.empty(kinds.max() + 1, dtype=np.intp)
    first[kinds[::-1]] = np.arange(len(cells))[::-1]
    return kinds, cells[first]


def _read_each_once(
    reader: CellReader,
    cells: Cells,
    positions: Positions,
    values: Column,
    numbers: NDArray[np.int64],
) -> Iterator[RowProblem]:
    """The problems of the cells; their values are set."""
    if not positions.size:
        return
    kinds, distinct = _distinct(cells[positions])
    reads: list[CellRead] = [reader.read(cell) for cell in distinct]
    values[positions] = np.fromiter((each.value for each in reads), dtype=object)[kinds]
    odd = np.fromiter((bool(each.problems) for each in reads), dtype=bool)
    for place in np.flatnonzero(odd[kinds]):
        for problem in reads[kinds[place]].problems:
            yield of_row(problem, int(numbers[positions[place]]))


def _texts(texts: Sequence[str]) -> PlainRead:
    return [text.strip() or None for text in texts], needs_care(texts)


def _numbers(texts: Sequence[str]) -> PlainRead:
    read, left = _parsed(float, _ungrouped(texts))
    finite = np.isfinite(np.array(read, dtype=np.float64))  # None becomes NaN
    return read, left if finite.all() else np.flatnonzero(~finite)


def _integers(texts: Sequence[str]) -> PlainRead:
    read, left = _parsed(int, _ungrouped(texts))
    large = [
        position
        for position, number in enumerate(read)
        if isinstance(number, int) and not -INT64 <= number < INT64
    ]
    return read, np.union1d(left, large).astype(np.intp) if large else left


def _days(texts: Sequence[str]) -> PlainRead:
    return _parsed(date.fromisoformat, map(year_first, texts))


def _moments(texts: Sequence[str]) -> PlainRead:
    moments, left = _parsed(datetime.fromisoformat, map(year_first, texts))
    odd = [at for at, text in enumerate(texts) if text[TIME_AFTER : TIME_AFTER + 1] not in "T "]
    return [
        moment.replace(tzinfo=KAZAKHSTAN)
        if isinstance(moment, datetime) and moment.tzinfo is None
        else moment
        for moment in moments
    ], np.union1d(left, odd).astype(np.intp) if odd else left


def _parsed(parse: Callable[[str], object], texts: Iterator[str] | Sequence[str]) -> PlainRead:
    """What `parse` gives; None for the texts that it refuses, whose positions come second."""
    texts = list(texts)
    try:
        return list(map(parse, texts)), np.empty(0, np.intp)
    except ValueError:
        return _parsed_singly(parse, texts)


def _parsed_singly(parse: Callable[[str], object], texts: Sequence[str]) -> PlainRead:
    read: list[object] = []
    left: list[int] = []
    for position, text in enumerate(texts):
        try:
            read.append(parse(text))
        except ValueError:
            read.append(None)
            left.append(position)
    return read, np.array(left, dtype=np.intp)


def _ungrouped(texts: Sequence[str]) -> Sequence[str]:
    """The texts without spaces, with decimal points; all as they are where one has line breaks."""
    joined = "\n".join(texts)
    if joined.count("\n") != len(texts) - 1:
        return texts
    joined = joined.replace(",", ".").replace(" ", "")
    for space in HARD_SPACES:
        joined = joined.replace(space, "")
    return joined.split("\n")


PLAIN_READERS: dict[FieldType, Callable[[Sequence[str]], PlainRead]] = {
    FieldType.TEXT: _texts,
    FieldType.NUMBER: _numbers,
    FieldType.INTEGER: _integers,
    FieldType.DATE: _days,
    FieldType.DATETIME: _moments,
}
