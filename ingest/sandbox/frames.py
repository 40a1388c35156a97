"""Batches of rows as Arrow data, from the process that reads a file to the one that loads it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
import pyarrow as pa
import shapely

from core.text import Text
from ingest.rows.batch import Batch, Cells
from ingest.rows.row_problem import RowProblem
from ingest.rows.table import Cell
from ingest.sandbox.cell_kinds import KINDS, column_arrays, joined_cells
from ingest.sandbox.oversize import shortened
from ingest.sandbox.wire import BrokenMessageError, Document, Message

NUMBERS, SHAPES = "numbers", "shapes"
MOST_SURPLUS = 2_000
LONGEST_SURPLUS = 10_000
"""Letters of a cell beyond the last column; the row is not loaded anyway."""
UNUSABLE = (
    pa.ArrowException, ValueError, TypeError, KeyError, AttributeError, OverflowError,
    IndexError, OSError, StopIteration, RecursionError, shapely.errors.ShapelyError,
)  # fmt: skip
"""What decoding raises over a message that no reader of ours has made."""


def message_of(batch: Batch, columns: Sequence[str]) -> Message:
    """The rows as a message; what is too large in a row is cut off, and the row waits."""
    batch, arrays, shapes = shortened(
        batch, {name: column_arrays(batch.cells[name]) for name in columns}
    )
    named = {
        NUMBERS: pa.array(batch.numbers, pa.int64()),
        **{
            f"{place}{kind.value}": array
            for place, name in enumerate(columns)
            for kind, array in arrays[name].items()
        },
        **({} if shapes is None else {SHAPES: shapes}),
    }
    records = pa.RecordBatch.from_arrays(list(named.values()), list(named))
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, records.schema) as stream:
        stream.write_batch(records)
    surplus = {
        str(place): [_short(cell) for cell in cells[:MOST_SURPLUS]]
        for place, cells in batch.surplus.items()
    }
    problems = [asdict(each) for each in batch.problems]
    return Message({"surplus": surplus, "problems": problems}, memoryview(sink.getvalue()))


def batch_of(message: Message, columns: Sequence[str]) -> Batch:
    """The rows that a message holds. Raises BrokenMessageError for what is none."""
    try:
        with pa.ipc.open_stream(pa.py_buffer(message.body)) as stream:
            records = stream.read_next_batch()
        records.validate(full=True)
        return _batch(records, message.document, columns)
    except UNUSABLE as error:
        raise BrokenMessageError(str(error)) from error


def _batch(records: Any, document: Document, columns: Sequence[str]) -> Batch:  # noqa: ANN401 - pyarrow has no types
    arrays = dict(zip(records.schema.names, records.columns, strict=True))
    shapes = arrays.get(SHAPES)
    surplus = {
        int(place): tuple(_cell(each) for each in cells)
        for place, cells in document["surplus"].items()
    }
    if any(not 0 <= place < records.num_rows for place in surplus):
        raise IndexError(records.num_rows)
    return Batch(
        numbers=arrays[NUMBERS].cast(pa.int64()).to_numpy(zero_copy_only=False).astype(np.int64),
        cells={
            name: joined_cells(
                {kind: arrays[key] for kind in KINDS if (key := f"{place}{kind.value}") in arrays},
                records.num_rows,
            )
            for place, name in enumerate(columns)
        },
        geometry=None if shapes is None else _geometries(shapes),
        surplus=surplus,
        problems=tuple(_problem(each) for each in document["problems"]),
    )


def _geometries(array: Any) -> Cells:  # noqa: ANN401 - pyarrow has no types
    wkb = array.cast(pa.large_binary()).to_numpy(zero_copy_only=False)
    return np.asarray(shapely.from_wkb(wkb, on_invalid="ignore"), dtype=object)


def _problem(told: Mapping[str, Any]) -> RowProblem:
    suggestion = told["suggestion"]
    return RowProblem(
        row=int(told["row"]),
        field=str(told["field"]),
        value=str(told["value"]),
        reason=Text(**{name: str(phrase) for name, phrase in told["reason"].items()}),
        suggestion=None if suggestion is None else str(suggestion),
        rejected=bool(told["rejected"]),
        waiting=bool(told["waiting"]),
        code=str(told["code"]),
        candidates=tuple(dict(each) for each in told["candidates"]),
    )


def _short(cell: Cell) -> Cell:
    if isinstance(cell, np.generic):
        cell = cell.item()
    return cell[:LONGEST_SURPLUS] if isinstance(cell, str) else cell


def _cell(value: object) -> Cell:
    if isinstance(value, str | int | float | bool):
        return value
    raise TypeError(type(value).__name__)
