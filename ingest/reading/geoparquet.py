"""Parquet files, with geometry (GeoParquet) or without."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from pyproj import CRS
from pyproj.exceptions import CRSError

from core.text import Text
from ingest.reading.arrow_cells import cells_of, shapes_of_column
from ingest.reading.batch import ROWS_PER_BATCH, Batch
from ingest.reading.table import UnreadableFileError
from ingest.safety.parquet_checks import refuse_dense

GEO = b"geo"
"""Under this key the GeoParquet specification keeps its facts."""
DEFAULT_SYSTEM = "OGC:CRS84"
"""What the specification says of a column without `crs`."""

BROKEN_PARQUET = Text(
    "бұл бүтін Parquet емес: файл бүлінген немесе толық көшірілмеген",
    "это не целый Parquet: файл повреждён или скопирован не полностью",
    "it is no whole Parquet file: it is damaged or was cut off",
)
ODD_GEOMETRY = Text(
    "геометриясы WKB түрінде емес; файлды WKB кодтауымен қайта сақтаңыз",
    "геометрия записана не в WKB; сохраните файл заново с кодировкой WKB",
    "its geometry is not written as WKB; save the file again with the WKB encoding",
)


@dataclass(frozen=True, slots=True)
class ParquetTable:
    """The rows of a Parquet file, numbered from 1; `shape` is the column of their geometry."""

    path: Path
    columns: tuple[str, ...]
    shape: str | None
    crs: str | None = field(repr=False)
    row_count: int

    @property
    def has_geometry(self) -> bool:
        """Whether the rows bring geometries of their own."""
        return self.shape is not None

    def batches(self, size: int = ROWS_PER_BATCH) -> Iterator[Batch]:
        """All rows from the first on, at most `size` at a time. Raises UnreadableFileError."""
        first = 1
        wanted = [*self.columns, *([self.shape] if self.shape else [])]
        with _opened(self.path) as file:
            for records in file.iter_batches(size, columns=wanted):
                count = records.num_rows
                numbers = np.arange(first, first + count, dtype=np.int64)
                shapes = shapes_of_column(records.column(self.shape)) if self.shape else None
                yield Batch(
                    numbers=numbers,
                    cells={name: cells_of(records.column(name)) for name in self.columns},
                    geometry=shapes.geometry if shapes else None,
                    problems=shapes.problems(numbers) if shapes else (),
                )
                first += count


def parquet_table(path: Path) -> ParquetTable:
    """The table of the file; without the facts of GeoParquet it has no geometry.

    Columns that only help to search, such as boxes, are left out. Raises UnreadableFileError.
    """
    with _opened(path) as file:
        refuse_dense(path, file.metadata)
        schema = file.schema_arrow
        rows = int(file.metadata.num_rows)
    geo = _geo(schema.metadata or {})
    if geo is None:
        return ParquetTable(path, tuple(schema.names), None, None, rows)
    shape = str(geo["primary_column"])
    facts = geo["columns"][shape]
    if facts.get("encoding") != "WKB" or shape not in schema.names:
        raise UnreadableFileError(path.name, ODD_GEOMETRY)
    left_out = {*geo["columns"], *_covering(facts)}
    columns = tuple(name for name in schema.names if name not in left_out)
    return ParquetTable(path, columns, shape, _wkt(facts), rows)


def _geo(metadata: Mapping[bytes, bytes]) -> dict[str, Any] | None:
    """The facts of GeoParquet; None where they are missing or say nothing of a geometry."""
    try:
        facts = json.loads(metadata.get(GEO, b"null"))
    except ValueError:
        return None
    columns = facts.get("columns") if isinstance(facts, dict) else None
    is_told = isinstance(columns, dict) and facts.get("primary_column") in columns
    return facts if is_told else None


def _covering(facts: Mapping[str, Any]) -> set[str]:
    """The column that holds the boxes of the geometries."""
    box = (facts.get("covering") or {}).get("bbox") or {}
    return {path[0] for path in box.values() if path}


def _wkt(facts: Mapping[str, Any]) -> str | None:
    """The system as WKT; None where the file says that it is unknown."""
    system = facts.get("crs", DEFAULT_SYSTEM)
    try:
        return CRS.from_user_input(system).to_wkt() if system else None
    except CRSError:
        return json.dumps(system)


@contextmanager
def _opened(path: Path) -> Iterator[pq.ParquetFile]:
    try:
        with pq.ParquetFile(path) as file:
            yield file
    except (pa.ArrowException, ValueError, OSError) as error:
        raise UnreadableFileError(path.name, BROKEN_PARQUET) from error
