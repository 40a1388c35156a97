"""The layers as collections: what each holds and how it can be asked."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from api.addresses import base_of, collection_address
from api.dependencies import CallerOfRequest, CatalogueOfApp, LayerOfPath, SessionOfRequest
from api.parameters import single_parameters
from api.schemas import collection, queryables
from layers.access import readable
from layers.extents import extents
from layers.summaries import counts_of_all

router = APIRouter(prefix="/api/collections", tags=["collections"])


@router.get("", summary="Every layer of the atlas")
def collections(
    request: Request, catalogue: CatalogueOfApp, session: SessionOfRequest, caller: CallerOfRequest
) -> JSONResponse:
    """The declarations of all layers, with counts and extents."""
    single_parameters(request, ())
    base = base_of(request)
    accesses = [readable(layer, caller) for layer in catalogue.layers]
    held, boxes = counts_of_all(session, accesses), extents(session, accesses)
    found = []
    for layer in catalogue.layers:
        count, box = held[layer.id], boxes[layer.id]
        found.append(collection(layer, caller, count, box, base))
    links = [{"rel": "self", "href": f"{base}/api/collections", "type": "application/json"}]
    return JSONResponse({"collections": found, "links": links})


@router.get("/{layer}", summary="One layer")
def one_collection(
    request: Request, layer: LayerOfPath, session: SessionOfRequest, caller: CallerOfRequest
) -> JSONResponse:
    """The declaration of a layer, with its count and extent."""
    single_parameters(request, ())
    accesses = (readable(layer, caller),)
    count = counts_of_all(session, accesses)[layer.id]
    box = extents(session, accesses)[layer.id]
    return JSONResponse(collection(layer, caller, count, box, base_of(request)))


@router.get("/{layer}/queryables", summary="What a filter on the layer may name")
def layer_queryables(request: Request, layer: LayerOfPath, caller: CallerOfRequest) -> JSONResponse:
    """The JSON Schema of the layer's queryables."""
    single_parameters(request, ())
    address = f"{collection_address(request, layer)}/queryables"
    return JSONResponse(queryables(layer, caller, address), media_type="application/schema+json")
