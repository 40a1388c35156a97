"""Rows and callers for tests of the API."""

from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from core.access.grant import grants_of
from core.accounts.user import User, UserGrant
from core.accounts.users import add_user
from layers.catalogue.citizen_reports import CitizenReport
from layers.catalogue.monuments import Monument

ENGLISH = {"Accept-Language": "en"}
MONUMENTS = "/api/collections/monuments/items"
REPORTS = "/api/collections/citizen_reports/items"


def monument(session: Session, lon: float = 61.5, lat: float = 51.5, **values: Any) -> Monument:
    """A monument of the database, by default archaeological."""
    place = f"SRID=4326;POINT({lon} {lat})"
    row = Monument(**{"kind": "archaeology", "geom": place, **values})
    session.add(row)
    session.commit()
    return row


def report(session: Session, lon: float = 61.5, lat: float = 51.5, **values: Any) -> CitizenReport:
    """A citizen report of the database, by default about a road."""
    place = f"SRID=4326;POINT({lon} {lat})"
    row = CitizenReport(**{"topic": "roads", "geom": place, **values})
    session.add(row)
    session.commit()
    return row


def signed_in(session: Session, *permissions: str) -> dict[str, str]:
    """The headers of a user with these permissions, who reads English."""
    token = add_user(session, f"user with {permissions}", permissions)
    session.commit()
    return {"Authorization": f"Bearer {token}", **ENGLISH}


def regrant(session: Session, *permissions: str) -> None:
    """Give every user these permissions instead of their own."""
    session.execute(delete(UserGrant))
    for user in session.scalars(select(User.id)).all():
        session.add_all(
            UserGrant(user_id=user, room=each.room, action=each.action, scope=each.scope)
            for each in grants_of(permissions)
        )
    session.commit()
    session.expire_all()


def ids(client: TestClient, path: str, **parameters: str) -> list[int]:
    """The ids of the features that an address answers with."""
    answer = client.get(path, params=parameters, headers=ENGLISH)
    assert answer.status_code == 200, answer.text
    return [feature["id"] for feature in answer.json()["features"]]


def refused(client: TestClient, path: str, **parameters: str) -> dict[str, Any]:
    """The one error with which an address answers, 400."""
    answer = client.get(path, params=parameters, headers=ENGLISH)
    assert answer.status_code == 400, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == 400
    [error] = problem["errors"]
    found: dict[str, Any] = error
    return found
