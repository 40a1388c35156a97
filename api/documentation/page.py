"""The description of the API as a page: every address with its parameters and answers."""

import re
from collections.abc import Iterator
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse

from api.html import messages as words
from api.html.rendering import OtherForm, entrance, html_page
from core.text import Language

Json = Any  # a JSON value
VERBS = ("get", "post", "put", "patch", "delete")
TEMPLATED = re.compile(r"[{}]")
OPENAPI = OtherForm("OpenAPI 3.0", "/api/openapi.json?f=json", "application/json")


def documentation_page(request: Request, language: Language, described: Json) -> HTMLResponse:
    """The page; the words of the description itself are English."""
    return html_page(
        request,
        language,
        "documentation.html",
        title=words.DOCUMENTATION.in_language(language),
        crumbs=[entrance(language)],
        groups=_groups(described, language),
        other_forms=[OPENAPI],
    )


def _groups(described: Json, language: Language) -> list[tuple[str, str, list[Json]]]:
    """Each first tag with its title and its operations, in the order of the titles' table."""
    found: dict[str, list[Json]] = {tag: [] for tag in words.GROUPS}
    for operation in _operations(described):
        found[operation["tag"]].append(operation)
    return [
        (tag, words.GROUPS[tag].in_language(language), operations)
        for tag, operations in found.items()
        if operations
    ]


def _operations(described: Json) -> Iterator[Json]:
    server = described["servers"][0]["url"]
    for path, operations in described["paths"].items():
        base = operations.get("servers", [{"url": server}])[0]["url"].rstrip("/")
        for verb in VERBS:
            if verb in operations:
                yield _operation(verb, base + path, operations[verb])


def _operation(verb: str, path: str, operation: Json) -> Json:
    body = operation.get("requestBody", {})
    return {
        "verb": verb,
        "path": path,
        "tag": operation["tags"][0],
        "summary": operation.get("summary", ""),
        "description": operation.get("description", ""),
        "parameters": [_parameter(each) for each in operation.get("parameters", [])],
        "body": {"types": list(body.get("content", {})), "about": body.get("description", "")},
        "answers": [
            {"status": status, "about": each["description"], "types": list(each.get("content", {}))}
            for status, each in sorted(operation["responses"].items())
        ],
        "href": path if verb == "get" and not TEMPLATED.search(path) else None,
    }


def _parameter(parameter: Json) -> Json:
    schema = parameter.get("schema", {})
    entry = schema.get("items", schema)
    return {
        "name": parameter["name"],
        "place": parameter["in"],
        "required": parameter.get("required", False),
        "about": parameter.get("description", ""),
        "type": schema.get("type", ""),
        "values": entry.get("enum", []),
    }
