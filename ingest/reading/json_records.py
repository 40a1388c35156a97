"""JSON files with a list of records, such as the answers of a web service, as tables."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import batched
from pathlib import Path
from typing import IO, Any

import numpy as np

from core.text import Text
from geo.written_shapes import is_geojson
from ingest.reading.batch import ROWS_PER_BATCH, Batch
from ingest.reading.headed_table import as_cells, check_width
from ingest.reading.storable import storable
from ingest.reading.table import Cell, EmptyFileError, UnreadableFileError

Record = Mapping[str, Any]
BLOCK = 1 << 16
LONGEST_RECORD = 1 << 24
"""Letters; what is longer is no record of a list."""
BETWEEN = re.compile(r"[\s,]*")
LIST_UNDER = re.compile(
    r'^\s*\{.*?"(results|value|requests|service_requests|data|submissions)"\s*:\s*(?=\[)', re.DOTALL
)
GEOJSON = re.compile(r'"type"\s*:\s*"(Feature|FeatureCollection|Topology|GeometryCollection)"')

BROKEN_RECORDS = Text(
    "бұл бүтін JSON тізімі емес: файл бүлінген немесе толық көшірілмеген",
    "это не целый список JSON: файл повреждён или скопирован не полностью",
    "it is no whole JSON list: it is damaged or was cut off",
)


@dataclass(frozen=True, slots=True)
class RecordTable:
    """Records numbered from 1; a record within a record gives columns such as `group/field`."""

    columns: tuple[str, ...]
    row_count: int
    read: Callable[[], Iterator[Record]] = field(repr=False)
    has_geometry: bool = False
    crs: str | None = None

    def batches(self, size: int = ROWS_PER_BATCH) -> Iterator[Batch]:
        """All records from the first on, at most `size` at a time. Raises UnreadableFileError."""
        first = 1
        for records in batched(self.read(), size):
            rows = [flat_cells(record) for record in records]
            yield Batch(
                numbers=np.arange(first, first + len(rows), dtype=np.int64),
                cells={
                    name: as_cells([row.get(name, "") for row in rows]) for name in self.columns
                },
            )
            first += len(rows)


def record_table(read: Callable[[], Iterator[Record]], file_name: str) -> RecordTable:
    """The table of records, which are read once to know all columns.

    Raises EmptyFileError, TooWideError.
    """
    columns: dict[str, None] = {}
    count = 0
    for record in read():
        columns.update(dict.fromkeys(flat_cells(record)))
        check_width(columns, file_name)
        count += 1
    if not columns:
        raise EmptyFileError(file_name, field="file")
    return RecordTable(tuple(columns), count, read)


def json_table(path: Path) -> RecordTable:
    """The table of a JSON list. Raises UnreadableFileError, EmptyFileError."""
    return record_table(lambda: _records(path), path.name)


def has_records(path: Path) -> bool:
    """Whether a JSON file holds a list of records rather than GeoJSON."""
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        start = file.read(BLOCK)
    if GEOJSON.search(start) and not start.lstrip().startswith("["):
        return False
    return start.lstrip().startswith("[") or LIST_UNDER.match(start) is not None


def flat_cells(record: Record, under: str = "") -> dict[str, Cell]:
    """The cells of a record by column; lists of plain values are joined, others kept as JSON.

    A geometry of GeoJSON is a value, not a record within the record.
    """
    cells: dict[str, Cell] = {}
    for name, value in record.items():
        column = f"{under}{storable(name)}"
        if isinstance(value, dict) and not is_geojson(value):
            cells |= flat_cells(value, f"{column}/")
        else:
            cells[column] = _cell(value)
    return cells


def _cell(value: object) -> Cell:
    match value:
        case None:
            return ""
        case str():
            return value.strip()
        case bool() | int() | float():
            return value
        case list() if not any(isinstance(each, dict | list) for each in value):
            return ", ".join("" if each is None else str(each) for each in value)
        case _:
            return json.dumps(value, ensure_ascii=False)


def _records(path: Path) -> Iterator[Record]:
    """The records one by one, however long the list is."""
    with _whole(path), path.open(encoding="utf-8-sig") as file:
        text = file.read(BLOCK)
        under = LIST_UNDER.match(text)
        start = under.end() if under else len(text) - len(text.lstrip())
        if text[start : start + 1] != "[":
            raise ValueError(text[:1])
        yield from _elements(file, text[start + 1 :])


def _elements(file: IO[str], text: str) -> Iterator[Record]:
    decoder = json.JSONDecoder()
    at = 0
    while True:
        between = BETWEEN.match(text, at)
        at = between.end() if between else at
        if text[at : at + 1] == "]":
            return
        try:
            record, at = decoder.raw_decode(text, at)
        except json.JSONDecodeError:
            text, at = text[at:], 0
            more = file.read(max(BLOCK, len(text)))
            if not more or len(text) > LONGEST_RECORD:
                raise
            text += more
            continue
        if not isinstance(record, dict):
            raise TypeError(record)
        yield record


@contextmanager
def _whole(path: Path) -> Iterator[None]:
    try:
        yield
    except (ValueError, TypeError, RecursionError) as error:
        raise UnreadableFileError(path.name, BROKEN_RECORDS) from error
