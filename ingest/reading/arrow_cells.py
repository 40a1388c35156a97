"""Columns of Arrow data, which vector files and Parquet give, as cells."""

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from ingest.reading.batch import Cells
from ingest.reading.headed_table import as_cells

EXACT_WHOLE = float(1 << 53)
"""Whole numbers below this are exact in a float."""


def cells_of(column: Any) -> Cells:  # noqa: ANN401 - pyarrow has no types
    """The cells of an Arrow array: what is missing as an empty text, texts without outer spaces.

    Days and times are written in ISO 8601, whole numbers without a fraction, lists with commas.
    """
    kind = column.type
    if pa.types.is_floating(kind):
        return _numbers(column.to_numpy(zero_copy_only=False).astype(float))
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        texts = pc.fill_null(pc.utf8_trim_whitespace(column), "")
        return np.asarray(texts.to_numpy(zero_copy_only=False), dtype=object)
    values = column.to_pylist()
    if pa.types.is_integer(kind) or pa.types.is_boolean(kind):
        return as_cells(["" if value is None else value for value in values])
    return as_cells(["" if value is None else _text(value) for value in values])


def geometries_of(column: Any) -> Cells:  # noqa: ANN401 - pyarrow has no types
    """The geometries of an Arrow array of WKB; None where there is none or it cannot be read."""
    wkb = column.to_numpy(zero_copy_only=False)
    return np.asarray(shapely.from_wkb(wkb, on_invalid="ignore"), dtype=object)


def _numbers(values: np.ndarray[Any, np.dtype[np.float64]]) -> Cells:
    cells = values.astype(object)
    whole = (np.abs(values) < EXACT_WHOLE) & (values == np.floor(values))
    cells[whole] = values[whole].astype(np.int64).astype(object)
    cells[np.isnan(values)] = ""
    return cells


def _text(value: object) -> str:
    match value:
        case str():
            return value.strip()
        case bytes():
            return value.hex()
        case dict():
            return json.dumps(value, ensure_ascii=False, default=str)
        case Sequence():
            return ", ".join(map(str, value))
        case _:
            return value.isoformat() if hasattr(value, "isoformat") else str(value)
