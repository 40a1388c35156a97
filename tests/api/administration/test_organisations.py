"""Organisations: kept by those who administer where they serve."""

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from core.accounts.user import User
from tests.api.administration.offices import browsing, official
from tests.api.asking import ENGLISH
from tests.world.drawing import draw_country
from tests.world.units import EAST, WEST, WEST_SOUTH

ORGANISATIONS = "/api/organisations"
MUSEUM = {
    "kind": "museum",
    "name_kk": "Өлкетану музейі",
    "name_ru": "Краеведческий музей",
    "region": WEST_SOUTH,
    "bin": "123456789012",
    "telephone": "8 701 123 45 67",
    "email": "Museum@Atlas.KZ",
    "website": "https://museum.example",
    "address": "Абай көшесі, 1",
}


@pytest.fixture
def head(session: Session) -> User:
    draw_country(session)
    return official(session, "Head", "akimat_head", WEST)[0]


def test_organisation_is_added_found_and_changed(head: User, client: TestClient) -> None:
    with browsing(client, head):
        made = client.post(ORGANISATIONS, json=MUSEUM)
        assert made.status_code == 201, made.text
        reached = (made.json()["telephone"], made.json()["email"])
        assert reached == ("+77011234567", "museum@atlas.kz")
        address = made.headers["Location"]
        changed = client.put(address, json=MUSEUM | {"name_en": "Local museum", "bin": None})
        assert changed.json()["name"]["en"] == "Local museum"
        found = client.get(ORGANISATIONS, params={"q": "краеведч", "kind": "museum"}).json()
        assert [each["id"] for each in found["organisations"]] == [made.json()["id"]]
        assert client.get(ORGANISATIONS, params={"kind": "ngo"}).json()["organisations"] == []


def test_nobody_reaches_another_territory(session: Session, head: User, client: TestClient) -> None:
    eastern, _ = official(session, "Eastern", "akimat_head", EAST)
    with browsing(client, eastern):
        theirs = client.post(ORGANISATIONS, json=MUSEUM | {"region": EAST}).json()["id"]
    with browsing(client, head):
        assert client.get(f"{ORGANISATIONS}/{theirs}").status_code == 404
        assert client.put(f"{ORGANISATIONS}/{theirs}", json=MUSEUM).status_code == 404
        for region in (EAST, None):
            answer = client.post(ORGANISATIONS, json=MUSEUM | {"bin": None, "region": region})
            assert answer.status_code == 403
        mine = client.post(ORGANISATIONS, json=MUSEUM | {"bin": None}).json()["id"]
        away = client.put(f"{ORGANISATIONS}/{mine}", json=MUSEUM | {"bin": None, "region": EAST})
        assert away.status_code == 403
        body = {"email": "a@b.kz", "role": "akimat_clerk", "at": WEST, "organisation": theirs}
        assert client.post("/api/people", json=body).status_code == 404
    assert client.get(ORGANISATIONS, headers=ENGLISH).status_code == 401


def test_one_identification_number_is_one_organisation(head: User, client: TestClient) -> None:
    with browsing(client, head):
        client.post(ORGANISATIONS, json=MUSEUM)
        again = client.post(ORGANISATIONS, json=MUSEUM)
        assert again.status_code == 409
        assert again.json()["errors"][0]["field"] == "bin"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"bin": "12"}, "bin"),
        ({"email": "x"}, "email"),
        ({"telephone": "12"}, "telephone"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"region": "1"}, "region"),
        ({"kind": "castle"}, "kind"),
        ({"name_ru": "  "}, "name_ru"),
    ],
)
def test_what_is_wrong_is_named(
    head: User, client: TestClient, change: dict[str, str], field: str
) -> None:
    with browsing(client, head):
        answer = client.post(ORGANISATIONS, json=MUSEUM | change)
    assert answer.status_code in {400, 422}, answer.text
    assert answer.json()["errors"][0]["field"] == field


def test_people_of_an_organisation_are_counted_and_found(head: User, client: TestClient) -> None:
    with browsing(client, head):
        museum = client.post(ORGANISATIONS, json=MUSEUM).json()["id"]
        body = {"email": "a@b.kz", "role": "akimat_clerk", "at": WEST, "organisation": museum}
        invited = client.post("/api/people", json=body)
        assert invited.json()["organisation"]["id"] == museum
        assert client.get(f"{ORGANISATIONS}/{museum}").json()["people"] == 1
        found = client.get("/api/people", params={"organisation": museum}).json()["people"]
        assert [each["email"] for each in found] == ["a@b.kz"]
        left = client.patch(f"/api/people/{invited.json()['id']}", json={"organisation": None})
        assert left.json()["organisation"] is None
