"""Features in a wanted order, page by page, and what can be sorted by."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from tests.api.asking import ENGLISH, MONUMENTS, REPORTS, ids, monument, refused, report

DATES = [date(1982, 1, 26), None, date(2001, 5, 9), date(1982, 1, 26), None, date(1950, 3, 1)]
NAMES = ["Б", "А", "А", "Б", None, None]


@pytest.fixture
def rows(session: Session) -> list[Any]:
    """Six monuments, some alike and some without a value."""
    return [
        monument(session, protected_since=day, name_ru=name)
        for day, name in zip(DATES, NAMES, strict=True)
    ]


def through(client: TestClient, sortby: str, limit: int, path: str = MONUMENTS) -> list[int]:
    """The ids of all pages, by following the links."""
    seen: list[int] = []
    answer = client.get(path, params={"sortby": sortby, "limit": limit}, headers=ENGLISH)
    while True:
        assert answer.status_code == 200, answer.text
        seen += [feature["id"] for feature in answer.json()["features"]]
        if "next" not in answer.links:
            return seen
        answer = client.get(answer.links["next"]["url"])


@pytest.mark.parametrize("limit", [1, 2, 4, 6, 10])
@pytest.mark.parametrize(
    ("sortby", "order"),
    [
        ("id", [0, 1, 2, 3, 4, 5]),
        ("-id", [5, 4, 3, 2, 1, 0]),
        ("protected_since", [5, 0, 3, 2, 1, 4]),
        ("+protected_since", [5, 0, 3, 2, 1, 4]),
        ("-protected_since", [2, 0, 3, 5, 1, 4]),
        ("name_ru,-protected_since", [2, 1, 0, 3, 5, 4]),
        ("-name_ru,protected_since,-id", [3, 0, 2, 1, 5, 4]),
        ("kind,-id", [5, 4, 3, 2, 1, 0]),
    ],
)
def test_pages_lead_through_the_order_once(
    client: TestClient, rows: list[Any], sortby: str, order: list[int], limit: int
) -> None:
    assert through(client, sortby, limit) == [rows[at].id for at in order]


def test_plus_may_have_become_a_space(client: TestClient, rows: list[Any]) -> None:
    answer = client.get(f"{MONUMENTS}?sortby=-name_ru,+id", headers=ENGLISH)
    found = [feature["id"] for feature in answer.json()["features"]]
    assert found == [rows[at].id for at in (0, 3, 1, 2, 4, 5)]


def test_order_goes_with_conditions_and_offset(client: TestClient, rows: list[Any]) -> None:
    assert ids(client, MONUMENTS, sortby="-protected_since", filter="name_ru = 'А'") == [
        rows[2].id,
        rows[1].id,
    ]
    assert ids(client, MONUMENTS, sortby="-id", offset="4") == [rows[1].id, rows[0].id]


@pytest.mark.parametrize(
    "sortby",
    ["nothing", "geom", "-", "name_ru,name_ru", "author_contact", "name_ru desc", ",",
     "id,name_kk,name_ru,name_en,kind,state"],
)  # fmt: skip
def test_what_cannot_be_sorted_by_is_named_with_what_can(client: TestClient, sortby: str) -> None:
    error = refused(client, MONUMENTS, sortby=sortby)
    assert (error["field"], error["value"]) == ("sortby", sortby)
    assert "protected_since" in error["message"]


def test_place_of_one_order_is_none_of_another(client: TestClient, rows: list[Any]) -> None:
    assert rows
    url = client.get(f"{MONUMENTS}?sortby=name_ru&limit=2").links["next"]["url"]
    answer = client.get(url.replace("sortby=name_ru", "sortby=-name_ru"), headers=ENGLISH)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "after"


def test_row_deleted_between_pages_moves_no_other(
    client: TestClient, session: Session, rows: list[Any]
) -> None:
    expected = through(client, "-protected_since", 10)
    first = client.get(f"{MONUMENTS}?sortby=-protected_since&limit=2")
    session.delete(next(row for row in rows if row.id == expected[1]))
    session.commit()
    following = client.get(first.links["next"]["url"]).json()["features"]
    assert [feature["id"] for feature in following] == expected[2:4]


def test_secret_value_orders_nothing_for_strangers(client: TestClient, session: Session) -> None:
    """Else an order by it would tell it, one comparison after the other."""
    secret = monument(session, 70, 45, sensitive=True, address="А")
    known = monument(session, 71, 46, address="Я")
    assert ids(client, MONUMENTS, sortby="address") == [known.id, secret.id]
    assert ids(client, MONUMENTS, sortby="-address") == [known.id, secret.id]


def test_sealed_field_is_no_sortable(client: TestClient, session: Session) -> None:
    report(session, author_name="Б")
    assert refused(client, REPORTS, sortby="author_name")["field"] == "sortby"
    named = client.get("/api/collections/citizen_reports/sortables").json()["properties"]
    assert "author_name" not in named
    assert "submitted_on" in named


@pytest.mark.slow
def test_every_sortable_sorts(client: TestClient, rows: list[Any]) -> None:
    document = client.get("/api/collections/monuments/sortables")
    assert document.headers["content-type"] == "application/schema+json"
    for name in document.json()["properties"]:
        for sign in ("", "-"):
            assert sorted(through(client, f"{sign}{name}", 2)) == [row.id for row in rows], name
