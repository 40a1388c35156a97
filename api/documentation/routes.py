"""The description of the API: OpenAPI for programs, a page for readers."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from api.documentation.document import DESCRIPTION, OPENAPI_TYPE
from api.documentation.page import documentation_page
from api.http.admission.cost import Cost, Door, costs
from api.http.negotiation import LANGUAGE, PRESENTATION, OutputFormat, negotiated, wish_of
from api.http.parameters import single_parameters

router = APIRouter(route_class=Door, prefix="/api", include_in_schema=False)


@router.get("/openapi.json")
@costs(Cost.FREE)
def openapi(request: Request) -> Response:
    """The OpenAPI 3.0 document; a page for readers where a browser asks."""
    single_parameters(request, PRESENTATION)
    wish = wish_of(request, DESCRIPTION)
    if wish.form is OutputFormat.HTML:
        return documentation_page(request, wish.language, request.app.openapi())
    return JSONResponse(
        request.app.openapi(),
        headers=negotiated(request, wish.language),
        media_type=OPENAPI_TYPE,
    )


@router.get("/docs")
@costs(Cost.FREE)
def documentation(request: Request) -> Response:
    """The page for readers."""
    single_parameters(request, {LANGUAGE})
    wish = wish_of(request, {OutputFormat.HTML: ("text/html",)})
    return documentation_page(request, wish.language, request.app.openapi())
