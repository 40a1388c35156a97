"""What a worker does with ordered archives of tiles."""

import asyncio
import time
from dataclasses import dataclass

from procrastinate import App, JobContext
from procrastinate.exceptions import JobAborted
from procrastinate.job_context import AbortReason
from sqlalchemy import update

from core.database import SessionFactory, transaction
from core.errors import AtlasError
from core.jobs import DATABASE_GONE, TakenUpAgain
from core.settings import Settings
from core.text import Language, Text
from layers.registry import Catalogue
from tiles.errors import TilesUnavailableError
from tiles.pmtiles.archives import MAKE, ArchiveState, TileArchive
from tiles.pmtiles.errors import (
    ArchiveBusyError,
    ArchiveFaultError,
    ArchiveGivenUpError,
    ArchiveStoppedError,
)
from tiles.pmtiles.folder import ArchiveFolder
from tiles.pmtiles.making import Making, make_archive
from tiles.source import Sources

MOST_ATTEMPTS = 5
"""An archive that has brought down so many workers is given up."""
MOST_TILES = 5_000_000
TOLD_EVERY_S = 1.0
PASSING = (TilesUnavailableError, ArchiveBusyError)


@dataclass(frozen=True, slots=True)
class ArchiveJobs:
    """The jobs on archives, in one process."""

    settings: Settings
    catalogue: Catalogue
    sessions: SessionFactory
    database_url: str

    def register(self, app: App) -> None:
        """Make the jobs known to the queue."""
        again = TakenUpAgain(*PASSING)
        app.task(name=MAKE, pass_context=True, retry=again)(self.make)

    def make(self, context: JobContext, archive_id: int) -> None:
        """Make the archive, or let it fail for a reason that it tells.

        One whose worker was told to end goes on later. Of one that was deleted nothing is left.
        """
        with transaction(self.sessions) as session:
            archive = session.get(TileArchive, archive_id, with_for_update=True)
            if archive is None or archive.state == ArchiveState.DONE:
                return
            if context.job.attempts >= MOST_ATTEMPTS:
                archive.fail(ArchiveGivenUpError(context.job.attempts))
                return
            archive.state = ArchiveState.WORKING
        try:
            self._make(context, archive)
        except (*PASSING, *DATABASE_GONE):
            raise
        except ArchiveStoppedError as stopped:
            self._stopped(context, archive, stopped)
        except AtlasError as error:
            self._end(archive, error)
        except Exception as error:
            self._end(archive, ArchiveFaultError(type(error).__name__))
            raise

    def _make(self, context: JobContext, archive: TileArchive) -> None:
        folder = ArchiveFolder(self.settings.archive_folder)
        folder.folder.mkdir(parents=True, exist_ok=True)
        making = Making(
            Sources(self.catalogue),
            self.database_url,
            self.settings.licence,
            self.settings.clock,
            free_bytes=self.settings.uploads.free_bytes,
            most_tiles=MOST_TILES,
            progress=_Told(self.sessions, archive.id),
            stop=context.should_abort,
        )
        path = folder.path(archive.name)
        asyncio.run(make_archive(making, archive.order, path, archive.day))
        if not self._end(archive, None):
            folder.remove(archive.name)

    def _stopped(
        self, context: JobContext, archive: TileArchive, stopped: ArchiveStoppedError
    ) -> None:
        if context.abort_reason() is AbortReason.SHUTDOWN:
            raise JobAborted from stopped
        if not self._end(archive, stopped):
            ArchiveFolder(self.settings.archive_folder).remove(archive.name)

    def _end(self, archive: TileArchive, error: AtlasError | None) -> bool:
        """Whether the order was still there to be ended."""
        with transaction(self.sessions) as session:
            found = session.get(TileArchive, archive.id, with_for_update=True)
            if found is None:
                return False
            if error is not None:
                found.fail(error)
            else:
                found.state, found.what, found.error = ArchiveState.DONE, None, None
                found.finished_at = self.settings.clock.now()
        return True


class _Told:
    """Writes how far an archive is into its row, once a second."""

    def __init__(self, sessions: SessionFactory, archive_id: int) -> None:
        self._sessions = sessions
        self._archive_id = archive_id
        self._at = 0.0

    def __call__(self, what: Text, done: int, total: int) -> None:
        if time.monotonic() - self._at < TOLD_EVERY_S:
            return
        self._at = time.monotonic()
        told = {each: what.in_language(each) for each in Language}
        with transaction(self._sessions) as session:
            session.execute(
                update(TileArchive)
                .where(TileArchive.id == self._archive_id)
                .values(what=told, done=done, total=total)
            )
