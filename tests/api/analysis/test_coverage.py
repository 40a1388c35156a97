"""POST /api/analysis/coverage."""

from typing import Any

import pytest
from shapely import Point
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from geo.distance.measure import SPHEROID
from tests.world.drawing import draw_country
from tests.world.objects import add_monument
from tests.world.units import CITY, WEST

PATH = "/api/analysis/coverage"
WEST_TOWN = Point(67.0, 51.0)
WISH = {"layer": "monuments", "distance_km": 10}


@pytest.fixture
def country(session: Session) -> Session:
    """The drawn country with one monument, in West Town."""
    draw_country(session)
    add_monument(session, WEST_TOWN, significance="local")
    session.commit()
    return session


def problem(client: TestClient, wish: dict[str, Any], language: str = "en") -> dict[str, Any]:
    answer = client.post(PATH, json=wish, headers={"Accept-Language": language})
    assert answer.headers["content-type"] == "application/problem+json"
    return {**answer.json(), "status": answer.status_code}


@pytest.mark.usefixtures("country")
def test_region_children_and_gaps_are_answered(client: TestClient) -> None:
    answer = client.post(PATH, json={**WISH, "region": WEST}).json()
    assert answer["region"]["code"] == WEST
    assert answer["region"]["name"]["en"] == f"Region {WEST}"
    assert answer["totals"] == {"settlements": 4, "covered": 1, "share": 0.25}
    assert [row["covered"] for row in answer["rows"]] == [1, 0]
    assert sum(row["settlements"] for row in answer["rows"]) == 4
    assert answer["unassigned"] is None
    assert answer["gaps_total"] == 3
    first = answer["gaps"][0]
    assert first["name"] == {"kk": "Шет", "ru": "Шет", "en": "Shet"}
    assert first["place"] == [68.99, 48.5]
    _, _, metres = SPHEROID.inv(*first["place"], WEST_TOWN.x, WEST_TOWN.y)
    assert first["distance_km"] == pytest.approx(metres / 1000, abs=0.001)


@pytest.mark.usefixtures("country")
def test_country_is_asked_for_where_no_region_is_named(client: TestClient) -> None:
    answer = client.post(PATH, json=WISH).json()
    assert answer["region"]["code"] == "KZ"
    assert answer["totals"]["settlements"] == 8


@pytest.mark.usefixtures("country")
def test_method_is_told_with_every_answer(client: TestClient) -> None:
    method = client.post(PATH, json=WISH).json()["method"]
    assert (method["engine"], method["distance_km"], method["objects"]) == ("straight_line", 10, 1)
    assert set(method["formula"]) == set(method["settlements"]) == {"kk", "ru", "en"}
    assert len(method["on"]) == 10


@pytest.mark.usefixtures("country")
def test_filter_narrows_the_objects(client: TestClient) -> None:
    wish = {**WISH, "filter": "significance = 'republican'"}
    answer = client.post(PATH, json=wish).json()
    assert answer["totals"]["covered"] == 0
    assert answer["method"]["objects"] == 0
    assert answer["method"]["filter"] == wish["filter"]
    assert answer["gaps"][0]["distance_km"] is None


@pytest.mark.usefixtures("country")
def test_list_of_gaps_can_be_cut(client: TestClient) -> None:
    answer = client.post(PATH, json={**WISH, "gaps_limit": 2}).json()
    assert (len(answer["gaps"]), answer["gaps_total"]) == (2, 7)


@pytest.mark.usefixtures("country")
@pytest.mark.parametrize(
    ("change", "status", "field", "value"),
    [
        ({"layer": "palaces"}, 404, "layer", "palaces"),
        ({"region": "999999999"}, 404, "region", "999999999"),
        ({"region": CITY}, 422, "region", CITY),
        ({"distance_km": 0}, 422, "distance_km", "0"),
        ({"distance_km": 501}, 422, "distance_km", "501"),
        ({"distance_km": "far"}, 422, "distance_km", "far"),
        ({"gaps_limit": -1}, 422, "gaps_limit", "-1"),
        ({"distance": 5}, 422, "distance", "5"),
    ],
)
def test_problem_names_the_field_and_its_value(
    client: TestClient, change: dict[str, Any], status: int, field: str, value: str
) -> None:
    found = problem(client, {**WISH, **change})
    assert found["status"] == status
    (error,) = found["errors"]
    assert (error["field"], error["value"]) == (field, value)


@pytest.mark.usefixtures("country")
def test_filter_by_an_unknown_property_is_a_problem(client: TestClient) -> None:
    found = problem(client, {**WISH, "filter": "author_contact = '1'"})
    assert found["status"] in {400, 404, 422}
    assert "author_contact" in found["detail"]


@pytest.mark.usefixtures("country")
@pytest.mark.parametrize(
    ("language", "said"), [("kk", "елді мекен жоқ"), ("ru", "нет населённых"), ("en", "has no")]
)
def test_problem_speaks_the_language_of_the_caller(
    client: TestClient, language: str, said: str
) -> None:
    assert said in problem(client, {**WISH, "region": CITY}, language)["detail"]
