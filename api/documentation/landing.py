"""The entrance of the API: what is offered and which standards it keeps."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from api.documentation.answers import Conformance, Landing
from api.documentation.document import OPENAPI_TYPE
from api.html.catalogue_pages import conformance_page, entrance_page
from api.http.addresses import base_of
from api.http.admission.cost import Cost, Door, costs
from api.http.negotiation import HTML_TYPE, JSON_TYPE, PRESENTATION, negotiated, wish_of
from api.http.parameters import single_parameters
from api.openapi.reading import CONFORMANCE, LANDING
from api.openapi.schemas import TILESETS
from core.text import Text
from core.title import ATLAS

router = APIRouter(route_class=Door, prefix="/api", tags=["landing"])

TILING_SCHEMES = "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes"
DESCRIPTION = Text(
    "Қазақстанның мұрасы мен қоғамдық өмірінің бірыңғай картасы",
    "Единая карта наследия и общественной жизни Казахстана",
    "One map of Kazakhstan's heritage and civic life",
)
LINKS = (
    ("self", "/api/", JSON_TYPE),
    ("alternate", "/api/?f=html", HTML_TYPE),
    ("service-desc", "/api/openapi.json", OPENAPI_TYPE),
    ("service-doc", "/api/docs", HTML_TYPE),
    ("conformance", "/api/conformance", JSON_TYPE),
    ("data", "/api/collections", JSON_TYPE),
    (TILESETS, "/api/tiles", JSON_TYPE),
    (TILING_SCHEMES, "/api/tileMatrixSets", JSON_TYPE),
    ("regions", "/api/regions", JSON_TYPE),
    ("search", "/api/search", JSON_TYPE),
    ("style", "/api/tiles/style.json", JSON_TYPE),
)
STANDARDS = (
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/landing-page",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/json",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/features-filter",
    "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/create-replace-delete",
    "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/update",
    "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/features",
    "http://www.opengis.net/spec/ogcapi-features-4/1.0/req/optimistic-locking-etags",
    "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/schemas",
    "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/core-roles-features",
    "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/returnables-and-receivables",
    "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/queryables",
    "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/sortables",
    "http://www.opengis.net/spec/ogcapi-features-8/1.0/conf/sorting",
    "http://www.opengis.net/spec/cql2/1.0/conf/cql2-text",
    "http://www.opengis.net/spec/cql2/1.0/conf/cql2-json",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2",
    "http://www.opengis.net/spec/cql2/1.0/conf/advanced-comparison-operators",
    "http://www.opengis.net/spec/cql2/1.0/conf/case-insensitive-comparison",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/spatial-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/array-functions",
    "http://www.opengis.net/spec/tms/2.0/conf/tilematrixset",
    "http://www.opengis.net/spec/tms/2.0/conf/tilematrixsetlimits",
    "http://www.opengis.net/spec/tms/2.0/conf/json-tilematrixset",
    "http://www.opengis.net/spec/tms/2.0/conf/json-tilematrixsetlimits",
    "http://www.opengis.net/spec/tms/2.0/conf/json-tilesetmetadata",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tileset",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tilesets-list",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/dataset-tilesets",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/geodata-tilesets",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/collections-selection",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/mvt",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/oas30",
)
"""The conformance class of locking is named by `req` in the standard itself."""


@router.get("", include_in_schema=False)
@router.get(
    "/",
    summary="The entrance: links to everything else",
    response_model=Landing,
    openapi_extra=LANDING,
)
@costs(Cost.FREE)
def landing(request: Request) -> Response:
    """The title in the caller's language and the links of the API."""
    single_parameters(request, PRESENTATION)
    wish = wish_of(request)
    if wish.is_html:
        return entrance_page(request, wish.language)
    base = base_of(request)
    links = [{"rel": rel, "href": base + path, "type": media} for rel, path, media in LINKS]
    return JSONResponse(
        {
            "title": ATLAS.in_language(wish.language),
            "titles": ATLAS.as_dict(),
            "description": DESCRIPTION.in_language(wish.language),
            "links": links,
        },
        headers=negotiated(request, wish.language),
    )


@router.get(
    "/conformance",
    summary="The standards that the API keeps",
    response_model=Conformance,
    openapi_extra=CONFORMANCE,
)
@costs(Cost.FREE)
def conformance(request: Request) -> Response:
    """The conformance classes of OGC API - Features, Tiles and CQL2."""
    single_parameters(request, PRESENTATION)
    wish = wish_of(request)
    if wish.is_html:
        return conformance_page(request, wish.language, STANDARDS)
    return JSONResponse({"conformsTo": STANDARDS}, headers=negotiated(request, wish.language))
