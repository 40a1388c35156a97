"""Records that name media items: a file that is there, of the writer or of the object already.

Naming it links it to the object, so that whoever may read the record sees the file.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, exists, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from core.errors import InvalidValueError
from core.media.media_item import MediaItem, MediaState
from core.text import Text
from layers.media.media_link import MediaLink
from layers.model.field import fields_of
from layers.model.layer import Child
from layers.writing.change_record import ChangedFeature
from layers.writing.row_checks import RowCheck

NO_SUCH_FILE = Text(
    "Сіз жүктеген мұндай файл жоқ. Алдымен файлды жүктеңіз (/api/media).",
    "Такого загруженного вами файла нет. Сначала загрузите файл (/api/media).",
    "You have uploaded no such file. Upload the file first (/api/media).",
)


def check_media(
    session: Session,
    subject: ChangedFeature,
    child: Child,
    values: Mapping[str, Any],
    check: RowCheck,
) -> None:
    """Keep an error for each media item that is not the caller's, nor the object's already."""
    for name, code in _named(child, values):
        check.caught(partial(_require, session, subject, name, code))


def link_media(
    session: Session,
    subject: ChangedFeature,
    child: Child,
    row_id: int,
    values: Mapping[str, Any],
) -> None:
    """Let the media items of the record belong to its feature, as the record's."""
    for _, code in _named(child, values):
        number = session.scalars(select(MediaItem.id).where(MediaItem.code == code)).one()
        link = insert(MediaLink).values(
            media_id=number,
            layer=subject.layer.id,
            feature_id=subject.feature_id,
            child=child.id,
            child_row_id=row_id,
            linked_by=subject.caller.user_id,
        )
        session.execute(link.on_conflict_do_nothing())


def unlink_media(session: Session, subject: ChangedFeature, child: Child, row_id: int) -> None:
    """Let nothing belong to the record any more, which is about to be removed."""
    if not _fields(child):
        return
    of_record = and_(MediaLink.child == child.id, MediaLink.child_row_id == row_id)
    session.execute(
        delete(MediaLink).where(MediaLink.layer == subject.layer.id, of_record),
        execution_options={"synchronize_session": False},
    )


def _require(session: Session, subject: ChangedFeature, name: str, code: str) -> None:
    known = or_(MediaItem.uploaded_by == subject.caller.user_id, _belongs_to(subject))
    found = select(MediaItem.id).where(
        MediaItem.code == code, MediaItem.state == MediaState.READY, known
    )
    if session.scalars(found).one_or_none() is None:
        raise InvalidValueError(code, field=name, hint=NO_SUCH_FILE)


def _belongs_to(subject: ChangedFeature) -> ColumnElement[bool]:
    return exists(
        select(MediaLink.id).where(
            MediaLink.media_id == MediaItem.id,
            MediaLink.layer == subject.layer.id,
            MediaLink.feature_id == subject.feature_id,
        )
    )


def _fields(child: Child) -> list[str]:
    return [each.name for each in fields_of(child.table) if each.is_media]


def _named(child: Child, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The fields with media items that the values fill, and the codes."""
    for name in _fields(child):
        if values.get(name) is not None:
            yield name, str(values[name])
