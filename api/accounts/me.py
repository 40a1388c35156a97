"""GET /api/me: who asks, and what they may do."""

from fastapi import APIRouter, Response

from api.accounts.answers import Me, me_answer
from api.http.admission.cost import Cost, Door, costs
from api.http.answers import json_response
from api.http.dependencies import CatalogueOfApp, KnownCaller, SessionOfRequest

router = APIRouter(route_class=Door, prefix="/api", tags=["editing"])

UNKEPT = {"Cache-Control": "no-store"}


@router.get("/me", summary="Who you are to the atlas, and what you may do", response_model=Me)
@costs(Cost.HOT)
def me(caller: KnownCaller, session: SessionOfRequest, catalogue: CatalogueOfApp) -> Response:
    """The caller's name, grants, roles, organisation and writable layers; 401 for a stranger."""
    return json_response(me_answer(session, catalogue, caller), headers=UNKEPT)
