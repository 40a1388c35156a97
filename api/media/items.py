"""What is on record of media: galleries of objects, descriptions, links, order, review."""

from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.http.admission.cost import Cost, Door, costs
from api.http.answers import json_response
from api.http.bodies import json_object
from api.http.dependencies import (
    CallerOfRequest,
    CatalogueOfApp,
    ClockOfApp,
    KnownCaller,
    ResourcesOfApp,
    SessionOfRequest,
    SessionsOfApp,
)
from api.http.negotiation import private
from api.media.answers import (
    PATH,
    GalleryAnswer,
    LicencesAnswer,
    MediaAnswer,
    MediaLinkAnswer,
    SignedLinkAnswer,
    licences_answer,
    may_have,
    media_answer,
)
from api.media.uploads import media_folder_of, progress_headers
from core.access.caller import Caller
from core.database.engine import transaction
from core.errors import UnauthenticatedError
from core.media.finishing import Finishing
from core.media.formats import RefusedMediaError
from core.media.licences import Licence
from core.media.media_folder import UploadLockedError
from core.media.media_item import MediaFile, MediaItem, MediaState
from core.media.signed_links import SignedLink, link_key, sign
from core.media.uploads import UnknownMediaError, UploadStatus
from layers.media.gallery import MOST_SHOWN, gallery
from layers.media.media_access import MediaSight, media_sights, visible_media
from layers.registry import Catalogue
from layers.writing.media_links import describe, link, order, release, unlink

# ruff: noqa: PLR0913, PLR0917 - FastAPI fills the parameters of a route in

router = APIRouter(route_class=Door, prefix=PATH, tags=["media"])

LARGEST_ID = 2**63 - 1
LONGEST_TEXT, LONGEST_NAME = 2000, 300
LONGEST_CODE = 64

Number = Annotated[int, Field(ge=1, le=LARGEST_ID)]
Written = Annotated[str, Field(max_length=LONGEST_TEXT)] | None
Named = Annotated[str, Field(max_length=LONGEST_NAME)] | None


class SpokenBody(BaseModel):
    """A text in some of three languages; null empties it."""

    model_config = ConfigDict(extra="forbid")

    kk: Written = None
    ru: Written = None
    en: Written = None


class DescriptionBody(BaseModel):
    """What is to change of what is on record; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    creator: Named = None
    rights_holder: Named = None
    licence: Licence | None = None
    may_be_shown: bool | None = None
    caption: SpokenBody | None = None
    alt: SpokenBody | None = None

    def values(self) -> dict[str, Any]:
        """The columns that change."""
        told = self.model_dump(exclude_unset=True)
        values: dict[str, Any] = {
            name: told[name] for name in ("creator", "rights_holder") if name in told
        }
        if "licence" in told:
            values["licence"] = self.licence.value if self.licence else None
        if self.may_be_shown is not None:
            values["may_be_shown"] = self.may_be_shown
        for name in ("caption", "alt"):
            values |= {f"{name}_{each}": text for each, text in (told.get(name) or {}).items()}
        return values


class MediaLinkBody(BaseModel):
    """The object to which a file is to belong."""

    model_config = ConfigDict(extra="forbid")

    layer: str
    feature: Number


class MediaOrderBody(MediaLinkBody):
    """The order of an object's files."""

    order: Annotated[
        list[Annotated[str, Field(max_length=LONGEST_CODE)]], Field(max_length=MOST_SHOWN)
    ]


class VariantBody(BaseModel):
    """The variant that a link is to open."""

    model_config = ConfigDict(extra="forbid")

    variant: Annotated[str, Field(max_length=LONGEST_CODE)] = "stream"


@router.get("", summary="The files of an object, or your own", response_model=GalleryAnswer)
@costs(Cost.QUERY)
def list_media(
    request: Request,
    session: SessionOfRequest,
    catalogue: CatalogueOfApp,
    caller: CallerOfRequest,
    layer: Annotated[str | None, Query(description="The layer of the object.")] = None,
    feature: Annotated[int | None, Query(ge=1, le=LARGEST_ID)] = None,
) -> Response:
    """In the order that its editors gave them; without an object your own uploads, newest first."""
    if layer is not None and feature is not None:
        sights, found = gallery(session, catalogue, caller, catalogue.layer(layer), feature)
        may_add = found.edits
    else:
        sights, may_add = _own(session, catalogue, caller), True
    files = _files(session, sights)
    answers = [media_answer(each, files[each.item.id]) for each in sights]
    answer = GalleryAnswer(media=answers, may_add=may_add)
    return json_response(answer, headers=private(request))


@router.get("/licences", summary="Licences of media", response_model=LicencesAnswer)
@costs(Cost.FREE)
def list_licences() -> Response:
    """The closed list from which the licence of a file is chosen."""
    return json_response(licences_answer())


@router.put(
    "/order",
    status_code=HTTPStatus.NO_CONTENT,
    summary="Order the files of an object",
    dependencies=[Depends(json_object)],
)
@costs(Cost.WRITE)
def set_order(
    body: MediaOrderBody, sessions: SessionsOfApp, catalogue: CatalogueOfApp, caller: KnownCaller
) -> Response:
    """Show them in this order; those that are not named come after."""
    with transaction(sessions) as session:
        order(session, catalogue.layer(body.layer), caller, body.feature, body.order)
    return Response(status_code=HTTPStatus.NO_CONTENT)


@router.get("/{media}", summary="A file on record", response_model=MediaAnswer)
@costs(Cost.HOT)
def read(
    request: Request,
    media: str,
    session: SessionOfRequest,
    catalogue: CatalogueOfApp,
    caller: CallerOfRequest,
    resources: ResourcesOfApp,
) -> Response:
    """What it is and who may use it; of an upload under way, to its owner, how far it is."""
    sight = visible_media(session, catalogue, caller, media)
    if sight.item.state == MediaState.WHOLE:
        sessions = resources.sessions_by_cost[Cost.UPLOAD]
        with suppress(RefusedMediaError, UploadLockedError):
            Finishing(sessions, media_folder_of(resources)).finish(media)
        session.expire_all()
        sight = visible_media(session, catalogue, caller, media)
    headers = private(request)
    if sight.is_own:
        headers |= {**progress_headers(_status(sight.item)), "Cache-Control": "no-store"}
    return json_response(_answer(session, sight), headers=headers)


@router.patch(
    "/{media}/about",
    summary="Describe a file",
    response_model=MediaAnswer,
    dependencies=[Depends(json_object)],
)
@costs(Cost.WRITE)
def change(
    media: str,
    body: DescriptionBody,
    sessions: SessionsOfApp,
    catalogue: CatalogueOfApp,
    caller: KnownCaller,
    clock: ClockOfApp,
) -> Response:
    """Its creator, rights, captions, and whether it may be shown."""
    with transaction(sessions) as session:
        describe(session, catalogue, caller, media, body.values(), clock.now())
        session.flush()
        answer = _answer(session, visible_media(session, catalogue, caller, media))
    return json_response(answer)


@router.post(
    "/{media}/links",
    status_code=HTTPStatus.CREATED,
    summary="Let a file belong to an object",
    response_model=MediaLinkAnswer,
    dependencies=[Depends(json_object)],
)
@costs(Cost.WRITE)
def add_link(
    media: str,
    body: MediaLinkBody,
    sessions: SessionsOfApp,
    catalogue: CatalogueOfApp,
    caller: KnownCaller,
) -> Response:
    """The link; linking again gives the same one."""
    with transaction(sessions) as session:
        layer = catalogue.layer(body.layer)
        made = link(session, catalogue, caller, media, layer, body.feature)
        answer = MediaLinkAnswer(
            id=made.id, layer=made.layer, feature=made.feature_id, child=None, row=None
        )
    return json_response(answer, HTTPStatus.CREATED)


@router.delete(
    "/{media}/links/{link}",
    status_code=HTTPStatus.NO_CONTENT,
    summary="Let a file belong to an object no more",
)
@costs(Cost.WRITE)
def end_link(
    media: str,
    link: Annotated[int, Path(ge=1, le=LARGEST_ID)],
    sessions: SessionsOfApp,
    catalogue: CatalogueOfApp,
    caller: KnownCaller,
) -> Response:
    """Untie it; a file that a record names stays with the record."""
    with transaction(sessions) as session:
        unlink(session, catalogue, caller, media, link)
    return Response(status_code=HTTPStatus.NO_CONTENT)


@router.post("/{media}/release", summary="End the review of a file", response_model=MediaAnswer)
@costs(Cost.WRITE)
def end_review(
    media: str, sessions: SessionsOfApp, catalogue: CatalogueOfApp, caller: KnownCaller
) -> Response:
    """Let others see a photograph in which faces were found, after a person looked at it."""
    with transaction(sessions) as session:
        release(session, catalogue, caller, media)
        session.flush()
        answer = _answer(session, visible_media(session, catalogue, caller, media))
    return json_response(answer)


@router.post(
    "/{media}/signed",
    summary="A link that opens a file for some minutes",
    response_model=SignedLinkAnswer,
    dependencies=[Depends(json_object)],
)
@costs(Cost.WRITE)
def signed(
    media: str,
    body: VariantBody,
    sessions: SessionsOfApp,
    catalogue: CatalogueOfApp,
    caller: KnownCaller,
    resources: ResourcesOfApp,
    clock: ClockOfApp,
) -> Response:
    """An address in your name: it opens what you may see, as long as you may see it."""
    with transaction(sessions) as session:
        sight = visible_media(session, catalogue, caller, media)
    if not may_have(sight, body.variant):
        raise UnknownMediaError(media, field="id")
    folder = media_folder_of(resources)
    until = clock.now() + folder.settings.link_lasts
    text = sign(link_key(folder.root), SignedLink(media, body.variant, caller.user_id or 0, until))
    href = f"{PATH}/{media}/{body.variant}?signed={text}"
    return json_response(
        SignedLinkAnswer(href=href, expires_at=until), headers={"Cache-Control": "no-store"}
    )


def _own(session: Session, catalogue: Catalogue, caller: Caller) -> list[MediaSight]:
    if caller.user_id is None:
        raise UnauthenticatedError(field="Authorization")
    query = select(MediaItem).where(MediaItem.uploaded_by == caller.user_id)
    items = session.scalars(query.order_by(MediaItem.id.desc()).limit(MOST_SHOWN)).all()
    return media_sights(session, catalogue, caller, items)


def _files(session: Session, sights: Sequence[MediaSight]) -> dict[int, list[MediaFile]]:
    """The variants of each item, the smallest copy first."""
    numbers = [each.item.id for each in sights]
    found: dict[int, list[MediaFile]] = defaultdict(list)
    query = select(MediaFile).where(MediaFile.media_id.in_(numbers)).order_by(MediaFile.bytes)
    for file in session.scalars(query):
        found[file.media_id].append(file)
    return found


def _answer(session: Session, sight: MediaSight) -> MediaAnswer:
    return media_answer(sight, _files(session, [sight])[sight.item.id])


def _status(item: MediaItem) -> UploadStatus:
    state = MediaState(item.state)
    return UploadStatus(item.code, state, item.received, item.length, item.expires_at)
