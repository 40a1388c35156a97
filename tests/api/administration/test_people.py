"""Who gives roles, to whom and where: never beyond what one has, nowhere else than where one is."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from core.accounts.inviting import Invitation, invite
from core.accounts.roles import LOCAL_DAY
from core.accounts.user import User
from core.accounts.users import add_user
from tests.api.accounts.people import HASH, PASSWORD
from tests.api.administration.offices import browsing, official
from tests.api.asking import ENGLISH
from tests.world.drawing import draw_country
from tests.world.units import EAST, WEST, WEST_SOUTH

PEOPLE = "/api/people"


@pytest.fixture
def chief(session: Session) -> User:
    """The head of the akimat of the west."""
    draw_country(session)
    return official(session, "Head", "akimat_head", WEST)[0]


@pytest.fixture
def admin(session: Session) -> User:
    """Who may do everything everywhere."""
    return official(session, "Admin", "administrator", "KZ")[0]


def invitation(
    email: str = "new@atlas.kz", role: str = "akimat_clerk", at: str = WEST
) -> dict[str, str]:
    return {"email": email, "role": role, "at": at}


def names(client: TestClient, **asked: str) -> list[str]:
    answer = client.get(PEOPLE, params=asked)
    assert answer.status_code == 200, answer.text
    return [each["name"] for each in answer.json()["people"]]


def test_strangers_and_those_without_the_office_see_nobody(
    session: Session, chief: User, client: TestClient
) -> None:
    clerk, _ = official(session, "Clerk", "akimat_clerk", WEST)
    assert client.get(PEOPLE, headers=ENGLISH).status_code == 401
    assert client.get(f"{PEOPLE}/{chief.id}", headers=ENGLISH).status_code == 401
    with browsing(client, clerk):
        assert client.get(PEOPLE).status_code == 403
        assert client.get(f"{PEOPLE}/{chief.id}").status_code == 403
        assert client.post(PEOPLE, json=invitation()).status_code == 403
        assert client.post(f"{PEOPLE}/{chief.id}/close").status_code == 403


def test_people_of_other_territories_are_not_there(
    session: Session, chief: User, client: TestClient
) -> None:
    below, _ = official(session, "Below", "akimat_clerk", WEST_SOUTH)
    elsewhere, member = official(session, "Elsewhere", "akimat_clerk", EAST)
    with browsing(client, chief):
        assert names(client) == ["Below", "Head"]
        assert client.get(f"{PEOPLE}/{below.id}").status_code == 200
        for ask in (
            client.get(f"{PEOPLE}/{elsewhere.id}"),
            client.post(f"{PEOPLE}/{elsewhere.id}/link"),
            client.post(f"{PEOPLE}/{elsewhere.id}/close"),
            client.delete(f"{PEOPLE}/{elsewhere.id}/sessions"),
            client.delete(f"{PEOPLE}/{elsewhere.id}/roles/{member.id}"),
            client.patch(f"{PEOPLE}/{elsewhere.id}", json={"name": "Mine"}),
            client.post(
                f"{PEOPLE}/{elsewhere.id}/roles", json={"role": "akimat_clerk", "at": WEST}
            ),
        ):
            assert ask.status_code == 404, ask.text


def test_list_is_found_through_and_paged(session: Session, chief: User, client: TestClient) -> None:
    for name in ("Aizhan", "Berik", "Dana"):
        official(session, name, "akimat_clerk", WEST)
    with browsing(client, chief):
        assert names(client, q="ERI") == ["Berik"]
        assert names(client, q="%") == []
        assert names(client, role="akimat_head") == ["Head"]
        assert names(client, state="closed") == []
        first = client.get(PEOPLE, params={"limit": "2"}).json()
        [following] = first["links"]
        second = client.get(following["href"]).json()
    found = [each["name"] for page in (first, second) for each in page["people"]]
    assert found == ["Aizhan", "Berik", "Dana", "Head"]
    assert second["links"] == []


def test_invited_into_a_role_they_choose_a_password_and_work(
    chief: User, client: TestClient
) -> None:
    with browsing(client, chief):
        made = client.post(PEOPLE, json=invitation() | {"name": "Saule"})
        assert made.status_code == 201, made.text
        assert (made.json()["name"], made.json()["state"]) == ("Saule", "invited")
        assert made.json()["roles"][0]["given_by"]["name"] == "Head"
    secret = made.json()["link"].partition("#link=")[2]
    body = {"link": secret, "password": PASSWORD}
    me = client.post("/api/account/link/password", json=body, headers=ENGLISH)
    assert me.status_code == 200, me.text
    assert [(role["role"], role["at"]) for role in me.json()["roles"]] == [("akimat_clerk", WEST)]


@pytest.mark.parametrize(
    ("role", "at"),
    [("akimat_clerk", EAST), ("akimat_clerk", "KZ"), ("heritage_officer", WEST),
     ("administrator", WEST), ("programme_office", WEST), ("chief_of_inspection", WEST)],
)  # fmt: skip
def test_nobody_gives_more_than_they_have(
    session: Session, chief: User, client: TestClient, role: str, at: str
) -> None:
    clerk, _ = official(session, "Clerk", "akimat_clerk", WEST)
    with browsing(client, chief):
        invited = client.post(PEOPLE, json=invitation(role=role, at=at))
        given = client.post(f"{PEOPLE}/{clerk.id}/roles", json={"role": role, "at": at})
        to_self = client.post(f"{PEOPLE}/{chief.id}/roles", json={"role": role, "at": at})
    for answer in (invited, given, to_self):
        assert answer.status_code == 403, answer.text
        assert answer.json()["errors"][0]["field"] == "permission"
    assert session.scalar(select(User.id).where(User.email == "new@atlas.kz")) is None


def test_account_of_somebody_with_more_is_out_of_reach(
    session: Session, chief: User, admin: User, client: TestClient
) -> None:
    officer, member = official(session, "Officer", "heritage_officer", WEST)
    del admin
    with browsing(client, chief):
        assert client.get(f"{PEOPLE}/{officer.id}").json()["may_manage"] is False
        for ask in (
            client.post(f"{PEOPLE}/{officer.id}/link"),
            client.post(f"{PEOPLE}/{officer.id}/close"),
            client.delete(f"{PEOPLE}/{officer.id}/sessions"),
            client.delete(f"{PEOPLE}/{officer.id}/roles/{member.id}"),
            client.patch(f"{PEOPLE}/{officer.id}", json={"name": "Mine"}),
        ):
            assert ask.status_code == 403, ask.text


def test_invitation_of_an_administrator_who_waits_gives_no_link_to_become_them(
    session: Session, chief: User, client: TestClient
) -> None:
    invite(session, Invitation("boss@atlas.kz", "administrator", "KZ"))
    session.commit()
    with browsing(client, chief):
        answer = client.post(PEOPLE, json=invitation("boss@atlas.kz"))
    assert answer.status_code == 201
    assert answer.json()["link"] is None


def test_role_of_a_clerk_ends_at_once(session: Session, chief: User, client: TestClient) -> None:
    clerk, member = official(session, "Clerk", "akimat_clerk", WEST)
    with browsing(client, chief):
        answer = client.delete(f"{PEOPLE}/{clerk.id}/roles/{member.id}")
        assert answer.status_code == 200, answer.text
        assert answer.json()["roles"][0]["ended_at"] is not None
        again = client.delete(f"{PEOPLE}/{clerk.id}/roles/{member.id}")
        assert again.status_code == 404
    with browsing(client, clerk):
        assert client.get("/api/me").json()["grants"] == []


def test_signed_out_by_the_head_nothing_of_theirs_works(
    session: Session, chief: User, client: TestClient
) -> None:
    clerk, _ = official(session, "Clerk", "akimat_clerk", WEST)
    with browsing(client, clerk):
        made = client.post("/api/account/tokens", json={"label": "QGIS"})
        kept = dict(client.cookies)
    with browsing(client, chief):
        assert client.delete(f"{PEOPLE}/{clerk.id}/sessions").status_code == 200
    bearer = {"Authorization": f"Bearer {made.json()['secret']}"}
    assert client.get("/api/me", headers=bearer).status_code == 401
    client.cookies.update(kept)
    assert client.get("/api/me").status_code == 401


def test_closed_account_lets_nobody_in(session: Session, chief: User, client: TestClient) -> None:
    clerk, _ = official(session, "Clerk", "akimat_clerk", WEST)
    with browsing(client, chief):
        closed = client.post(f"{PEOPLE}/{clerk.id}/close")
        assert closed.json()["state"] == "closed"
        assert client.post(f"{PEOPLE}/{chief.id}/close").status_code == 409
    body = {"login": "clerk@atlas.kz", "password": PASSWORD}
    assert client.post("/api/session", json=body, headers=ENGLISH).status_code == 401


def test_last_administrator_stays(session: Session, admin: User, client: TestClient) -> None:
    draw_country(session)
    second, member = official(session, "Second", "administrator", "KZ")
    with browsing(client, admin):
        first = client.delete(f"{PEOPLE}/{second.id}/roles/{member.id}")
        assert first.status_code == 403
        assert "second factor" in first.json()["errors"][0]["message"]
    with browsing(client, admin, by_code_in=session):
        mine = client.get(f"{PEOPLE}/{admin.id}").json()["roles"][0]["id"]
        assert client.delete(f"{PEOPLE}/{second.id}/roles/{member.id}").status_code == 200
        last = client.delete(f"{PEOPLE}/{admin.id}/roles/{mine}")
        assert last.status_code == 409
        assert "another administrator" in last.json()["detail"]
        assert names(client, role="administrator") == ["Admin"]


def test_a_token_gives_no_roles(session: Session, chief: User, client: TestClient) -> None:
    token = add_user(session, "Program", ["*"])
    session.commit()
    headers = {"Authorization": f"Bearer {token}", **ENGLISH}
    assert client.get(PEOPLE, headers=headers).status_code == 200
    assert client.post(PEOPLE, json=invitation(), headers=headers).status_code == 401
    assert client.post(f"{PEOPLE}/{chief.id}/link", headers=headers).status_code == 401


def test_other_sites_give_no_roles(chief: User, client: TestClient) -> None:
    with browsing(client, chief):
        foreign = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
        assert client.post(PEOPLE, json=invitation(), headers=foreign).status_code == 403


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"email": "no address"}, "email"),
        ({"role": "no_such"}, "role"),
        ({"at": "123"}, "at"),
        ({"at": "999999999"}, "at"),
        ({"until": "2001-01-01"}, "until"),
        ({"from": "2090-01-02", "until": "2090-01-01"}, "until"),
        ({"organisation": 77}, "organisation"),
    ],
)
def test_what_is_wrong_is_named(
    session: Session, admin: User, client: TestClient, body: dict[str, str], field: str
) -> None:
    draw_country(session)
    with browsing(client, admin):
        answer = client.post(PEOPLE, json=invitation() | body)
    assert answer.status_code in {400, 404, 422}, answer.text
    assert answer.json()["errors"][0]["field"] == field
    assert session.scalar(select(User.id).where(User.email == "new@atlas.kz")) is None


def test_role_to_come_is_shown_and_not_yet_in_force(
    session: Session, chief: User, client: TestClient
) -> None:
    tomorrow = session.scalar(select(LOCAL_DAY)) + timedelta(days=1)  # type: ignore[operator]
    clerk, _ = official(session, "Clerk", "akimat_clerk", WEST_SOUTH)
    body = {"role": "akimat_clerk", "at": WEST, "from": tomorrow.isoformat()}
    with browsing(client, chief):
        answer = client.post(f"{PEOPLE}/{clerk.id}/roles", json=body)
        assert answer.json()["roles"][0]["valid_from"] == tomorrow.isoformat()
    with browsing(client, clerk):
        grants = client.get("/api/me").json()["grants"]
    assert not [grant for grant in grants if grant.endswith(WEST)]


def test_list_tells_no_secret(session: Session, admin: User, client: TestClient) -> None:
    draw_country(session)
    with browsing(client, admin):
        told = client.get(PEOPLE).text
    assert HASH not in told
    assert "sha256" not in told
