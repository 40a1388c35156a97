"""The archives that officers have ordered, and how far each is."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Identity, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.access.caller import Caller
from core.accounts.users import User
from core.database import Base
from core.errors import AtlasError
from core.jobs import ask_to_stop, enqueue
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
MAKE = "make_archive"
LOCK = "tile archives"
"""Archives are made one after the other: one keeps the database busy enough."""


class ArchiveState(StrEnum):
    """How far an archive is; only one that is `done` or `withdrawn` has a file.

    What is withdrawn follows from the file and the database, and is written nowhere.
    """

    QUEUED = "queued"
    WORKING = "working"
    FAILED = "failed"
    DONE = "done"
    WITHDRAWN = "withdrawn"


UNFINISHED = (ArchiveState.QUEUED, ArchiveState.WORKING)
STATES: dict[ArchiveState, Text] = {
    ArchiveState.QUEUED: Text("кезекте", "в очереди", "waiting its turn"),
    ArchiveState.WORKING: Text("жасалуда", "создаётся", "being made"),
    ArchiveState.FAILED: Text("орындалмады", "не удался", "failed"),
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
    state: Mapped[str]
    what: Mapped[dict[str, Any] | None]
    """What is being done, in three languages."""
    done: Mapped[int] = mapped_column(server_default="0")
    total: Mapped[int] = mapped_column(server_default="0")
    by_name: Mapped[str] = mapped_column(server_default="")
    by_user_id: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    finished_at: Mapped[datetime | None]
    error: Mapped[dict[str, Any] | None]
    """Why it failed: {"kk", "ru", "en"}."""

    @property
    def order(self) -> ArchiveOrder:
        """What is archived."""
        return ArchiveOrder(
            tuple(self.layers), self.region, self.min_zoom, self.max_zoom, Language(self.language)
        )

    def fail(self, error: AtlasError) -> None:
        """Mark the archive as failed, and tell why."""
        self.state, self.what = ArchiveState.FAILED, None
        self.error = {each: error.message(each) for each in Language}


def order_archive(  # noqa: PLR0913 - what, as what, where, by whom and when
    session: Session,
    folder: ArchiveFolder,
    order: ArchiveOrder,
    caller: Caller,
    *,
    name: str | None,
    now: datetime,
) -> TileArchive:
    """The ordered archive, which waits for a worker.

    Without a name it is called after its region and day. Raises ArchiveExistsError, and
    InvalidValueError for a name that no file may have.
    """
    day = day_of(now)
    wanted = checked_name(name or f"{(order.region or COUNTRY).lower()}-{day}")
    known = select(TileArchive.id).where(TileArchive.name == wanted)
    if session.scalar(known) is not None or folder.path(wanted).exists():
        raise ArchiveExistsError(wanted, field="name")
    archive = TileArchive(
        name=wanted,
        layers=list(order.layers),
        region=order.region,
        min_zoom=order.min_zoom,
        max_zoom=order.max_zoom,
        language=order.language,
        day=day,
        state=ArchiveState.QUEUED,
        by_name=caller.name,
        by_user_id=caller.user_id,
    )
    session.add(archive)
    session.flush()
    others = select(func.count()).where(
        TileArchive.by_user_id == caller.user_id, TileArchive.state.in_(UNFINISHED),
        TileArchive.id != archive.id,
    )  # fmt: skip
    behind = session.scalar(others) or 0
    enqueue(session, MAKE, lock=LOCK, behind=behind, archive_id=archive.id)
    session.refresh(archive)
    return archive


def check_unfinished(session: Session, caller: Caller, most: int) -> None:
    """Require that the caller may order one more archive. Raises TooManyArchivesError.

    Until the end of the transaction others who check for the same caller wait.
    """
    session.execute(select(User.id).where(User.id == caller.user_id).with_for_update())
    of_caller = select(func.count()).where(
        TileArchive.by_user_id == caller.user_id, TileArchive.state.in_(UNFINISHED)
    )
    count = session.scalar(of_caller) or 0
    if count >= most:
        raise TooManyArchivesError(count, most=most)


def ordered_archives(session: Session) -> dict[str, TileArchive]:
    """The ordered archives by name, newest first."""
    newest_first = select(TileArchive).order_by(TileArchive.id.desc())
    return {archive.name: archive for archive in session.scalars(newest_first)}


def delete_archive(session: Session, folder: ArchiveFolder, name: str) -> None:
    """Delete the archive, and tell a worker that makes it to stop.

    Raises UnknownArchiveError.
    """
    path = folder.path(name)
    ordered = session.scalar(select(TileArchive).where(TileArchive.name == name))
    if ordered is None and not path.exists():
        raise UnknownArchiveError(name, field="name")
    if ordered is not None:
        ask_to_stop(session, MAKE, archive_id=ordered.id)
        session.delete(ordered)
        session.flush()
    folder.remove(name)
