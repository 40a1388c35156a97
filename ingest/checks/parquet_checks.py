"""A Parquet file is looked at by what it says of itself before a column is unpacked."""

from pathlib import Path
from typing import Any

from ingest.checks import refused_file as because
from ingest.checks.refused_file import RefusedFileError

LARGE_BYTES = 64 * 1024 * 1024
"""What unpacks to less cannot do harm."""
DENSEST_COLUMN = 1_000
"""Unpacked bytes to a packed one; a value that repeats is not written again, so even such columns
come to some dozens."""


def refuse_dense(path: Path, metadata: Any) -> None:  # noqa: ANN401 - pyarrow has no types
    """Raise RefusedFileError where some rows of a column are packed tighter than any real ones."""
    first = 1
    for place in range(metadata.num_row_groups):
        group = metadata.row_group(place)
        for column in map(group.column, range(group.num_columns)):
            unpacked, packed = column.total_uncompressed_size, column.total_compressed_size
            if unpacked > LARGE_BYTES and unpacked > DENSEST_COLUMN * packed:
                raise RefusedFileError(
                    path.name, because.DENSE_COLUMN, column=column.path_in_schema,
                    rows=f"{first}–{first + group.num_rows - 1}",
                )  # fmt: skip
        first += group.num_rows
