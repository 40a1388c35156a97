"""A column of cells as Arrow arrays, one for each kind of value in it, and back."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

import numpy as np
import pyarrow as pa

from ingest.rows.batch import Cells

EXACT_IN_64_BITS = 1 << 63
FEW = 0.5
"""Share of different texts below which each is sent once."""


class CellKind(StrEnum):
    """Which values of a column an array holds; its value ends the array's name."""

    TEXT = "t"
    ODD_TEXT = "o"
    """Texts that UTF-8 cannot write, such as a letter of another encoding."""
    WHOLE = "w"
    GREAT = "g"
    """Whole numbers beyond 64 bits, as digits."""
    NUMBER = "n"
    TRUTH = "b"

    @property
    def is_text(self) -> bool:
        """Whether the values are texts."""
        return self in {CellKind.TEXT, CellKind.ODD_TEXT}


KINDS = tuple(CellKind)
TYPES = {
    CellKind.TEXT: pa.large_string(),
    CellKind.ODD_TEXT: pa.large_binary(),
    CellKind.WHOLE: pa.int64(),
    CellKind.GREAT: pa.large_string(),
    CellKind.NUMBER: pa.float64(),
    CellKind.TRUTH: pa.bool_(),
}


def column_arrays(cells: Cells) -> dict[CellKind, Any]:
    """The cells by kind, with nulls where a cell is of another; empty texts are in none."""
    values = cells.tolist()
    if set(map(type, values)) == {str}:
        return _texts(values)
    parted: dict[CellKind, list[Any]] = {}
    for place, value in enumerate(values):
        if value == "" and isinstance(value, str):
            continue
        kind = _kind(value)
        column = parted.setdefault(kind, [None] * len(values))
        column[place] = _written(value, kind)
    return {kind: pa.array(column, TYPES[kind]) for kind, column in parted.items()}


def joined_cells(arrays: Mapping[CellKind, Any], count: int) -> Cells:
    """The cells of a column, from its arrays."""
    if list(arrays) == [CellKind.TEXT] and not arrays[CellKind.TEXT].null_count:
        return _objects(arrays[CellKind.TEXT], CellKind.TEXT)
    cells = np.full(count, "", dtype=object)
    for kind, array in arrays.items():
        there = array.is_valid().to_numpy(zero_copy_only=False)
        cells[there] = _read(_objects(array, kind)[there], kind)
    return cells


def _texts(values: list[str]) -> dict[CellKind, Any]:
    try:
        array = pa.array(values, pa.large_string())
    except UnicodeEncodeError:
        odd = [value.encode("utf-8", "surrogatepass") for value in values]
        return {CellKind.ODD_TEXT: pa.array(odd, pa.large_binary())}
    once = array.dictionary_encode()
    if len(once.dictionary) == 1 and not values[0]:
        return {}
    return {CellKind.TEXT: once if len(once.dictionary) < FEW * len(values) else array}


def _kind(value: object) -> CellKind:
    if isinstance(value, bool | np.bool_):
        return CellKind.TRUTH
    if isinstance(value, int | np.integer):
        return CellKind.WHOLE if -EXACT_IN_64_BITS <= value < EXACT_IN_64_BITS else CellKind.GREAT
    if isinstance(value, float | np.floating):
        return CellKind.NUMBER
    try:
        str(value).encode()
    except UnicodeEncodeError:
        return CellKind.ODD_TEXT
    return CellKind.TEXT


def _written(value: Any, kind: CellKind) -> Any:  # noqa: ANN401 - a cell of any kind
    match kind:
        case CellKind.TRUTH:
            return bool(value)
        case CellKind.ODD_TEXT:
            return str(value).encode("utf-8", "surrogatepass")
        case CellKind.TEXT | CellKind.GREAT:
            return str(value)
        case _:
            return value


def _objects(array: Any, kind: CellKind) -> Cells:  # noqa: ANN401 - pyarrow has no types
    """The values as Python objects. Raises TypeError for an array of another type."""
    if pa.types.is_dictionary(array.type):
        if array.type.value_type != TYPES[kind] or array.null_count:
            raise TypeError(array.type)
        once = np.asarray(array.dictionary.to_numpy(zero_copy_only=False), dtype=object)
        cells: Cells = once[array.indices.to_numpy()]
        return cells
    if array.type != TYPES[kind]:
        raise TypeError(array.type)
    if kind is CellKind.NUMBER or kind is CellKind.WHOLE:
        filled = array.fill_null(0)
        return np.asarray(filled.to_numpy(), dtype=object)
    return np.asarray(array.to_numpy(zero_copy_only=False), dtype=object)


def _read(values: Cells, kind: CellKind) -> Cells | Sequence[Any]:
    match kind:
        case CellKind.ODD_TEXT:
            odd = [value.decode("utf-8", "surrogatepass") for value in values]
            return np.array([*odd, None], dtype=object)[:-1]
        case CellKind.GREAT:
            return np.array([*map(int, values), None], dtype=object)[:-1]
        case CellKind.TRUTH:
            return np.array([*map(bool, values), None], dtype=object)[:-1]
        case _:
            return values
