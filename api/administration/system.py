"""How the atlas is doing: health, storage and the settings in force."""

import os
import platform
from importlib.metadata import version
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from api.accounts.me import UNKEPT
from api.http.admission.cost import Cost, Door, costs
from api.http.answers import Answer, Moment, json_response
from api.http.dependencies import KnownCaller, ResourcesOfApp, SessionOfRequest
from core.access.caller import Caller
from core.access.grant import Action
from core.media.media_folder import MediaFolder
from core.media.pictures.picture import looks_for_faces
from core.settings_in_force import settings_in_force, variables_set
from core.storage_use import database_bytes, disk_of, folders_of, largest_tables
from core.tasks.task import Task
from layers.materialized.change_queue import waiting_changes
from layers.readiness import newest_migration

router = APIRouter(route_class=Door, prefix="/api/admin", tags=["administration"])

ROOM = "atlas"
"""Who administers it sees how the atlas is doing."""
PACKAGE = "tugan-zher-atlas"
VERSIONS = text(
    "SELECT current_setting('server_version'), postgis_lib_version(),"
    " (SELECT version_num FROM alembic_version),"
    " (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()),"
    " pg_postmaster_start_time()"
)
WORKERS = text(
    "SELECT count(*) FILTER (WHERE last_heartbeat > now() - interval '1 minute'),"
    " max(last_heartbeat) FROM procrastinate_workers"
)


def operator(caller: KnownCaller) -> Caller:
    """Who asks, and administers the whole atlas. Raises ForbiddenError."""
    caller.require_everywhere(ROOM, Action.ADMINISTER)
    return caller


Operator = Annotated[Caller, Depends(operator)]


class TasksInState(Answer):
    """How many tasks are in one state; of those that ended, in the last day."""

    state: str
    number: int


class HealthReport(Answer):
    """How the atlas is doing."""

    version: str
    python: str
    postgresql: str
    postgis: str
    database_since: Moment
    """When PostgreSQL was started."""
    migration: str
    is_migrated: bool
    walls: str
    """`two` where strangers read by a role of the database that sees only what is public."""
    connections: int
    """Of the database, all programs together."""
    waiting_changes: int
    """Writes that tiles and counts have not taken in yet."""
    oldest_waiting_s: float
    workers: int
    """That have shown themselves within the last minute."""
    worker_seen_at: Moment | None
    tasks: list[TasksInState]
    oldest_queued_s: float
    """How long the task waits that has waited longest."""


class TableUseAnswer(Answer):
    """One table with its indexes."""

    name: str
    rows: int
    """An estimate."""
    bytes: int


class FolderUseAnswer(Answer):
    """One folder of the data folder."""

    name: str
    files: int
    bytes: int
    is_whole: bool
    """False where it holds more files than were counted."""


class MediaStorageAnswer(Answer):
    """Where photographs, films and papers are kept."""

    place: str
    """A folder, or a bucket."""
    free_bytes: int
    """On the disk on which they arrive."""
    looks_for_faces: bool
    """Whether the package that finds faces in photographs is installed."""


class StorageReport(Answer):
    """What the atlas takes of disk and database."""

    disk_bytes: int
    free_bytes: int
    database_bytes: int
    tables: list[TableUseAnswer]
    folders: list[FolderUseAnswer]
    media: MediaStorageAnswer


class SettingAnswer(Answer):
    """One setting."""

    name: str
    value: str | None
    """What only the operator may know is written as ***."""
    is_usual: bool
    """Whether the operator has said nothing else."""


class SettingsReport(Answer):
    """The settings of the program that answers."""

    settings: list[SettingAnswer]
    variables: list[str]
    """By which the operator has set something."""


@router.get("/health", summary="How the atlas is doing", response_model=HealthReport)
@costs(Cost.QUERY)
def health_report(caller: Operator, session: SessionOfRequest, request: Request) -> Response:
    """Versions, workers, tasks, and what waits to be taken in."""
    del caller
    postgresql, postgis, migration, connections, since = session.execute(VERSIONS).one()
    workers, seen_at = session.execute(WORKERS).one()
    waiting = waiting_changes(session)
    report = HealthReport(
        version=version(PACKAGE),
        python=platform.python_version(),
        postgresql=postgresql,
        postgis=postgis,
        database_since=since,
        migration=migration,
        is_migrated=migration == newest_migration(),
        walls=request.app.state.walls,
        connections=connections,
        waiting_changes=waiting.number,
        oldest_waiting_s=round(waiting.oldest_s, 1),
        workers=workers,
        worker_seen_at=seen_at,
        tasks=_tasks(session),
        oldest_queued_s=_oldest_queued_s(session),
    )
    return json_response(report, headers=UNKEPT)


@router.get("/storage", summary="What disk and database hold", response_model=StorageReport)
@costs(Cost.SEARCH)
def storage_report(
    caller: Operator, session: SessionOfRequest, resources: ResourcesOfApp
) -> Response:
    """The largest tables and the folders of the data folder."""
    del caller
    folder = resources.settings.data_folder
    disk = disk_of(folder)
    report = StorageReport(
        disk_bytes=disk.total,
        free_bytes=disk.free,
        database_bytes=database_bytes(session),
        tables=[
            TableUseAnswer(name=each.name, rows=each.rows, bytes=each.bytes)
            for each in largest_tables(session)
        ],
        folders=[
            FolderUseAnswer(
                name=each.name, files=each.files, bytes=each.bytes, is_whole=each.is_whole
            )
            for each in folders_of(folder)
        ],
        media=_media(MediaFolder(resources.settings.media_folder, resources.settings.media)),
    )
    return json_response(report, headers=UNKEPT)


@router.get("/settings", summary="The settings in force", response_model=SettingsReport)
@costs(Cost.QUERY)
def settings_report(caller: Operator, resources: ResourcesOfApp) -> Response:
    """Every setting of the program that answers; secrets are only said to be set."""
    del caller
    told = [
        SettingAnswer(name=each.name, value=each.value, is_usual=each.is_usual)
        for each in settings_in_force(resources.settings)
    ]
    report = SettingsReport(settings=told, variables=variables_set(os.environ))
    return json_response(report, headers=UNKEPT)


def _media(folder: MediaFolder) -> MediaStorageAnswer:
    return MediaStorageAnswer(
        place=folder.store.place,
        free_bytes=folder.free_bytes,
        looks_for_faces=looks_for_faces(),
    )


def _tasks(session: Session) -> list[TasksInState]:
    lately = Task.ended_at.is_(None) | (Task.ended_at > func.now() - func.make_interval(0, 0, 0, 1))
    counted = select(Task.state, func.count()).where(lately).group_by(Task.state)
    rows = session.execute(counted.order_by(Task.state))
    return [TasksInState(state=state, number=number) for state, number in rows]


def _oldest_queued_s(session: Session) -> float:
    waited = func.extract("epoch", func.now() - func.min(Task.created_at))
    found = session.scalar(select(waited).where(Task.state == "queued"))
    return round(max(float(found or 0), 0), 1)
