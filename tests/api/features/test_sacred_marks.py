"""Sacred is a mark: a monument keeps its kind, and its row tells the highest of its marks."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from layers.catalogue.monuments import Monument, SacredMark
from tests.api.asking import ENGLISH, MONUMENTS, ids, monument, signed_in

POINT = {"type": "Point", "coordinates": [60.5, 50.5]}


def level_after(session: Session, row: Monument, *levels: str) -> str | None:
    for level in levels:
        session.add(SacredMark(feature_id=row.id, kind="cult", level=level))
        session.flush()
    session.refresh(row)
    return row.sacred_level


def test_national_mark_wins_over_others_whatever_their_order(session: Session) -> None:
    assert level_after(session, monument(session)) is None
    assert level_after(session, monument(session), "unstated") == "unstated"
    assert level_after(session, monument(session), "unstated", "regional") == "regional"
    assert level_after(session, monument(session), "national", "regional") == "national"
    assert level_after(session, monument(session), "regional", "national") == "national"


def test_level_follows_marks_that_change_or_go(session: Session) -> None:
    row = monument(session)
    assert level_after(session, row, "national", "regional") == "national"
    national, regional = session.scalars(select(SacredMark).order_by(SacredMark.id))
    session.delete(national)
    session.flush()
    assert level_after(session, row) == "regional"
    regional.level = "unstated"
    session.flush()
    assert level_after(session, row) == "unstated"
    session.delete(regional)
    session.flush()
    assert level_after(session, row) is None


def test_rows_are_found_by_level_of_sacredness(client: TestClient, session: Session) -> None:
    plain, mosque, cave = (monument(session, kind=kind) for kind in ("ensemble", "ensemble", None))
    level_after(session, mosque, "national")
    level_after(session, cave, "regional")
    session.commit()
    assert ids(client, MONUMENTS, sacred_level="national") == [mosque.id]
    assert ids(client, MONUMENTS, filter="sacred_level='regional'") == [cave.id]
    assert ids(client, MONUMENTS, filter="sacred_level IS NULL") == [plain.id]
    assert ids(client, MONUMENTS, kind="ensemble", sacred_level="national") == [mosque.id]
    assert ids(client, MONUMENTS, kind="sacred_site") == []


def test_monument_told_to_be_only_sacred_gets_the_mark(
    client: TestClient, session: Session
) -> None:
    writer = signed_in(session, "monuments:write")
    feature = {"type": "Feature", "geometry": POINT, "properties": {"kind": "sacred_site"}}
    made = client.post(MONUMENTS, json=feature, headers=writer).json()
    assert (made["properties"]["kind"], made["properties"]["sacred_level"]) == (None, "unstated")
    [mark] = session.scalars(select(SacredMark))
    assert (mark.feature_id, mark.kind, mark.level) == (made["id"], None, "unstated")


def test_row_without_a_kind_comes_back_as_it_went(client: TestClient, session: Session) -> None:
    writer = signed_in(session, "monuments:write")
    row = monument(session, kind=None)
    level_after(session, row, "national")
    session.commit()
    address = f"{MONUMENTS}/{row.id}"
    read = client.get(address, headers=ENGLISH).json()
    own = {"name_kk": "Үңгір", "kind": None}
    body = {"type": "Feature", "geometry": read["geometry"], "properties": own}
    assert client.put(address, json=body, headers=writer).status_code == 200
    session.expire_all()
    assert (row.kind, row.sacred_level, row.name_kk) == (None, "national", "Үңгір")
    assert len(session.scalars(select(SacredMark)).all()) == 1


@pytest.mark.parametrize("properties", [{}, {"kind": None}, {"kind": ""}])
def test_monument_still_needs_a_kind_or_the_mark(
    client: TestClient, session: Session, properties: dict[str, str | None]
) -> None:
    writer = signed_in(session, "monuments:write")
    feature = {"type": "Feature", "geometry": POINT, "properties": properties}
    answer = client.post(MONUMENTS, json=feature, headers=writer)
    assert answer.status_code == 422
    assert {error["field"] for error in answer.json()["errors"]} == {"kind"}


def test_edit_to_only_sacred_empties_the_kind_and_marks_once(
    client: TestClient, session: Session
) -> None:
    writer = signed_in(session, "monuments:write")
    row = monument(session)
    for _ in range(2):
        patch = {"properties": {"kind": "sacred_site"}}
        answer = client.patch(f"{MONUMENTS}/{row.id}", json=patch, headers=writer)
        assert answer.status_code == 200, answer.text
    session.expire_all()
    assert (row.kind, row.sacred_level) == (None, "unstated")
    assert len(session.scalars(select(SacredMark)).all()) == 1


def test_last_mark_of_a_monument_without_a_kind_may_not_go(
    client: TestClient, session: Session
) -> None:
    writer = signed_in(session, "monuments:write")
    row = monument(session, kind=None)
    level_after(session, row, "national", "regional")
    session.commit()
    first, last = session.scalars(select(SacredMark.id).order_by(SacredMark.id))
    address = f"{MONUMENTS}/{row.id}"
    assert client.delete(f"{address}/sacred_marks/{first}", headers=writer).status_code == 204
    refused = client.delete(f"{address}/sacred_marks/{last}", headers={**writer, **ENGLISH})
    assert refused.status_code == 409
    assert "Fill in “kind” first" in refused.json()["detail"]
    patch = {"properties": {"kind": "archaeology"}}
    assert client.patch(address, json=patch, headers=writer).status_code == 200
    assert client.delete(f"{address}/sacred_marks/{last}", headers=writer).status_code == 204
    session.expire_all()
    assert (row.kind, row.sacred_level) == ("archaeology", None)
