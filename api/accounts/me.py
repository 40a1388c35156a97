"""GET /api/me: who asks, and what they may write."""

from fastapi import APIRouter, Response

from api.http.admission.cost import Cost, Door, costs
from api.http.answers import Answer, json_response
from api.http.dependencies import CatalogueOfApp, KnownCaller
from ingest.loading.runs.run_access import writable_layers

router = APIRouter(route_class=Door, prefix="/api", tags=["editing"])


class Me(Answer):
    """Who the token belongs to."""

    name: str
    permissions: list[str]
    layers: list[str]
    """The layers that they may write."""


@router.get(
    "/me", summary="Who you are to the atlas, and the layers that you may write", response_model=Me
)
@costs(Cost.HOT)
def me(caller: KnownCaller, catalogue: CatalogueOfApp) -> Response:
    """The caller's name, permissions and writable layers; 401 for a stranger."""
    found = Me(
        name=caller.name,
        permissions=caller.permissions,
        layers=[layer.id for layer in writable_layers(catalogue, caller)],
    )
    return json_response(found)
