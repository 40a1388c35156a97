"""Tables whose files are read by processes of their own."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from core.progress import Stop, never
from core.settings import ReadingLimits
from ingest.rows.batch import ROWS_PER_BATCH, Batch
from ingest.sandbox.frames import batch_of
from ingest.sandbox.limits import LONGEST_NAME, of_a_look
from ingest.sandbox.reading_process import ReadingProcess
from ingest.sandbox.requests import (
    AUDIT,
    BATCHES,
    FINISHED,
    LAST,
    LOOK,
    NEXT,
    OPEN,
    PHOTOS,
    SHEETS,
)
from ingest.sandbox.wire import BrokenMessageError, Document, Message
from layers.model.layer import GeometryKind


@dataclass
class SandboxedTable:
    """The table of a file that another process reads; only one reading of it goes on at a time."""

    process: ReadingProcess
    columns: tuple[str, ...]
    has_geometry: bool
    crs: str | None
    row_count: int | None
    _reading: object = field(default=None, init=False, repr=False)

    @property
    def sheets(self) -> tuple[str, ...]:
        """The sheets or layers of the file."""
        self.process.ask({"do": SHEETS})
        return tuple(map(str, self.process.answer().document["sheets"]))

    def batches(self, size: int = ROWS_PER_BATCH) -> Iterator[Batch]:
        """All rows from the first on, at most `size` at a time; the next ones are read meanwhile.

        Raises the errors of the reader, ReadingFailedError, ReadingStoppedError.
        """
        reading = self._reading = object()
        self.process.ask({"do": BATCHES, "size": size})
        while reading is self._reading:
            self.process.ask({"do": NEXT})
            pieces = list(self._pieces())
            if not pieces:
                return
            yield joined(pieces)
        message = "another reading of the table has begun"
        raise RuntimeError(message)

    def close(self) -> None:
        """End the process."""
        self.process.close()

    def _pieces(self) -> Iterator[Batch]:
        is_last = False
        while not is_last:
            message = self.process.answer()
            is_last = bool(message.document.get(LAST))
            if message.document.get(FINISHED):
                return
            yield self._batch(message)

    def _batch(self, message: Message) -> Batch:
        try:
            return batch_of(message, self.columns)
        except BrokenMessageError as error:
            raise self.process.broken() from error


@contextmanager
def sandboxed_table(  # noqa: PLR0913, PLR0917 - what a reader has to know of a file
    path: Path,
    kind: GeometryKind,
    is_column_name: Callable[[str], bool],
    sheet: str | None,
    layer_id: str,
    limits: ReadingLimits,
    stop: Stop = never,
    *,
    points_too: bool = False,
) -> Iterator[SandboxedTable]:
    """The table of a file, as `ingest.reading.readers.open_table` gives it; ended with the block.

    Raises the errors of `open_table`, ReadingFailedError, ReadingStoppedError.
    """
    request = {
        "do": OPEN, "path": str(path.absolute()), "kind": kind.value, "sheet": sheet,
        "layer": layer_id, "points_too": points_too,
    }  # fmt: skip
    with _process(path.name, limits, stop) as process:
        process.ask(request)
        yield _table(process, process.answer(is_column_name).document)


@contextmanager
def sandboxed_photos(
    folder: Path, photos: Sequence[Path], limits: ReadingLimits
) -> Iterator[SandboxedTable]:
    """The table of photographs in a folder; the errors are those of `sandboxed_table`."""
    paths = [str(each.absolute()) for each in photos]
    with _process(folder.name, limits, never) as process:
        process.ask({"do": PHOTOS, "folder": str(folder.absolute()), "photos": paths})
        yield _table(process, process.answer().document)


def looked_at(paths: Sequence[Path], limits: ReadingLimits, unpacked_bytes: int) -> list[str]:
    """The document properties of each uploaded file; empty where it is no workbook.

    Raises UnknownFormatError, RefusedFileError for what may not be read, ReadingFailedError.
    """
    found = []
    with _process(paths[0].name, of_a_look(limits, unpacked_bytes), never) as process:
        for path in paths:
            process.name = path.name
            facts = {"path": str(path.absolute()), "unpacked_bytes": unpacked_bytes}
            process.ask({"do": LOOK, **facts})
            found.append(str(process.answer().document["properties"]))
    return found


def properties_of_file(path: Path, limits: ReadingLimits) -> str:
    """The document properties of a file at hand; empty where it is no workbook."""
    with _process(path.name, limits, never) as process:
        process.ask({"do": AUDIT, "path": str(path.absolute())})
        return str(process.answer().document["properties"])


@contextmanager
def _process(name: str, limits: ReadingLimits, stop: Stop) -> Iterator[ReadingProcess]:
    process = ReadingProcess(name, limits, stop)
    try:
        yield process
    finally:
        process.close()


def _table(process: ReadingProcess, told: Document) -> SandboxedTable:
    count, crs = told["row_count"], told["crs"]
    return SandboxedTable(
        process=process,
        columns=_names([str(name) for name in told["columns"]]),
        has_geometry=bool(told["has_geometry"]),
        crs=None if crs is None else str(crs),
        row_count=None if count is None else int(count),
    )


def _names(told: Sequence[str]) -> tuple[str, ...]:
    """The names of the columns, of which the end is left out where one is longer than any known."""
    names: dict[str, None] = {}
    for place, whole in enumerate(told, start=1):
        is_long = len(whole) > LONGEST_NAME
        name = f"{whole[:LONGEST_NAME]}… ({place})" if is_long else whole
        names[name if name not in names else f"{name} ({place})"] = None
    return tuple(names)


def joined(pieces: Sequence[Batch]) -> Batch:
    """One batch of the rows of several, in their order."""
    if len(pieces) == 1:
        return pieces[0]
    before = np.cumsum([0, *(len(piece) for piece in pieces)])
    shapes = [piece.geometry for piece in pieces if piece.geometry is not None]
    return Batch(
        numbers=np.concatenate([piece.numbers for piece in pieces]),
        cells={
            name: np.concatenate([piece.cells[name] for piece in pieces])
            for name in pieces[0].cells
        },
        geometry=np.concatenate(shapes) if shapes else None,
        surplus={
            int(first) + place: cells
            for first, piece in zip(before, pieces, strict=False)
            for place, cells in piece.surplus.items()
        },
        problems=tuple(problem for piece in pieces for problem in piece.problems),
    )
