"""A whole layer, or what a condition selects of it, as a file."""

from datetime import date
from functools import partial
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse

from api.downloads.about_answer import DownloadMetadata
from api.downloads.download_order import METADATA, DownloadOrder, download_order, known_parameters
from api.downloads.download_response import DownloadResponse, DownloadSlots
from api.downloads.finished_downloads import READ_IN_RANGES, FinishedDownloads
from api.downloads.ranged_answers import ranged_answer
from api.http.addresses import base_of
from api.http.admission.cost import Cost, Door, costs
from api.http.dependencies import (
    CallerOfRequest,
    CollectionOfPath,
    LanguageOfRequest,
    ResourcesOfApp,
)
from api.http.head_method import WITHOUT_BODY
from api.http.negotiation import private
from api.http.parameters import single_parameters
from api.openapi.downloads import DOWNLOAD
from core.database.engine import transaction
from core.text import Language
from layers.access import readable
from layers.days import day_of
from layers.exports.files import about_file
from layers.exports.formats import StreamedFormat, WholeFormat
from layers.exports.reading import ExportSnapshot
from layers.model.layer import Layer
from layers.reading.closed_reads import audit_export

router = APIRouter(route_class=Door, prefix="/api/collections", tags=["features"])


def order_of_request(
    request: Request,
    layer: CollectionOfPath,
    resources: ResourcesOfApp,
    caller: CallerOfRequest,
    language: LanguageOfRequest,
) -> DownloadOrder:
    """What the request asks for; its session ends here, a download may take an hour."""
    access = readable(layer, caller)
    given = single_parameters(request, known_parameters(access))
    with resources.sessions_of(Cost.DOWNLOAD, request)() as session:
        accept = request.headers.get("accept", "")
        return download_order(session, access, given, accept, language)


OrderOfRequest = Annotated[DownloadOrder, Depends(order_of_request)]


@router.get(
    "/{layer}/download",
    summary="A layer, or what is selected of it, as a file",
    openapi_extra=DOWNLOAD,
    response_class=Response,
    responses={200: {"model": DownloadMetadata}},
)
@costs(Cost.DOWNLOAD)
def download(
    request: Request,
    layer: CollectionOfPath,
    order: OrderOfRequest,
    resources: ResourcesOfApp,
    caller: CallerOfRequest,
) -> Response:
    """The file as it is made, or as it was made for somebody else, then also in ranges.

    What it says of itself where `f` is `metadata`.
    """
    settings = resources.settings
    reading = ExportSnapshot(settings.downloads.longest_s)
    selection, file_format = order.selection, order.file_format
    if file_format is None:
        about = about_file(
            resources.sessions_of(Cost.DOWNLOAD, request), selection, reading, settings.licence
        )
        return JSONResponse(about.as_json(), headers=private(request))
    headers = {
        "Content-Disposition": saved_as(
            layer, file_format, selection.language, day_of(settings.clock.now())
        ),
        "Content-Crs": f"<{selection.crs.uri}>",
        "Link": _link_to_metadata(request),
        **private(request),
        "Vary": "Authorization, Cookie, Accept, Accept-Language",
    }
    with transaction(resources.sessions_of(Cost.DOWNLOAD, request)) as session:
        audit_export(session, selection.access, caller, file_format.id, selection.asked)
    slots: DownloadSlots = request.app.state.downloads
    finished: FinishedDownloads = request.app.state.finished_downloads
    in_ranges = WITHOUT_BODY in request.scope or "range" in request.headers
    whole = finished.known(selection, file_format, in_ranges=in_ranges)
    if whole is None and in_ranges and file_format.id in READ_IN_RANGES:
        with slots.taken():
            whole = finished.made(selection, file_format, reading)
    if whole is not None:
        return ranged_answer(request, whole, file_format.media_type, headers)
    parts = partial(finished.parts, selection, file_format, reading)
    return DownloadResponse(
        parts, reading, slots, media_type=file_format.media_type, headers=headers
    )


def saved_as(
    layer: Layer, file_format: StreamedFormat | WholeFormat, language: Language, day: date
) -> str:
    """The header with which a browser saves the file: its title and day (RFC 6266).

    A browser that cannot read titles takes the id of the layer.
    """
    ending = f"{day}.{file_format.id}"
    plain = f"{layer.id} {ending}"
    title = f"{layer.title.in_language(language)} {ending}"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(title, safe='')}"


def _link_to_metadata(request: Request) -> str:
    """The address of what the file says of itself, for formats that have no place for it."""
    asked = {
        name: value
        for name, value in request.query_params.items()
        if name not in ("f", "bom", "raw", "geometry", "labels")
    }
    address = f"{base_of(request)}{request.url.path}?{urlencode({**asked, 'f': METADATA})}"
    return f'<{address}>; rel="describedby"; type="application/json"'
