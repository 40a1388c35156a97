"""A selection as the bytes of a file, made while they are taken."""

from collections.abc import Callable, Generator
from pathlib import Path
from shutil import disk_usage, rmtree
from tempfile import TemporaryDirectory

from pyarrow import ArrowException
from pyogrio.errors import DataLayerError
from sqlalchemy.orm import Session

from core.clock import file_time_s
from core.database.engine import SessionFactory
from core.errors import AtlasError
from core.text import Text
from layers.exports.about import ExportMetadata, about
from layers.exports.formats import StreamedFormat, WholeFormat
from layers.exports.reading import ExportSnapshot
from layers.exports.selection import Export, Selection
from layers.exports.versions import version_of

PART_BYTES = 256 * 1024
FOLDER_PREFIX = "export-"


class NoRoomError(AtlasError):
    """The disk has too little room left for a file to be written."""

    phrase = Text(
        "Серверде файл жасауға орын аз қалды. geojson, csv не parquet пішімін алыңыз.",
        "На сервере мало места, чтобы собрать файл. Возьмите geojson, csv или parquet.",
        "The server is short of space for making the file. Take geojson, csv or parquet.",
    )


def parts_of_file(  # noqa: PLR0913 - what, how, from where, by way of which folder
    sessions: SessionFactory,
    selection: Selection,
    file_format: StreamedFormat | WholeFormat,
    reading: ExportSnapshot,
    *,
    folder: Path,
    licence: str | None,
    seen: Callable[[str], None] | None = None,
) -> Generator[bytes]:
    """The bytes of the file in order; memory stays bounded however many rows there are.

    `seen` is told the version of the rows, once all of them are in the file.

    A format that cannot be told in parts is written into `folder` first, and is gone when the
    iterator ends or is closed. Raises ReadingStoppedError.
    """
    if isinstance(file_format, StreamedFormat):
        with reading.snapshot(sessions) as session:
            export = Export(selection, _about(selection, session, licence), session, reading)
            yield from file_format.parts(export)
            if seen is not None:
                seen(version_of(session, selection))
        return
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=FOLDER_PREFIX, dir=folder) as own:
        path = Path(own) / f"{selection.layer.id}.{file_format.id}"
        with reading.snapshot(sessions) as session:
            export = Export(selection, _about(selection, session, licence), session, reading)
            _write(export, file_format, path)
            if seen is not None:
                seen(version_of(session, selection))
        with path.open("rb") as file:
            while part := file.read(PART_BYTES):
                reading.check()
                yield part


def about_file(
    sessions: SessionFactory, selection: Selection, reading: ExportSnapshot, licence: str | None
) -> ExportMetadata:
    """What a file of the selection would say of itself now."""
    with reading.snapshot(sessions) as session:
        return _about(selection, session, licence)


def require_room(folder: Path, free_bytes: int) -> None:
    """Make the folder if it is not there. Raises NoRoomError with less than so many bytes free."""
    folder.mkdir(parents=True, exist_ok=True)
    if disk_usage(folder).free < free_bytes:
        raise NoRoomError


def remove_forgotten(folder: Path, older_than_s: float) -> None:
    """Remove files that a killed program left behind."""
    for left in folder.glob(f"{FOLDER_PREFIX}*"):
        if file_time_s() - left.stat().st_mtime > older_than_s:
            rmtree(left, ignore_errors=True)


def _about(selection: Selection, session: Session, licence: str | None) -> ExportMetadata:
    return about(
        session,
        selection.access,
        selection.conditions,
        asked=selection.asked,
        crs=selection.crs.uri,
        language=selection.language,
        licence=licence,
    )


def _write(export: Export, file_format: WholeFormat, path: Path) -> None:
    """Write the file.

    GDAL tells a failed read in its own words, so the reading is asked for the cause.
    """
    try:
        file_format.write(export, path)
    except (DataLayerError, ArrowException):
        export.reading.check()
        raise
