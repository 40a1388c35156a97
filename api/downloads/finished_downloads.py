"""Downloads that are whole: made once, kept for a while, and read again in ranges."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Generator
from dataclasses import dataclass
from functools import partial

from core.database.engine import SessionFactory
from core.settings import Settings
from layers.exports.files import parts_of_file, remove_forgotten, require_room
from layers.exports.finished import FOLDER, FinishedFile, FinishedFiles
from layers.exports.formats import StreamedFormat, WholeFormat
from layers.exports.reading import ExportSnapshot
from layers.exports.selection import Selection
from layers.exports.versions import name_of, version_of
from layers.writing.protection import Marks, protection_marks

READ_IN_RANGES = frozenset({"parquet", "gpkg", "fgb"})
"""Formats whose readers first ask for the length and then for parts."""
PINNED_FOR_S = 10.0
"""For so long a reader of ranges sees one state, whatever changes, unless something becomes
secret."""
PINS_KEPT = 256


@dataclass(frozen=True, slots=True)
class Pin:
    """The version that readers of ranges are given, when it was found, and what was secret then."""

    version: str
    at: float
    marks: Marks


class FinishedDownloads:
    """The finished files of an application. Safe for several threads."""

    def __init__(
        self, settings: Settings, sessions: SessionFactory, sessions_of_strangers: SessionFactory
    ) -> None:
        self._settings = settings
        self._sessions = sessions
        self._sessions_of_strangers = sessions_of_strangers
        limits = settings.downloads
        free = settings.uploads.free_bytes
        self._files = FinishedFiles(settings.export_folder / FOLDER, limits.kept_bytes, free)
        self._lock = threading.Lock()
        self._pins: OrderedDict[str, Pin] = OrderedDict()

    def parts(
        self,
        selection: Selection,
        file_format: StreamedFormat | WholeFormat,
        reading: ExportSnapshot,
    ) -> Generator[bytes]:
        """The bytes of a file as it is made; once it is whole it is kept."""
        if isinstance(file_format, WholeFormat):
            folder = self._settings.export_folder
            remove_forgotten(folder, 2 * self._settings.downloads.longest_s)
            require_room(folder, self._settings.uploads.free_bytes)
        return self._kept_parts(selection, file_format, reading)

    def known(
        self, selection: Selection, file_format: StreamedFormat | WholeFormat, *, in_ranges: bool
    ) -> FinishedFile | None:
        """The whole file of the rows as they are now, where it is there.

        A reader of ranges gets that of the last few seconds.
        """
        name = self._name(selection, file_format)
        if not self._files.holds_any(name):
            return None
        version = partial(self._version, selection)
        return self._files.opened(name, self._pinned(name, version, fresh=not in_ranges))

    def made(
        self,
        selection: Selection,
        file_format: StreamedFormat | WholeFormat,
        reading: ExportSnapshot,
    ) -> FinishedFile | None:
        """The whole file, made now; None where it finds no room."""
        for _ in self.parts(selection, file_format, reading):
            pass
        return self.known(selection, file_format, in_ranges=True)

    def _kept_parts(
        self,
        selection: Selection,
        file_format: StreamedFormat | WholeFormat,
        reading: ExportSnapshot,
    ) -> Generator[bytes]:
        settings, versions = self._settings, list[str]()
        parts = parts_of_file(
            self._sessions_for(selection),
            selection,
            file_format,
            reading,
            folder=settings.export_folder,
            licence=settings.licence,
            seen=versions.append,
        )
        with self._files.unfinished() as unfinished:
            yield from unfinished.written(parts)
            for version in versions:
                unfinished.keep(self._name(selection, file_format), version)

    def _sessions_for(self, selection: Selection) -> SessionFactory:
        sees_more = any(selection.access.sight)
        return self._sessions if sees_more else self._sessions_of_strangers

    def _name(self, selection: Selection, file_format: StreamedFormat | WholeFormat) -> str:
        return name_of(selection, file_format, self._settings.licence)

    def _version(self, selection: Selection) -> Pin:
        with self._sessions_for(selection)() as session:
            marks = protection_marks(session)
            return Pin(version_of(session, selection), time.monotonic(), marks)

    def _marks(self) -> Marks:
        with self._sessions() as session:
            return protection_marks(session)

    def _pinned(self, name: str, found: Callable[[], Pin], *, fresh: bool) -> str:
        """The version that is given out under a name."""
        with self._lock:
            pin = self._pins.get(name)
        is_old = pin is None or time.monotonic() - pin.at > PINNED_FOR_S
        if pin is None or fresh or is_old or pin.marks != self._marks():
            pin = found()
            with self._lock:
                self._pins[name] = pin
                self._pins.move_to_end(name)
                while len(self._pins) > PINS_KEPT:
                    self._pins.popitem(last=False)
        return pin.version
