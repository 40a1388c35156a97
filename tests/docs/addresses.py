"""Addresses of the documentation, compared with what the interface describes."""

import json
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

from tests.docs.fences import Block

LINE = re.compile(r"^(GET|POST|PUT|PATCH|DELETE) +(\S.*?)(?:  +(\S.*))?$")
IN_SENTENCE = re.compile(
    r"^(?:(GET|POST|PUT|PATCH|DELETE) )?(?:https?://[^/]+|…)?"
    r"(/api(?:[/?]\S*)?|/healthz|/readyz|/metrics)$"
)
PLACE = re.compile(r"\{[^}]*\}")
BETWEEN_NAMES = re.compile(r"[/,]")
METHODS = ("get", "post", "put", "patch", "delete")
BESIDE = ("/docs", "/openapi.json")
"""Below `/api`, but not in the description that they give."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a line of a block asks: a method, an address, a body where one is told."""

    method: str
    written: str
    """The address as the page has it."""
    path: str
    query: tuple[tuple[str, str], ...]
    body: Any

    @property
    def address(self) -> str:
        """The address with its query, written for HTTP."""
        query = "&".join(f"{quote(name)}={quote(value)}" for name, value in self.query)
        return quote(self.path) + (f"?{query}" if query else "")


def requests_of(block: Block) -> list[Request]:
    """The requests of a block, one a line. A body stands after two spaces, as a remark does."""
    return [request_of(line) for line in block.lines if line]


def request_of(line: str) -> Request:
    """The request of a line."""
    told = LINE.match(line)
    assert told, f"no request: {line}"
    rest = told[3] or ""
    parts = urlsplit(told[2])
    body = json.loads(rest) if rest.startswith("{") else None
    query = tuple(parse_qsl(parts.query, keep_blank_values=True))
    return Request(told[1], told[2], parts.path, query, body)


def request_in(code: str) -> Request | None:
    """The request that a code within a sentence names; places in braces stand for a value."""
    told = IN_SENTENCE.match(code)
    if told is None:
        return None
    path, _, query = told[2].partition("?")
    return Request(told[1] or "", told[2], PLACE.sub("1", path), tuple(parse_qsl(query)), None)


@dataclass(frozen=True)
class DescribedPaths:
    """The paths of the OpenAPI document."""

    document: dict[str, Any]

    @cached_property
    def paths(self) -> list[tuple[re.Pattern[str], dict[str, Any]]]:
        """The paths as patterns, those without places first."""
        items = sorted(self.document["paths"].items(), key=lambda item: item[0].count("{"))
        return [
            (re.compile("[^/]+".join(map(re.escape, PLACE.split(path.rstrip("/"))))), operations)
            for path, operations in items
        ]

    def complaint(self, request: Request) -> str | None:
        """Why the request is none of the interface; None where it is one."""
        path = request.path.removeprefix("/api").rstrip("/")
        if path in BESIDE:
            return None
        fitting = [operations for pattern, operations in self.paths if pattern.fullmatch(path)]
        method = request.method.lower()
        for operations in fitting:
            if not method or method in operations:
                return self._unknown_parameter(operations, method, request)
        return "no such address" if not fitting else "no such method"

    def _unknown_parameter(
        self, operations: dict[str, Any], method: str, request: Request
    ) -> str | None:
        told = [each for verb in METHODS if verb in operations and method in {"", verb}
                for each in operations[verb].get("parameters", ())]  # fmt: skip
        known = {each["name"] for each in map(self._resolved, told)} | self._fields(request.path)
        unknown = [name for name, _ in request.query if name not in known]
        return f"no such parameter: {unknown}" if unknown else None

    def _fields(self, path: str) -> set[str]:
        """The fields by which the layers are asked that stand in a path."""
        items = (f"/collections/{name}/items" for name in BETWEEN_NAMES.split(path))
        found = (self.document["paths"].get(each, {}).get("get", {}) for each in items)
        return {
            self._resolved(each)["name"]
            for operation in found
            for each in operation.get("parameters", ())
        }

    def _resolved(self, part: dict[str, Any]) -> dict[str, Any]:
        found: Any = part
        if "$ref" in part:
            found = self.document
            for name in part["$ref"].removeprefix("#/").split("/"):
                found = found[name]
        resolved: dict[str, Any] = found
        return resolved
