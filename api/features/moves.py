"""Moving a feature through its layer's flow."""

from fastapi import APIRouter, Depends, Request, Response

from api.features.audited_reading import audited
from api.features.item_answer import Item
from api.features.items import deferred_item, response_of
from api.http.admission.cost import Cost, Door, costs
from api.http.answers import GeoJsonResponse
from api.http.bodies import BasedOn, json_object
from api.http.dependencies import CatalogueOfApp, KnownCaller, LayerOfPath, SessionsOfApp
from api.http.parameters import feature_number
from api.openapi.schemas import MoveBody
from api.openapi.writing import MOVED_FEATURE
from core.database.pipelining import prompt_transaction
from layers.access import readable
from layers.writing.advance import advance
from layers.writing.features import locked

# ruff: noqa: PLR0913, PLR0917 - FastAPI fills the parameters of a route in

router = APIRouter(route_class=Door, prefix="/api/collections", tags=["workflow"])


@router.post(
    "/{layer}/items/{item}/moves",
    summary="Move a feature to its next state",
    dependencies=[Depends(json_object)],
    response_model=Item,
    response_class=GeoJsonResponse,
    openapi_extra=MOVED_FEATURE,
)
@costs(Cost.WRITE)
def move(
    request: Request,
    layer: LayerOfPath,
    item: str,
    body: MoveBody,
    versions: BasedOn,
    catalogue: CatalogueOfApp,
    sessions: SessionsOfApp,
    caller: KnownCaller,
) -> Response:
    """The feature in its new state: 409 for a forbidden move, 422 for an unmet demand."""
    number = feature_number(layer, item)
    with prompt_transaction(sessions) as session:
        row = locked(session, layer, caller, number, versions)
        advance(
            session,
            layer,
            row,
            body.move,
            caller,
            reason=body.reason,
            facts=body.facts,
            expected_version=body.version,
            is_held=True,
        )
        access = readable(layer, caller)
        asked = deferred_item(session, catalogue, caller, access=access, number=number)
    return response_of(request, audited(asked, sessions, access, caller), layer, number)
