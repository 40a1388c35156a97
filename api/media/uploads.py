"""POST, PATCH and DELETE of /api/media: uploads by pieces (tus 1.0); HEAD is that of the record."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC
from email.utils import format_datetime
from http import HTTPStatus
from typing import Any

from anyio import CancelScope
from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from api.http.admission.cost import Cost, Door, costs
from api.http.dependencies import (
    CatalogueOfApp,
    ClockOfApp,
    KnownCaller,
    Resources,
    ResourcesOfApp,
)
from api.media.tus import (
    ALGORITHMS,
    PATH,
    Checksum,
    ChecksumMismatchError,
    NotOctetsError,
    brings_octets,
    checksum_of,
    metadata_of,
    require_version,
    whole_number,
)
from core.clock import Clock
from core.database.engine import transaction
from core.errors import InvalidValueError
from core.media.finishing import Finishing
from core.media.media_folder import MediaFolder
from core.media.media_item import MediaState
from core.media.uploads import UploadGoingOn, Uploads, UploadStatus
from core.text import Text
from layers.writing.media_links import remove

# ruff: noqa: PLR0913, PLR0917 - FastAPI fills the parameters of a route in

router = APIRouter(route_class=Door, prefix=PATH, tags=["media"])

PART_BYTES = 1024 * 1024
"""So much is written at a time."""
ACKNOWLEDGED_BYTES = 16 * 1024 * 1024
"""After so much what has come is put on the disk and on record, whatever becomes of the rest."""
NOTHING = Text("Файл бос.", "Файл пуст.", "The file is empty.")

TUS_HEADERS: list[dict[str, Any]] = [
    {
        "name": name,
        "in": "header",
        "required": is_required,
        "description": description,
        "schema": {"type": "string"},
    }
    for name, is_required, description in (
        ("Tus-Resumable", True, "1.0.0"),
        ("Upload-Length", True, "The bytes of the whole file."),
        ("Upload-Metadata", False, "filename and its name in base64 (tus 1.0)."),
        ("Upload-Checksum", False, "sha256, sha1 or md5 and the sum of this piece in base64."),
    )
]
OCTET_BODY = {
    "content": {"application/offset+octet-stream": {"schema": {"type": "string"}}},
}
BEGINNING = {
    "parameters": TUS_HEADERS,
    "requestBody": {**OCTET_BODY, "required": False},
    "responses": {
        "201": {"description": "The upload has begun; `Location` is its address."},
        "412": {"description": "Another version of tus was spoken."},
        "413": {"description": "The file is too large."},
        "507": {"description": "The account, or the disk, has no room for it."},
    },
}
GOING_ON = {
    "parameters": [
        TUS_HEADERS[0],
        {
            "name": "Upload-Offset",
            "in": "header",
            "required": True,
            "description": "From which byte on the piece goes.",
            "schema": {"type": "string"},
        },
        TUS_HEADERS[3],
    ],
    "requestBody": {**OCTET_BODY, "required": True},
    "responses": {
        "204": {"description": "All bytes are on the disk, as many as `Upload-Offset` says."},
        "409": {"description": "The file does not end where the piece begins."},
        "410": {"description": "The upload was given up."},
        "422": {"description": "The file is whole, and is none that is taken."},
        "423": {"description": "Another request is writing to it."},
    },
}


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where uploads of this application are taken."""

    uploads: Uploads
    finishing: Finishing
    clock: Clock

    @classmethod
    def of(cls, resources: Resources, clock: Clock) -> "_Desk":
        folder = media_folder_of(resources)
        sessions = resources.sessions_by_cost[Cost.UPLOAD]
        return cls(Uploads(sessions, folder), Finishing(sessions, folder), clock)


def media_folder_of(resources: Resources) -> MediaFolder:
    """The folder of media of this application."""
    return MediaFolder(resources.settings.media_folder, resources.settings.media)


@router.post(
    "",
    status_code=HTTPStatus.CREATED,
    summary="Begin an upload (tus)",
    response_class=Response,
    openapi_extra=BEGINNING,
)
@costs(Cost.UPLOAD)
async def begin(
    request: Request, resources: ResourcesOfApp, caller: KnownCaller, clock: ClockOfApp
) -> Response:
    """An upload of your own; the body may bring its first piece."""
    require_version(request)
    length = whole_number(request, "Upload-Length")
    if length == 0:
        raise InvalidValueError(length, field="Upload-Length", hint=NOTHING)
    name = metadata_of(request).get("filename") or "file"
    checksum = checksum_of(request)
    desk = _Desk.of(resources, clock)
    status = await run_in_threadpool(desk.uploads.begin, caller, length, name, clock.now())
    headers = {"Location": f"{PATH}/{status.code}"}
    if brings_octets(request):
        status = await _append(request, desk, caller.user_id or 0, status.code, 0, checksum)
    return _answer(status, HTTPStatus.CREATED, headers)


@router.patch(
    "/{media}",
    status_code=HTTPStatus.NO_CONTENT,
    summary="Go on with an upload (tus)",
    response_class=Response,
    openapi_extra=GOING_ON,
)
@costs(Cost.UPLOAD)
async def go_on(
    request: Request,
    media: str,
    resources: ResourcesOfApp,
    caller: KnownCaller,
    clock: ClockOfApp,
) -> Response:
    """Take a piece; once the file is whole, it is looked at and its copies are made."""
    require_version(request)
    if not brings_octets(request):
        raise NotOctetsError(request.headers.get("content-type", ""), field="Content-Type")
    offset, checksum = whole_number(request, "Upload-Offset"), checksum_of(request)
    desk = _Desk.of(resources, clock)
    status = await _append(request, desk, caller.user_id or 0, media, offset, checksum)
    return _answer(status, HTTPStatus.NO_CONTENT)


@router.delete(
    "/{media}",
    status_code=HTTPStatus.NO_CONTENT,
    summary="Give an upload up, or remove a file",
)
@costs(Cost.WRITE)
def end(
    media: str,
    resources: ResourcesOfApp,
    catalogue: CatalogueOfApp,
    caller: KnownCaller,
) -> Response:
    """Remove it with its copies; a file that a record names as evidence stays."""
    sessions = resources.sessions_by_cost[Cost.WRITE]
    uploads = Uploads(sessions, media_folder_of(resources))
    if uploads.is_under_way(caller.user_id or 0, media):
        uploads.give_up(caller.user_id or 0, media)
    else:
        with transaction(sessions) as session:
            remove(session, catalogue, caller, media)
    return Response(status_code=HTTPStatus.NO_CONTENT)


def progress_headers(status: UploadStatus) -> dict[str, str]:
    """How far an upload is, in the words of tus."""
    told = {"Upload-Offset": str(status.received), "Upload-Length": str(status.length)}
    if status.expires_at is not None and status.state is MediaState.ARRIVING:
        told["Upload-Expires"] = format_datetime(status.expires_at.astimezone(UTC), usegmt=True)
    return told


async def _append(
    request: Request, desk: _Desk, user_id: int, code: str, offset: int, checksum: Checksum | None
) -> UploadStatus:
    """How far the upload is with the piece; a whole file is ready when this ends."""
    holding = desk.uploads.going_on(user_id, code, offset, desk.clock.now())
    going = await run_in_threadpool(holding.__enter__)
    try:
        await _take(request, going, checksum)
        if going.is_whole:
            await run_in_threadpool(desk.finishing.finish_held, code)
            await run_in_threadpool(going.file.remove)
    finally:
        with CancelScope(shield=True):
            await run_in_threadpool(holding.__exit__, None, None, None)
    return going.progress


async def _take(request: Request, going: UploadGoingOn, checksum: Checksum | None) -> None:
    """Take the piece; what has come of a broken one stays, unless its sum was to be checked."""
    summed = ALGORITHMS[checksum.algorithm]() if checksum else None
    try:
        async for parts, since in _gathered(request):
            if summed is not None:
                summed.update(parts)
            await run_in_threadpool(going.write, parts)
            if summed is None and since >= ACKNOWLEDGED_BYTES:
                await run_in_threadpool(going.acknowledge)
    except (ClientDisconnect, HTTPException):
        if summed is None:
            with CancelScope(shield=True):
                await run_in_threadpool(going.acknowledge)
        raise
    if checksum is not None and summed is not None and summed.digest() != checksum.expected:
        await run_in_threadpool(going.forget)
        raise ChecksumMismatchError(field="Upload-Checksum")
    await run_in_threadpool(going.acknowledge)


async def _gathered(request: Request) -> AsyncIterator[tuple[bytes, int]]:
    """The body in larger parts, each with how many bytes have come since the last full measure."""
    pending, since = bytearray(), 0
    try:
        async for part in request.stream():
            pending += part
            if len(pending) >= PART_BYTES:
                since += len(pending)
                yield bytes(pending), since
                since = 0 if since >= ACKNOWLEDGED_BYTES else since
                pending.clear()
    except (ClientDisconnect, HTTPException):
        if pending:
            yield bytes(pending), 0
        raise
    if pending:
        yield bytes(pending), 0


def _answer(
    status: UploadStatus, answered: HTTPStatus, headers: dict[str, str] | None = None
) -> Response:
    told = {**progress_headers(status), **(headers or {}), "Cache-Control": "no-store"}
    return Response(status_code=answered, headers=told)
