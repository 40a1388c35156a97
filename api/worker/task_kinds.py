"""Every kind of task that the rooms know, and what a worker does for each."""

from collections.abc import Mapping

from core.database.engine import SessionFactory
from core.settings import Settings
from core.tasks.context import TaskHandler
from core.tasks.task import TaskKind
from ingest import tasks as ingest_tasks
from layers.registry import Catalogue
from tiles import tasks as tile_tasks

KINDS: Mapping[str, TaskKind] = {
    kind.name: kind for kind in (*tile_tasks.KINDS, *ingest_tasks.KINDS)
}


def task_handlers(
    settings: Settings, catalogue: Catalogue, sessions: SessionFactory, database_url: str
) -> tuple[TaskHandler, ...]:
    """What works on the tasks of each kind."""
    return (
        *tile_tasks.TileTasks(settings, catalogue, sessions, database_url).handlers(),
        *ingest_tasks.IngestTasks(settings, catalogue, sessions).handlers(),
    )
