"""Features and child rows as they are written, and files as they are uploaded."""

from api.http.negotiation import GEOJSON_TYPE
from api.openapi.parts import BASED_ON, Json, json_body

WRITTEN: Json = {
    "description": "The feature as its writer may see it; empty where they may not.",
    "headers": {
        "Location": {"schema": {"type": "string", "format": "uri"}},
        "ETag": {"schema": {"type": "string"}},
    },
}
FEATURE = json_body(
    "A GeoJSON feature; `properties` are the collection's fields.",
    {
        "type": {"type": "string", "enum": ["Feature"]},
        "geometry": {"type": "object", "description": "GeoJSON geometry, EPSG:4326"},
        "properties": {"type": "object"},
    },
    GEOJSON_TYPE,
)
NEW_FEATURE: Json = {**FEATURE, "responses": {"201": WRITTEN}}
REPLACED_FEATURE: Json = {**FEATURE, "parameters": [BASED_ON], "responses": {"200": WRITTEN}}
CHANGED_FEATURE: Json = {
    **json_body(
        "What changes: `geometry`, and of `properties` those that are named (RFC 7396).",
        {
            "geometry": {"type": "object", "description": "GeoJSON geometry, EPSG:4326"},
            "properties": {"type": "object"},
        },
        "application/merge-patch+json",
    ),
    "parameters": [BASED_ON],
    "responses": {"200": WRITTEN},
}
DELETED_FEATURE: Json = {"parameters": [BASED_ON]}
MOVED_FEATURE: Json = {"parameters": [BASED_ON], "responses": {"200": WRITTEN}}
ROW = json_body("The fields of the child row.", {})
NEW_ROW: Json = {**ROW, "responses": {"201": WRITTEN}}
CHANGED_ROW: Json = {**ROW, "responses": {"200": WRITTEN}}

UPLOAD_FORM: Json = {
    "requestBody": {
        "required": True,
        "description": "Files of officers, and what is said of them.",
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file", "layer"],
                    "properties": {
                        "file": {
                            "type": "array",
                            "maxItems": 20,
                            "items": {"type": "string", "format": "binary"},
                        },
                        "layer": {"type": "string", "description": "The id of the layer."},
                        "order": {
                            "type": "string",
                            "description": "JSON: source, sheet, crs, key, columns by field, codes "
                            "by field and value (terms), matches, trust_detected, dry_run.",
                        },
                        "confirm": {
                            "type": "boolean",
                            "description": "Whether to load at once, without asking.",
                        },
                    },
                }
            }
        },
    }
}
