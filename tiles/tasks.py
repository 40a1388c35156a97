"""The tasks of the tiles' room: archives are made."""

import asyncio
from dataclasses import dataclass

from core.database.engine import SessionFactory, transaction
from core.settings import Settings
from core.tasks.context import TaskContext, TaskHandler
from core.tasks.errors import TaskStoppedError
from core.tasks.task import Json
from layers.registry import Catalogue
from tiles.errors import TilesUnavailableError
from tiles.pmtiles.archives import MAKE_ARCHIVE, TileArchive, archive_of_task
from tiles.pmtiles.errors import ArchiveBusyError, ArchiveStoppedError
from tiles.pmtiles.folder import ArchiveFolder
from tiles.pmtiles.making import BuildSettings, Made, make_archive
from tiles.tile_layer import TileLayers

KINDS = (MAKE_ARCHIVE,)
MOST_TILES = 5_000_000
PASSING = (TilesUnavailableError, ArchiveBusyError)


@dataclass(frozen=True, slots=True)
class TileTasks:
    """How a worker does the tasks of this room."""

    settings: Settings
    catalogue: Catalogue
    sessions: SessionFactory
    database_url: str

    def handlers(self) -> tuple[TaskHandler, ...]:
        """What works on each kind."""
        return (TaskHandler(MAKE_ARCHIVE, self.make_archive, PASSING),)

    def make_archive(self, context: TaskContext) -> Json:
        """The archive's name, bytes and tiles.

        Of one that was stopped or deleted nothing is left; one whose worker ends goes on later.
        """
        with transaction(self.sessions) as session:
            archive = archive_of_task(session, context.task.id)
        if archive is None:
            raise TaskStoppedError
        folder = ArchiveFolder(self.settings.archive_folder)
        try:
            made = self._made(context, archive, folder)
            result = {"archive": archive.name, "bytes": made.length, "tiles": made.tiles}
            with transaction(self.sessions) as session:
                context.finish(session, result)
        except (ArchiveStoppedError, TaskStoppedError):
            if context.was_stopped():
                folder.remove(archive.name)
            raise
        return result

    def _made(self, context: TaskContext, archive: TileArchive, folder: ArchiveFolder) -> Made:
        folder.folder.mkdir(parents=True, exist_ok=True)
        making = BuildSettings(
            TileLayers(self.catalogue),
            self.database_url,
            self.settings.licence,
            self.settings.clock,
            free_bytes=self.settings.uploads.free_bytes,
            most_tiles=MOST_TILES,
            progress=context.progress,
            stop=context.should_stop,
        )
        path = folder.path(archive.name)
        return asyncio.run(make_archive(making, archive.order, path, archive.day))
