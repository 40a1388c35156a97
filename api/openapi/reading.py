"""The entrance, the collections and their features, as they are read."""

from api.openapi.parts import (
    CRS,
    F_FEATURES,
    IF_NONE_MATCH,
    LABELS,
    LANG,
    UNCHANGED,
    F,
    Json,
    parameter,
    with_page,
)

LANDING: Json = {"parameters": [F, LANG], "responses": with_page("The entrance.")}
CONFORMANCE: Json = {
    "parameters": [F, LANG],
    "responses": with_page("The standards."),
}
COLLECTIONS: Json = {
    "parameters": [
        parameter(
            "limit",
            "Collections in the answer; all where it is missing.",
            {"type": "integer", "minimum": 1, "maximum": 10_000},
        ),
        parameter(
            "offset",
            "Collections to pass over.",
            {"type": "integer", "minimum": 0, "maximum": 10_000, "default": 0},
        ),
        F,
        LANG,
    ],
    "responses": with_page("The layers."),
}
SCHEMA: Json = {
    "parameters": [F, LANG],
    "responses": with_page("The JSON Schema of the collection's features."),
}
SORTABLES: Json = {
    "parameters": [F, LANG],
    "responses": with_page("The JSON Schema of what features can be sorted by."),
}
COLLECTION: Json = {"parameters": [F, LANG], "responses": with_page("The layer.")}
QUERYABLES: Json = {
    "parameters": [F, LANG],
    "responses": with_page("The JSON Schema of what a filter may name."),
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
            "Features on a page; more than the largest is the largest.",
            {"type": "integer", "minimum": 1, "maximum": 10_000, "default": 10},
        ),
        parameter("after", "The place after which the page begins; follow `next` links.",
                  {"type": "string"}),
        parameter(
            "offset",
            "Features to pass over, 10,000 at most; `next` links lead farther, and cost less.",
            {"type": "integer", "minimum": 0, "maximum": 10_000, "default": 0},
        ),
        parameter(
            "sortby",
            "Sortables by commas, each with - for descending: -protected_since,name_ru. What has "
            "no value stands last.",
            {"type": "array", "minItems": 1, "maxItems": 5,
             "items": {"type": "string", "pattern": "[+-]?[a-z][a-z_]*"}},
        ),
        parameter("region", "KATO code of any level, or KZ.", {"type": "string"}),
        parameter("filter", "A CQL2 filter on the collection's queryables.", {"type": "string"}),
        parameter(
            "filter-lang",
            "The filter's language; text that begins with a brace is JSON.",
            {"type": "string", "enum": ["cql2-text", "cql2-json"]},
        ),
        parameter("filter-crs", "Reference system of the filter's geometries.", {"type": "string"}),
        CRS,
        LABELS,
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
    "responses": with_page("A page of features."),
}  # fmt: skip

ITEM: Json = {
    "parameters": [CRS, LABELS, F_FEATURES, LANG, IF_NONE_MATCH],
    "responses": with_page("The feature.") | UNCHANGED,
}
