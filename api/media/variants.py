"""The bytes of media: copies of pictures, films with ranges, papers to take away."""

from collections.abc import Mapping
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.downloads.ranged_answers import ranged_answer
from api.http.admission.cost import Cost, Door, costs
from api.http.dependencies import (
    CallerOfRequest,
    CatalogueOfApp,
    ClockOfApp,
    Resources,
    ResourcesOfApp,
    SessionOfRequest,
)
from api.http.negotiation import private
from api.media.answers import PATH, may_have
from api.media.uploads import media_folder_of
from core.access.caller import Caller
from core.accounts.callers import caller_now
from core.audit.event import AuditEvent
from core.audit.recording import AuditSubject, record, units_of
from core.clock import Clock
from core.database.engine import transaction
from core.media.formats import FORMATS
from core.media.media_item import FILE, ORIGINAL, MediaFile
from core.media.signed_links import SpentMediaLinkError, link_key, signed_link
from core.media.stored_bytes import StoredBytes
from core.media.uploads import AUDITED_AS, UnknownMediaError
from layers.media.media_access import MediaSight, visible_media
from layers.registry import Catalogue

# ruff: noqa: PLR0913, PLR0917 - FastAPI fills the parameters of a route in

router = APIRouter(route_class=Door, prefix=PATH, tags=["media"])

HARMLESS: Mapping[str, str] = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "X-Content-Type-Options": "nosniff",
}
"""Nothing in a file may run, whatever a browser takes it for."""
TAKEN_AWAY = frozenset({ORIGINAL, FILE})
BYTES = {
    "responses": {
        "200": {
            "description": "The bytes.",
            "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}},
        },
        "206": {"description": "A range of them."},
        "304": {"description": "The caller has them."},
        "416": {"description": "There is no such range."},
    }
}


@router.get(
    "/{media}/{variant}",
    summary="The bytes of a file",
    response_class=Response,
    openapi_extra=BYTES,
)
@costs(Cost.HOT)
def read_bytes(
    request: Request,
    media: str,
    variant: str,
    session: SessionOfRequest,
    catalogue: CatalogueOfApp,
    caller: CallerOfRequest,
    resources: ResourcesOfApp,
    clock: ClockOfApp,
    signed: Annotated[str | None, Query(description="Of a link that was signed.")] = None,
) -> Response:
    """A variant, whole or a range of it.

    Of pictures there are `thumb.webp`, `medium.webp` and `large.webp`, of films and sounds
    `stream`, of papers and models `file`; the `original` is for those who look after it.
    """
    if signed is not None:
        caller, sight, file = _by_link(resources, catalogue, clock, (media, variant), signed)
    else:
        sight = visible_media(session, catalogue, caller, media)
        file = _variant(session, sight, variant)
    if _is_private(sight, variant) and _is_beginning(request):
        _audit(resources, caller, sight, variant)
    headers = {**HARMLESS, **private(request), **_disposition(sight, file)}
    if signed is not None:
        headers["Cache-Control"] = "private, no-store"
    stored = StoredBytes(file, media_folder_of(resources).store)
    return ranged_answer(request, stored, file.media_type, headers)


def _by_link(
    resources: Resources,
    catalogue: Catalogue,
    clock: Clock,
    named: tuple[str, str],
    signed: str,
) -> tuple[Caller, MediaSight, MediaFile]:
    """Whom a signed link was given to and what it opens, as long as they may see it."""
    media, variant = named
    key = link_key(resources.settings.media_folder)
    link = signed_link(key, media, variant, signed, clock.now())
    with resources.sessions_by_cost[Cost.HOT]() as session:
        holder = caller_now(session, link.user_id)
        if holder is None:
            raise SpentMediaLinkError(field="signed")
        sight = visible_media(session, catalogue, holder, media)
        return holder, sight, _variant(session, sight, variant)


def _variant(session: Session, sight: MediaSight, variant: str) -> MediaFile:
    """The bytes that the caller may have. Raises UnknownMediaError."""
    named = MediaFile.media_id == sight.item.id, MediaFile.variant == variant
    file = session.scalars(select(MediaFile).where(*named)).one_or_none()
    if file is None or not may_have(sight, variant):
        raise UnknownMediaError(variant, field="variant")
    return file


def _is_private(sight: MediaSight, variant: str) -> bool:
    """Whether the caller reads of somebody else's what not everybody may see."""
    is_shown = sight.item.may_be_shown and not sight.item.in_review
    return not sight.is_own and (variant == ORIGINAL or not is_shown)


def _is_beginning(request: Request) -> bool:
    """Whether it is not the next range of what was begun before, nor had already."""
    given = request.headers.get("range", "")
    return not given or given.replace(" ", "").startswith("bytes=0-")


def _audit(resources: Resources, caller: Caller, sight: MediaSight, variant: str) -> None:
    about = AuditSubject(AUDITED_AS, sight.item.code, units_of(caller))
    with transaction(resources.sessions_by_cost[Cost.WRITE]) as session:
        record(session, caller, AuditEvent.READ_MEDIA, about, facts={"variant": variant})


def _disposition(sight: MediaSight, file: MediaFile) -> dict[str, str]:
    if file.variant not in TAKEN_AWAY:
        return {"Content-Disposition": "inline"}
    ending = next(
        (each.ending for each in FORMATS.values() if each.media_type == file.media_type), "bin"
    )
    plain = f"{sight.item.code}.{ending}"
    if not sight.keeps:
        return {"Content-Disposition": f'attachment; filename="{plain}"'}
    own = quote(sight.item.file_name, safe="")
    told = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{own}"
    return {"Content-Disposition": told}
