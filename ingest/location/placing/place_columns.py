"""The written places of a batch, column-wise: what plain numbers say at once, the rest by text."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from geo.coordinates.columns import Flags, Numbers, SureRows, sure_rows
from geo.coordinates.marks import NamedSystem
from geo.coordinates.parsing import parse_coordinates, parse_pair
from geo.coordinates.written_place import AxisOrder, CoordinateKind, CoordinateReading, Written
from ingest.mapping.mapping_names import LocationPart
from ingest.rows.batch import Cells
from ingest.rows.kept_bytes import without_surrogates
from ingest.rows.table import Cell
from ingest.values.cells import says_nothing
from ingest.values.checked_batch import Column

PLAIN_NUMBER = r"^[+-]?(?:\d{1,3}|\d{6,8})(?:[.,]\d+)?$"
"""Numbers that need no reading: degrees or metres, with a point or a comma."""
TWO_NUMBERS = (
    r"^(?P<first>\d{1,3}\.\d+) *(?:[;,] *| )(?P<second>\d{1,3}\.\d+)$",
    r"^(?P<first>\d{1,3},\d+)(?: *; *| )(?P<second>\d{1,3},\d+)$",
)
"""Two degrees in one cell that can be cut in one way only."""
PAIRS = (
    (LocationPart.LATITUDE, LocationPart.LONGITUDE, AxisOrder.NORTH_FIRST),
    (LocationPart.X, LocationPart.Y, None),
)
"""Columns that make a place together, those that are asked first; with what their names say."""


@dataclass(slots=True)
class WrittenRows:
    """What the rows of a batch say of their places; arrays of shape (n,).

    East and north are nan in rows of which `written` has the whole text: those that are not sure,
    and those whose text names a system, by position. `texts` are as the row has them.
    """

    east: Numbers
    north: Numbers
    is_projected: Flags
    texts: Column
    named: dict[int, NamedSystem] = field(default_factory=dict)
    unsure: dict[int, Written] = field(default_factory=dict)

    @property
    def is_sure(self) -> Flags:
        """Which rows have one place in numbers, whatever their reference system."""
        return np.isfinite(self.east)

    def take(self, position: int, reading: CoordinateReading) -> None:
        """Take the row as sure, and this as its place."""
        self.unsure.pop(position, None)
        self.east[position], self.north[position] = reading.east, reading.north
        self.is_projected[position] = reading.kind is CoordinateKind.PROJECTED


class PlaceColumns:
    """Reads the written places of one file, each distinct text once."""

    def __init__(self, columns: Mapping[str, str]) -> None:
        self._columns = columns
        self._pairs: _Memory[tuple[str | float, str | float, AxisOrder | None]] = _Memory(
            lambda pair: parse_pair(*pair)
        )
        self._texts: _Memory[str] = _Memory(parse_coordinates)

    def read(self, cells: Mapping[str, Cells], is_asked: Flags) -> WrittenRows:
        """What each row says that is asked; of several ways the first that is filled counts."""
        count = len(is_asked)
        rows = WrittenRows(
            np.full(count, np.nan),
            np.full(count, np.nan),
            np.zeros(count, dtype=np.bool_),
            np.full(count, None, dtype=object),
        )
        left = np.flatnonzero(is_asked)
        for first, second, order in PAIRS:
            pair = self._cells(cells, first), self._cells(cells, second)
            if left.size and (pair[0] is not None or pair[1] is not None):
                one, other = (_or_empty(column, count)[left] for column in pair)
                filled = ~(_is_empty(one) & _is_empty(other))
                self._read_pair(rows, left[filled], one[filled], other[filled], order)
                left = left[~filled]
        if left.size:
            texts = _or_empty(self._cells(cells, LocationPart.COORDINATES), count)[left]
            shapes = _or_empty(self._cells(cells, LocationPart.GEOMETRY), count)[left]
            self._read_texts(rows, left, np.where(_is_empty(texts), shapes, texts))
        return rows

    def _cells(self, cells: Mapping[str, Cells], place: LocationPart) -> Cells | None:
        column = cells.get(self._columns.get(place, ""))
        return None if column is None else without_surrogates(column)

    def _read_pair(
        self, rows: WrittenRows, at: NDArray[np.intp], one: Cells, other: Cells,
        order: AxisOrder | None,
    ) -> None:  # fmt: skip
        sure = sure_rows(numbers_in(one), numbers_in(other), order)
        rows.texts[at] = joined(one, other)
        _fill(rows, at, sure)
        for place in np.flatnonzero(~sure.is_sure):
            halves = _half(one[place]), _half(other[place])
            _keep(rows, int(at[place]), self._pairs[(*halves, order)])

    def _read_texts(self, rows: WrittenRows, at: NDArray[np.intp], cells: Cells) -> None:
        texts = np.array([str(cell) for cell in cells], dtype=object)
        rows.texts[at] = texts
        first, second = _two_numbers(texts)
        sure = sure_rows(first, second)
        _fill(rows, at, sure)
        for place in np.flatnonzero(~sure.is_sure):
            text = texts[place]
            _keep(rows, int(at[place]), self._texts["" if says_nothing(text.strip()) else text])


class _Memory[Key](dict[Key, Written]):
    """Written places by what was written; forgets everything when it has grown large."""

    LARGEST = 100_000

    def __init__(self, read: Callable[[Key], Written]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, key: Key) -> Written:
        if len(self) >= self.LARGEST:
            self.clear()
        self[key] = self._read(key)
        return self[key]


def numbers_in(cells: Cells) -> Numbers:
    """The plain numbers of a column, shape (n,); nan where a cell holds anything else."""
    kind = pd.api.types.infer_dtype(cells, skipna=False)
    if kind in {"floating", "integer", "mixed-integer-float"}:
        return np.array([_number(cell) for cell in cells]) if _has_giants(cells) else _plain(cells)
    if kind == "string":
        return _numbers_of_texts(pa.array(cells, type=pa.string()))
    numbers = np.full(len(cells), np.nan)
    is_text = np.fromiter((type(cell) is str for cell in cells), dtype=np.bool_, count=len(cells))
    numbers[is_text] = _numbers_of_texts(pa.array(cells[is_text], type=pa.string()))
    numbers[~is_text] = [_number(cell) for cell in cells[~is_text]]
    return numbers


def _plain(cells: Cells) -> Numbers:
    return np.asarray(cells, dtype=np.float64)


LARGEST_WHOLE = 10**300


def _has_giants(cells: Cells) -> bool:
    """Whether some whole number is too large for a float."""
    return any(type(cell) is int and abs(cell) > LARGEST_WHOLE for cell in cells)


def _number(cell: object) -> float:
    is_number = isinstance(cell, int | float) and not isinstance(cell, bool)
    return float(cell) if is_number and not _has_giants(np.array([cell], object)) else np.nan  # type: ignore[arg-type]


def _numbers_of_texts(texts: pa.StringArray) -> Numbers:
    """The numbers of those texts that are nothing but one; a comma is a decimal one."""
    trimmed = pc.utf8_trim_whitespace(texts)
    is_plain = pc.match_substring_regex(trimmed, PLAIN_NUMBER)
    dotted = pc.replace_substring(trimmed, ",", ".")
    kept = pc.if_else(is_plain, dotted, pa.scalar(None, pa.string()))
    kept = pc.replace_substring_regex(kept, r"^\+", "")
    return np.asarray(pc.cast(kept, pa.float64()).to_numpy(zero_copy_only=False), dtype=np.float64)


def _two_numbers(texts: Cells) -> tuple[Numbers, Numbers]:
    """The two plain degrees of each text, shape (n,) each; nan where it is anything else."""
    array = pc.utf8_trim_whitespace(pa.array(texts, type=pa.string()))
    found = [pc.extract_regex(array, pattern) for pattern in TWO_NUMBERS]
    halves = (pc.coalesce(*(pc.struct_field(each, part) for each in found)) for part in (0, 1))
    first, second = (_numbers_of_texts(pc.fill_null(half, "")) for half in halves)
    return first, second


def _fill(rows: WrittenRows, at: NDArray[np.intp], sure: SureRows) -> None:
    taken = at[sure.is_sure]
    rows.east[taken] = sure.east[sure.is_sure]
    rows.north[taken] = sure.north[sure.is_sure]
    rows.is_projected[taken] = sure.is_projected[sure.is_sure]


def _keep(rows: WrittenRows, position: int, written: Written) -> None:
    """Keep what was read of a single text: its numbers where it is sure, else all of it."""
    rows.texts[position] = written.text
    if written.system is not None:
        rows.named[position] = written.system
    if written.is_sure:
        rows.take(position, written.readings[0])
    else:
        rows.unsure[position] = written


def joined(one: Cells, other: Cells, between: str = "; ") -> Column:
    """Both cells as one text, shape (n,), as `geo.coordinates.parsing.parse_pair` gives it."""
    both = pc.binary_join_element_wise(_texts(one), _texts(other), between)
    return np.asarray(both.to_numpy(zero_copy_only=False), dtype=object)


def _texts(cells: Cells) -> pa.StringArray:
    kind = pd.api.types.infer_dtype(cells, skipna=False)
    if kind == "floating":
        return pc.cast(pa.array(cells, type=pa.float64()), pa.string())
    if kind == "string":
        return pc.utf8_trim_whitespace(pa.array(cells, type=pa.string()))
    texts = [cell.strip() if type(cell) is str else _digits(cell) for cell in cells]
    return pa.array(texts, type=pa.string())


def _digits(cell: Cell) -> str:
    """The fewest digits that tell a number apart; those of a whole one without a point."""
    return repr(cell).removesuffix(".0")


def _half(cell: Cell) -> str | float:
    """The cell for the parser; a whole number stays one, however large; a word for none is none."""
    if isinstance(cell, str):
        return "" if says_nothing(cell.strip()) else cell
    return cell if type(cell) is int else float(cell)


def _or_empty(column: Cells | None, count: int) -> Cells:
    return np.full(count, "", dtype=object) if column is None else column


def _is_empty(cells: Cells) -> Flags:
    return np.asarray(cells == "", dtype=np.bool_)
