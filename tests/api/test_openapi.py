"""The OpenAPI document: valid, complete, true to the routes."""

from typing import Any

import pytest
from openapi_schema_validator import OAS30Validator
from openapi_spec_validator import OpenAPIV30SpecValidator
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from tests.api.asking import report
from tests.world.drawing import draw_squares
from tests.world.units import A

VERBS = {"get", "post", "put", "patch", "delete"}
ITEMS = "/collections/{collectionId}/items"

ABAI = "100000000"

Json = dict[str, Any]


@pytest.fixture
def document(client: TestClient) -> Json:
    """The document as it is served."""
    answer = client.get("/api/openapi.json")
    assert answer.headers["content-type"] == "application/vnd.oai.openapi+json;version=3.0"
    found: Json = answer.json()
    return found


def operations(document: Json) -> list[tuple[str, str, Json]]:
    """Each operation with its path and verb."""
    return [
        (path, verb, served[verb])
        for path, served in document["paths"].items()
        for verb in VERBS & set(served)
    ]


def test_document_is_valid_openapi_3_0_3(document: Json) -> None:
    assert document["openapi"] == "3.0.3"
    OpenAPIV30SpecValidator(document).validate()


def test_every_operation_names_its_failures_as_problems(document: Json) -> None:
    for path, verb, operation in operations(document):
        answers = operation["responses"]
        assert {"400", "500"} <= set(answers), (verb, path)
        assert min(map(int, answers)) < 300, (verb, path)
        for status, answer in answers.items():
            if int(status) >= 400:
                schema = answer["content"]["application/problem+json"]["schema"]
                assert schema == {"$ref": "#/components/schemas/Problem"}, (verb, path, status)
        assert "{" not in path or "404" in answers, (verb, path)


def test_changes_name_the_precondition_that_fails(document: Json) -> None:
    item = document["paths"]["/collections/{collectionId}/items/{featureId}"]
    for verb in ("put", "patch", "delete"):
        assert "412" in item[verb]["responses"]
        assert "If-Match" in {each["name"] for each in item[verb]["parameters"]}
        assert item[verb]["security"] == [{"token": []}, {"device": []}, {"session": []}]
    assert {} in item["get"]["security"]


def test_parameters_are_those_that_the_standard_prescribes(document: Json) -> None:
    for path in (ITEMS, "/collections/monuments/items"):
        named = {each["name"]: each for each in document["paths"][path]["get"]["parameters"]}
        for name in ("bbox", "limit", "datetime", "filter", "crs", "bbox-crs"):
            assert (named[name]["style"], named[name]["explode"]) == ("form", False)
        box = named["bbox"]["schema"]
        assert (box["type"], box["minItems"], box["maxItems"]) == ("array", 4, 6)
        assert box["items"] == {"type": "number"}
        assert named["limit"]["schema"]["maximum"] == 10_000


def test_each_collection_lists_its_fields_with_their_codes(
    client: TestClient, document: Json
) -> None:
    for layer in client.get("/api/collections").json()["collections"]:
        items = document["paths"][f"/collections/{layer['id']}/items"]["get"]
        named = {each["name"]: each for each in items["parameters"]}
        queryable = client.get(f"/api/collections/{layer['id']}/queryables").json()["properties"]
        assert set(queryable) - {"geom"} <= set(named)
        for name, schema in queryable.items():
            if "enum" in schema:
                assert named[name]["schema"]["items"]["enum"] == schema["enum"]


def test_every_documented_reading_is_answered(client: TestClient, document: Json) -> None:
    for path, verb, operation in operations(document):
        elsewhere = "servers" in document["paths"][path]
        demanded = any(each.get("required") for each in operation.get("parameters", []))
        if verb == "get" and "{" not in path and not demanded and not elsewhere:
            answer = client.get(f"/api{path}")
            assert str(answer.status_code) in operation["responses"], path
            if answer.status_code == 200:
                kind = answer.headers["content-type"].partition(";")[0]
                assert kind in operation["responses"]["200"]["content"], path


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/regions/{kato}", f"/regions/{A}"),
        ("/regions/{kato}/summary", f"/regions/{A}/summary"),
        (
            "/regions/{kato}/counts",
            f"/regions/{A}/counts?layer=citizen_reports&by=topic,month&datetime=2026-01/..",
        ),
        ("/tiles/archives", "/tiles/archives"),
        ("/tiles/style.json", "/tiles/style.json?lang=kk"),
        (
            "/tiles/{layers}/tilejson.json",
            "/tiles/regions,citizen_reports/tilejson.json?topic=water",
        ),
        (
            "/collections/{collectionId}/items/{featureId}",
            "/collections/citizen_reports/items/{number}",
        ),
    ],
)
def test_answers_have_the_documented_form(
    client: TestClient, session: Session, document: Json, path: str, address: str
) -> None:
    draw_squares(session)
    number = report(session, 60.5, 50.5, topic="water").id
    answer = client.get(f"/api{address}".replace("{number}", str(number)))
    assert answer.status_code == 200, answer.text
    kind = answer.headers["content-type"].partition(";")[0]
    schema = document["paths"][path]["get"]["responses"]["200"]["content"][kind]["schema"]
    validator = OAS30Validator({**schema, "components": document["components"]})
    assert [error.message for error in validator.iter_errors(answer.json())] == []


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/tiles/{layers}/{z}/{x}/{y}", "/tiles/monuments/5/22/10.mvt?"),
        (
            "/collections/{collectionId}/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}",
            "/collections/monuments/tiles/WebMercatorQuad/5/10/22?",
        ),
        (
            "/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}",
            "/tiles/WebMercatorQuad/5/10/22?collections=monuments&",
        ),
    ],
)
def test_tiles_take_the_documented_filters(
    atlas_client: TestClient, document: Json, path: str, address: str
) -> None:
    operation = document["paths"][path]["get"]
    named = {each["name"] for each in operation["parameters"]}
    assert {"region", "datetime", "fields", "If-None-Match"} <= named
    for filters in ("kind=archaeology,sacred_site", f"region={ABAI}"):
        answer = atlas_client.get(f"/api{address}{filters}")
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] in operation["responses"]["200"]["content"]


def test_a_trip_is_told_in_both_forms(document: Json) -> None:
    content = document["paths"]["/trips"]["post"]["responses"]["200"]["content"]
    assert set(content) == {"application/json", "application/gpx+xml"}


def test_archives_name_ranges_and_what_refuses_them(document: Json) -> None:
    whole = document["paths"]["/tiles/archive/{archive}.pmtiles"]["get"]
    assert {"200", "206", "304", "404", "416"} <= set(whole["responses"])


def test_names_of_properties_are_kept_when_keywords_are_lowered(document: Json) -> None:
    body = document["components"]["schemas"]["DecisionBody"]
    assert {"row", "place", "values"} <= set(body["properties"])
