"""Whether answers are what the OpenAPI document says, with nothing beyond it."""

import re
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from httpx2 import Response
from openapi_schema_validator import OAS30Validator

Json = Any
VERBS = ("get", "post", "put", "patch", "delete")
PROBLEM = "application/problem+json"
LARGEST_BYTES = 200_000
"""What is larger repeats what smaller answers have, and takes long to look through."""


def is_json(media_type: str) -> bool:
    """Whether it is JSON, by itself or as the syntax of another type."""
    return media_type.partition(";")[0].endswith(("/json", "+json"))


@dataclass(frozen=True)
class Described:
    """The answers of an atlas as its OpenAPI document describes them."""

    document: Json

    def check(self, answer: Response) -> None:
        """Require that the answer is as described; what is not JSON or not described passes."""
        answer.read()
        operation = self._operation(answer.request.method.lower(), answer.request.url.path)
        kind = answer.headers.get("content-type", "").partition(";")[0]
        if operation is None or not is_json(kind) or not answer.content:
            return
        if len(answer.content) > LARGEST_BYTES:
            return
        errors = self.errors(self._schema(operation, answer.status_code, kind), answer.json())
        assert not errors, (str(answer.request.url), answer.status_code, errors)

    def errors(self, schema: Json, value: Json) -> list[str]:
        """What about a value is not as its schema says; members beyond the schema are too."""
        validator = OAS30Validator({**schema, "components": self._closed})
        return [f"{each.json_path}: {each.message}" for each in validator.iter_errors(value)][:5]

    def _schema(self, operation: Json, status: int, kind: str) -> Json:
        if kind == PROBLEM:
            return {"$ref": "#/components/schemas/Problem"}
        return operation["responses"][str(status)]["content"][kind]["schema"]

    def _operation(self, verb: str, path: str) -> Json | None:
        """That of the most exact address; None for what the document does not have."""
        found = [
            (template.count("{"), operations[verb])
            for template, pattern, operations in self._addresses
            if verb in operations and pattern.fullmatch(path)
        ]
        return min(found, key=lambda each: each[0])[1] if found else None

    @cached_property
    def _addresses(self) -> list[tuple[str, re.Pattern[str], Json]]:
        return [
            (
                template,
                re.compile(
                    ("" if "servers" in operations else "/api")
                    + re.sub(r"\\{\w+\\}", "[^/]+", re.escape(template))
                ),
                operations,
            )
            for template, operations in self.document["paths"].items()
        ]

    @cached_property
    def _closed(self) -> Json:
        """The components, where no object has members that its schema does not name."""
        found = deepcopy(self.document["components"])
        for schema in found["schemas"].values():
            if "properties" in schema:
                schema.setdefault("additionalProperties", False)
        return found
