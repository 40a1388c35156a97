"""Rows of a file as rows of its layer, batch by batch, with everything that speaks against them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from sqlalchemy.orm import Session

from ingest.batch import Batch, SourceTable
from ingest.checked_batch import CheckedBatch, Column
from ingest.file_load import row_reader
from ingest.file_order import Decision, FileOrder
from ingest.mapping import ColumnMapping
from ingest.row_places import PlaceReader
from ingest.row_reading import RowRead, RowReader
from ingest.table import FileRow
from layers.definition import Layer

PROVENANCE = (
    "original_coordinates",
    "original_crs",
    "transformation",
    "transformation_accuracy_m",
)
"""Columns that tell how a place became known, in layers that keep it."""


@dataclass(frozen=True)
class BatchReader:
    """Reads the rows of one file for its layer.

    `columns` are those of the layer's table that are filled, the same for every batch.
    """

    rows: RowReader
    decisions: Mapping[int, Decision]
    columns: tuple[str, ...]
    at_creation_columns: tuple[str, ...]

    @property
    def mapping(self) -> ColumnMapping:
        """What is read from which column of the file."""
        return self.rows.mapping

    @property
    def places(self) -> PlaceReader:
        """The reader of the places."""
        return self.rows.places

    def read(self, batch: Batch) -> CheckedBatch:
        """The rows that may be loaded, and why the others may not."""
        rows = [self._decided(batch.row(position)) for position in range(len(batch))]
        reads = [self.rows.read(row) for row in rows]
        good = [each.source_row for each in reads if each.source_row is not None]
        return CheckedBatch(
            read=len(batch),
            numbers=np.array([each.number for each in reads if each.source_row], dtype=np.int64),
            keys=_column(each.key for each in good),
            values={name: _column(each.values.get(name) for each in good) for name in self.columns},
            geometry=_column(each.values["geom"] for each in good),
            at_creation={
                name: _column(each.at_creation.get(name) for each in good)
                for name in self.at_creation_columns
            },
            problems=tuple(problem for each in reads for problem in each.problems),
            left=tuple(row for row, each in zip(rows, reads, strict=True) if _is_left(each)),
        )

    def _decided(self, row: FileRow) -> FileRow:
        """The row with the values that a person told for it."""
        decision = self.decisions.get(row.number)
        if decision is None or not decision.values:
            return row
        told = {
            self.mapping.columns[name]: value
            for name, value in decision.values.items()
            if name in self.mapping.columns
        }
        return replace(row, cells={**row.cells, **told})


def batch_reader(
    session: Session,  # noqa: ARG001 - what places are compared with comes from the database
    order: FileOrder,
    table: SourceTable,
    mapping: ColumnMapping | None = None,
) -> BatchReader:
    """The reader of a file's rows: its mapping, reference system and key are settled.

    Raises the errors of a wrong mapping, NoReferenceSystemError, UnusableReferenceSystemError.
    """
    rows = row_reader(order, table)
    if mapping is not None:
        rows = replace(rows, mapping=mapping, places=replace(rows.places, columns=mapping.columns))
    return BatchReader(
        rows=rows,
        decisions=order.decisions,
        columns=_filled_columns(order.layer, rows.mapping),
        at_creation_columns=order.layer.derive.columns if order.layer.derive else (),
    )


def _filled_columns(layer: Layer, mapping: ColumnMapping) -> tuple[str, ...]:
    """The columns of the layer's table that a file of this mapping fills."""
    return tuple(
        column.name
        for column in layer.table.__table__.columns
        if column.name in mapping.columns or column.name in PROVENANCE
    )


def _column(values: Iterable[Any]) -> Column:
    return np.fromiter(values, dtype=object)


def _is_left(read: RowRead) -> bool:
    return read.source_row is None
