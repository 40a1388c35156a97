"""The description of the API in OpenAPI 3.0, as OGC API - Features asks for it."""

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from functools import cache
from http import HTTPStatus
from threading import Lock
from typing import Any, Literal

from fastapi import FastAPI
from fastapi.openapi.constants import REF_TEMPLATE
from pydantic.json_schema import models_json_schema

from api.documentation.page import VERBS
from api.downloads.about_answer import DownloadedFeatures
from api.http.answers import Answer
from api.http.credentials import SESSION
from api.http.negotiation import HTML_TYPE, JSON_TYPE, Offered, OutputFormat
from api.openapi.parts import parameter
from api.openapi.regions import DETAIL
from api.openapi.schema_names import with_published_names
from api.openapi.schemas import property_schema
from api.openapi.tiles import MAP_TILES
from api.problems import PROBLEM_TYPE, Problem
from api.tiles.answers import MapStyle, TileJson
from core.access.caller import STRANGER
from core.text import Language
from layers.access import readable
from layers.model.field import Field, FieldType
from layers.model.layer import Layer
from layers.reading.regions.collection import REGIONS
from layers.registry import Catalogue

Json = Any  # a JSON value

VERSION = "3.0.3"
OPENAPI_TYPE = "application/vnd.oai.openapi+json;version=3.0"
DESCRIPTION: Offered = {
    OutputFormat.JSON: (OPENAPI_TYPE.partition(";")[0], JSON_TYPE),
    OutputFormat.HTML: (HTML_TYPE,),
}
"""The forms in which the description itself is given."""
EXCLUSIVE = {"exclusiveMinimum": "minimum", "exclusiveMaximum": "maximum"}
NULL: Json = {"type": "object", "nullable": True, "enum": [None]}
"""Beside a type `nullable` lets null pass, beside a reference or a choice it has no meaning."""
BASE = "/api"
ITEMS_PATH = "/collections/{collectionId}/items"
STANDARD_NAMES = {
    "layer": "collectionId",
    "item": "featureId",
    "tile_matrix_set": "tileMatrixSetId",
    "tile_matrix": "tileMatrix",
    "tile_row": "tileRow",
    "tile_column": "tileCol",
}
"""Path parameters by the names that OGC API gives them."""

ANSWERED_APART: tuple[type[Answer], ...] = (Problem, TileJson, MapStyle, DownloadedFeatures)
"""What no route names as its own answer."""

READING = (400, 401, 404, 406, 500, 503)
WRITING = (400, 401, 403, 404, 409, 413, 415, 422, 500, 503)
UPLOADING = (429, 507)
FAILURES_BY_HEADER = {"If-Match": 412, "Range": 416}
KNOWN_CALLERS = frozenset({"account", "editing", "ingest", "tasks", "workflow"})
"""Tags of the routes for those who are no strangers."""
OTHER_WAYS: Json = {
    "device": {
        "type": "http",
        "scheme": "basic",
        "description": "A login and the password of a device, for QGIS, ArcGIS and curl.",
    },
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": SESSION,
        "description": "The cookie of POST /api/session; by HTTPS its name begins with __Host-.",
    },
}
"""By what else than a token a caller may be known."""


def describe_in_openapi_30(app: FastAPI, catalogue: Catalogue) -> None:
    """Have the application describe itself in OpenAPI 3.0 instead of 3.1.

    The first who asks has it made while others wait: FastAPI cannot describe itself twice at once.
    """
    describe = app.openapi
    describing = Lock()

    def openapi() -> dict[str, Any]:
        with describing:
            return described_once()

    @cache
    def described_once() -> dict[str, Any]:
        described: dict[str, Any] = {**lowered(describe()), "openapi": VERSION}
        described["info"].pop("summary", None)
        found: dict[str, Any] = completed(described, catalogue)
        return found

    app.openapi = openapi  # type: ignore[method-assign]  # the way FastAPI documents


def completed(described: Json, catalogue: Catalogue) -> Json:
    """The description with every answer, under the entrance of the API as its server."""
    paths: Json = {}
    for path, operations in described["paths"].items():
        below = f"{path.removeprefix(BASE)}" or "/"
        served = operations if path.startswith(BASE) else {"servers": [{"url": "/"}], **operations}
        for verb in VERBS:
            if verb in served:
                _complete(served[verb], verb)
        paths[_renamed(below)] = served
    for path, operation in deepcopy(MAP_TILES).items():
        _complete(operation, "get")
        paths[path] = {"get": operation}
    generic = paths[ITEMS_PATH]["get"]
    for layer in (*catalogue.layers, REGIONS):
        paths[f"/collections/{layer.id}/items"] = {"get": _items_of(layer, generic)}
    described["components"]["securitySchemes"].update(OTHER_WAYS)
    schemas = described["components"]["schemas"]
    schemas.update(lowered(schemas_of(ANSWERED_APART)))
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    return with_published_names({**described, "servers": [{"url": BASE}], "paths": paths})


def schemas_of(models: Iterable[type[Answer]]) -> Json:
    """The schemas of the models and of all that they hold, by name."""
    answered: Literal["serialization"] = "serialization"
    named = [(model, answered) for model in models]
    _, found = models_json_schema(named, ref_template=REF_TEMPLATE)
    return found["$defs"]


def _complete(operation: Json, verb: str) -> None:
    """Have the operation name all its answers and who may ask."""
    parameters = operation.get("parameters", [])
    for each in parameters:
        if each["in"] == "path":
            each["name"] = STANDARD_NAMES.get(each["name"], each["name"])
    responses = operation["responses"]
    responses.pop("422", None)
    for response in responses.values():
        _without_empty_json(response)
    named = [int(status) for status in responses if int(status) >= HTTPStatus.BAD_REQUEST]
    for status in (*named, *_failures(operation, verb)):
        responses[str(status)] = _with_problem(status, responses.get(str(status), {}))
    if "security" in operation:
        operation["security"] = [*operation["security"], *({name: []} for name in OTHER_WAYS)]
    if "security" in operation and not KNOWN_CALLERS & set(operation.get("tags", [])):
        operation["security"] = [{}, *operation["security"]]


def _without_empty_json(response: Json) -> None:
    """Remove JSON that FastAPI assumed where the route names its own media types."""
    content = response.get("content", {})
    if len(content) > 1 and content.get(JSON_TYPE, {}).get("schema", {}) == {}:
        content.pop(JSON_TYPE, None)


def _failures(operation: Json, verb: str) -> Iterator[int]:
    parameters = operation.get("parameters", [])
    yield from READING if verb == "get" else WRITING
    names = {each["name"] for each in parameters}
    yield from (status for name, status in FAILURES_BY_HEADER.items() if name in names)
    if "ingest" in operation.get("tags", []):
        yield from UPLOADING


def _with_problem(status: int, response: Json) -> Json:
    """The response of a failure, which may also be a problem or a page for readers."""
    schema = {"$ref": "#/components/schemas/Problem"}
    content = {PROBLEM_TYPE: {"schema": schema}, HTML_TYPE: {"schema": {"type": "string"}}}
    return {
        "description": HTTPStatus(status).phrase,
        **response,
        "content": {**content, **response.get("content", {})},
    }


def _renamed(path: str) -> str:
    return re.sub(r"{(\w+)}", lambda m: f"{{{STANDARD_NAMES.get(m[1], m[1])}}}", path)


def _items_of(layer: Layer, generic: Json) -> Json:
    """The items of one collection, with a parameter for each field that everyone may ask by."""
    taken = {each["name"] for each in generic["parameters"]}
    common = [
        each for each in generic["parameters"] if each["name"] not in ("collectionId", "fields")
    ]
    own = [
        _parameter_of(field)
        for field in readable(layer, STRANGER).fields
        if field.type is not FieldType.OBJECT and field.name not in taken
    ]
    return {
        **generic,
        "summary": f"Features of the layer: {layer.title.en}",
        "operationId": f"items_of_{layer.id}",
        "parameters": [*common, *([DETAIL] if layer is REGIONS else []), *own],
    }


def _parameter_of(field: Field) -> Json:
    """A value of the field, or several separated by commas."""
    schema = lowered(property_schema(field, Language.EN))
    kept = {name: schema[name] for name in ("type", "format", "enum") if name in schema}
    entry = schema.get("items", kept)
    entry = {name: value for name, value in entry.items() if name in ("type", "format", "enum")}
    return parameter(field.name, field.title.en, {"type": "array", "minItems": 1, "items": entry})


def lowered(part: Json) -> Json:
    """A part of an OpenAPI 3.1 document in the words of 3.0, which has no null type."""
    if isinstance(part, list):
        return [lowered(entry) for entry in part]
    if not isinstance(part, dict):
        return part
    found = {name: lowered(value) for name, value in part.items()}
    if isinstance(found.get("anyOf"), list):
        found = _without_null(found)
    for exclusive, plain in EXCLUSIVE.items():
        if isinstance(found.get(exclusive), int | float):
            found[plain], found[exclusive] = found[exclusive], True
    if "type" in found and isinstance(found["type"], str):
        found.pop("propertyNames", None)
        if "prefixItems" in found:
            found["items"] = {"anyOf": found.pop("prefixItems")}
    if "const" in found and "properties" not in found:
        found["enum"] = [found.pop("const")]
    return found


def _without_null(schema: Json) -> Json:
    kept = [choice for choice in schema["anyOf"] if choice != {"type": "null"}]
    if len(kept) == len(schema["anyOf"]):
        return schema
    rest = {name: value for name, value in schema.items() if name != "anyOf"}
    if len(kept) == 1 and "type" in kept[0]:
        return {**kept[0], **rest, "nullable": True}
    return {**rest, "anyOf": [*kept, NULL]}
