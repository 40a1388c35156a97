"""Standing in for somebody on leave: what it brings, what it does not, and when it ends."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from core.accounts.roles import LOCAL_DAY, RoleMember, end_role
from core.accounts.user import User
from tests.api.accounts.people import person
from tests.api.administration.offices import browsing, login_of, official
from tests.api.asking import ENGLISH
from tests.world.drawing import draw_country
from tests.world.units import WEST

DELEGATIONS = "/api/account/delegations"


@pytest.fixture
def head(session: Session) -> tuple[User, RoleMember]:
    draw_country(session)
    return official(session, "Head", "akimat_head", WEST)


@pytest.fixture
def deputy(session: Session) -> User:
    return person(session, name="Deputy", login=login_of("Deputy"))


@pytest.fixture
def day(session: Session) -> date:
    found = session.scalar(select(LOCAL_DAY))
    assert isinstance(found, date)
    return found


def wish(
    member: RoleMember, first: date, days: int = 14, to: str = "deputy@atlas.kz"
) -> dict[str, object]:
    last = first + timedelta(days=days - 1)
    return {"role": member.id, "to": to, "from": first.isoformat(), "until": last.isoformat()}


def grants(client: TestClient, user: User) -> set[str]:
    with browsing(client, user):
        return set(client.get("/api/me").json()["grants"])


def test_deputy_works_and_administers_nobody(
    head: tuple[User, RoleMember], deputy: User, day: date, client: TestClient
) -> None:
    user, member = head
    before = grants(client, user)
    with browsing(client, user):
        made = client.post(DELEGATIONS, json=wish(member, day))
        assert made.status_code == 201, made.text
        [told] = made.json()["delegations"]
        assert (told["holder"]["name"], told["deputy"]["name"]) == ("Head", "Deputy")
    assert grants(client, user) == before
    assert grants(client, deputy) == before - {f"users:administer@{WEST}"}
    with browsing(client, deputy):
        [told] = client.get(DELEGATIONS).json()["delegations"]
        again = client.post(DELEGATIONS, json=wish(member, day, to="head@atlas.kz"))
        assert again.status_code == 404
        handed_on = {**wish(member, day, to="head@atlas.kz"), "role": told["id"]}
        assert client.post(DELEGATIONS, json=handed_on).status_code == 409


def test_it_ends_with_the_office_it_came_from(
    session: Session, head: tuple[User, RoleMember], deputy: User, day: date, client: TestClient
) -> None:
    user, member = head
    with browsing(client, user):
        client.post(DELEGATIONS, json=wish(member, day))
    assert grants(client, deputy)
    end_role(session, [member.id])
    session.commit()
    assert grants(client, deputy) == set()


def test_either_of_the_two_ends_it_and_nobody_else(
    session: Session, head: tuple[User, RoleMember], deputy: User, day: date, client: TestClient
) -> None:
    user, member = head
    other, _ = official(session, "Other", "akimat_clerk", WEST)
    with browsing(client, user):
        [told] = client.post(DELEGATIONS, json=wish(member, day)).json()["delegations"]
    with browsing(client, other):
        assert client.delete(f"{DELEGATIONS}/{told['id']}").status_code == 404
        assert client.delete(f"{DELEGATIONS}/{member.id}").status_code == 404
    with browsing(client, deputy):
        assert client.delete(f"{DELEGATIONS}/{told['id']}").status_code == 204
    assert grants(client, deputy) == set()


def test_leave_to_come_begins_on_its_day(
    head: tuple[User, RoleMember], deputy: User, day: date, client: TestClient
) -> None:
    user, member = head
    with browsing(client, user):
        made = client.post(DELEGATIONS, json=wish(member, day + timedelta(days=3)))
        assert made.status_code == 201
    assert grants(client, deputy) == set()


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"from": "2001-01-01"}, 422, "until"),
        ({"until": "2001-01-01"}, 422, "until"),
        ({"until": "2090-01-01"}, 422, "until"),
        ({"to": "nobody@atlas.kz"}, 404, "name"),
        ({"to": "head@atlas.kz"}, 422, "to"),
        ({"role": 99999999}, 404, "role"),
        ({"extra": 1}, 422, "extra"),
    ],
)
def test_what_is_wrong_is_named(  # noqa: PLR0913, PLR0917 - cases
    head: tuple[User, RoleMember],
    deputy: User,
    day: date,
    client: TestClient,
    change: dict[str, object],
    status: int,
    field: str,
) -> None:
    del deputy
    user, member = head
    with browsing(client, user):
        answer = client.post(DELEGATIONS, json=wish(member, day) | change)
    assert answer.status_code == status, answer.text
    assert answer.json()["errors"][0]["field"] == field


def test_everything_is_not_handed_on(
    session: Session, deputy: User, day: date, client: TestClient
) -> None:
    del deputy
    admin, member = official(session, "Admin", "administrator", "KZ")
    with browsing(client, admin):
        assert client.post(DELEGATIONS, json=wish(member, day)).status_code == 409


def test_strangers_hand_nothing_on(client: TestClient) -> None:
    assert client.get(DELEGATIONS, headers=ENGLISH).status_code == 401
    assert client.post(DELEGATIONS, json={}, headers=ENGLISH).status_code == 401
