"""The entrance of the API: what is offered and which standards it keeps."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from api.addresses import base_of
from api.dependencies import LanguageOfRequest
from api.parameters import single_parameters
from core.text import Text
from core.title import ATLAS

router = APIRouter(prefix="/api", tags=["landing"])

DESCRIPTION = Text(
    "Қазақстанның мұрасы мен қоғамдық өмірінің бірыңғай картасы",
    "Единая карта наследия и общественной жизни Казахстана",
    "One map of Kazakhstan's heritage and civic life",
)
LINKS = (
    ("self", "/api/", "application/json"),
    ("service-desc", "/api/openapi.json", "application/vnd.oai.openapi+json;version=3.0"),
    ("conformance", "/api/conformance", "application/json"),
    ("data", "/api/collections", "application/json"),
    ("regions", "/api/regions", "application/json"),
    ("search", "/api/search", "application/json"),
    ("style", "/api/tiles/style.json", "application/json"),
)
STANDARDS = (
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/features-filter",
    "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/create-replace-delete",
    "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/update",
    "http://www.opengis.net/spec/cql2/1.0/conf/cql2-text",
    "http://www.opengis.net/spec/cql2/1.0/conf/cql2-json",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2",
    "http://www.opengis.net/spec/cql2/1.0/conf/advanced-comparison-operators",
    "http://www.opengis.net/spec/cql2/1.0/conf/case-insensitive-comparison",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/spatial-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/array-functions",
)


@router.get("", include_in_schema=False)
@router.get("/", summary="The entrance: links to everything else")
def landing(request: Request, language: LanguageOfRequest) -> JSONResponse:
    """The title in the caller's language and the links of the API."""
    single_parameters(request, ())
    base = base_of(request)
    links = [{"rel": rel, "href": base + path, "type": media} for rel, path, media in LINKS]
    return JSONResponse(
        {
            "title": ATLAS.in_language(language),
            "titles": ATLAS.as_dict(),
            "description": DESCRIPTION.in_language(language),
            "links": links,
        },
        headers={"Content-Language": language, "Vary": "Accept-Language"},
    )


@router.get("/conformance", summary="The standards that the API keeps")
def conformance(request: Request) -> dict[str, tuple[str, ...]]:
    """The conformance classes of OGC API - Features and CQL2."""
    single_parameters(request, ())
    return {"conformsTo": STANDARDS}
