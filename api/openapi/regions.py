"""Regions and what they hold."""

from api.http.negotiation import GEOJSON_TYPE
from api.openapi.parts import Json, json_answer, parameter

FEATURE: Json = {"$ref": "#/components/schemas/Feature"}
REGION: Json = {
    "responses": {
        "200": {"description": "The unit.", "content": {GEOJSON_TYPE: {"schema": FEATURE}}}
    }
}
DETAIL: Json = parameter(
    "detail",
    "How finely the polygons are drawn; neighbours share their borders in each.",
    {"type": "string", "enum": ["overview", "medium", "full"], "default": "medium"},
)
COUNTS: Json = {"responses": json_answer("A row for each combination.", "RegionCounts")}
