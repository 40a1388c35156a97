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


class Kind(StrEnum):
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
        return self in {Kind.TEXT, Kind.ODD_TEXT}


KINDS = tuple(Kind)
TYPES = {
    Kind.TEXT: pa.large_string(),
    Kind.ODD_TEXT: pa.large_binary(),
    Kind.WHOLE: pa.int64(),
    Kind.GREAT: pa.large_string(),
    Kind.NUMBER: pa.float64(),
    Kind.TRUTH: pa.bool_(),
}


def column_arrays(cells: Cells) -> dict[Kind, Any]:
    """The cells by kind, with nulls where a cell is of another; empty texts are in none."""
    values = cells.tolist()
    if set(map(type, values)) == {str}:
        return _texts(values)
    parted: dict[Kind, list[Any]] = {}
    for place, value in enumerate(values):
        if value == "" and isinstance(value, str):
            continue
        kind = _kind(value)
        column = parted.setdefault(kind, [None] * len(values))
        column[place] = _written(value, kind)
    return {kind: pa.array(column, TYPES[kind]) for kind, column in parted.items()}


def joined_cells(arrays: Mapping[Kind, Any], count: int) -> Cells:
    """The cells of a column, from its arrays."""
    if list(arrays) == [Kind.TEXT] and not arrays[Kind.TEXT].null_count:
        return _objects(arrays[Kind.TEXT], Kind.TEXT)
    cells = np.full(count, "", dtype=object)
    for kind, array in arrays.items():
        there = array.is_valid().to_numpy(zero_copy_only=False)
        cells[there] = _read(_objects(array, kind)[there], kind)
    return cells


def _texts(values: list[str]) -> dict[Kind, Any]:
    try:
        array = pa.array(values, pa.large_string())
    except UnicodeEncodeError:
        odd = [value.encode("utf-8", "surrogatepass") for value in values]
        return {Kind.ODD_TEXT: pa.array(odd, pa.large_binary())}
    once = array.dictionary_encode()
    if len(once.dictionary) == 1 and not values[0]:
        return {}
    return {Kind.TEXT: once if len(once.dictionary) < FEW * len(values) else array}


def _kind(value: object) -> Kind:
    if isinstance(value, bool | np.bool_):
        return Kind.TRUTH
    if isinstance(value, int | np.integer):
        return Kind.WHOLE if -EXACT_IN_64_BITS <= value < EXACT_IN_64_BITS else Kind.GREAT
    if isinstance(value, float | np.floating):
        return Kind.NUMBER
    try:
        str(value).encode()
    except UnicodeEncodeError:
        return Kind.ODD_TEXT
    return Kind.TEXT


def _written(value: Any, kind: Kind) -> Any:  # noqa: ANN401 - a cell of any kind
    match kind:
        case Kind.TRUTH:
            return bool(value)
        case Kind.ODD_TEXT:
            return str(value).encode("utf-8", "surrogatepass")
        case Kind.TEXT | Kind.GREAT:
            return str(value)
        case _:
            return value


def _objects(array: Any, kind: Kind) -> Cells:  # noqa: ANN401 - pyarrow has no types
    """The values as Python objects. Raises TypeError for an array of another type."""
    if pa.types.is_dictionary(array.type):
        if array.type.value_type != TYPES[kind] or array.null_count:
            raise TypeError(array.type)
        once = np.asarray(array.dictionary.to_numpy(zero_copy_only=False), dtype=object)
        cells: Cells = once[array.indices.to_numpy()]
        return cells
    if array.type != TYPES[kind]:
        raise TypeError(array.type)
    if kind is Kind.NUMBER or kind is Kind.WHOLE:
        filled = array.fill_null(0)
        return np.asarray(filled.to_numpy(), dtype=object)
    return np.asarray(array.to_numpy(zero_copy_only=False), dtype=object)


def _read(values: Cells, kind: Kind) -> Cells | Sequence[Any]:
    match kind:
        case Kind.ODD_TEXT:
            odd = [value.decode("utf-8", "surrogatepass") for value in values]
            return np.array([*odd, None], dtype=object)[:-1]
        case Kind.GREAT:
            return np.array([*map(int, values), None], dtype=object)[:-1]
        case Kind.TRUTH:
            return np.array([*map(bool, values), None], dtype=object)[:-1]
        case _:
            return values
