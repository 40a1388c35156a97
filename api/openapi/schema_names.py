"""The published names of answers whose classes bear another name in the code."""

from typing import Any

PREFIX = "#/components/schemas/"
NAMES = {
    "GeoJsonFeature": "Feature",
    "MoveRequirement": "Demand",
    "RegionWithAncestors": "Region",
    "RowProblemAnswer": "RowProblem",
    "RunAnswer": "Run",
    "WebLink": "Link",
}
"""By class, what its schema is called: the bare noun is the class of the domain."""


def with_published_names(document: dict[str, Any]) -> dict[str, Any]:
    """An OpenAPI document whose schemas, and the references to them, bear the published names."""
    named: dict[str, Any] = _renamed(document)
    components = named["components"]
    schemas = {NAMES.get(name, name): schema for name, schema in components["schemas"].items()}
    return {**named, "components": {**components, "schemas": schemas}}


def _renamed(part: Any) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(part, dict):
        return {key: _renamed(value) for key, value in part.items()}
    if isinstance(part, list):
        return [_renamed(entry) for entry in part]
    if isinstance(part, str) and part.startswith(PREFIX):
        name = part.removeprefix(PREFIX)
        return f"{PREFIX}{NAMES.get(name, name)}"
    return part
