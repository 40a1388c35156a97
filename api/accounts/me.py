"""GET /api/me: who asks, and what they may write."""

from typing import Any

from fastapi import APIRouter

from api.http.admission.cost import Cost, Door, costs
from api.http.dependencies import CatalogueOfApp, KnownCaller
from ingest.loading.run_access import writable_layers

router = APIRouter(route_class=Door, prefix="/api", tags=["editing"])


@router.get("/me", summary="Who you are to the atlas, and the layers that you may write")
@costs(Cost.HOT)
def me(caller: KnownCaller, catalogue: CatalogueOfApp) -> dict[str, Any]:
    """The caller's name, permissions and writable layers; 401 for a stranger."""
    return {
        "name": caller.name,
        "permissions": caller.permissions,
        "layers": [layer.id for layer in writable_layers(catalogue, caller)],
    }
