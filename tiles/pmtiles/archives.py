"""The archives that officers have ordered, and how far each is."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Identity, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from core.access.caller import Caller
from core.database.engine import Base
from core.task_limits import USUAL_LIMITS, TaskLimits
from core.tasks.moves import stop
from core.tasks.ordering import order_task, release_waiting
from core.tasks.quotas import check_quota, hold_owner
from core.tasks.states import UNFINISHED, TaskState
from core.tasks.task import Task, TaskKind
from core.text import Language, Text
from layers.days import day_of
from tiles.pmtiles.errors import (
    ArchiveExistsError,
    TooManyArchivesError,
    UnknownArchiveError,
)
from tiles.pmtiles.folder import ArchiveFolder, checked_name
from tiles.pmtiles.order import COUNTRY, ArchiveOrder

ROOM = "tiles"
"""What a caller needs to order archives, to see orders that are not finished, and to delete."""
MAKE_ARCHIVE = TaskKind(
    "tiles.make_archive",
    Text("Тайл мұрағатын жасау", "Создание архива тайлов", "Making a tile archive"),
    one_at_a_time=True,
)
"""Archives are made one after the other: one keeps the database busy enough."""


class ArchiveState(StrEnum):
    """How far an archive is; only one that is `done` or `withdrawn` has a file.

    What is withdrawn follows from the file and the database, and is written nowhere.
    """

    QUEUED = "queued"
    WORKING = "working"
    FAILED = "failed"
    STOPPED = "stopped"
    DONE = "done"
    WITHDRAWN = "withdrawn"


STATE_OF: dict[TaskState, ArchiveState] = {
    TaskState.QUEUED: ArchiveState.QUEUED,
    TaskState.RUNNING: ArchiveState.WORKING,
    TaskState.DONE: ArchiveState.DONE,
    TaskState.FAILED: ArchiveState.FAILED,
    TaskState.STOPPED: ArchiveState.STOPPED,
    TaskState.EXPIRED: ArchiveState.FAILED,
}
"""The state of an archive by that of the task that makes it."""
STATES: dict[ArchiveState, Text] = {
    ArchiveState.QUEUED: Text("кезекте", "в очереди", "waiting its turn"),
    ArchiveState.WORKING: Text("жасалуда", "создаётся", "being made"),
    ArchiveState.FAILED: Text("орындалмады", "не удался", "failed"),
    ArchiveState.STOPPED: Text("тоқтатылды", "остановлен", "stopped"),
    ArchiveState.DONE: Text("дайын", "готов", "done"),
    ArchiveState.WITHDRAWN: Text("қайтарып алынды", "отозван", "withdrawn"),
}


class TileArchive(Base):
    """One ordered archive. Its name is that of its file, and free again once it is deleted."""

    __tablename__ = "tile_archives"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    layers: Mapped[list[str]]
    region: Mapped[str | None]
    min_zoom: Mapped[int]
    max_zoom: Mapped[int]
    language: Mapped[str]
    day: Mapped[date]
    """The day whose regions it shows, also when it is finished on another."""
    task_id: Mapped[str] = mapped_column(ForeignKey(Task.id, ondelete="CASCADE"), unique=True)
    task: Mapped[Task] = relationship(lazy="joined", innerjoin=True)
    """How far it is. An order is forgotten with its task; its file stays."""

    @property
    def state(self) -> ArchiveState:
        """How far the archive is."""
        return STATE_OF[TaskState(self.task.state)]

    @property
    def order(self) -> ArchiveOrder:
        """What is archived."""
        return ArchiveOrder(
            tuple(self.layers), self.region, self.min_zoom, self.max_zoom, Language(self.language)
        )


def order_archive(  # noqa: PLR0913 - what, as what, where, by whom and when
    session: Session,
    folder: ArchiveFolder,
    order: ArchiveOrder,
    caller: Caller,
    *,
    name: str | None,
    now: datetime,
    limits: TaskLimits = USUAL_LIMITS,
) -> TileArchive:
    """The ordered archive, whose task waits for a worker.

    Without a name it is called after its region and day. Raises ArchiveExistsError,
    TooManyTasksError, QueueFullError, and InvalidValueError for a name that no file may have.
    """
    day = day_of(now)
    wanted = checked_name(name or f"{(order.region or COUNTRY).lower()}-{day}")
    known = select(TileArchive.id).where(TileArchive.name == wanted)
    if session.scalar(known) is not None or folder.path(wanted).exists():
        raise ArchiveExistsError(wanted, field="name")
    parameters = {"archive": wanted}
    task = order_task(
        session, MAKE_ARCHIVE, caller, parameters=parameters, language=order.language, limits=limits
    )
    archive = TileArchive(
        name=wanted,
        layers=list(order.layers),
        region=order.region,
        min_zoom=order.min_zoom,
        max_zoom=order.max_zoom,
        language=order.language,
        day=day,
        task=task,
    )
    session.add(archive)
    session.flush()
    return archive


def check_archive_quota(session: Session, caller: Caller, most: int) -> None:
    """Require that the caller may order one more archive. Raises TooManyArchivesError."""
    of_caller = select(func.count()).where(
        Task.owner_id == caller.user_id,
        Task.kind == MAKE_ARCHIVE.name,
        Task.state.in_(UNFINISHED),
    )
    check_quota(
        session,
        caller.user_id,
        of_caller,
        most,
        lambda count: TooManyArchivesError(count, most=most),
    )


def archive_of_task(session: Session, task_id: str) -> TileArchive | None:
    """The archive that the task makes; None where its order was deleted."""
    return session.scalar(select(TileArchive).where(TileArchive.task_id == task_id))


def ordered_archives(session: Session) -> dict[str, TileArchive]:
    """The ordered archives by name, newest first."""
    newest_first = select(TileArchive).order_by(TileArchive.id.desc())
    return {archive.name: archive for archive in session.scalars(newest_first)}


def delete_archive(
    session: Session, folder: ArchiveFolder, name: str, limits: TaskLimits = USUAL_LIMITS
) -> None:
    """Delete the archive, and stop the task that makes it.

    Raises UnknownArchiveError.
    """
    path = folder.path(name)
    ordered = session.scalar(select(TileArchive).where(TileArchive.name == name))
    if ordered is None and not path.exists():
        raise UnknownArchiveError(name, field="name")
    if ordered is not None:
        hold_owner(session, ordered.task.owner_id)
        if stop(session, ordered.task_id):
            release_waiting(session, ordered.task.owner_id, limits)
        session.delete(ordered)
        session.flush()
    folder.remove(name)
