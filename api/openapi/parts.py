"""The parts of which the descriptions of operations are made."""

from typing import Any

from api.http.negotiation import HTML_TYPE, JSON_TYPE
from layers.reading.reference_systems import DEFAULT

Json = dict[str, Any]
PAGE: Json = {HTML_TYPE: {"schema": {"type": "string"}}}


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


def described(description: str) -> Json:
    """The responses of a route whose model says what it answers."""
    return {"200": {"description": description}}


def with_page(description: str) -> Json:
    """The same where a browser is answered with a page for readers."""
    return {"200": {"description": description, "content": PAGE}}


def json_answer(description: str, schema: str) -> Json:
    """The responses of an address that is no route: JSON, by the name of its schema."""
    found = {"schema": {"$ref": f"#/components/schemas/{schema}"}}
    return {"200": {"description": description, "content": {JSON_TYPE: found}}}


def binary(description: str, media_type: str, **headers: str) -> Json:
    """A response of bytes, and what its further headers tell."""
    told = {name.replace("_", "-"): _told(about) for name, about in headers.items()}
    content = {media_type: {"schema": {"type": "string", "format": "binary"}}}
    return {"description": description, "headers": told, "content": content}


def _told(description: str) -> Json:
    return {"description": description, "schema": {"type": "string"}}


def in_path(name: str, description: str, schema: Json) -> Json:
    """One parameter of the path."""
    return {
        "name": name,
        "in": "path",
        "description": description,
        "required": True,
        "schema": schema,
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
LABELS = parameter(
    "labels",
    "Coded values are repeated in words of this language, each in a field of its own: `kind_label` "
    "beside `kind`.",
    {"type": "string", "enum": ["kk", "ru", "en"]},
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
UNCHANGED: Json = {"304": {"description": "The caller has it already."}}
