"""Parquet files, with geometry (GeoParquet) or without."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from core.text import Text
from ingest.checks.parquet_checks import refuse_dense
from ingest.reading.arrow.arrow_cells import column_cells, columns_in_turn
from ingest.reading.arrow.geo_column import GeoColumn, geo_column
from ingest.reading.table.headed_table import unique_columns
from ingest.rows.batch import ROWS_PER_BATCH, Batch
from ingest.rows.table import UnreadableFileError

BROKEN_PARQUET = Text(
    "бұл бүтін Parquet емес: файл бүлінген немесе толық көшірілмеген",
    "это не целый Parquet: файл повреждён или скопирован не полностью",
    "it is no whole Parquet file: it is damaged or was cut off",
)
ODD_GEOMETRY = Text(
    "геометриясы белгісіз түрде жазылған; файлды WKB кодтауымен қайта сақтаңыз",
    "геометрия записана в неизвестном виде; сохраните файл заново с кодировкой WKB",
    "its geometry is written in an unknown way; save the file again with the WKB encoding",
)


@dataclass(frozen=True, slots=True)
class ParquetTable:
    """The rows of a Parquet file, numbered from 1; `shape` is the column of their geometry.

    `sources` has the file's own name of each column.
    """

    path: Path
    sources: Mapping[str, str]
    shape: GeoColumn | None
    row_count: int

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, each once."""
        return tuple(self.sources)

    @property
    def crs(self) -> str | None:
        """What the file says of its reference system, as WKT."""
        return self.shape.crs if self.shape else None

    @property
    def has_geometry(self) -> bool:
        """Whether the rows bring geometries of their own."""
        return self.shape is not None

    def batches(self, size: int = ROWS_PER_BATCH) -> Iterator[Batch]:
        """All rows from the first on, at most `size` at a time. Raises UnreadableFileError."""
        first = 1
        sources = self.sources.values()
        wanted = list(dict.fromkeys([*sources, *([self.shape.name] if self.shape else [])]))
        with _opened(self.path) as file:
            for records in file.iter_batches(size, columns=wanted):
                count = records.num_rows
                numbers = np.arange(first, first + count, dtype=np.int64)
                shapes = self.shape and self.shape.shapes(records.column(self.shape.name))
                columns = zip(self.sources, columns_in_turn(records, sources), strict=True)
                read = {name: column_cells(column) for name, column in columns}
                yield Batch(
                    numbers=numbers,
                    cells={name: column.cells for name, column in read.items()},
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
        shape = geo_column(file)
    if shape is None:
        return ParquetTable(path, _sources(schema.names), None, rows)
    if not shape.is_known:
        raise UnreadableFileError(path.name, ODD_GEOMETRY)
    left_out = {shape.name, *shape.helpers}
    columns = [name for name in schema.names if name not in left_out]
    return ParquetTable(path, _sources(columns), shape, rows)


def _sources(names: Sequence[str]) -> dict[str, str]:
    """The file's own name of each column by the one under which it is known."""
    known = unique_columns([name.strip() or f"#{at}" for at, name in enumerate(names, 1)])
    return dict(zip(known, names, strict=True))


@contextmanager
def _opened(path: Path) -> Iterator[pq.ParquetFile]:
    try:
        with pq.ParquetFile(path) as file:
            yield file
    except (pa.ArrowException, ValueError, OSError) as error:
        raise UnreadableFileError(path.name, BROKEN_PARQUET) from error
