"""What belongs to an object: tied, untied, ordered, described, and released by those who may."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from core.access.caller import Caller
from core.access.grant import Action
from core.audit.event import AuditEvent
from core.audit.recording import MASKED, AuditSubject, record, units_of
from core.errors import AtlasError, ConflictError, ForbiddenError, NotFoundError
from core.media.media_item import MediaItem, MediaState
from core.media.uploads import AUDITED_AS
from core.text import Text
from layers.media.media_access import MediaSight, visible_media
from layers.media.media_link import MediaLink
from layers.model.layer import Layer
from layers.registry import Catalogue
from layers.writing.features import locked
from layers.writing.permit import deferred_permit

PERSONAL = frozenset({"creator", "rights_holder"})
"""Names of people, which the audit does not keep."""
MOST_LINKS = 50
"""Objects to which one file belongs."""


class NotReadyMediaError(ConflictError):
    """The file has not arrived whole yet, or was refused."""

    phrase = Text(
        "Файл әлі толық жүктелмеген немесе қабылданбаған.",
        "Файл ещё не загружен целиком или не принят.",
        "The file has not been uploaded whole yet, or was refused.",
    )


class TooManyMediaLinksError(AtlasError):
    """The file belongs to too many objects."""

    phrase = Text(
        "Бір файл ең көбі {value} нысанға тиесілі бола алады.",
        "Один файл может относиться не больше чем к {value} объектам.",
        "One file can belong to {value} objects at most.",
    )


class UnknownMediaLinkError(NotFoundError):
    """The file has no such link, or the caller may not know that it has."""


class NotKeeperError(ForbiddenError):
    """The caller sees the file, but does not look after it."""

    phrase = Text(
        "Мұны файлды жүктеген адам немесе нысанды өңдей алатын адам ғана жасай алады.",
        "Это может сделать только тот, кто загрузил файл, или кто может править объект.",
        "Only who uploaded the file, or who may edit its object, may do this.",
    )


class EvidenceKeptError(ConflictError):
    """The file is named by a record, which would show nothing without it."""

    phrase = Text(
        "Бұл файл жазбада айғақ ретінде тұр, сондықтан өшірілмейді.",
        "Этот файл приложен к записи как подтверждение, поэтому не удаляется.",
        "A record names this file as evidence, so it is not deleted.",
    )


def link(  # noqa: PLR0913, PLR0917 - who ties which file to what
    session: Session,
    catalogue: Catalogue,
    caller: Caller,
    code: str,
    layer: Layer,
    feature_id: int,
) -> MediaLink:
    """The tie of the file to the object, which is made where there is none.

    Raises UnknownMediaError, UnknownFeatureError, ForbiddenError, NotReadyMediaError.
    """
    sight = kept_media(session, catalogue, caller, code)
    if sight.item.state != MediaState.READY:
        raise NotReadyMediaError(code, field="id")
    require_editor(session, layer, caller, feature_id)
    tied = [each for each in sight.links if (each.layer, each.feature_id) == (layer.id, feature_id)]
    free = [each for each in tied if each.child is None]
    if free:
        return free[0]
    if len(sight.links) >= MOST_LINKS:
        raise TooManyMediaLinksError(MOST_LINKS, field="feature")
    last = select(func.coalesce(func.max(MediaLink.position), 0)).where(
        MediaLink.layer == layer.id, MediaLink.feature_id == feature_id
    )
    made = MediaLink(
        media_id=sight.item.id,
        layer=layer.id,
        feature_id=feature_id,
        position=session.scalars(last).one() + 1,
        linked_by=caller.user_id,
    )
    session.add(made)
    session.flush()
    _tell(session, caller, code, {"linked_to": [None, f"{layer.id}/{feature_id}"]})
    return made


def unlink(session: Session, catalogue: Catalogue, caller: Caller, code: str, link_id: int) -> None:
    """Untie the file from an object; a record's own file stays with it."""
    sight = visible_media(session, catalogue, caller, code)
    tie = next((each for each in sight.links if each.id == link_id), None)
    if tie is None:
        raise UnknownMediaLinkError(link_id, field="link")
    if tie.child is not None:
        raise EvidenceKeptError(code, field="link")
    require_editor(session, catalogue.layer(tie.layer), caller, tie.feature_id)
    session.delete(tie)
    _tell(session, caller, code, {"linked_to": [f"{tie.layer}/{tie.feature_id}", None]})


def order(
    session: Session, layer: Layer, caller: Caller, feature_id: int, codes: Sequence[str]
) -> None:
    """Show the object's files in this order; those that are not named come after them."""
    require_editor(session, layer, caller, feature_id)
    place = {code: position for position, code in enumerate(codes, start=1)}
    of_object = MediaLink.layer == layer.id, MediaLink.feature_id == feature_id
    rows = session.execute(
        select(MediaLink.id, MediaItem.code)
        .join(MediaItem, MediaItem.id == MediaLink.media_id)
        .where(*of_object)
        .order_by(MediaLink.position, MediaLink.id)
        .with_for_update(of=MediaLink)
    ).all()
    for after, (number, code) in enumerate(rows, start=len(codes) + 1):
        session.execute(
            update(MediaLink).where(MediaLink.id == number).values(position=place.get(code, after))
        )
    about = AuditSubject(layer.id, feature_id)
    record(session, caller, AuditEvent.EDIT_MEDIA, about, facts={"order": [*codes]})


def describe(  # noqa: PLR0913, PLR0917 - who changes what of which file, and when
    session: Session,
    catalogue: Catalogue,
    caller: Caller,
    code: str,
    values: Mapping[str, Any],
    now: datetime,
) -> MediaItem:  # fmt: skip
    """The item with these things changed of what is on record. Raises NotKeeperError."""
    item = kept_media(session, catalogue, caller, code).item
    before = {name: getattr(item, name) for name in values}
    for name, value in values.items():
        setattr(item, name, value)
    changes = {
        name: [MASKED if name in PERSONAL and each else each for each in (before[name], after)]
        for name, after in values.items()
        if before[name] != after
    }
    _tell(session, caller, code, changes)
    item.changed_at = now
    return item


def release(session: Session, catalogue: Catalogue, caller: Caller, code: str) -> MediaItem:
    """The item, which a person with the grant has looked at. Raises ForbiddenError."""
    sight = visible_media(session, catalogue, caller, code)
    if not sight.moderates:
        rooms = {catalogue.layer(each.layer).access.room for each in sight.links} or {"*"}
        needed = f"{min(rooms)}:{Action.MODERATE}"
        raise ForbiddenError(needed, field="permission")
    sight.item.in_review = False
    _tell(session, caller, code, {"in_review": [True, False]})
    return sight.item


def remove(session: Session, catalogue: Catalogue, caller: Caller, code: str) -> None:
    """Remove the file's record; its bytes go when nothing else has them.

    Raises UnknownMediaError, NotKeeperError, and EvidenceKeptError for the file of a record.
    """
    sight = kept_media(session, catalogue, caller, code)
    every = select(MediaLink.id).where(
        MediaLink.media_id == sight.item.id, MediaLink.child.is_not(None)
    )
    if session.scalars(every.limit(1)).one_or_none() is not None:
        raise EvidenceKeptError(code, field="id")
    session.delete(sight.item)
    record(session, caller, AuditEvent.DELETE_MEDIA, _subject(caller, code))


def kept_media(session: Session, catalogue: Catalogue, caller: Caller, code: str) -> MediaSight:
    """The item of which the caller takes care. Raises UnknownMediaError, NotKeeperError."""
    sight = visible_media(session, catalogue, caller, code)
    if not (sight.is_own or sight.edits):
        raise NotKeeperError(code, field="id")
    return sight


def require_editor(session: Session, layer: Layer, caller: Caller, feature_id: int) -> None:
    """Require that the caller may edit the object. Raises UnknownFeatureError, ForbiddenError."""
    require_reach = deferred_permit(session, layer, caller, Action.EDIT, feature_id)
    locked(session, layer, caller, feature_id)
    require_reach()


def _tell(session: Session, caller: Caller, code: str, changes: Mapping[str, Any]) -> None:
    """Have the audit tell of the change of a file."""
    record(session, caller, AuditEvent.EDIT_MEDIA, _subject(caller, code), changes=changes)


def _subject(caller: Caller, code: str) -> AuditSubject:
    return AuditSubject(AUDITED_AS, code, units_of(caller))
