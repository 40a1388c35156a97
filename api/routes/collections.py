"""The layers as collections: what each holds and how it can be asked."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from api.addresses import base_of, collection_address
from api.admission.cost import Cost, Door, costs
from api.dependencies import CallerOfRequest, CatalogueOfApp, LayerOfPath, SessionOfRequest
from api.described.reading import COLLECTION, COLLECTIONS, QUERYABLES
from api.html.catalogue_pages import collection_page, collections_page, queryables_page
from api.negotiation import (
    HTML_TYPE,
    JSON_TYPE,
    PRESENTATION,
    SCHEMA,
    SCHEMA_TYPE,
    negotiated,
    wish_of,
)
from api.parameters import single_parameters
from api.schemas import collection, queryables
from layers.access import readable
from layers.extents import extents
from layers.summaries import counts_of_all

router = APIRouter(route_class=Door, prefix="/api/collections", tags=["collections"])


@router.get("", summary="Every layer of the atlas", openapi_extra=COLLECTIONS)
@costs(Cost.QUERY)
def collections(
    request: Request, catalogue: CatalogueOfApp, session: SessionOfRequest, caller: CallerOfRequest
) -> Response:
    """The declarations of all layers, with counts and extents."""
    single_parameters(request, PRESENTATION)
    wish = wish_of(request)
    base = base_of(request)
    accesses = [readable(layer, caller) for layer in catalogue.layers]
    held, boxes = counts_of_all(session, accesses), extents(session, accesses)
    found = []
    for layer in catalogue.layers:
        count, box = held[layer.id], boxes[layer.id]
        found.append(collection(layer, caller, count, box, base, wish.language))
    if wish.is_html:
        return collections_page(request, wish.language, found)
    here = f"{base}/api/collections"
    links = [
        {"rel": "self", "href": here, "type": JSON_TYPE},
        {"rel": "alternate", "href": f"{here}?f=html", "type": HTML_TYPE},
    ]
    return JSONResponse(
        {"collections": found, "links": links}, headers=negotiated(request, wish.language)
    )


@router.get("/{layer}", summary="One layer", openapi_extra=COLLECTION)
@costs(Cost.QUERY)
def one_collection(
    request: Request, layer: LayerOfPath, session: SessionOfRequest, caller: CallerOfRequest
) -> Response:
    """The declaration of a layer, with its count and extent."""
    single_parameters(request, PRESENTATION)
    wish = wish_of(request)
    accesses = (readable(layer, caller),)
    count = counts_of_all(session, accesses)[layer.id]
    box = extents(session, accesses)[layer.id]
    found = collection(layer, caller, count, box, base_of(request), wish.language)
    if wish.is_html:
        return collection_page(request, wish.language, layer, caller, found)
    return JSONResponse(found, headers=negotiated(request, wish.language))


@router.get(
    "/{layer}/queryables", summary="What a filter on the layer may name", openapi_extra=QUERYABLES
)
@costs(Cost.HOT)
def layer_queryables(request: Request, layer: LayerOfPath, caller: CallerOfRequest) -> Response:
    """The JSON Schema of the layer's queryables."""
    single_parameters(request, PRESENTATION)
    wish = wish_of(request, SCHEMA)
    if wish.is_html:
        return queryables_page(request, wish.language, layer, caller)
    address = f"{collection_address(request, layer)}/queryables"
    return JSONResponse(
        queryables(layer, caller, address, wish.language),
        headers=negotiated(request, wish.language),
        media_type=SCHEMA_TYPE,
    )
