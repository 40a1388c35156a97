"""Uploads by pieces: begun, gone on with after any break, and given up. Only their owner may.

What is acknowledged is on the disk: the offset of an upload is a row that is written after fsync,
and whatever a broken request left behind it is cut off before the next byte is written.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Select, func, select, text
from sqlalchemy.orm import Session

from core.access.caller import Caller
from core.audit.event import AuditEvent
from core.audit.recording import AuditSubject, record, units_of
from core.database.engine import SessionFactory, transaction
from core.errors import AtlasError, ConflictError, NotFoundError
from core.harmless_name import harmless_name
from core.media.media_folder import ArrivingFile, MediaFolder, held
from core.media.media_item import MediaItem, MediaState
from core.text import Text

MEBIBYTE = 1024 * 1024
AUDITED_AS = "media"
"""The room under which the audit tells of files."""
UNDER_WAY = (MediaState.ARRIVING, MediaState.WHOLE)
HELD_BY_QUOTA = text("SELECT pg_advisory_xact_lock(hashtext('media quota'), :user)")
"""Two uploads begun at a time are counted one after the other."""


class UnknownMediaError(NotFoundError):
    """There is no such file, or the caller may not know that there is."""

    phrase = Text(
        "Мұндай файл жоқ: {value}", "Такого файла нет: {value}", "There is no such file: {value}"
    )


class TooLargeMediaError(AtlasError):
    """The file is larger than the operator allows for its kind."""

    phrase = Text(
        "Файл тым үлкен: ең көбі {mebibytes} МБ.",
        "Файл слишком велик: можно не больше {mebibytes} МБ.",
        "The file is too large: at most {mebibytes} MB are taken.",
    )

    def __init__(self, length: int, most: int) -> None:
        super().__init__(length, field="Upload-Length", mebibytes=most // MEBIBYTE)


class MediaQuotaError(AtlasError):
    """The account has no room for the file."""

    phrase = Text(
        "Есептік жазбаңыздың орны таусылды: ең көбі {mebibytes} МБ. Керексіз файлдарды өшіріңіз.",
        "Место вашей учётной записи исчерпано: не больше {mebibytes} МБ. Удалите ненужные файлы.",
        "Your account has no room left: at most {mebibytes} MB. Delete files that you do not need.",
    )


class TooManyUploadsError(AtlasError):
    """The account has too many uploads under way."""

    phrase = Text(
        "Аяқталмаған жүктеулеріңіз тым көп: {value}. Алдымен соларды аяқтаңыз.",
        "У вас слишком много незавершённых загрузок: {value}. Сначала завершите их.",
        "You have too many uploads under way: {value}. Finish those first.",
    )


class OffsetConflictError(ConflictError):
    """The bytes do not begin where those end that are there."""

    phrase = Text(
        "Жүктеу {value}-байттан жалғасуы керек.",
        "Загрузку нужно продолжить с байта {value}.",
        "The upload has to go on from byte {value}.",
    )


class UploadExpiredError(AtlasError):
    """The upload was given up, because nobody went on with it for long."""

    phrase = Text(
        "Жүктеу уақытында аяқталмады, қайта бастаңыз.",
        "Загрузка не была завершена вовремя, начните её заново.",
        "The upload was not finished in time; begin it again.",
    )


@dataclass(frozen=True, slots=True)
class UploadStatus:
    """How far an upload is."""

    code: str
    state: MediaState
    received: int
    length: int
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class Uploads:
    """Uploads of one atlas."""

    sessions: SessionFactory
    folder: MediaFolder

    def begin(self, caller: Caller, length: int, file_name: str, now: datetime) -> UploadStatus:
        """A new upload. Raises TooLargeMediaError and errors of quotas, MediaDiskFullError."""
        user_id = caller.user_id or 0
        settings = self.folder.settings
        if length > settings.sizes.largest:
            raise TooLargeMediaError(length, settings.sizes.largest)
        self.folder.check_room(length)
        with transaction(self.sessions) as session:
            self._check_quota(session, user_id, length)
            item = MediaItem(
                uploaded_by=user_id,
                length=length,
                file_name=harmless_name(file_name),
                expires_at=now + settings.unfinished_kept,
                received=0,
                state=MediaState.ARRIVING.value,
            )
            session.add(item)
            session.flush()
            about = AuditSubject(AUDITED_AS, item.code, units_of(caller))
            record(session, caller, AuditEvent.ADD_MEDIA, about, facts={"bytes": length})
            with held(self.folder.arriving(item.code)) as file:
                file.sync()
            return _status(item)

    def status(self, user_id: int, code: str, now: datetime) -> UploadStatus:
        """How far the upload is. Raises UnknownMediaError, UploadExpiredError."""
        with self.sessions() as session:
            return _status(_own(session, user_id, code, now))

    @contextmanager
    def going_on(
        self, user_id: int, code: str, offset: int, now: datetime
    ) -> Iterator["UploadGoingOn"]:
        """The upload, held for the length of the block.

        Raises UnknownMediaError, UploadExpiredError, UploadLockedError, OffsetConflictError.
        """
        self.status(user_id, code, now)
        with held(self.folder.arriving(code)) as file:
            status = self.status(user_id, code, now)
            if status.state is not MediaState.ARRIVING or offset != status.received:
                if status.state in {MediaState.READY, MediaState.REFUSED}:
                    file.remove()
                raise OffsetConflictError(status.received, field="Upload-Offset")
            if file.size < status.received:  # lost with a disk that did not keep its word
                self.record(code, file.size)
                raise OffsetConflictError(file.size, field="Upload-Offset")
            file.begin_at(offset)
            yield UploadGoingOn(self, status, file, offset)

    def give_up(self, user_id: int, code: str) -> None:
        """Let the upload go with what has arrived. Raises UploadLockedError, UnknownMediaError."""
        with self.sessions() as session:
            if session.scalars(_named(user_id, code)).one_or_none() is None:
                raise UnknownMediaError(code, field="id")
        with held(self.folder.arriving(code)) as file:
            with transaction(self.sessions) as session:
                item = session.scalars(_named(user_id, code).with_for_update()).one_or_none()
                if item is not None and item.state != MediaState.READY:
                    session.delete(item)
            file.remove()

    def is_under_way(self, user_id: int, code: str) -> bool:
        """Whether it is an upload of the user's that has not become a file on record yet."""
        with self.sessions() as session:
            item = session.scalars(_named(user_id, code)).one_or_none()
            return item is not None and item.state != MediaState.READY

    def record(self, code: str, received: int) -> None:
        """Acknowledge that so many bytes are on the disk."""
        with transaction(self.sessions) as session:
            item = session.scalars(
                select(MediaItem).where(MediaItem.code == code).with_for_update()
            ).one()
            item.received = received
            if received == item.length:
                item.state = MediaState.WHOLE

    def _check_quota(self, session: Session, user_id: int, length: int) -> None:
        settings = self.folder.settings
        session.execute(HELD_BY_QUOTA, {"user": user_id})
        own = MediaItem.uploaded_by == user_id
        taken, under_way = session.execute(
            select(
                func.coalesce(func.sum(MediaItem.length), 0),
                func.count().filter(MediaItem.state.in_(UNDER_WAY)),
            ).where(own, MediaItem.state != MediaState.REFUSED)
        ).one()
        if under_way >= settings.unfinished:
            raise TooManyUploadsError(under_way, field="Upload-Length")
        if taken + length > settings.account_bytes:
            mebibytes = settings.account_bytes // MEBIBYTE
            raise MediaQuotaError(length, field="Upload-Length", mebibytes=mebibytes)


@dataclass
class UploadGoingOn:
    """An upload while a request brings bytes."""

    uploads: Uploads
    status: UploadStatus
    file: ArrivingFile
    offset: int

    @property
    def progress(self) -> UploadStatus:
        """How far the upload is now."""
        return replace(self.status, received=self.offset)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing."""
        return self.offset == self.status.length

    def write(self, part: bytes) -> None:
        """Write bytes. Raises TooLargeMediaError for more than were announced."""
        if self.offset + len(part) > self.status.length:
            raise TooLargeMediaError(self.offset + len(part), self.status.length)
        self.file.write(part)
        self.offset += len(part)

    def acknowledge(self) -> None:
        """Have all that was written on the disk and on record."""
        if self.offset != self.status.received or self.is_whole:
            self.file.sync()
            self.uploads.record(self.status.code, self.offset)

    def forget(self) -> None:
        """Drop what the request has brought."""
        self.offset = self.status.received
        self.file.begin_at(self.offset)


def _named(user_id: int, code: str) -> Select[MediaItem]:
    return select(MediaItem).where(MediaItem.code == code, MediaItem.uploaded_by == user_id)


def _own(session: Session, user_id: int, code: str, now: datetime) -> MediaItem:
    item = session.scalars(_named(user_id, code)).one_or_none()
    if item is None:
        raise UnknownMediaError(code, field="id")
    if item.state == MediaState.ARRIVING and item.expires_at and item.expires_at <= now:
        raise UploadExpiredError(code, field="id")
    return item


def _status(item: MediaItem) -> UploadStatus:
    return UploadStatus(
        item.code, MediaState(item.state), item.received, item.length, item.expires_at
    )
