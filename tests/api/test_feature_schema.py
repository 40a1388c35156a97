"""/collections/{id}/schema, and the list of collections in pages."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from tests.api.asking import ENGLISH, MONUMENTS, monument, refused

COLLECTIONS = "/api/collections"


def schema_of(client: TestClient, layer: str) -> dict[str, Any]:
    answer = client.get(f"{COLLECTIONS}/{layer}/schema", headers=ENGLISH)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/schema+json"
    found: dict[str, Any] = answer.json()
    Draft202012Validator.check_schema(found)
    return found


def test_features_are_as_their_schema_says(client: TestClient, session: Session) -> None:
    monument(session, name_kk="Кесене", significance="local", accuracy_m=5)
    schema = schema_of(client, "monuments")
    [feature] = client.get(MONUMENTS).json()["features"]
    given = {name: value for name, value in feature["properties"].items() if value is not None}
    assert set(given) <= set(schema["properties"])
    Draft202012Validator(schema).validate(given)


def test_roles_and_codes_are_told(client: TestClient) -> None:
    properties = schema_of(client, "monuments")["properties"]
    assert properties["id"]["x-ogc-role"] == "id"
    assert properties["geom"]["x-ogc-role"] == "primary-geometry"
    assert properties["version"]["readOnly"] is True
    first = properties["kind"]["oneOf"][0]
    assert first["const"] in properties["kind"]["enum"]
    assert first["title"]
    assert properties["kind"]["x-ogc-definition"].startswith("http")
    numbers = [each["x-ogc-propertySeq"] for each in properties.values()]
    assert numbers == list(range(1, len(numbers) + 1))


def test_time_of_a_layer_is_its_primary_instant(client: TestClient) -> None:
    properties = schema_of(client, "citizen_reports")["properties"]
    roles = {name: each["x-ogc-role"] for name, each in properties.items() if "x-ogc-role" in each}
    assert roles["submitted_on"] == "primary-instant"


def test_sealed_fields_are_in_no_schema_of_strangers(client: TestClient) -> None:
    assert "author_name" not in schema_of(client, "citizen_reports")["properties"]


def test_collection_leads_to_its_schemas(client: TestClient) -> None:
    links = client.get(f"{COLLECTIONS}/monuments").json()["links"]
    for name in ("schema", "sortables", "queryables"):
        rel = f"http://www.opengis.net/def/rel/ogc/1.0/{name}"
        addresses = [link["href"] for link in links if link["rel"] == rel]
        assert addresses
        assert {client.get(each, headers=ENGLISH).status_code for each in addresses} == {200}
        page = client.get(f"{COLLECTIONS}/monuments/{name}?f=html")
        assert page.headers["content-type"].startswith("text/html")


def test_collections_come_in_pages_where_that_is_asked(client: TestClient) -> None:
    every = [each["id"] for each in client.get(COLLECTIONS).json()["collections"]]
    whole = client.get(f"{COLLECTIONS}?limit=1000").json()
    assert [each["id"] for each in whole["collections"]] == every
    assert "next" not in {link["rel"] for link in whole["links"]}
    seen, address = [], f"{COLLECTIONS}?limit=2"
    while address:
        page = client.get(address).json()
        assert page["numberMatched"] == len(every)
        assert page["numberReturned"] == len(page["collections"]) <= 2
        seen += [each["id"] for each in page["collections"]]
        address = next((link["href"] for link in page["links"] if link["rel"] == "next"), "")
    assert seen == every


@pytest.mark.parametrize(("name", "value"), [("limit", "0"), ("limit", "all"), ("offset", "-1")])
def test_wrong_page_of_collections_is_refused(client: TestClient, name: str, value: str) -> None:
    assert refused(client, COLLECTIONS, **{name: value})["field"] == name
