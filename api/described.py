"""What OpenAPI says of parameters and bodies that the routes read by hand."""

from typing import Any

from layers.exports.formats import FORMATS

Json = dict[str, Any]


def parameter(name: str, description: str, schema: Json) -> Json:
    """One optional query parameter."""
    return {"name": name, "in": "query", "description": description, "schema": schema}


CRS = parameter(
    "crs",
    "Reference system of the answer's coordinates, in its own axis order: a URI or EPSG code of "
    "CRS84, 4326, 3857, 32639-32645 or 28408-28415.",
    {"type": "string", "default": "http://www.opengis.net/def/crs/OGC/1.3/CRS84"},
)

ITEMS: Json = {
    "parameters": [
        parameter("bbox", "4 or 6 numbers in the axis order of bbox-crs.", {"type": "string"}),
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
        {
            "name": "fields",
            "in": "query",
            "description": "Any queryable by its name: a value, or several separated by commas.",
            "style": "form",
            "explode": True,
            "schema": {"type": "object", "additionalProperties": {"type": "string"}},
        },
    ]
}  # fmt: skip

ITEM: Json = {"parameters": [CRS]}

DOWNLOAD: Json = {
    "parameters": [
        parameter(
            "f",
            "The format; metadata tells what a file would say of itself. Without it, by Accept.",
            {"type": "string", "enum": [*FORMATS, "metadata"], "default": "geojson"},
        ),
        *(each for each in ITEMS["parameters"] if each["name"] not in {"limit", "after", "crs"}),
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
                each.media_type: {"schema": {"type": "string", "format": "binary"}}
                for each in FORMATS.values()
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


FEATURE = json_body(
    "A GeoJSON feature; `properties` are the collection's fields.",
    {
        "type": {"type": "string", "enum": ["Feature"]},
        "geometry": {"type": "object", "description": "GeoJSON geometry, EPSG:4326"},
        "properties": {"type": "object"},
    },
    "application/geo+json",
)
ROW = json_body("The fields of the child row.", {})

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
