"""The description of the API in OpenAPI 3.0, as OGC API - Features asks for it."""

from typing import Any

from fastapi import FastAPI

Json = Any  # a JSON value

VERSION = "3.0.3"
EXCLUSIVE = {"exclusiveMinimum": "minimum", "exclusiveMaximum": "maximum"}


def describe_in_openapi_30(app: FastAPI) -> None:
    """Nothing; afterwards the application describes itself in OpenAPI 3.0 instead of 3.1."""
    describe = app.openapi

    def openapi() -> dict[str, Any]:
        described: dict[str, Any] = {**lowered(describe()), "openapi": VERSION}
        described["info"].pop("summary", None)
        return described

    app.openapi = openapi  # type: ignore[method-assign]  # the way FastAPI documents


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
    if "const" in found and "properties" not in found:
        found["enum"] = [found.pop("const")]
    return found


def _without_null(schema: Json) -> Json:
    kept = [choice for choice in schema["anyOf"] if choice != {"type": "null"}]
    if len(kept) == len(schema["anyOf"]):
        return schema
    rest = {name: value for name, value in schema.items() if name != "anyOf"}
    merged = kept[0] if len(kept) == 1 and "$ref" not in kept[0] else {"anyOf": kept}
    return {**merged, **rest, "nullable": True}
