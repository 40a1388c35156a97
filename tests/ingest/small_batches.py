"""Makes loads read fewer rows at a time, so that a short file has many batches."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ingest.rows.batch import Batch
from ingest.staging import staging

WHOLE = staging.after


def read_in_batches_of(size: int) -> None:
    """Let files be staged so many rows at a time from now on."""

    def parts(batches: Iterable[Batch], done: int) -> Iterator[Batch]:
        for each in WHOLE(batches, done):
            for first in range(0, len(each), size):
                yield _first(next(WHOLE([each], first)), size)

    staging.after = parts


def read_as_always() -> None:
    """Let files be staged as they are read again."""
    staging.after = WHOLE


def _first(batch: Batch, size: int) -> Batch:
    return replace(
        batch,
        numbers=batch.numbers[:size],
        cells={name: cells[:size] for name, cells in batch.cells.items()},
    )
