"""What OpenAPI says of parameters, bodies and answers that the routes handle by hand."""

from typing import Any

from api.negotiation import GEOJSON_TYPE, HTML_TYPE, JSON_TYPE, SCHEMA_TYPE
from layers.exports.formats import FORMATS
from layers.reference_systems import DEFAULT
from tiles.tileset import TILE_TYPE

Json = dict[str, Any]


def parameter(name: str, description: str, schema: Json) -> Json:
    """One optional query parameter; lists are separated by commas."""
    return {
        "name": name,
        "in": "query",
        "description": description,
        "required": False,
        "style": "form",
        "explode": False,
        "schema": schema,
    }


def answer(description: str, **schemas: str) -> Json:
    """The responses of a route: the media types of 200 with the names of their schemas."""
    return {"200": {"description": description, "content": contents(**schemas)}}


def json_answer(description: str, schema: str) -> Json:
    """The responses of a route that answers in JSON only."""
    found = {"schema": {"$ref": f"#/components/schemas/{schema}"}}
    return {"200": {"description": description, "content": {JSON_TYPE: found}}}


def contents(**schemas: str) -> Json:
    """Media types with the schemas that components names; a page for readers is text."""
    found: Json = {}
    for kind, schema in schemas.items():
        found[TYPES[kind]] = {"schema": {"$ref": f"#/components/schemas/{schema}"}}
    if "html" not in schemas:
        found[HTML_TYPE] = {"schema": {"type": "string"}}
    return found


TYPES = {"json": JSON_TYPE, "geojson": GEOJSON_TYPE, "schema": SCHEMA_TYPE}

LANG = parameter(
    "lang",
    "Language of titles and messages, instead of that of Accept-Language.",
    {"type": "string", "enum": ["kk", "ru", "en"]},
)
F = parameter(
    "f",
    "Form of the answer, instead of that of Accept.",
    {"type": "string", "enum": ["json", "html"]},
)
F_FEATURES = parameter(
    "f",
    "Form of the answer, instead of that of Accept; json is another name for geojson.",
    {"type": "string", "enum": ["geojson", "json", "html"]},
)
CRS = parameter(
    "crs",
    "Reference system of the answer's coordinates, in its own axis order: a URI or EPSG code of "
    "CRS84, 4326, 3857, 32639-32645 or 28408-28415.",
    {"type": "string", "default": DEFAULT.uri},
)
BASED_ON: Json = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "description": "The entity tag on which the change is based; several separated by commas, or "
    "*. A tag that is no longer the feature's gets 412; without the header the change is made "
    "whatever the version.",
    "schema": {"type": "string"},
}
IF_NONE_MATCH: Json = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "The entity tag that the caller has; 304 where it is still true.",
    "schema": {"type": "string"},
}

LANDING: Json = {"parameters": [F, LANG], "responses": answer("The entrance.", json="Landing")}
CONFORMANCE: Json = {
    "parameters": [F, LANG],
    "responses": answer("The standards.", json="Conformance"),
}
COLLECTIONS: Json = {
    "parameters": [F, LANG],
    "responses": answer("The layers.", json="Collections"),
}
COLLECTION: Json = {"parameters": [F, LANG], "responses": answer("The layer.", json="Collection")}
QUERYABLES: Json = {
    "parameters": [F, LANG],
    "responses": answer("The JSON Schema of what a filter may name.", schema="Queryables"),
}

ITEMS: Json = {
    "parameters": [
        parameter(
            "bbox",
            "west,south,east,north in the axis order of bbox-crs; 6 numbers with heights, which "
            "are passed over.",
            {"type": "array", "minItems": 4, "maxItems": 6, "items": {"type": "number"}},
        ),
        parameter("bbox-crs", "Reference system of bbox; CRS84 when missing.", {"type": "string"}),
        parameter(
            "datetime",
            "A date, a time, or an interval with open ends: 2026-01-01/.. ",
            {"type": "string"},
        ),
        parameter(
            "limit",
            "Features on a page.",
            {"type": "integer", "minimum": 1, "maximum": 10_000, "default": 10},
        ),
        parameter("after", "The place after which the page begins; follow `next` links.",
                  {"type": "string"}),
        parameter("region", "KATO code of any level, or KZ.", {"type": "string"}),
        parameter("filter", "A CQL2 filter on the collection's queryables.", {"type": "string"}),
        parameter(
            "filter-lang",
            "The filter's language; text that begins with a brace is JSON.",
            {"type": "string", "enum": ["cql2-text", "cql2-json"]},
        ),
        parameter("filter-crs", "Reference system of the filter's geometries.", {"type": "string"}),
        CRS,
        F_FEATURES,
        LANG,
        {
            "name": "fields",
            "in": "query",
            "description": "Any queryable by its name: a value, or several separated by commas. "
            "The paths of the single collections list theirs.",
            "style": "form",
            "explode": True,
            "schema": {"type": "object", "additionalProperties": {"type": "string"}},
        },
    ],
    "responses": answer("A page of features.", geojson="FeatureCollection"),
}  # fmt: skip

ITEM: Json = {
    "parameters": [CRS, F_FEATURES, LANG, IF_NONE_MATCH],
    "responses": answer("The feature.", geojson="Feature")
    | {"304": {"description": "The caller has it already."}},
}

F_JSON = parameter("f", "Form of the answer.", {"type": "string", "enum": ["json"]})
TILE_MATRIX_SETS: Json = {
    "parameters": [F_JSON, LANG],
    "responses": json_answer("The tile matrix sets.", "TileMatrixSets"),
}
TILE_MATRIX_SET: Json = {
    "parameters": [F_JSON, LANG],
    "responses": json_answer("The definition.", "TileMatrixSet"),
}
TILESETS: Json = {
    "parameters": [F_JSON, LANG],
    "responses": json_answer("The tilesets.", "TileSets"),
}
TILESET: Json = {
    "parameters": [F_JSON, LANG],
    "responses": json_answer("The metadata.", "TileSet"),
}
COLLECTION_TILE: Json = {
    "parameters": [
        parameter("f", "Form of the tile.", {"type": "string", "enum": ["mvt", "pbf"]}),
        parameter("region", "KATO code of any level.", {"type": "string"}),
        IF_NONE_MATCH,
    ],
    "responses": {
        "200": {
            "description": "The tile.",
            "headers": {"ETag": {"schema": {"type": "string"}}},
            "content": {TILE_TYPE: {"schema": {"type": "string", "format": "binary"}}},
        },
        "204": {"description": "Nothing lies in the tile."},
        "304": {"description": "The caller has it already."},
    },
}
DATASET_TILE: Json = {
    **COLLECTION_TILE,
    "parameters": [
        parameter(
            "collections",
            "Ids of the layers in the tile; all without it.",
            {"type": "array", "minItems": 1, "items": {"type": "string"}},
        ),
        *COLLECTION_TILE["parameters"],
    ],
}

NOT_OF_DOWNLOADS = {"limit", "after", "crs", "f", "lang"}
DOWNLOAD: Json = {
    "parameters": [
        parameter(
            "f",
            "The format; metadata tells what a file would say of itself. Without it, by Accept.",
            {"type": "string", "enum": [*FORMATS, "metadata"], "default": "geojson"},
        ),
        *(
            each
            for each in ITEMS["parameters"]
            if each["name"] not in {"limit", "after", "crs", "f", "lang"}
        ),
        {
            **CRS,
            "description": "Reference system of gpkg, fgb and parquet, east before north: a URI or "
            "EPSG code of CRS84, 4326, 3857, 32639-32645 or 28408-28415.",
        },
        parameter(
            "bom",
            "CSV only: begins with a byte order mark, for spreadsheet programs.",
            {"type": "boolean", "default": False},
        ),
        parameter(
            "geometry",
            "CSV only: places as WKT, or in the columns lon and lat (layers of points, usual "
            "there).",
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
                GEOJSON_TYPE: {"schema": {"$ref": "#/components/schemas/FeatureCollection"}},
                JSON_TYPE: {"schema": {"type": "object", "description": "f=metadata"}},
            },
        },
    },
}


def json_body(description: str, properties: Json, media_type: str = "application/json") -> Json:
    """A JSON object as the request's body."""
    schema = {"type": "object", "properties": properties}
    return {
        "requestBody": {
            "required": True,
            "description": description,
            "content": {media_type: {"schema": schema}},
        }
    }


WRITTEN: Json = {
    "description": "The feature as its writer may see it; empty where they may not.",
    "headers": {
        "Location": {"schema": {"type": "string", "format": "uri"}},
        "ETag": {"schema": {"type": "string"}},
    },
    "content": {GEOJSON_TYPE: {"schema": {"$ref": "#/components/schemas/Feature"}}},
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
