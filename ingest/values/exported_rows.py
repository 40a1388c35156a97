"""By which source and key the rows of an atlas's own export are found again."""

from collections.abc import Iterator
from datetime import UTC, datetime

import numpy as np

from ingest.reading.table.own_export import ID, is_own_export
from ingest.rows.batch import Batch, Cells, InputTable
from ingest.values.checked_batch import Column

SOURCE, SOURCE_KEY, CREATED_AT = "source", "source_key", "created_at"
STEM = "atlas:"
"""Begins the key of a row that has none of its own: `atlas:12@1767024000123`, which are its id
and the millisecond of its making, or `atlas:12@` where the file does not tell it."""
SECOND_MS = 1_000


def exported_identities(batch: Batch) -> tuple[Column, Column]:
    """The sources and keys of the rows, None for rows that were added to the file by hand."""
    told = {name: _texts(batch.cells.get(name), len(batch)) for name in (ID, SOURCE, SOURCE_KEY)}
    times = _texts(batch.cells.get(CREATED_AT), len(batch))
    sources, keys = np.full((2, len(batch)), None, dtype=object)
    rows = zip(told[ID], told[SOURCE], told[SOURCE_KEY], times, strict=True)
    for position, (number, source, key, time) in enumerate(rows):
        if source and (key or number.isdecimal()):
            sources[position] = source
            keys[position] = key or f"{STEM}{number}@{_milliseconds(time)}"
    return sources, keys


def knows_own_export(table: InputTable, key_column: str | None) -> bool:
    """Whether the rows of a table are known by the ids of an atlas, and no other key is told."""
    return is_own_export(table) and key_column in {None, ID}


def _texts(cells: Cells | None, count: int) -> list[str]:
    return [""] * count if cells is None else list(_as_texts(cells))


def _as_texts(cells: Cells) -> Iterator[str]:
    for cell in cells:
        yield str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()


def _milliseconds(time: str) -> str:
    try:
        moment = datetime.fromisoformat(time)
    except ValueError:
        return ""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return str(int(aware.timestamp() * SECOND_MS))
