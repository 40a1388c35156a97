"""Downloads of whole layers."""

from api.http.negotiation import GEOJSON_TYPE
from api.openapi.parts import CRS, Json, parameter
from api.openapi.reading import ITEMS
from layers.exports.formats import FORMATS

NOT_OF_DOWNLOADS = frozenset({"limit", "after", "offset", "sortby", "crs", "f", "lang"})
DOWNLOAD: Json = {
    "parameters": [
        parameter(
            "f",
            "The format; metadata tells what a file would say of itself. Without it, by Accept.",
            {"type": "string", "enum": [*FORMATS, "metadata"], "default": "geojson"},
        ),
        *(each for each in ITEMS["parameters"] if each["name"] not in NOT_OF_DOWNLOADS),
        {
            **CRS,
            "description": "Reference system of gpkg, fgb and parquet, east before north: a URI or "
            "EPSG code of CRS84, 4326, 3857, 32639-32645 or 28408-28415.",
        },
        parameter(
            "raw",
            "CSV only: for programs, without byte order mark and without the apostrophe that keeps "
            "spreadsheet programs from running a text as a formula.",
            {"type": "boolean", "default": False},
        ),
        parameter("bom", "The opposite of raw.", {"type": "boolean", "default": True}),
        parameter(
            "geometry",
            "CSV and XLSX only: places as WKT, or in the columns lon and lat (layers of points, "
            "usual there).",
            {"type": "string", "enum": ["wkt", "lonlat"]},
        ),
    ],
    "responses": {
        "200": {
            "description": "The file.",
            "content": {
                **{
                    each.media_type: {"schema": {"type": "string", "format": "binary"}}
                    for each in FORMATS.values()
                },
                GEOJSON_TYPE: {"schema": {"$ref": "#/components/schemas/DownloadedFeatures"}},
            },
        },
    },
}
