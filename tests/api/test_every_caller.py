"""Every kind of caller at every door of a layer, against an oracle that knows nothing of SQL."""

from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from core.access.grant import Grant, grants_of
from core.accounts.user import User
from layers.catalogue.citizen_reports import CitizenReport
from layers.catalogue.monuments import Monument
from tests.api.asking import signed_in
from tests.world.drawing import draw_squares
from tests.world.units import A_EAST, A_WEST, NORTH, SOUTH, A, B

pytestmark = pytest.mark.slow

Headers = dict[str, str]

PLACES = {
    SOUTH: ((60.53, 50.52), (A, A_WEST, SOUTH)),
    NORTH: ((60.53, 51.52), (A, A_WEST, NORTH)),
    A_EAST: ((61.53, 50.52), (A, A_EAST)),
    B: ((63.03, 51.02), (B,)),
}
"""By its lowest unit: a point in it, and every unit in which it lies."""
STRIDE = 5
"""Every fifth row is written: in five steps each kind of place, visibility and author comes."""
CALLERS = (
    (),
    ("*",),
    ("*:*@own",),
    *((f"*:read_{what}@{where}",)
      for what in ("hidden", "sealed", "exact") for where in ("KZ", A, SOUTH, "own")),
    *((f"*:write@{where}",) for where in ("KZ", A_WEST, "own")),
    *((f"*:write@{where}", f"*:read_hidden@{where}", "*:read_exact@KZ") for where in (A, B)),
    ("monuments:edit@" + A_EAST, "monuments:delete@own", "citizen_reports:create@" + NORTH),
    ("*:edit@" + SOUTH, "*:moderate@" + A, "*:read_hidden@" + B),
    ("citizen_reports:move.assign@" + A_WEST,),
    ("citizen_reports:move.*@KZ",),
    ("citizen_reports:move.solve@KZ", "monuments:move.assign@KZ"),
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """What the oracle knows of a row of a layer."""

    layer: str
    id: int
    units: tuple[str, ...]
    public: bool
    own: bool
    sensitive: bool


@dataclass(frozen=True)
class Oracle:
    """Says by looking at one row and one list of grants what may be done."""

    grants: frozenset[Grant]
    is_known: bool

    def may(self, action: str, row: Row) -> bool:
        """Whether one of the grants names the action and the row."""
        return any(
            grant.room in {"*", row.layer}
            and grant.action in {"*", action, f"{action.partition('.')[0]}.*"}
            and (
                grant.scope == "KZ"
                or (grant.scope == "own" and row.own)
                or grant.scope in row.units
            )
            for grant in self.grants
        )

    def sees(self, row: Row) -> bool:
        """Whether the row is there for the caller."""
        return row.public or self.may("read_hidden", row)

    def status(self, action: str, row: Row, done: int) -> set[int]:
        """The answers to a write; which of several hindrances is told first does not matter."""
        if not self.is_known:
            return {401}
        hindrances = ({404} if not self.sees(row) else set()) | (
            {403} if not self.may(action, row) else set()
        )
        return hindrances or {done}


Judged = tuple[Oracle, Headers, list[Row]]


@pytest.fixture(params=[None, *CALLERS], ids=lambda grants: "stranger" if grants is None else
                "+".join(grants) or "nothing granted")  # fmt: skip
def judged(request: pytest.FixtureRequest, session: Session) -> Judged:
    """An oracle, the headers of the caller that it judges, and rows of every kind."""
    draw_squares(session)
    permissions: tuple[str, ...] | None = request.param
    headers, me = {}, -1
    if permissions is not None:
        headers = signed_in(session, *permissions)
        me = session.scalars(select(User.id)).one()
    return Oracle(grants_of(permissions or ()), permissions is not None), headers, rows(session, me)


def rows(session: Session, me: int) -> list[Row]:
    made = []
    for (point, units), visibility, author in product(
        PLACES.values(), ("public", "pending", "hidden"), (me, None)
    ):
        place = f"SRID=4326;POINT({point[0]} {point[1]})"
        shared: dict[str, Any] = {"geom": place, "visibility": visibility, "author_id": author}
        is_public, is_own = visibility == "public", author == me
        report = CitizenReport(**shared, topic="roads", author_name="Айгүл")
        session.add(report)
        session.flush()
        answers = units[:2]  # the akimat of a district, or of an oblast without one
        made.append(Row("citizen_reports", report.id, answers, is_public, is_own, sensitive=False))
        for sensitive in (False, True):
            monument = Monument(
                **shared, kind="archaeology", name_en="Kurgan", address="here", sensitive=sensitive
            )
            session.add(monument)
            session.flush()
            # A sensitive monument does not tell its rural district.
            known = tuple(unit for unit in units if not sensitive or unit not in {SOUTH, NORTH})
            made.append(Row("monuments", monument.id, known, is_public, is_own, sensitive))
    session.commit()
    return made


def test_items_lists_filters_and_search_show_what_the_oracle_lets_them(
    client: TestClient, judged: Judged
) -> None:
    oracle, headers, made = judged
    shows_items_and_lists(client, oracle, headers, made)
    finds_by_sealed_and_secret_values(client, oracle, headers, made)
    finds_by_name(client, oracle, headers, made)


def shows_items_and_lists(
    client: TestClient, oracle: Oracle, headers: Headers, made: list[Row]
) -> None:
    for layer in ("monuments", "citizen_reports"):
        items = f"/api/collections/{layer}/items"
        seen = {row.id: row for row in made if row.layer == layer and oracle.sees(row)}
        page = client.get(items, params={"limit": 100}, headers=headers).json()
        assert {each["id"] for each in page["features"]} == set(seen)
        assert page["numberMatched"] == len(seen)
        for feature in page["features"]:
            assert shows_as_much(oracle, seen[feature["id"]], feature)
        for row in (row for row in made if row.layer == layer):
            answer = client.get(f"{items}/{row.id}", headers=headers)
            assert answer.status_code == (200 if row.id in seen else 404), row
            if row.id in seen:
                assert shows_as_much(oracle, row, answer.json())


def finds_by_sealed_and_secret_values(
    client: TestClient, oracle: Oracle, headers: Headers, made: list[Row]
) -> None:
    found = {
        layer: {
            each["id"]
            for each in client.get(
                f"/api/collections/{layer}/items",
                params={"filter": condition, "limit": 100},
                headers=headers,
            )
            .json()
            .get("features", [])
        }
        for layer, condition in (
            ("citizen_reports", "author_name = 'Айгүл'"),
            ("monuments", "address = 'here'"),
        )
    }
    assert found["citizen_reports"] == {
        row.id
        for row in made
        if row.layer == "citizen_reports" and oracle.sees(row) and oracle.may("read_sealed", row)
    }
    assert found["monuments"] == {
        row.id
        for row in made
        if row.layer == "monuments"
        and oracle.sees(row)
        and (not row.sensitive or oracle.may("read_exact", row))
    }


def finds_by_name(client: TestClient, oracle: Oracle, headers: Headers, made: list[Row]) -> None:
    found = client.get(
        "/api/search", params={"q": "Kurgan", "limit": 50, "layers": "monuments"}, headers=headers
    ).json()
    assert {int(each["id"]) for each in found["results"]} == {
        row.id for row in made if row.layer == "monuments" and oracle.sees(row)
    }


def test_only_what_the_oracle_allows_is_changed_moved_and_deleted(
    client: TestClient, judged: Judged
) -> None:
    oracle, headers, every = judged
    made = every[::STRIDE]
    for row in made:
        path = f"/api/collections/{row.layer}/items/{row.id}"
        edit = client.patch(path, json={"properties": {"name_kk": "Жаңа"}}, headers=headers)
        assert edit.status_code in oracle.status("edit", row, 200), (row, edit.text)
        if row.layer == "citizen_reports":
            body = {"properties": {"text": "Шұңқыр"}}
            added = client.post(f"{path}/comments", json=body["properties"], headers=headers)
            assert added.status_code in oracle.status("edit", row, 201), (row, added.text)
            move = client.post(f"{path}/moves", json={"move": "assign"}, headers=headers)
            assert move.status_code in oracle.status("move.assign", row, 200), (row, move.text)
        shown = client.patch(path, json={"properties": {"visibility": "public"}}, headers=headers)
        allowed = oracle.status("edit", row, 200)
        if allowed == {200} and not row.public and not oracle.may("moderate", row):
            allowed = {403}
        assert shown.status_code in allowed, (row, shown.text)
    after = [
        row if not (oracle.may("edit", row) and oracle.may("moderate", row) and oracle.sees(row))
        else replace(row, public=True)
        for row in made
    ]  # fmt: skip
    for row in after:
        path = f"/api/collections/{row.layer}/items/{row.id}"
        gone = client.delete(path, headers=headers)
        assert gone.status_code in oracle.status("delete", row, 204), (row, gone.text)


def test_new_rows_and_rows_that_move_stay_in_the_territory(
    client: TestClient, judged: Judged
) -> None:
    oracle, headers, made = judged
    for layer, properties in (
        ("monuments", {"kind": "archaeology"}),
        ("citizen_reports", {"topic": "roads"}),
    ):
        items = f"/api/collections/{layer}/items"
        for point, units in PLACES.values():
            theirs = units[:2] if layer == "citizen_reports" else units
            there = Row(layer, 0, theirs, public=True, own=True, sensitive=False)
            geometry = {"type": "Point", "coordinates": point}
            made_one = client.post(
                items, json={"geometry": geometry, "properties": properties}, headers=headers
            )
            assert made_one.status_code in oracle.status("create", there, 201), made_one.text
            before = next(row for row in made if row.layer == layer and row.public
                          and row.units == (A, A_EAST) and not row.sensitive)  # fmt: skip
            moved = client.patch(
                f"{items}/{before.id}", json={"geometry": geometry}, headers=headers
            )
            wanted = oracle.status("edit", before, 200)
            lands = replace(before, units=theirs)
            if wanted == {200} and not oracle.may("edit", lands):
                wanted = {403}
            assert moved.status_code in wanted, (units, moved.text)
            if moved.status_code == 200:
                back = {"type": "Point", "coordinates": PLACES[A_EAST][0]}
                answer = client.patch(
                    f"{items}/{before.id}", json={"geometry": back}, headers=headers
                )
                assert answer.status_code == 200


def shows_as_much(oracle: Oracle, row: Row, feature: dict[str, Any]) -> bool:
    """Whether an answer shows of a row neither more nor less than the oracle allows."""
    properties = feature["properties"]
    assert "author_id" not in properties
    if row.layer == "citizen_reports":
        is_told = properties.get("author_name") == "Айгүл"
        return is_told == oracle.may("read_sealed", row)
    knows_place = not row.sensitive or oracle.may("read_exact", row)
    longitude, latitude = feature["geometry"]["coordinates"]
    is_exact = any(
        (longitude, latitude) == pytest.approx(point, abs=1e-6) for point, _ in PLACES.values()
    )
    return is_exact == knows_place and (properties["address"] == "here") == knows_place
