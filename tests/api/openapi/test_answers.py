"""Every JSON answer has a schema, and real answers are what the schemas say."""

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from core.settings import Settings
from layers.registry import Catalogue
from tests.api.asking import ENGLISH
from tests.api.conftest import NOWHERE
from tests.api.described import Described, is_json
from tests.api.downloading import Served
from tests.api.every_door import doors_of

VERBS = ("get", "post", "put", "patch", "delete")
NOTHING_SAID = frozenset({"title", "description", "nullable", "default"})
OPEN = frozenset({"AuditEntryAnswer", "OwnDataAnswer", "Feature", "Item", "FieldSchema"})
"""Schemas that hold values of fields of the type `object`, whose members are the field's affair."""

Json = Any


def json_answers(document: Json) -> Iterator[tuple[str, Json]]:
    """The schema of each JSON answer, by verb, path, status and media type."""
    for path, operations in document["paths"].items():
        for verb in VERBS:
            for status, answer in operations.get(verb, {}).get("responses", {}).items():
                for kind, content in answer.get("content", {}).items():
                    if is_json(kind):
                        yield f"{verb} {path} {status} {kind}", content.get("schema", {})


def vague(schema: Json) -> Iterator[Json]:
    """The parts of a schema that say no more than that something is there, or is an object."""
    members = schema.get("properties", {})
    further = schema.get("additionalProperties")
    is_bare = schema.get("type") == "object" and "enum" not in schema
    if is_bare and not members and not isinstance(further, dict):
        yield schema
    if not schema.keys() - NOTHING_SAID:
        yield schema
    parts = [*members.values(), schema.get("items"), further]
    for choice in ("anyOf", "oneOf", "allOf"):
        parts += schema.get(choice, [])
    for part in parts:
        if isinstance(part, dict):
            yield from vague(part)


def test_every_json_answer_says_what_it_holds(described: Described) -> None:
    found = dict(json_answers(described.document))
    assert len(found) > 300
    assert [where for where, schema in found.items() if list(vague(schema))] == []


def test_schemas_leave_nothing_open_that_is_known(described: Described) -> None:
    schemas = described.document["components"]["schemas"]
    answered: set[str] = set()
    waiting = [schema for _, schema in json_answers(described.document)]
    while waiting:
        for name in names_in(waiting.pop()):
            if name not in answered:
                answered.add(name)
                waiting.append(schemas[name])
    assert {"Region", "Proposal", "TripAnswer", "Collection", "Problem"} <= answered
    assert {name for name in answered if list(vague(schemas[name]))} <= OPEN


def names_in(part: Json) -> Iterator[str]:
    """The components to which a schema refers."""
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"].rpartition("/")[2]
        for each in part.values():
            yield from names_in(each)
    if isinstance(part, list):
        for each in part:
            yield from names_in(each)


def test_what_is_beyond_a_schema_is_found(described: Described) -> None:
    schema = {"$ref": "#/components/schemas/Phrase"}
    phrase = {"kk": "а", "ru": "б", "en": "c"}
    assert described.errors(schema, phrase) == []
    assert described.errors(schema, {**phrase, "de": "d"})
    assert described.errors(schema, {**phrase, "kk": None})
    assert described.errors(schema, {"kk": "а"})


def test_every_door_that_reads_answers_as_described(
    atlas_client: TestClient, described: Described
) -> None:
    asked = 0
    for door in doors_of(described.document):
        answer = atlas_client.request(
            door.verb, door.path, params=door.query, json=door.body, headers=ENGLISH
        )
        asked += is_json(answer.headers.get("content-type", ""))
    assert asked > 40


@pytest.mark.parametrize("lang", ["kk", "en"])
def test_every_layer_answers_as_described(atlas_client: TestClient, lang: str) -> None:
    for layer in atlas_client.get(f"/api/collections?lang={lang}").json()["collections"]:
        here = f"/api/collections/{layer['id']}"
        page = atlas_client.get(f"{here}/items", params={"limit": 40, "labels": lang}).json()
        for feature in page["features"][:3]:
            atlas_client.get(f"{here}/items/{feature['id']}")
        for part in ("queryables", "sortables", "schema"):
            assert atlas_client.get(f"{here}/{part}").status_code == 200


def test_region_and_object_and_former_name_are_found_as_described(
    atlas_client: TestClient,
) -> None:
    found = [
        result
        for q in ("Алматы", "Целиноград", "кесене")
        for result in atlas_client.get("/api/search", params={"q": q}).json()["results"]
    ]
    assert {each["type"] for each in found} == {"region", "feature"}
    assert any(each["former"] for each in found)


def test_regions_of_every_level_answer_as_described(atlas_client: TestClient) -> None:
    [first, *_] = atlas_client.get("/api/regions").json()["regions"]
    for code in ("KZ", first["code"]):
        assert atlas_client.get(f"/api/regions/{code}").status_code == 200
        assert atlas_client.get(f"/api/regions/{code}/summary").json()["layers"]
    assert atlas_client.get("/api/regions/at?lon=0&lat=0").json()["outside"]


def test_download_says_of_itself_what_is_described(served: Served) -> None:
    for layer in ("monuments", "citizen_reports"):
        address = f"/api/collections/{layer}/download"
        assert served.client.get(address, params={"f": "metadata"}).json()["layer"] == layer
        assert served.client.get(address, params={"f": "geojson"}).status_code == 200


def test_trip_and_coverage_answer_as_described(atlas_client: TestClient) -> None:
    [*places] = atlas_client.get("/api/collections/monuments/items?limit=2").json()["features"]
    stops = [{"layer": "monuments", "id": each["id"]} for each in places]
    trip = {"stops": [*stops, {"lon": 76.9, "lat": 43.2, "name": "Алматы"}], "round_trip": True}
    assert len(atlas_client.post("/api/trips", json=trip).json()["legs"]) == 3
    asked = {"layer": "monuments", "distance_km": 5, "gaps_limit": 20, "region": "750000000"}
    assert atlas_client.post("/api/analysis/coverage", json=asked).status_code == 200


def test_atlas_that_is_not_ready_answers_as_described(
    settings: Settings,
    catalogue: Catalogue,
    described: Described,
) -> None:
    with TestClient(create_app(settings, catalogue, NOWHERE)) as client:
        client.event_hooks = {"response": [described.check]}
        answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (503, "unavailable")
