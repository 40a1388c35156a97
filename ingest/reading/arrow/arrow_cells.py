"""Columns of Arrow data, which vector files and Parquet give, as cells."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingest.reading.geometry.wkb_shapes import DecodedGeometries, Numbers, shapes_of
from ingest.reading.table import row_faults
from ingest.reading.table.decoded_text import decoded
from ingest.reading.table.headed_table import as_cells
from ingest.rows.batch import Cells
from ingest.rows.row_problem import RowProblem

LATIN_1 = "ISO-8859-1"
"""Each byte as one letter, from which the bytes can be had again."""
STRINGS = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view)
WRITTEN = {True: "true", False: "false"}


@dataclass(frozen=True, slots=True)
class ColumnCells:
    """The cells of a column, and the positions of the texts whose last letter was cut off."""

    cells: Cells
    cut: tuple[int, ...] = ()

    def problems(self, name: str, numbers: Numbers) -> tuple[RowProblem, ...]:
        """The problems of rows with these numbers."""
        return tuple(
            row_faults.cut_text(int(numbers[at]), name, str(self.cells[at])) for at in self.cut
        )


def columns_in_turn(records: Any, names: Iterable[str]) -> Iterator[Any]:  # noqa: ANN401 - pyarrow has no types
    """The columns of these names; where several have one name, each in its turn."""
    met: Counter[str] = Counter()
    for name in names:
        yield records.column(records.schema.get_all_field_indices(name)[met[name]])
        met[name] += 1


def column_cells(column: Any, encoding: str | None = None) -> ColumnCells:  # noqa: ANN401 - pyarrow has no types
    """The cells of an Arrow array: what is missing as an empty text, texts without outer spaces.

    Days and times are written in ISO 8601, whole numbers without a fraction, lists with commas.
    `encoding` is that of bytes which GDAL handed on as Latin 1.
    """
    kind = column.type
    if pa.types.is_dictionary(kind):
        return column_cells(column.dictionary_decode(), encoding)
    if isinstance(kind, pa.BaseExtensionType):
        return column_cells(column.storage, encoding)
    if any(is_one(kind) for is_one in STRINGS):
        return _texts(column, encoding)
    if pa.types.is_floating(kind):
        return ColumnCells(_numbers(column.to_numpy(zero_copy_only=False).astype(float)))
    cell: Callable[[Any], Any] = _text
    if pa.types.is_boolean(kind):
        cell = WRITTEN.__getitem__
    elif pa.types.is_integer(kind):
        cell = int
    values = column.to_pylist()
    return ColumnCells(as_cells(["" if value is None else cell(value) for value in values]))


def shapes_of_column(column: Any) -> DecodedGeometries:  # noqa: ANN401 - pyarrow has no types
    """The geometries of an Arrow array of WKB."""
    return shapes_of(np.asarray(column.to_numpy(zero_copy_only=False), dtype=object))


def _texts(column: Any, encoding: str | None) -> ColumnCells:  # noqa: ANN401 - pyarrow has no types
    if encoding is None:
        try:
            texts = pc.fill_null(pc.utf8_trim_whitespace(column.cast(pa.large_string())), "")
            return ColumnCells(np.asarray(texts.to_numpy(zero_copy_only=False), dtype=object))
        except (pa.ArrowInvalid, UnicodeDecodeError):
            pass
    binary = column.cast(pa.large_binary())
    contents = [content or b"" for content in binary.to_pylist()]
    if encoding is not None:
        contents = [content.decode().encode(LATIN_1) for content in contents]
    read = [decoded(content, encoding or "utf-8") for content in contents]
    cut = tuple(at for at, (_, is_cut) in enumerate(read) if is_cut)
    return ColumnCells(as_cells([text.strip() for text, _ in read]), cut)


def _numbers(values: np.ndarray[Any, np.dtype[np.float64]]) -> Cells:
    cells = values.astype(object)
    whole = np.isfinite(values) & (values == np.floor(values))
    cells[whole] = [int(value) for value in values[whole].tolist()]
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
