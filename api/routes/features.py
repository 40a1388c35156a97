"""Reading the features of a layer, page by page or one with all that hangs on it."""

import json
from datetime import UTC, datetime
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.addresses import base_of
from api.dependencies import CallerOfRequest, CatalogueOfApp, LayerOfPath, SessionOfRequest
from api.described import ITEM, ITEMS
from api.items import GEOJSON, item_response, private
from api.matched import number_matched
from api.parameters import (
    ItemsRequest,
    crs_of,
    feature_number,
    items_request,
    single_parameters,
)
from layers.access import readable
from layers.queries import Page, features_page

router = APIRouter(prefix="/api/collections", tags=["features"])


@router.get("/{layer}/items", summary="Features of a layer", openapi_extra=ITEMS)
def items(
    request: Request, layer: LayerOfPath, session: SessionOfRequest, caller: CallerOfRequest
) -> Response:
    """A page of features that meet every condition, in the order of their ids."""
    access = readable(layer, caller)
    wanted = items_request(request, session, access)
    page = features_page(
        session,
        access,
        wanted.conditions,
        limit=wanted.limit,
        after=wanted.after,
        projection=wanted.projection,
    )
    matched = None
    if wanted.after is None:
        matched = (
            number_matched(session, access, wanted) if page.more_follow else len(page.features)
        )
    text = collection_text(page, matched, page_links(request, wanted, page))
    return Response(
        text, media_type=GEOJSON, headers={"Content-Crs": f"<{wanted.crs.uri}>", **private(request)}
    )


@router.get("/{layer}/items/{item}", summary="One feature", openapi_extra=ITEM)
def item(  # noqa: PLR0913, PLR0917 - FastAPI fills each of them in
    request: Request,
    layer: LayerOfPath,
    item: str,
    catalogue: CatalogueOfApp,
    session: SessionOfRequest,
    caller: CallerOfRequest,
) -> Response:
    """A feature with its child rows, history, regions and the objects linked to it."""
    crs = crs_of(single_parameters(request, ("crs",)), "crs")
    number = feature_number(layer, item)
    return item_response(request, session, catalogue, caller, layer=layer, number=number, crs=crs)


def collection_text(page: Page, matched: int | None, links: list[dict[str, str]]) -> str:
    """The FeatureCollection, with the features just as PostGIS wrote them."""
    members = {
        "numberReturned": len(page.features),
        **({} if matched is None else {"numberMatched": matched}),
        "timeStamp": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "links": links,
    }
    rest = json.dumps(members, ensure_ascii=False)[1:]
    return f'{{"type":"FeatureCollection","features":[{",".join(page.features)}],{rest}'


def page_links(request: Request, wanted: ItemsRequest, page: Page) -> list[dict[str, str]]:
    """The links to this page and, where more features follow, to the next one."""
    address = f"{base_of(request)}{request.url.path}"
    query = f"?{request.url.query}" if request.url.query else ""
    links = [{"rel": "self", "href": address + query, "type": GEOJSON}]
    if page.more_follow and page.last_id is not None:
        following = {**wanted.parameters, "after": wanted.token_after(page.last_id)}
        href = f"{address}?{urlencode(following)}"
        links.append({"rel": "next", "href": href, "type": GEOJSON})
    return links
