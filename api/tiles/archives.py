"""Archives of tiles: ordered, listed, deleted by officers; read by everyone, whole or by tile."""

import gzip
import hashlib
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse
from sqlalchemy.orm import Session

from api.downloads.ranged_answers import ranged_answer
from api.http.addresses import task_path
from api.http.admission.cost import Cost, Door, costs
from api.http.bodies import json_object
from api.http.compression import accepted_encodings
from api.http.dependencies import (
    CallerOfRequest,
    CatalogueOfApp,
    KnownCaller,
    LanguageOfRequest,
    ResourcesOfApp,
    SessionOfRequest,
    SessionsOfApp,
)
from api.http.negotiation import private
from api.tiles.answers import TileJson
from api.tiles.archive_answer import Archive, Archives
from api.tiles.archive_bodies import (
    PMTILES,
    ArchiveBody,
    finished_json,
    ordered_json,
    tilejson_json,
)
from api.tiles.described_archives import (
    ARCHIVE,
    ARCHIVE_TILE,
    ARCHIVE_TILEJSON,
    ARCHIVES,
    ORDERED_ARCHIVE,
    WHOLE_ARCHIVE,
)
from core.access.caller import Caller
from core.access.grant import Action
from core.audit.event import AuditEvent
from core.audit.recording import AuditSubject, record
from core.database.engine import transaction
from geo.grid import TileOutOfRangeError, parse_tile
from layers.days import day_of
from layers.reading.conditions import UnknownRegionCodeError
from layers.regions.region import UnknownRegionError, region
from tiles.errors import NoTileError
from tiles.metadata.tileset import TILE_TYPE
from tiles.pmtiles.archives import (
    ROOM,
    ArchiveState,
    TileArchive,
    check_archive_quota,
    delete_archive,
    order_archive,
    ordered_archives,
)
from tiles.pmtiles.folder import ArchiveFolder
from tiles.pmtiles.order import parse_order
from tiles.pmtiles.reader import OpenedArchive, OpenedArchives
from tiles.pmtiles.withdrawal import Withdrawal
from tiles.serving.encoding import accepts_gzip
from tiles.tile_layer import TileLayers

# ruff: noqa: PLR0913, PLR0917 - FastAPI fills the parameters of a route in

router = APIRouter(route_class=Door, prefix="/api/tiles", tags=["tiles"])

SUFFIXES = (".mvt", ".pbf")
REVALIDATE = {"Cache-Control": "public, no-cache"}
KEPT = {"Cache-Control": "public, max-age=300, no-transform"}
"""A file stays as it is until it is replaced; readers tell a new one by its ETag."""


def folder_of(resources: ResourcesOfApp) -> ArchiveFolder:
    """Where the archives lie."""
    return ArchiveFolder(resources.settings.archive_folder)


FolderOfApp = Annotated[ArchiveFolder, Depends(folder_of)]


def opened_of(request: Request) -> OpenedArchives:
    """The archives that the application has open."""
    opened: OpenedArchives = request.app.state.archives
    return opened


OpenedOfApp = Annotated[OpenedArchives, Depends(opened_of)]


def withdrawal_of(request: Request) -> Withdrawal:
    """What tells which archives are no longer served."""
    withdrawal: Withdrawal = request.app.state.withdrawal
    return withdrawal


WithdrawalOfApp = Annotated[Withdrawal, Depends(withdrawal_of)]


def archive_of(archive: str, opened: OpenedOfApp, withdrawal: WithdrawalOfApp) -> OpenedArchive:
    """The archive that the path names. Raises UnknownArchiveError, ArchiveWithdrawnError."""
    return withdrawal.require_served(opened.archive(archive))


ArchiveOfPath = Annotated[OpenedArchive, Depends(archive_of)]


@router.post(
    "/archives",
    status_code=202,
    summary="Order an archive of tiles",
    response_model=Archive,
    openapi_extra=ORDERED_ARCHIVE,
    dependencies=[Depends(json_object)],
)
@costs(Cost.WRITE)
def order(
    request: Request,
    body: ArchiveBody,
    resources: ResourcesOfApp,
    folder: FolderOfApp,
    catalogue: CatalogueOfApp,
    caller: KnownCaller,
    language: LanguageOfRequest,
) -> JSONResponse:
    """The order, which waits for a worker; the archive holds what everybody may see."""
    caller.require_everywhere(ROOM, Action.CREATE)
    wanted = parse_order(
        TileLayers(catalogue),
        body.language or language,
        layers=body.layers,
        region=body.region,
        zooms=body.zooms,
    )
    now = resources.settings.clock.now()
    with transaction(resources.sessions_by_cost[Cost.WRITE]) as session:
        if wanted.region is not None:
            try:
                region(session, wanted.region, day_of(now))
            except UnknownRegionError as error:
                raise UnknownRegionCodeError(wanted.region, field="region") from error
        check_archive_quota(session, caller, resources.settings.unfinished_archives)
        limits = resources.settings.tasks
        made = order_archive(
            session, folder, wanted, caller, name=body.name, now=now, limits=limits
        )
        about = AuditSubject(ROOM, made.name, (wanted.region,) if wanted.region else ())
        record(session, caller, AuditEvent.ORDER_ARCHIVE, about, facts={"layers": body.layers})
        answer = ordered_json(made, language)
    headers = {**private(request), "Location": task_path(made.task_id)}
    return JSONResponse(answer, HTTPStatus.ACCEPTED, headers=headers)


@router.get(
    "/archives",
    summary="The archives of tiles, newest orders first",
    response_model=Archives,
    openapi_extra=ARCHIVES,
)
@costs(Cost.HOT)
def list_archives(
    request: Request,
    session: SessionOfRequest,
    opened: OpenedOfApp,
    withdrawal: WithdrawalOfApp,
    caller: CallerOfRequest,
    language: LanguageOfRequest,
) -> JSONResponse:
    """Every finished archive, also a withdrawn one.

    Those who may order them also see the orders that are not finished.
    """
    finished = [
        finished_json(request, archive, language, withdrawn=withdrawal.concerns(archive))
        for archive in opened.readable()
    ]
    waiting = [ordered_json(each, language) for each in _unfinished(session, caller).values()]
    shown = [*waiting, *finished]
    return JSONResponse({"archives": shown}, headers=private(request))


@router.get(
    "/archives/{name}",
    summary="One archive of tiles",
    response_model=Archive,
    openapi_extra=ARCHIVE,
)
@costs(Cost.HOT)
def one_archive(
    request: Request,
    name: str,
    session: SessionOfRequest,
    opened: OpenedOfApp,
    withdrawal: WithdrawalOfApp,
    caller: CallerOfRequest,
    language: LanguageOfRequest,
) -> JSONResponse:
    """What the archive holds, or for those who may order it how far it is."""
    ordered = _unfinished(session, caller).get(name)
    if ordered is not None:
        return JSONResponse(ordered_json(ordered, language), headers=private(request))
    archive = opened.archive(name)
    withdrawn = withdrawal.concerns(archive)
    found = finished_json(request, archive, language, withdrawn=withdrawn)
    return JSONResponse(found, headers=private(request))


@router.delete("/archives/{name}", status_code=204, summary="Delete an archive of tiles")
@costs(Cost.WRITE)
def delete(
    name: str,
    sessions: SessionsOfApp,
    resources: ResourcesOfApp,
    folder: FolderOfApp,
    caller: KnownCaller,
) -> None:
    """Delete the archive and its file; one that is being made is stopped."""
    caller.require_everywhere(ROOM, Action.DELETE)
    with transaction(sessions) as session:
        delete_archive(session, folder, name, resources.settings.tasks)
        record(session, caller, AuditEvent.DELETE_ARCHIVE, AuditSubject(ROOM, name))


@router.get(
    "/archive/{archive}.pmtiles",
    summary="A whole archive",
    openapi_extra=WHOLE_ARCHIVE,
    response_class=Response,
)
@costs(Cost.HOT)
def whole(request: Request, archive: ArchiveOfPath) -> Response:
    """The file, or one range of its bytes, as readers of PMTiles ask for it."""
    return ranged_answer(request, archive, PMTILES, KEPT)


@router.get(
    "/archive/{archive}/tilejson.json",
    summary="The TileJSON of an archive",
    response_model=TileJson,
    openapi_extra=ARCHIVE_TILEJSON,
)
@costs(Cost.HOT)
def tilejson(request: Request, archive: ArchiveOfPath) -> JSONResponse:
    """What the archive holds, and where its tiles are asked for one by one."""
    return JSONResponse(tilejson_json(request, archive), headers=REVALIDATE)


@router.get(
    "/archive/{archive}/{z}/{x}/{y}",
    summary="A tile of an archive",
    openapi_extra=ARCHIVE_TILE,
    response_class=Response,
)
@costs(Cost.HOT)
def tile(request: Request, archive: ArchiveOfPath, z: str, x: str, y: str) -> Response:
    """The tile as it was when the archive was made; 204 where it holds nothing."""
    for suffix in SUFFIXES:
        y = y.removesuffix(suffix)
    try:
        wanted = parse_tile(z, x, y)
    except TileOutOfRangeError as error:
        raise NoTileError(str(error), field="tile") from error
    content = archive.tile(wanted)
    if content is None:
        headers = {"Vary": "Accept-Encoding", **REVALIDATE}
        return Response(status_code=HTTPStatus.NO_CONTENT, headers=headers)
    digest = hashlib.blake2b(content, digest_size=12).hexdigest()
    zipped = accepts_gzip(accepted_encodings(request.scope))
    etag = f'"{digest}-gzip"' if zipped else f'"{digest}"'
    headers = {"ETag": etag, "Vary": "Accept-Encoding", **REVALIDATE}
    tags = request.headers.get("if-none-match", "")
    if etag in (tag.strip().removeprefix("W/") for tag in tags.split(",")):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    if zipped:
        headers["Content-Encoding"] = "gzip"
    body = content if zipped else gzip.decompress(content)
    return Response(body, headers=headers, media_type=TILE_TYPE)


def _unfinished(session: Session, caller: Caller) -> dict[str, TileArchive]:
    """The orders that the caller may know of, without those that are done; others ask nothing."""
    if not caller.may(ROOM, Action.CREATE):
        return {}
    ordered = ordered_archives(session)
    return {name: each for name, each in ordered.items() if each.state != ArchiveState.DONE}
