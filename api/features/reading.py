"""Reading the features of a layer, page by page or one with all that hangs on it."""

import hashlib
import json
from dataclasses import replace
from datetime import datetime
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy.orm import Session

from api.features.audited_reading import audit_answer, audit_page
from api.features.item_answer import Item, ItemsPage
from api.features.items import deferred_item, item_response, tags_of
from api.features.number_matched import number_matched
from api.html.item_page import item_page
from api.html.items_page import ItemsAsked, items_page, refused_items_page
from api.http.addresses import base_of
from api.http.admission.cost import Cost, Door, costs
from api.http.answers import GeoJsonResponse
from api.http.dependencies import (
    CallerOfRequest,
    CatalogueOfApp,
    CollectionOfPath,
    SessionOfRequest,
    resources_of,
)
from api.http.negotiation import (
    FEATURES,
    FORM,
    GEOJSON_TYPE,
    HTML_TYPE,
    PRESENTATION,
    SCHEMA_TYPE,
    OutputFormat,
    private,
    wish_of,
)
from api.http.parameters import (
    LABELS,
    ItemsRequest,
    crs_of,
    feature_number,
    items_parameters,
    items_request,
    labels_of,
    single_parameters,
)
from api.http.region_detail import drawn, own_parameters
from api.openapi.reading import ITEM, ITEMS
from api.openapi.schemas import QUERYABLES
from core.access.caller import Caller
from core.errors import AtlasError, InvalidValueError
from layers.access import Readable, readable
from layers.reading.queries import FeaturePage, features_page
from layers.reading.reference_systems import DEFAULT
from layers.reading.regions.collection import REGIONS

router = APIRouter(route_class=Door, prefix="/api/collections", tags=["features"])

SAFE_IN_ADDRESS = ":/?&=%+"
"""What an address in a header keeps; commas, quotes and brackets would end it."""


@router.get(
    "/{layer}/items",
    summary="Features of a layer",
    response_model=ItemsPage,
    response_class=GeoJsonResponse,
    openapi_extra=ITEMS,
)
@costs(Cost.QUERY)
def items(
    request: Request, layer: CollectionOfPath, session: SessionOfRequest, caller: CallerOfRequest
) -> Response:
    """A page of features that meet every condition, in the order of their ids."""
    wish = wish_of(request, FEATURES)
    access = readable(layer, caller)
    given = items_parameters(request, access)
    if wish.is_html:
        filled = {name: value for name, value in given.items() if value.strip()}
        return _items_as_html(ItemsAsked(request, session, access, wish.language, filled), caller)
    access = drawn(access, given)
    wanted = items_request(session, access, given)
    page, matched = found_items(session, access, wanted)
    audit_page(session, access, caller, page)
    links = page_links(request, wanted, page)
    headers = {
        "Content-Crs": f"<{wanted.crs.uri}>",
        "Link": link_header(links),
        "OGC-NumberReturned": str(page.returned),
        **({} if matched is None else {"OGC-NumberMatched": str(matched)}),
        **private(request),
        "Vary": "Accept, Authorization, Cookie",
    }
    if layer is REGIONS:
        headers["ETag"] = page_tag(page, headers["Link"])
        if headers["ETag"].removeprefix("W/") in tags_of(request):
            return Response(status_code=304, headers=headers)
    text = collection_text(page, matched, links, resources_of(request).settings.clock.now())
    return Response(text, media_type=GEOJSON_TYPE, headers=headers)


@router.get(
    "/{layer}/items/{item}",
    summary="One feature",
    response_model=Item,
    response_class=GeoJsonResponse,
    openapi_extra=ITEM,
)
@costs(Cost.HOT)
def item(  # noqa: PLR0913, PLR0917 - FastAPI fills each of them in
    request: Request,
    layer: CollectionOfPath,
    item: str,
    catalogue: CatalogueOfApp,
    session: SessionOfRequest,
    caller: CallerOfRequest,
) -> Response:
    """A feature with its child rows, history, regions and the objects linked to it."""
    given = single_parameters(request, PRESENTATION | {"crs", LABELS} | own_parameters(layer))
    crs, labels = crs_of(given, "crs"), labels_of(given)
    wish = wish_of(request, FEATURES)
    number = feature_number(layer, item)
    if wish.is_html:
        access = readable(layer, caller)
        _, document = deferred_item(session, catalogue, caller, access=access, number=number)()
        audit_answer(session, access, caller, [document])
        return item_page(
            request, wish.language, catalogue, access, caller=caller, document=document
        )
    access = drawn(readable(layer, caller), given)
    return item_response(
        request, session, catalogue, caller, access=access, number=number, crs=crs, labels=labels
    )


def found_items(
    session: Session, access: Readable, wanted: ItemsRequest
) -> tuple[FeaturePage, int | None]:
    """The page, and how many features meet the conditions; None where that is not counted."""
    page = features_page(
        session,
        access,
        wanted.conditions,
        limit=wanted.limit,
        after=wanted.after,
        offset=wanted.offset,
        order=wanted.order,
        keyset=wanted.keyset if wanted.order else (),
        projection=wanted.projection,
        labels=wanted.labels,
    )
    if wanted.keyset:
        return page, None
    if not page.more_follow and (page.returned or not wanted.offset):
        return page, wanted.offset + page.returned
    return page, number_matched(session, access, wanted)


def _items_as_html(asked: ItemsAsked, caller: Caller) -> Response:
    """The page for readers; where the form cannot be used, the form with the reason."""
    try:
        wanted = items_request(asked.session, asked.access, dict(asked.given))
    except AtlasError as error:
        faulty = error.field if isinstance(error, InvalidValueError) else "filter"
        return refused_items_page(asked, error.message(asked.language), faulty)
    page, matched = found_items(asked.session, asked.access, replace(wanted, crs=DEFAULT))
    audit_page(asked.session, asked.access, caller, page)
    links = page_links(asked.request, wanted, page)
    following = next((link["href"] for link in links if link["rel"] == "next"), None)
    return items_page(asked, page, matched, following)


def page_tag(page: FeaturePage, link_header: str) -> str:
    """The entity tag of a page: of its features and of where it stands among the others."""
    digest = hashlib.sha256(link_header.encode())
    digest.update(page.features.encode())
    return f'W/"{digest.hexdigest()[:16]}"'


def collection_text(
    page: FeaturePage, matched: int | None, links: list[dict[str, str]], now: datetime
) -> str:
    """The FeatureCollection, with the features just as PostGIS wrote them."""
    members = {
        "numberReturned": page.returned,
        **({} if matched is None else {"numberMatched": matched}),
        "timeStamp": now.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "links": links,
    }
    rest = json.dumps(members, ensure_ascii=False)[1:]
    return f'{{"type":"FeatureCollection","features":[{page.features}],{rest}'


def page_links(request: Request, wanted: ItemsRequest, page: FeaturePage) -> list[dict[str, str]]:
    """The links to this page, to its other form and, where more features follow, to the next."""
    address = f"{base_of(request)}{request.url.path}"
    query = f"?{request.url.query}" if request.url.query else ""
    other = urlencode({**wanted.parameters, FORM: OutputFormat.HTML})
    links = [
        {"rel": "self", "href": address + query, "type": GEOJSON_TYPE},
        {"rel": "alternate", "href": f"{address}?{other}", "type": HTML_TYPE},
        {
            "rel": QUERYABLES,
            "href": f"{address.removesuffix('/items')}/queryables",
            "type": SCHEMA_TYPE,
        },
    ]
    if page.more_follow and page.last_id is not None:
        kept = {name: value for name, value in wanted.parameters.items() if name != "offset"}
        following = {**kept, "after": wanted.token_after(page)}
        href = f"{address}?{urlencode(following)}"
        links.append({"rel": "next", "href": href, "type": GEOJSON_TYPE})
    return links


def link_header(links: list[dict[str, str]]) -> str:
    """The links as a header (RFC 8288), for those who do not read the body."""
    return ", ".join(
        f'<{quote(link["href"], safe=SAFE_IN_ADDRESS)}>; rel="{link["rel"]}"; type="{link["type"]}"'
        for link in links
    )
