"""What a stranger must never learn: hidden rows, sealed fields, exact places of sensitive rows."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from api.app import create_app
from core.access.caller import STRANGER, Caller
from core.access.grant import grants_of
from core.database.engine import SessionFactory
from core.settings import Settings
from layers.access import IMPRECISE_FIELDS, readable, readable_fields_of_child
from layers.catalogue.citizen_reports import CitizenReport, Comment, Evidence
from layers.catalogue.monuments import Inspection, Monument, MonumentMedia, Ownership, Passport
from layers.days import day_of, first_instant
from layers.model.layer import Layer
from layers.registry import Catalogue, load_catalogue
from tests.api.asking import ENGLISH, MONUMENTS, REPORTS, ids, monument, report, signed_in

EXACT = (61.23456, 51.34567)
PUBLIC = (61.25, 51.35)
SECRETS = ("Иванов", "+7 701", "ул. Тайная", "51 20 44", "scan-42", "61.23456", "51.34567")


@pytest.fixture
def client(
    settings: Settings, catalogue: Catalogue, database_url: str, sessions: SessionFactory
) -> Iterator[TestClient]:
    with TestClient(create_app(settings, catalogue, database_url, sessions=sessions)) as client:
        yield client


@pytest.fixture
def looted(session: Session) -> Monument:
    """A sensitive monument whose every child holds a secret."""
    row = monument(
        session,
        *EXACT,
        name_en="Looted barrow",
        sensitive=True,
        address="ул. Тайная, 1",
        original_coordinates="51 20 44 с.ш.",
    )
    session.add_all(
        [
            Inspection(
                feature_id=row.id,
                inspected_on="2026-07-17",
                inspector="Иванов",
                basis="visit",
                condition="poor",
            ),
            Ownership(feature_id=row.id, owner="Иванов"),
            Passport(feature_id=row.id, scan_key="scan-42"),
            MonumentMedia(feature_id=row.id, media_key="scan-42"),
        ]
    )
    session.commit()
    return row


@pytest.fixture
def complaint(session: Session) -> CitizenReport:
    """A report whose author and commentator are known to the atlas."""
    row = report(session, *PUBLIC, author_name="Иванов", author_contact="+7 701 000 00 00")
    session.add(Comment(feature_id=row.id, text="agreed", writer_name="Иванов"))
    session.add(Evidence(feature_id=row.id, media_key="k", kind="photo", shows="problem"))
    session.commit()
    return row


def surfaces(layer: str, feature_id: int) -> list[str]:
    base = f"/api/collections/{layer}"
    return [
        "/api/collections",
        base,
        f"{base}/queryables",
        f"{base}/items",
        f"{base}/items?limit=1&crs=EPSG:3857",
        f"{base}/items/{feature_id}",
        f"{base}/items/{feature_id}?crs=EPSG:4326",
        f"{base}/items?filter=version > 0",
        "/api/regions/KZ/summary",
    ]


def test_stranger_reads_no_secret_of_a_sensitive_monument(
    client: TestClient, looted: Monument
) -> None:
    for path in surfaces("monuments", looted.id):
        answer = client.get(path)
        assert answer.status_code == 200, path
        for secret in SECRETS:
            assert secret not in answer.text, (path, secret)


def test_stranger_reads_no_secret_of_a_report(client: TestClient, complaint: CitizenReport) -> None:
    for path in surfaces("citizen_reports", complaint.id):
        answer = client.get(path)
        assert answer.status_code == 200, path
        for secret in ("Иванов", "+7 701", "author_name", "author_contact", "submitted_at"):
            assert secret not in answer.text, (path, secret)


def test_stranger_sees_the_middle_of_a_tenth_of_a_degree(
    client: TestClient, looted: Monument
) -> None:
    item = client.get(f"{MONUMENTS}/{looted.id}").json()
    assert item["geometry"]["coordinates"] == pytest.approx(PUBLIC)
    box = client.get("/api/collections/monuments").json()["extent"]["spatial"]["bbox"][0]
    assert box == pytest.approx([*PUBLIC, *PUBLIC])


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ({"bbox": "61.234,51.345,61.236,51.347"}, 0),
        ({"bbox": "61.249,51.349,61.251,51.351"}, 1),
        ({"filter": "S_WITHIN(geom, BBOX(61.234, 51.345, 61.236, 51.347))"}, 0),
        ({"filter": "S_WITHIN(geom, BBOX(61.249, 51.349, 61.251, 51.351))"}, 1),
        ({"filter": "S_INTERSECTS(geom, POINT(61.23456 51.34567))"}, 0),
    ],
)
def test_exact_place_cannot_be_found_by_asking(
    client: TestClient, looted: Monument, parameters: dict[str, str], found: int
) -> None:
    assert ids(client, MONUMENTS, **parameters) == [looted.id] * found


@pytest.mark.parametrize("name", ["original_coordinates", "geom", "public_geom"])
def test_hidden_field_is_unknown_as_a_parameter(client: TestClient, name: str) -> None:
    answer = client.get(MONUMENTS, params={name: "x"}, headers=ENGLISH)
    assert answer.status_code == 400
    assert answer.json()["detail"] == f"No such parameter: {name}=x"


@pytest.mark.parametrize("name", ["address", "citation", "citation_kk", "source_key", "source_url"])
def test_what_points_to_a_sensitive_place_is_empty_and_cannot_be_probed(
    client: TestClient, session: Session, looted: Monument, name: str
) -> None:
    setattr(looted, name, "ул. Тайная, 1")
    known = monument(session, *PUBLIC, **{name: "ул. Явная, 1"})

    assert client.get(f"{MONUMENTS}/{looted.id}").json()["properties"][name] is None
    assert client.get(f"{MONUMENTS}/{known.id}").json()["properties"][name] == "ул. Явная, 1"
    for wanted in (
        {name: "ул. Тайная, 1"},
        {"filter": f"{name} LIKE 'ул. Т%'"},
        {"filter": f"{name} IS NOT NULL AND sensitive = TRUE"},
    ):
        assert ids(client, MONUMENTS, **wanted) == [], wanted
    assert ids(client, MONUMENTS, filter=f"{name} LIKE 'ул.%'") == [known.id]


@pytest.mark.parametrize("name", ["author_name", "author_contact", "submitted_at"])
def test_sealed_field_can_be_neither_compared_nor_probed(
    client: TestClient, complaint: CitizenReport, name: str
) -> None:
    for wanted in ({name: "x"}, {"filter": f"{name} IS NOT NULL"}, {"filter": f"{name} = 'x'"}):
        answer = client.get(REPORTS, params=wanted, headers=ENGLISH)
        assert answer.status_code == 400, wanted
        assert "Иванов" not in answer.text
    assert complaint.author_name == "Иванов"


def test_second_of_a_report_cannot_be_had_from_when_it_was_written(
    client: TestClient, session: Session
) -> None:
    writer = signed_in(session, "citizen_reports:write")
    body = {"geometry": {"type": "Point", "coordinates": PUBLIC}, "properties": {"topic": "roads"}}
    made = client.post(REPORTS, json=body, headers=writer).json()
    path = f"{REPORTS}/{made['id']}"
    item = client.get(path).json()
    assert not {"created_at", "updated_at"} & set(item["properties"])
    assert [row["at"] for row in item["history"]] == [item["properties"]["submitted_on"]]
    for name in ("created_at", "updated_at"):
        wanted = {"filter": f"{name} > TIMESTAMP('2026-01-01T00:00:00Z')"}
        assert client.get(REPORTS, params=wanted).status_code == 400
    seer = client.get(path, headers=signed_in(session, "citizen_reports:sealed")).json()
    written = datetime.fromisoformat(seer["history"][0]["at"])
    assert day_of(written).isoformat() == item["history"][0]["at"]
    assert written > first_instant(day_of(written))
    assert "created_at" in seer["properties"]


def test_stranger_does_not_learn_of_a_hidden_row(client: TestClient, session: Session) -> None:
    shown = monument(session, 61, 51)
    hidden = monument(session, 85, 49, visibility="hidden", name_en="Hidden")
    assert ids(client, MONUMENTS) == [shown.id]
    assert client.get(f"{MONUMENTS}/{hidden.id}").status_code == 404
    collection = client.get("/api/collections/monuments").json()
    assert collection["count"] == 1
    assert collection["extent"]["spatial"]["bbox"] == [[61, 51, 61, 51]]
    assert client.get("/api/regions/KZ/summary").json()["layers"]["monuments"]["count"] == 1
    assert ids(client, MONUMENTS, visibility="hidden") == []
    unknown = client.get(f"{MONUMENTS}/{hidden.id + 1000}", headers=ENGLISH).json()
    secret = client.get(f"{MONUMENTS}/{hidden.id}", headers=ENGLISH).json()
    assert secret["type"] == unknown["type"]
    assert secret["title"] == unknown["title"]


def test_hidden_object_is_not_linked_from_a_shown_one(client: TestClient, session: Session) -> None:
    catalogue = load_catalogue()
    shown = monument(session)
    endangered = catalogue.layer("endangered_objects").table
    place = "SRID=4326;POINT(61 51)"
    for visibility in ("public", "hidden"):
        session.add(
            endangered(
                priority="emergency",
                monument_id=shown.id,
                visibility=visibility,
                name_en=visibility,
                geom=place,
            )
        )
    session.commit()
    linked = client.get(f"{MONUMENTS}/{shown.id}").json()["linked"]
    assert [other["name"]["en"] for other in linked] == ["public"]


def test_permissions_open_what_they_name_and_nothing_else(
    client: TestClient, session: Session, looted: Monument
) -> None:
    hidden = monument(session, visibility="hidden")
    path = f"{MONUMENTS}/{looted.id}"
    exact = client.get(path, headers=signed_in(session, "monuments:exact")).json()
    assert exact["geometry"]["coordinates"] == pytest.approx(EXACT)
    assert exact["properties"]["address"] == "ул. Тайная, 1"
    assert "original_coordinates" not in exact["properties"]
    sealed = client.get(path, headers=signed_in(session, "monuments:sealed")).json()
    assert sealed["geometry"]["coordinates"] == pytest.approx(PUBLIC)
    assert sealed["children"]["ownerships"][0]["owner"] == "Иванов"
    assert sealed["properties"]["address"] is None
    seer = signed_in(session, "monuments:hidden")
    assert client.get(f"{MONUMENTS}/{hidden.id}", headers=seer).status_code == 200
    writer = signed_in(session, "monuments:write", "citizen_reports:exact")
    assert client.get(f"{MONUMENTS}/{hidden.id}", headers=writer).status_code == 404
    assert client.get(path, headers=writer).json()["geometry"]["coordinates"] == pytest.approx(
        PUBLIC
    )


def test_answer_to_a_known_caller_is_kept_by_nobody_else(
    client: TestClient, session: Session, looted: Monument
) -> None:
    caller = signed_in(session, "*")
    for path in (MONUMENTS, f"{MONUMENTS}/{looted.id}"):
        known, stranger = client.get(path, headers=caller), client.get(path)
        assert "private" in known.headers["cache-control"]
        assert "Authorization" in stranger.headers["vary"]


LAYERS = load_catalogue().layers


@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer.id)
def test_no_surface_names_a_sealed_field_of_any_layer(client: TestClient, layer: Layer) -> None:
    shown = {field.name for field in readable(layer, STRANGER).fields}
    secret = {field.name for field in layer.fields} - shown
    collection: dict[str, Any] = client.get(f"/api/collections/{layer.id}").json()
    schema = client.get(f"/api/collections/{layer.id}/queryables").json()
    assert {field["name"] for field in collection["fields"]} == shown
    assert not secret & set(schema["properties"])
    for child in layer.children:
        named = {field.name for field in readable_fields_of_child(layer, child, STRANGER)}
        told = [entry for entry in collection["children"] if entry["id"] == child.id]
        assert bool(told) == bool(named)
        assert all(field["name"] in named for entry in told for field in entry["fields"])
    assert "author" not in json.dumps(collection["fields"])


@pytest.mark.parametrize("layer", [layer for layer in LAYERS if layer.is_sensitive])
def test_address_is_masked_in_every_layer_with_sensitive_places(layer: Layer) -> None:
    assert readable(layer, STRANGER).masked == IMPRECISE_FIELDS
    exact = readable(layer, Caller(grants=grants_of([f"{layer.id}:read_exact"])))
    assert not exact.masked
    assert exact.place.key == "geom"
    assert readable(layer, STRANGER).place.key == "public_geom"
