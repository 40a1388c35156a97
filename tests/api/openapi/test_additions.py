"""What of a published description may not change, and what may be added to it."""

from copy import deepcopy
from typing import Any

import pytest

from api.openapi.additions import breaks

Json = Any
TEXT = {"type": "string"}
NOTHING = {"type": "object", "nullable": True, "enum": [None]}
PUBLISHED: Json = {
    "paths": {
        "/walks": {
            "get": {
                "operationId": "walks",
                "security": [{}, {"token": []}],
                "parameters": [
                    {"name": "region", "in": "query", "schema": {"type": "string", "maxLength": 9}},
                    {"name": "by", "in": "query", "schema": {"enum": ["day", "month"]}},
                ],
                "responses": {
                    "200": {
                        "headers": {"ETag": {"schema": TEXT}},
                        "content": {
                            "application/json": {"schema": {"$ref": "#/components/schemas/Walks"}},
                            "text/html": {"schema": TEXT},
                        },
                    },
                    "304": {},
                },
            },
            "post": {
                "operationId": "add",
                "requestBody": {
                    "content": {
                        "application/json": {"schema": {"$ref": "#/components/schemas/NewWalk"}}
                    }
                },
                "responses": {"201": {}},
            },
        },
        "/healthz": {
            "servers": [{"url": "/"}],
            "get": {"operationId": "health", "responses": {"200": {}}},
        },
    },
    "components": {
        "schemas": {
            "Walks": {
                "type": "object",
                "required": ["walks", "next"],
                "properties": {
                    "walks": {"type": "array", "items": {"$ref": "#/components/schemas/Walk"}},
                    "next": {"type": "string", "format": "uri"},
                },
            },
            "Walk": {
                "type": "object",
                "required": ["id", "name"],
                "properties": {
                    "id": {"type": "integer"},
                    "name": {"type": "string", "nullable": True},
                    "state": {"type": "string", "enum": ["open", "done"]},
                    "length_km": {"type": "number"},
                    "guide": {"anyOf": [{"$ref": "#/components/schemas/Guide"}, NOTHING]},
                    "part_of": {"anyOf": [{"$ref": "#/components/schemas/Walk"}, NOTHING]},
                    "owner": {"$ref": "#/components/schemas/Guide"},
                    "counts": {"type": "object", "additionalProperties": {"type": "integer"}},
                    "at": {"anyOf": [TEXT, {"type": "integer"}]},
                },
            },
            "Guide": {"type": "object", "properties": {"name": TEXT}},
            "NewWalk": {
                "type": "object",
                "required": ["name"],
                "properties": {
                    "name": {"type": "string", "maxLength": 200, "nullable": True},
                    "mode": {"type": "string", "enum": ["foot", "car"]},
                    "length_km": {"type": "number", "minimum": 0},
                    "day": TEXT,
                },
            },
        }
    },
}


GONE = object()
GET, POST = "GET /walks", "POST /walks"
ASKED = "paths /walks get"
WALK = "components schemas Walk"
NEW = "components schemas NewWalk"
OF_WALK, OF_NEW = f"{WALK} properties", f"{NEW} properties"
GUIDE = {"$ref": "#/components/schemas/Guide"}
TOKEN_ONLY = [{"token": []}]
INTEGER, NUMBER, BOOLEAN = ({"type": kind} for kind in ("integer", "number", "boolean"))
LANG = {"name": "lang", "in": "query"}
PARAMETERS = PUBLISHED["paths"]["/walks"]["get"]["parameters"]


def changed(place: str, value: Json) -> list[str]:
    """The breaks once something of the document, by its keys, is something else or gone."""
    later = deepcopy(PUBLISHED)
    *keys, last = [int(key) if key.isdigit() and len(key) == 1 else key for key in place.split()]
    part = later
    for key in keys:
        part = part[key]
    if value is GONE:
        del part[last]
    else:
        part[last] = value
    return [str(each) for each in breaks(PUBLISHED, later)]


def test_same_document_breaks_nothing() -> None:
    assert breaks(PUBLISHED, deepcopy(PUBLISHED)) == []


@pytest.mark.parametrize(
    ("found", "place", "value"),
    [
        ("/walks: is gone", "paths /walks", GONE),
        ("/healthz: is served elsewhere", "paths /healthz servers", GONE),
        (f"{POST}: is gone", "paths /walks post", GONE),
        (f"{GET}: operationId walks is gone", f"{ASKED} operationId", "all"),
        (f"{GET}: needs a token now", f"{ASKED} security", TOKEN_ONLY),
        (f"{GET} query region: is gone", f"{ASKED} parameters 0", GONE),
        (f"{GET} query region: is required now", f"{ASKED} parameters 0 required", True),
        (f"{GET} query region: maxLength 9 became 8", f"{ASKED} parameters 0 schema maxLength", 8),
        (f"{GET} query region: minLength None became 2",
         f"{ASKED} parameters 0 schema minLength", 2),
        (f"{GET} query region: has another pattern",
         f"{ASKED} parameters 0 schema pattern", "[0-9]+"),
        (f"{GET} query region: takes only some values now",
         f"{ASKED} parameters 0 schema enum", ["KZ"]),
        (f"{GET} query region: is written otherwise (explode)",
         f"{ASKED} parameters 0 explode", False),
        (f"{GET} query by: value 'day' is gone", f"{ASKED} parameters 1 schema enum", ["month"]),
        (f"{GET} query lang: is required now",
         f"{ASKED} parameters", [*PARAMETERS, {**LANG, "required": True}]),
        (f"{GET} 304: is gone", f"{ASKED} responses 304", GONE),
        (f"{GET} 200: header ETag is gone", f"{ASKED} responses 200 headers", GONE),
        (f"{GET} 200: text/html is gone", f"{ASKED} responses 200 content text/html", GONE),
        ("Walk.state: is gone", f"{OF_WALK} state", GONE),
        ("Walk.id: may be absent", f"{WALK} required", ["name"]),
        ("Walk.id: type integer became string", f"{OF_WALK} id", TEXT),
        ("Walk.id: type integer became number", f"{OF_WALK} id", NUMBER),
        ("Walk.id: type integer became None", f"{OF_WALK} id", {}),
        ("Walk.id: may be null", f"{OF_WALK} id nullable", True),
        ("Walk.owner: may be null", f"{OF_WALK} owner", {"anyOf": [GUIDE, NOTHING]}),
        ("Walk.owner: type object became string", f"{OF_WALK} owner", TEXT),
        ("Walk.state: value 'done' is gone", f"{OF_WALK} state enum", ["open"]),
        ("Walk.state: value 'open' is gone", f"{OF_WALK} state enum", GONE),
        ("Walks.next: format uri became None",
         "components schemas Walks properties next format", GONE),
        ("Walk.counts{}: type integer became number",
         f"{OF_WALK} counts additionalProperties", NUMBER),
        ("Walk.counts{}: is no longer described", f"{OF_WALK} counts additionalProperties", GONE),
        ("Walk.at: is never integer now", f"{OF_WALK} at anyOf", [TEXT]),
        ("Walk.at: may be boolean now", f"{OF_WALK} at anyOf", [TEXT, INTEGER, BOOLEAN]),
        ("Guide.name: is gone", "components schemas Guide properties", {}),
        (f"{POST}: needs a body now", "paths /walks post requestBody required", True),
        (f"{POST} body: application/json is no longer taken",
         "paths /walks post requestBody content", {}),
        ("NewWalk.day: is gone", f"{OF_NEW} day", GONE),
        ("NewWalk.day: is required now", f"{NEW} required", ["name", "day"]),
        ("NewWalk.day: format None became date", f"{OF_NEW} day format", "date"),
        ("NewWalk.name: may no longer be null", f"{OF_NEW} name nullable", GONE),
        ("NewWalk.mode: value 'car' is gone", f"{OF_NEW} mode enum", ["foot"]),
        ("NewWalk.length_km: minimum 0 became 1", f"{OF_NEW} length_km minimum", 1),
        ("NewWalk.length_km: type number became integer", f"{OF_NEW} length_km type", "integer"),
        ("NewWalk: takes no further members now", f"{NEW} additionalProperties", False),
    ],
)  # fmt: skip
def test_what_is_published_may_not_go(found: str, place: str, value: Json) -> None:
    assert found in changed(place, value)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("paths /trails", {}),
        ("paths /walks delete", {"responses": {}}),
        (f"{ASKED} parameters", [*PARAMETERS, LANG]),
        (f"{ASKED} parameters 1 schema enum", ["day", "month", "year"]),
        (f"{ASKED} responses 429", {}),
        (f"{OF_WALK} difficulty", TEXT),
        (f"{WALK} required", ["id", "name", "state"]),
        (f"{OF_WALK} state enum", ["open", "done", "postponed"]),
        (f"{OF_WALK} name nullable", False),
        (f"{OF_WALK} length_km", INTEGER),
        ("components schemas Guide properties phone", TEXT),
        (f"{OF_NEW} guide", TEXT),
        (f"{NEW} required", []),
        (f"{OF_NEW} mode enum", ["foot", "car", "bicycle"]),
        (f"{OF_NEW} name maxLength", 300),
    ],
)
def test_what_is_added_breaks_nothing(place: str, value: Json) -> None:
    assert changed(place, value) == []
