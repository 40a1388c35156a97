from typing import Any

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from layers.catalogue.monuments import Monument
from tests.api.asking import monument


@pytest.fixture
def mausoleum(session: Session) -> Monument:
    row = Monument(
        name_kk="Айша бибі кесенесі",
        name_ru="Мавзолей Айша-Биби",
        name_en="Aisha Bibi Mausoleum",
        kind="urban_planning_architecture",
        geom="SRID=4326;POINT(71.21 42.83)",
    )
    session.add(row)
    session.commit()
    return row


def test_inflected_kazakh_word_finds_the_monument(client: TestClient, mausoleum: Monument) -> None:
    answer = client.get("/api/search", params={"q": "кесенелеріміз", "lang": "en"})

    assert answer.status_code == 200
    [result] = answer.json()["results"]
    assert (result["type"], result["layer"], result["id"]) == ("feature", "monuments", mausoleum.id)
    assert result["title"] == "Aisha Bibi Mausoleum"
    assert result["place"] == [71.21, 42.83]


@pytest.mark.parametrize(
    ("query", "status", "named"),
    [
        ("", 400, "q"),
        ("q=a&limit=0", 400, "limit"),
        ("q=a&limit=many", 400, "limit"),
        ("q=a&lang=de", 400, "lang"),
        ("q=a&layers=castles", 404, "castles"),
        ("q=a&colour=red", 400, "colour"),
        (f"q={'a' * 201}", 400, "q"),
    ],
)
def test_bad_search_is_named(client: TestClient, query: str, status: int, named: str) -> None:
    answer = client.get(f"/api/search?{query}", headers={"Accept-Language": "ru"})

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["content-language"] == "ru"
    assert named in str(answer.json())


def answer_to(client: TestClient, typed: str, **parameters: str) -> dict[str, Any]:
    answer = client.get("/api/search", params={"q": typed, "lang": "en", **parameters})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_coordinates_are_answered_with_the_place_and_its_regions(atlas_client: TestClient) -> None:
    answer = answer_to(atlas_client, "43°17'51\" с.ш. 68°16'14\" в.д.")

    [place] = answer["places"]
    assert place["type"] == "coordinates"
    assert place["title"] == "43.29750° N, 68.27056° E"
    assert place["place"] == pytest.approx([68.270556, 43.2975], abs=1e-6)
    assert (place["notation"], place["order"]) == ("degrees_minutes_seconds", "north_first")
    assert (place["in_country"], place["note"]) == (True, None)
    assert place["regions"][0]["code"] == "610000000"
    assert place["approximate"] is True


def test_coordinates_abroad_are_said_to_be_outside(atlas_client: TestClient) -> None:
    [place] = answer_to(atlas_client, "55.7558, 37.6173")["places"]

    assert (place["in_country"], place["regions"]) == (False, [])
    assert "outside Kazakhstan" in place["note"]["en"]


def test_topic_is_answered_with_layer_field_and_code(client: TestClient) -> None:
    answer = answer_to(client, "яма")

    [term] = answer["terms"]
    assert term["type"] == "term"
    assert (term["layer"], term["field"], term["code"]) == ("citizen_reports", "topic", "roads")
    assert (term["title"], term["match"]) == ("Roads", "exact")
    filtered = client.get(
        f"/api/collections/{term['layer']}/items", params={term["field"]: term["code"]}
    )
    assert filtered.status_code == 200


def test_stranger_finds_public_monuments_alone_by_number(
    client: TestClient, session: Session
) -> None:
    shown = monument(session, register_no="8245-1", name_en="Shown")
    monument(session, register_no="8245-2", visibility="hidden")
    monument(session, register_no="8245-3", sensitive=True)

    assert [each["id"] for each in answer_to(client, "8245-1")["results"]] == [shown.id]
    assert [each["id"] for each in answer_to(client, "8245")["results"]] == [shown.id]
    assert answer_to(client, "8245-2")["results"] == answer_to(client, "8245-3")["results"] == []


def test_name_means_no_place_and_no_term(client: TestClient, mausoleum: Monument) -> None:
    answer = answer_to(client, "Айша бибі кесенесі")

    assert [each["id"] for each in answer["results"]] == [mausoleum.id]
    assert (answer["places"], answer["terms"]) == ([], [])
