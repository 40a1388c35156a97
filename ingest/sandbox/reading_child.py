"""What a process that reads a file does: opens it, and gives its rows when it is asked for them.

It is trusted with nothing: it has limits and may be killed at any time, and its parent believes
none of its answers before they are checked.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from core.errors import AtlasError
from core.settings import ReadingLimits
from ingest.reading.file_properties import properties_of
from ingest.reading.photos import PhotoTable
from ingest.reading.readers import open_table, sheets_of
from ingest.reading.table.headed_table import check_width
from ingest.reading.upload_checks import check_upload
from ingest.rows.batch import InputTable
from ingest.sandbox.errors import TOO_MANY_ROWS, ReadingFailedError, as_document
from ingest.sandbox.frames import message_of
from ingest.sandbox.harmless_copy import harmless
from ingest.sandbox.requests import (
    AUDIT,
    BATCHES,
    BROKE,
    FINISHED,
    IS_NAME,
    LAST,
    LOOK,
    MEMORY,
    NEXT,
    OPEN,
    PHOTOS,
    SHEETS,
)
from ingest.sandbox.wire import Document, Message, receive, send
from layers.model.layer import GeometryKind

PIECE_ROWS = 4_000
"""Rows that are read at a time, so that wide ones do not fill the memory."""
FRAME_BYTES = 32 * 1024 * 1024
"""From so many bytes on, a frame is sent with the rows that it has."""

END = Message({FINISHED: True, LAST: True})

Answers = Sequence[Message]
Task = Callable[[Mapping[str, Any]], Answers]


def serve(asked: int, answers: int, limits: ReadingLimits) -> None:
    """Do what the parent asks until it asks for no more."""
    child = _Child(asked, answers, limits)
    while True:
        try:
            request = receive(asked).document
        except EOFError:
            return
        for answer in _answered(child.tasks[str(request["do"])], request):
            send(answers, answer)
        if request["do"] in {BATCHES, NEXT}:
            child.prepare()


class _Child:
    """The one file that this process reads."""

    def __init__(self, asked: int, answers: int, limits: ReadingLimits) -> None:
        self._asked, self._answers, self._limits = asked, answers, limits
        self._path = Path()
        self._table: InputTable | None = None
        self._messages: Iterator[Message] = iter(())
        self._at_a_time = 0
        self._ready: Answers = ()
        self.tasks: dict[str, Task] = {
            OPEN: self._open, PHOTOS: self._photos, SHEETS: self._sheets,
            BATCHES: self._batches, NEXT: self._next, LOOK: self._look, AUDIT: self._audit,
        }  # fmt: skip

    def prepare(self) -> None:
        """Read the next rows while the parent works on those that it has."""
        self._ready = _answered(lambda _: self._gathered(), {})

    def _open(self, told: Mapping[str, Any]) -> Answers:
        self._path = harmless(Path(told["path"]))
        kind = GeometryKind(told["kind"])
        table = open_table(
            self._path, kind, cache(self._is_name), told["sheet"], layer_id=told["layer"],
            points_too=bool(told["points_too"]),
        )  # fmt: skip
        return self._opened(table)

    def _photos(self, told: Mapping[str, Any]) -> Answers:
        self._path = Path(told["folder"])
        return self._opened(PhotoTable(self._path, tuple(map(Path, told["photos"]))))

    def _opened(self, table: InputTable) -> Answers:
        check_width(table.columns, self._path.name)
        if (table.row_count or 0) > self._limits.rows:
            raise ReadingFailedError(self._path.name, TOO_MANY_ROWS, most=self._limits.rows)
        self._table = table
        facts = {
            "columns": list(table.columns),
            "has_geometry": table.has_geometry,
            "crs": table.crs,
            "row_count": table.row_count,
        }
        return (Message(facts),)

    def _sheets(self, _: Mapping[str, Any]) -> Answers:
        return (Message({"sheets": list(sheets_of(self._path))}),)

    def _batches(self, told: Mapping[str, Any]) -> Answers:
        self._at_a_time = int(told["size"])
        self._messages = self._read(min(self._at_a_time, PIECE_ROWS))
        return ()

    def _next(self, _: Mapping[str, Any]) -> Answers:
        return self._ready

    def _read(self, size: int) -> Iterator[Message]:
        if self._table is None:
            return
        count = 0
        for batch in self._table.batches(size):
            count += len(batch)
            if count > self._limits.rows:
                raise ReadingFailedError(self._path.name, TOO_MANY_ROWS, most=self._limits.rows)
            yield message_of(batch, self._table.columns)

    def _gathered(self) -> Answers:
        """The next pieces, so many that the parent has work while the following ones are read."""
        gathered: list[Message] = []
        size = 0
        pieces = max(self._at_a_time // PIECE_ROWS, 1)
        for message in islice(self._messages, pieces):
            gathered.append(message)
            size += len(message.body)
            if size >= FRAME_BYTES:
                break
        if not gathered:
            return (END,)
        gathered[-1].document[LAST] = True
        return gathered

    def _look(self, told: Mapping[str, Any]) -> Answers:
        path = Path(told["path"])
        check_upload(path, int(told["unpacked_bytes"]))
        return self._audit(told)

    @staticmethod
    def _audit(told: Mapping[str, Any]) -> Answers:
        return (Message({"properties": properties_of(Path(told["path"]))}),)

    def _is_name(self, name: str) -> bool:
        """Whether the parent knows a column of this name."""
        send(self._answers, Message({IS_NAME: name}))
        return bool(receive(self._asked).document[IS_NAME])


def _answered(task: Task, request: Mapping[str, Any]) -> Answers:
    """What the task gives, or why it failed."""
    try:
        return task(request)
    except Exception as error:  # noqa: BLE001 - a reader may break in any way; the parent is told
        return (Message(_failure(error)),)


def _failure(error: Exception) -> Document:
    if any(isinstance(each, MemoryError) for each in _causes(error)):
        return {MEMORY: True}
    if isinstance(error, AtlasError):
        return as_document(error)
    return {BROKE: type(error).__name__}


def _causes(error: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__
