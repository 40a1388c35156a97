"""Places beyond the country's outline are refused by every way of writing."""

from typing import Any

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from layers.catalogue.tourist_routes import TouristRoute
from tests.api.asking import MONUMENTS, monument, signed_in
from tests.world.drawing import draw_squares

HOME, ABROAD = [60.5, 50.5], [60.5, 49.0]
KIND = {"kind": "archaeology"}


@pytest.fixture
def master(session: Session) -> dict[str, str]:
    """A user with every permission, in a country of two squares."""
    draw_squares(session)
    return signed_in(session, "*")


def feature(place: list[float], **properties: object) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": place},
        "properties": {**KIND, **properties},
    }


def fields(answer: Any) -> list[str]:
    assert answer.status_code == 422, answer.text
    return [error["field"] for error in answer.json()["errors"]]


def test_new_place_abroad_is_refused(client: TestClient, master: dict[str, str]) -> None:
    assert fields(client.post(MONUMENTS, json=feature(ABROAD), headers=master)) == ["geometry"]
    assert client.post(MONUMENTS, json=feature(HOME), headers=master).status_code == 201
    rough = feature(ABROAD, accuracy_m=150_000)
    assert client.post(MONUMENTS, json=rough, headers=master).status_code == 201


def test_every_error_is_told_at_once(client: TestClient, master: dict[str, str]) -> None:
    body = feature(ABROAD, kind="castle")
    assert sorted(fields(client.post(MONUMENTS, json=body, headers=master))) == ["geometry", "kind"]


@pytest.mark.parametrize("body", [feature(ABROAD), {"geometry": feature(ABROAD)["geometry"]}])
@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_object_cannot_be_moved_abroad(
    client: TestClient, session: Session, master: dict[str, str], method: str, body: dict[str, Any]
) -> None:
    row = monument(session, *HOME)
    address = f"{MONUMENTS}/{row.id}"
    whole = {**feature(ABROAD), **body} if method == "PUT" else body
    answer = client.request(method, address, json=whole, headers={**master, "If-Match": "*"})
    assert fields(answer) == ["geometry"]
    assert client.get(address).json()["geometry"]["coordinates"] == HOME


def test_object_that_is_abroad_already_can_still_be_described(
    client: TestClient, session: Session, master: dict[str, str]
) -> None:
    row = monument(session, *ABROAD)
    headers = {**master, "If-Match": "*"}
    body = {"properties": {"name_ru": "Курган"}}
    answer = client.patch(f"{MONUMENTS}/{row.id}", json=body, headers=headers)
    assert answer.status_code == 200, answer.text
    answer = client.put(f"{MONUMENTS}/{row.id}", json=feature(ABROAD), headers=headers)
    assert answer.status_code == 200, answer.text


def test_stop_of_a_route_cannot_lie_abroad(
    client: TestClient, session: Session, master: dict[str, str]
) -> None:
    route = TouristRoute(
        name_ru="Путь", modes=["car"], difficulty="easy", geom="SRID=4326;LINESTRING(60 50,61 51)"
    )
    session.add(route)
    session.commit()
    stops = f"/api/collections/tourist_routes/items/{route.id}/stops"
    names = {"name_kk": "А", "name_ru": "А", "name_en": "A", "position": 1, "stage": 1}
    at_home = {**names, "longitude": HOME[0], "latitude": HOME[1]}
    made = client.post(stops, json=at_home, headers=master)
    assert made.status_code == 201, made.text
    abroad = {**names, "longitude": ABROAD[0], "latitude": ABROAD[1]}
    assert fields(client.post(stops, json=abroad, headers=master)) == ["longitude"]
    change = client.patch(made.headers["location"], json={"latitude": 49.0}, headers=master)
    assert fields(change) == ["longitude"]
