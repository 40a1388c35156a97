"""Regions and what they hold."""

from api.described.parts import Json, json_answer
from api.negotiation import GEOJSON_TYPE

FEATURE: Json = {"$ref": "#/components/schemas/Feature"}
REGION: Json = {
    "responses": {
        "200": {"description": "The unit.", "content": {GEOJSON_TYPE: {"schema": FEATURE}}}
    }
}
COUNTS: Json = {"responses": json_answer("A row for each combination.", "RegionCounts")}
