"""What administrators do to people, roles and organisations is remembered, with who did it."""

from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from tests.api.administration.offices import browsing, official
from tests.world.drawing import draw_squares
from tests.world.units import SOUTH, A


def test_what_is_done_to_people_and_roles_is_remembered(
    client: TestClient, session: Session
) -> None:
    draw_squares(session)
    root, _ = official(session, "Root", "administrator", "KZ")
    someone, _ = official(session, "Someone", "moderator", A)
    path = f"/api/people/{someone.id}"
    titles = {"kk": "Қонақ", "ru": "Гость", "en": "Guest"}
    with browsing(client, root) as browser:
        given = {"role": "moderator", "at": SOUTH}
        browser.post("/api/people", json={"email": "new@atlas.kz", **given})
        person = browser.post(f"{path}/roles", json=given).json()
        member = next(each["id"] for each in person["roles"] if each["at"] == SOUTH)
        browser.delete(f"{path}/roles/{member}")
        browser.patch(path, json={"name": "Somebody"})
        browser.post(f"{path}/close")
        browser.put("/api/roles/guest", json={"title": titles, "actions": ["tasks:run.x"]})
        browser.delete("/api/roles/guest")
        entries = browser.get("/api/audit").json()["entries"]
        local = browser.get("/api/audit", params={"region": SOUTH}).json()["entries"]
    done = [each for each in reversed(entries) if each["event"] != "account.sign_in"]
    assert [each["event"] for each in done] == [
        "users.invite",
        "users.give_role",
        "users.end_role",
        "users.edit",
        "users.close",
        "roles.create",
        "roles.delete",
    ]
    assert {each["actor"]["name"] for each in done} == {"Root"}
    assert done[3]["changes"] == {"name": ["Someone", "Somebody"]}
    assert done[1]["facts"] == {"role": "moderator", "at": SOUTH}
    assert done[5]["facts"] == {"actions": [[], ["tasks:run.x"]]}
    events = {"users.invite", "users.give_role", "users.end_role"}
    assert {each["event"] for each in local} == events
