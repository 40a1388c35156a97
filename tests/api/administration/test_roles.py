"""Roles as data: changed for all who have them, never beyond what the changer has."""

from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from tests.api.administration.offices import browsing, official
from tests.api.asking import ENGLISH
from tests.world.drawing import draw_country
from tests.world.units import WEST

ROLES = "/api/roles"
KEEPER = {
    "title": {"kk": "Сақтаушы", "ru": "Хранитель", "en": "Keeper"},
    "actions": ["monuments:edit@own", "monuments:read_exact"],
}


def test_role_is_made_given_changed_and_acts_at_once(session: Session, client: TestClient) -> None:
    draw_country(session)
    admin, _ = official(session, "Admin", "administrator", "KZ")
    with browsing(client, admin):
        assert client.put(f"{ROLES}/museum_keeper", json=KEEPER).status_code == 201
        keeper, _ = official(session, "Keeper", "museum_keeper", WEST)
        told = {each["role"]: each for each in client.get(ROLES).json()["roles"]}
        assert told["museum_keeper"]["members"] == 1
        assert told["museum_keeper"]["actions"] == [
            {"room": "monuments", "action": "edit", "own": True},
            {"room": "monuments", "action": "read_exact", "own": False},
        ]
    with browsing(client, keeper):
        grants = client.get("/api/me").json()["grants"]
        assert grants == ["monuments:edit@own", f"monuments:read_exact@{WEST}"]
    with browsing(client, admin):
        changed = KEEPER | {"actions": ["monuments:create"]}
        assert client.put(f"{ROLES}/museum_keeper", json=changed).status_code == 200
        assert client.delete(f"{ROLES}/museum_keeper").status_code == 409
    with browsing(client, keeper):
        assert client.get("/api/me").json()["grants"] == [f"monuments:create@{WEST}"]


def test_role_that_nobody_had_is_removed(session: Session, client: TestClient) -> None:
    admin, _ = official(session, "Admin", "administrator", "KZ")
    with browsing(client, admin):
        client.put(f"{ROLES}/museum_keeper", json=KEEPER)
        assert client.delete(f"{ROLES}/museum_keeper").status_code == 204
        assert client.delete(f"{ROLES}/museum_keeper").status_code == 404


def test_who_administers_a_unit_changes_no_role(session: Session, client: TestClient) -> None:
    draw_country(session)
    head, _ = official(session, "Head", "akimat_head", WEST)
    more = KEEPER | {"actions": ["*:*"]}
    with browsing(client, head):
        told = {each["role"]: each for each in client.get(ROLES).json()["roles"]}
        assert [word for word, each in told.items() if each["may_give"]] == [
            "akimat_clerk",
            "akimat_head",
        ]
        assert not any(each["may_change"] for each in told.values())
        assert client.put(f"{ROLES}/akimat_clerk", json=more).status_code == 403
        assert client.put(f"{ROLES}/new_role", json=more).status_code == 403
        assert client.delete(f"{ROLES}/researcher").status_code == 403
    assert client.get(ROLES, headers=ENGLISH).status_code == 401


def test_administrator_of_people_alone_makes_no_role_of_more(
    session: Session, client: TestClient
) -> None:
    office, _ = official(session, "Office", "programme_office", "KZ")
    with browsing(client, office):
        more = KEEPER | {"actions": ["*:create", "*:delete"]}
        refused = client.put(f"{ROLES}/programme_office", json=more)
        assert refused.status_code == 403
        assert (
            client.put(f"{ROLES}/helper", json=KEEPER | {"actions": ["*:edit"]}).status_code == 201
        )


def test_the_last_administrators_role_keeps_everything(
    session: Session, client: TestClient
) -> None:
    admin, _ = official(session, "Admin", "administrator", "KZ")
    with browsing(client, admin, by_code_in=session):
        less = KEEPER | {"actions": ["monuments:edit"]}
        assert client.put(f"{ROLES}/administrator", json=less).status_code == 409
        assert client.get("/api/me").json()["grants"] == ["*"]


def test_what_is_wrong_with_a_role_is_named(session: Session, client: TestClient) -> None:
    admin, _ = official(session, "Admin", "administrator", "KZ")
    with browsing(client, admin):
        for actions, field in (
            (["nowhere:edit"], "permission"),
            (["monuments:fly"], "permission"),
            ([f"monuments:edit@{WEST}"], "actions"),
            ([], "actions"),
        ):
            answer = client.put(f"{ROLES}/museum_keeper", json=KEEPER | {"actions": actions})
            assert answer.status_code in {400, 422}, answer.text
            assert answer.json()["errors"][0]["field"] == field
