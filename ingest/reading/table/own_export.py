"""Files that an atlas wrote itself, recognised by their columns, under the names of the fields."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

import numpy as np

from ingest.rows.batch import ROWS_PER_BATCH, Batch, Cells, InputTable
from layers.exports.guard import GUARDED_TYPES, unguarded
from layers.exports.kml import NUMBER, PREFIX
from layers.exports.workbook import NUMBER_OF
from layers.model.layer import Layer
from layers.reading.labels import SUFFIX

ID = "id"
SIGNATURE = frozenset({ID, "source", "version", "oblast_code"})
"""Fields that every object has, in every export; no list that people keep has all of them."""
GUARDED_FILES = (".csv", ".txt")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
FURTHER_PART = re.compile(r"wkt_(\d+)")
"""A geometry that is too long for one cell of a workbook goes on in such columns."""
WKT = "wkt"
TITLES = frozenset(NUMBER_OF.as_dict().values())


class OpenedTable(InputTable, Protocol):
    """A table that knows the other sheets of its file."""

    @property
    def sheets(self) -> tuple[str, ...]:
        """The sheets or layers of the file."""


@dataclass(frozen=True)
class OwnExport:
    """A table of an atlas's own making: `names` gives the file's column of each of its own."""

    table: OpenedTable
    names: Mapping[str, str]
    guarded: frozenset[str] = frozenset()
    """Columns in which an apostrophe may stand before what would be a formula."""
    parts: tuple[str, ...] = field(default=())
    """The columns in which a long geometry goes on, in order."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns; what was only written for people is left out."""
        return tuple(self.names)

    @property
    def sheets(self) -> tuple[str, ...]:
        """The sheets or layers of the file."""
        return self.table.sheets

    @property
    def has_geometry(self) -> bool:
        """Whether the rows bring geometries of their own."""
        return self.table.has_geometry and WKT not in self.names

    @property
    def crs(self) -> str | None:
        """What the file says of its reference system."""
        return self.table.crs

    @property
    def row_count(self) -> int | None:
        """How many rows there are, for progress."""
        return self.table.row_count

    def batches(self, size: int = ROWS_PER_BATCH) -> Iterator[Batch]:
        """All rows from the first on, at most `size` at a time."""
        for batch in self.table.batches(size):
            cells = {name: batch.cells[column] for name, column in self.names.items()}
            for name in self.guarded & cells.keys():
                cells[name] = _without_guard(cells[name])
            if self.parts:
                cells[WKT] = _joined([cells[WKT], *(batch.cells[part] for part in self.parts)])
            yield _without_titles(replace(batch, cells=cells))


def as_own_export(path: Path, table: OpenedTable, layer: Layer) -> OpenedTable:
    """The table under the names of the atlas where an atlas wrote the file; else as it is."""
    prefixed = NUMBER in table.columns
    ours_last = sorted(table.columns, key=lambda column: column.startswith(PREFIX))
    names = {_plain(column): column for column in ours_last}
    if not names.keys() >= SIGNATURE:
        return table
    own = {each.name for each in layer.fields} | {ID, WKT}
    parts = tuple(sorted((each for each in names if FURTHER_PART.fullmatch(each)), key=_order))
    kept = {
        name: column
        for name, column in names.items()
        if name not in parts and (name in own if prefixed else not _is_label(name, layer))
    }
    return OwnExport(table, kept, _guarded(path, layer), tuple(names[each] for each in parts))


def is_own_export(table: InputTable) -> bool:
    """Whether the rows of a table are known by the ids that an atlas gave them."""
    return set(table.columns) >= SIGNATURE


def _plain(column: str) -> str:
    return column.removeprefix(PREFIX)


def _order(part: str) -> int:
    return int(part.rpartition("_")[2])


def _is_label(name: str, layer: Layer) -> bool:
    """Whether a column only repeats a coded field in words."""
    stem = name.removesuffix(SUFFIX)
    return stem != name and any(each.name == stem for each in layer.fields)


def _guarded(path: Path, layer: Layer) -> frozenset[str]:
    """The fields that are guarded in the file; one for programs has no byte order mark."""
    if path.suffix.lower() not in GUARDED_FILES:
        return frozenset()
    with path.open("rb") as file:
        if file.read(len(BYTE_ORDER_MARK)) != BYTE_ORDER_MARK:
            return frozenset()
    return frozenset(each.name for each in layer.fields if each.type in GUARDED_TYPES)


def _without_titles(batch: Batch) -> Batch:
    """The batch without the row of titles that a workbook with labels has below its names."""
    first = batch.numbers[:1].tolist()
    if not first or str(batch.cells[ID][0]) not in TITLES:
        return batch
    return replace(
        batch,
        numbers=batch.numbers[1:],
        cells={name: cells[1:] for name, cells in batch.cells.items()},
        geometry=None if batch.geometry is None else batch.geometry[1:],
        surplus={place - 1: cells for place, cells in batch.surplus.items() if place},
    )


def _without_guard(cells: Cells) -> Cells:
    return np.fromiter(
        (unguarded(cell) if isinstance(cell, str) else cell for cell in cells), object, len(cells)
    )


def _joined(columns: list[Cells]) -> Cells:
    rows = zip(*columns, strict=True)
    return np.fromiter(("".join(map(str, row)) for row in rows), object, len(columns[0]))
