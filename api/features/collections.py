"""The layers as collections: what each holds and how it can be asked."""

from collections.abc import Callable
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from api.features.collection_answer import Collection, Collections
from api.features.item_answer import FieldsSchema
from api.html.catalogue_pages import collection_page, collections_page, queryables_page
from api.http.addresses import base_of, collection_address
from api.http.admission.cost import Cost, Door, costs
from api.http.answers import SchemaResponse
from api.http.dependencies import (
    CallerOfRequest,
    CatalogueOfApp,
    CollectionOfPath,
    SessionOfRequest,
)
from api.http.negotiation import (
    HTML_TYPE,
    JSON_TYPE,
    PRESENTATION,
    SCHEMA,
    negotiated,
    wish_of,
)
from api.http.paging import length_of_page, offset_of
from api.http.parameters import single_parameters, without_empty
from api.openapi.reading import COLLECTION, COLLECTIONS, QUERYABLES, SORTABLES
from api.openapi.reading import SCHEMA as SCHEMA_OF
from api.openapi.schemas import Json, collection, queryables, returnables, sortables
from core.access.caller import Caller
from core.text import Language
from layers.access import readable
from layers.model.layer import Layer
from layers.reading.extents import extents
from layers.reading.regions.collection import REGIONS, count_and_box
from layers.reading.summaries import counts_of_all

router = APIRouter(route_class=Door, prefix="/api/collections", tags=["collections"])


@router.get(
    "",
    summary="Every layer of the atlas",
    response_model=Collections,
    openapi_extra=COLLECTIONS,
)
@costs(Cost.QUERY)
def collections(
    request: Request, catalogue: CatalogueOfApp, session: SessionOfRequest, caller: CallerOfRequest
) -> Response:
    """The declarations of all layers, with counts and extents."""
    given = without_empty(single_parameters(request, {"limit", "offset", *PRESENTATION}))
    first = offset_of(given)
    last = first + length_of_page(given["limit"]) if "limit" in given else None
    wish = wish_of(request)
    base = base_of(request)
    everything = (*catalogue.layers, REGIONS)
    page = everything[first:last]
    layers = [layer for layer in page if layer is not REGIONS]
    accesses = [readable(layer, caller) for layer in layers]
    held = counts_of_all(session, accesses) if accesses else {}
    boxes = extents(session, accesses) if accesses else {}
    found = []
    for layer in layers:
        count, box = held[layer.id], boxes[layer.id]
        found.append(collection(layer, caller, count, box, base, wish.language))
    if len(layers) < len(page):
        count, box = count_and_box(session, readable(REGIONS, caller))
        found.append(collection(REGIONS, caller, count, box, base, wish.language))
    if wish.is_html:
        return collections_page(request, wish.language, found)
    here = f"{base}/api/collections"
    links = [
        {"rel": "self", "href": here, "type": JSON_TYPE},
        {"rel": "alternate", "href": f"{here}?f=html", "type": HTML_TYPE},
    ]
    if last is not None and last < len(everything):
        further = urlencode({**given, "offset": last})
        links.append({"rel": "next", "href": f"{here}?{further}", "type": JSON_TYPE})
    answer = {
        "collections": found,
        "numberMatched": len(everything),
        "numberReturned": len(found),
        "links": links,
    }
    return JSONResponse(answer, headers=negotiated(request, wish.language))


@router.get("/{layer}", summary="One layer", response_model=Collection, openapi_extra=COLLECTION)
@costs(Cost.QUERY)
def one_collection(
    request: Request, layer: CollectionOfPath, session: SessionOfRequest, caller: CallerOfRequest
) -> Response:
    """The declaration of a layer, with its count and extent."""
    single_parameters(request, PRESENTATION)
    wish = wish_of(request)
    access = readable(layer, caller)
    if layer is REGIONS:
        count, box = count_and_box(session, access)
    else:
        count = counts_of_all(session, [access])[layer.id]
        box = extents(session, [access])[layer.id]
    found = collection(layer, caller, count, box, base_of(request), wish.language)
    if wish.is_html:
        return collection_page(request, wish.language, layer, caller, found)
    return JSONResponse(found, headers=negotiated(request, wish.language))


@router.get(
    "/{layer}/queryables",
    summary="What a filter on the layer may name",
    response_model=FieldsSchema,
    response_class=SchemaResponse,
    openapi_extra=QUERYABLES,
)
@costs(Cost.HOT)
def layer_queryables(
    request: Request, layer: CollectionOfPath, caller: CallerOfRequest
) -> Response:
    """The JSON Schema of the layer's queryables."""
    return _schema(request, layer, caller, "queryables", queryables)


@router.get(
    "/{layer}/sortables",
    summary="What features can be sorted by",
    response_model=FieldsSchema,
    response_class=SchemaResponse,
    openapi_extra=SORTABLES,
)
@costs(Cost.HOT)
def layer_sortables(request: Request, layer: CollectionOfPath, caller: CallerOfRequest) -> Response:
    """The JSON Schema of the fields that `sortby` may name."""
    return _schema(request, layer, caller, "sortables", sortables)


@router.get(
    "/{layer}/schema",
    summary="The schema of a layer's features",
    response_model=FieldsSchema,
    response_class=SchemaResponse,
    openapi_extra=SCHEMA_OF,
)
@costs(Cost.HOT)
def layer_schema(request: Request, layer: CollectionOfPath, caller: CallerOfRequest) -> Response:
    """The JSON Schema of the layer's features, by OGC API - Features, Part 5."""
    return _schema(request, layer, caller, "schema", returnables)


def _schema(
    request: Request,
    layer: Layer,
    caller: Caller,
    name: str,
    written: Callable[[Layer, Caller, str, Language], Json],
) -> Response:
    """One JSON Schema of a layer, or the page of its fields."""
    single_parameters(request, PRESENTATION)
    wish = wish_of(request, SCHEMA)
    if wish.is_html:
        return queryables_page(request, wish.language, layer, caller)
    address = f"{collection_address(request, layer)}/{name}"
    return SchemaResponse(
        written(layer, caller, address, wish.language), headers=negotiated(request, wish.language)
    )
