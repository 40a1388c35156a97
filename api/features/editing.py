"""Writing features and their child rows; every route needs a token and a permission."""

from collections.abc import Callable

from fastapi import APIRouter, Request, Response
from sqlalchemy.orm import Session

from api.features.audited_reading import audited
from api.features.item_answer import Item
from api.features.items import Json, deferred_item, response_of
from api.http.addresses import item_address
from api.http.admission.cost import Cost, Door, costs
from api.http.answers import GeoJsonResponse
from api.http.bodies import BasedOn, FeatureBody, JsonBody
from api.http.dependencies import CatalogueOfApp, KnownCaller, LayerOfPath, SessionsOfApp
from api.http.parameters import feature_number
from api.openapi.writing import (
    CHANGED_FEATURE,
    CHANGED_ROW,
    DELETED_FEATURE,
    NEW_FEATURE,
    NEW_ROW,
    REPLACED_FEATURE,
)
from core.access.caller import Caller
from core.database.engine import SessionFactory
from core.database.pipelining import prompt_transaction
from layers.access import readable
from layers.model.layer import Layer
from layers.reading.queries import UnknownFeatureError
from layers.registry import Catalogue
from layers.writing.change_record import ChangedFeature
from layers.writing.children import add_child, edit_child, remove_child
from layers.writing.features import create, edit, remove

# ruff: noqa: PLR0913, PLR0917 - FastAPI fills the parameters of a route in

router = APIRouter(route_class=Door, prefix="/api/collections", tags=["editing"])


@router.post(
    "/{layer}/items",
    status_code=201,
    summary="Add a feature",
    response_model=Item,
    response_class=GeoJsonResponse,
    openapi_extra=NEW_FEATURE,
)
@costs(Cost.WRITE)
def add(
    request: Request,
    layer: LayerOfPath,
    body: FeatureBody,
    catalogue: CatalogueOfApp,
    sessions: SessionsOfApp,
    caller: KnownCaller,
) -> Response:
    """The new feature, with its address in Location."""
    with prompt_transaction(sessions) as session:
        properties = body.get("properties") or {}
        number = create(session, layer, caller, body.get("geometry"), properties)
        asked = _ask(session, sessions, catalogue, caller, layer, number)
    return _answer(request, asked, layer, number, status=201)


@router.put(
    "/{layer}/items/{item}",
    summary="Replace a feature",
    response_model=Item,
    response_class=GeoJsonResponse,
    openapi_extra=REPLACED_FEATURE,
)
@costs(Cost.WRITE)
def replace(
    request: Request,
    layer: LayerOfPath,
    item: str,
    body: FeatureBody,
    versions: BasedOn,
    catalogue: CatalogueOfApp,
    sessions: SessionsOfApp,
    caller: KnownCaller,
) -> Response:
    """The feature with the body's geometry and properties; what is left out is emptied."""
    number = feature_number(layer, item)
    with prompt_transaction(sessions) as session:
        edit(session, layer, caller, number, body, whole=True, versions=versions)
        asked = _ask(session, sessions, catalogue, caller, layer, number)
    return _answer(request, asked, layer, number)


@router.patch(
    "/{layer}/items/{item}",
    summary="Change some of a feature",
    response_model=Item,
    response_class=GeoJsonResponse,
    openapi_extra=CHANGED_FEATURE,
)
@costs(Cost.WRITE)
def change(
    request: Request,
    layer: LayerOfPath,
    item: str,
    body: FeatureBody,
    versions: BasedOn,
    catalogue: CatalogueOfApp,
    sessions: SessionsOfApp,
    caller: KnownCaller,
) -> Response:
    """The feature with the given properties and geometry changed, the rest as it was."""
    number = feature_number(layer, item)
    with prompt_transaction(sessions) as session:
        edit(session, layer, caller, number, body, whole=False, versions=versions)
        asked = _ask(session, sessions, catalogue, caller, layer, number)
    return _answer(request, asked, layer, number)


@router.delete(
    "/{layer}/items/{item}",
    status_code=204,
    summary="Delete a feature",
    openapi_extra=DELETED_FEATURE,
)
@costs(Cost.WRITE)
def delete(
    layer: LayerOfPath,
    item: str,
    versions: BasedOn,
    sessions: SessionsOfApp,
    caller: KnownCaller,
) -> Response:
    """Delete the feature and its child rows; its history stays."""
    with prompt_transaction(sessions) as session:
        remove(session, layer, caller, feature_number(layer, item), versions)
    return Response(status_code=204)


@router.post(
    "/{layer}/items/{item}/{child}",
    status_code=201,
    summary="Add a child row",
    response_model=Item,
    response_class=GeoJsonResponse,
    openapi_extra=NEW_ROW,
)
@costs(Cost.WRITE)
def add_row(
    request: Request,
    layer: LayerOfPath,
    item: str,
    child: str,
    body: JsonBody,
    catalogue: CatalogueOfApp,
    sessions: SessionsOfApp,
    caller: KnownCaller,
) -> Response:
    """The feature with its new row, such as an inspection."""
    number = feature_number(layer, item)
    series = layer.child(child)
    with prompt_transaction(sessions) as session:
        row = add_child(session, ChangedFeature(layer, number, caller), series, body)
        asked = _ask(session, sessions, catalogue, caller, layer, number)
    answer = _answer(request, asked, layer, number, status=201)
    answer.headers["Location"] = f"{item_address(request, layer, number)}/{series.id}/{row}"
    return answer


@router.patch(
    "/{layer}/items/{item}/{child}/{row}",
    summary="Change a child row",
    response_model=Item,
    response_class=GeoJsonResponse,
    openapi_extra=CHANGED_ROW,
)
@costs(Cost.WRITE)
def change_row(
    request: Request,
    layer: LayerOfPath,
    item: str,
    child: str,
    row: str,
    body: JsonBody,
    catalogue: CatalogueOfApp,
    sessions: SessionsOfApp,
    caller: KnownCaller,
) -> Response:
    """The feature with the row changed; rows of append-only series cannot be."""
    number = feature_number(layer, item)
    series = layer.child(child)
    with prompt_transaction(sessions) as session:
        subject = ChangedFeature(layer, number, caller)
        edit_child(session, subject, series, feature_number(layer, row), body)
        asked = _ask(session, sessions, catalogue, caller, layer, number)
    return _answer(request, asked, layer, number)


@router.delete("/{layer}/items/{item}/{child}/{row}", status_code=204, summary="Delete a child row")
@costs(Cost.WRITE)
def delete_row(
    layer: LayerOfPath,
    item: str,
    child: str,
    row: str,
    sessions: SessionsOfApp,
    caller: KnownCaller,
) -> Response:
    """Delete the row; rows of append-only series cannot be deleted."""
    number = feature_number(layer, item)
    series = layer.child(child)
    with prompt_transaction(sessions) as session:
        subject = ChangedFeature(layer, number, caller)
        remove_child(session, subject, series, feature_number(layer, row))
    return Response(status_code=204)


def _ask(
    session: Session,
    sessions: SessionFactory,
    catalogue: Catalogue,
    caller: Caller,
    layer: Layer,
    number: int,
) -> Callable[[], tuple[int, Json]]:
    """What gives the written feature, which is asked for on the way."""
    access = readable(layer, caller)
    asked = deferred_item(session, catalogue, caller, access=access, number=number)
    return audited(asked, sessions, access, caller)


def _answer(
    request: Request,
    asked: Callable[[], tuple[int, Json]],
    layer: Layer,
    number: int,
    *,
    status: int = 200,
) -> Response:
    """The written feature as its writer may see it; without a body where they may not."""
    try:
        answer = response_of(request, asked, layer, number, status=status)
    except UnknownFeatureError:
        answer = Response(status_code=status)
    answer.headers["Location"] = item_address(request, layer, number)
    return answer
