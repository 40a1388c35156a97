"""What each office may do, asked at the doors: in its own territory, in another, and not at all."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from core.accounts.roles import LOCAL_DAY, end_role, give_role, role_named
from core.accounts.user import User
from tests.api.accounts.people import entered, person
from tests.api.asking import ENGLISH, MONUMENTS
from tests.world.drawing import draw_country
from tests.world.units import EAST, WEST

IN_WEST, IN_EAST = (67.0, 51.0), (71.0, 51.0)


@pytest.fixture
def aigul(session: Session) -> User:
    """Somebody with a password and no office, in the drawn country."""
    draw_country(session)
    return person(session)


def mound(place: tuple[float, float]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": list(place)},
        "properties": {"name_en": "Mound", "kind": "archaeology"},
    }


def made(client: TestClient, place: tuple[float, float]) -> int:
    return client.post(MONUMENTS, json=mound(place), headers=ENGLISH).status_code


def test_without_an_office_nothing_is_written(aigul: User, client: TestClient) -> None:
    del aigul
    entered(client)
    assert made(client, IN_WEST) == 403


def test_officer_writes_in_their_unit_and_nowhere_else(
    session: Session, aigul: User, client: TestClient
) -> None:
    give_role(session, aigul.id, role_named(session, "heritage_officer"), WEST)
    session.commit()
    me = entered(client)
    assert me["layers"] == ["monuments", "endangered_objects"]
    assert [role["at"] for role in me["roles"]] == [WEST]  # type: ignore[attr-defined]
    assert made(client, IN_WEST) == 201
    assert made(client, IN_EAST) == 403


def test_ended_office_ends_at_once_in_an_open_session(
    session: Session, aigul: User, client: TestClient
) -> None:
    member = give_role(session, aigul.id, role_named(session, "heritage_officer"), WEST)
    session.commit()
    entered(client)
    assert made(client, IN_WEST) == 201
    end_role(session, [member.id])
    session.commit()
    assert made(client, IN_WEST) == 403


def test_office_of_a_time_is_over_after_its_last_day(
    session: Session, aigul: User, client: TestClient
) -> None:
    today = session.scalars(select(LOCAL_DAY)).one()
    yesterday = today - timedelta(days=1)
    role = role_named(session, "heritage_officer")
    give_role(
        session, aigul.id, role, WEST, valid_from=today - timedelta(days=9), valid_to=yesterday
    )
    session.commit()
    entered(client)
    assert made(client, IN_WEST) == 403


def test_two_offices_do_not_mix_their_territories(
    session: Session, aigul: User, client: TestClient
) -> None:
    give_role(session, aigul.id, role_named(session, "heritage_officer"), WEST)
    give_role(session, aigul.id, role_named(session, "akimat_clerk"), EAST)
    session.commit()
    entered(client)
    assert made(client, IN_WEST) == 201
    assert made(client, IN_EAST) == 403
