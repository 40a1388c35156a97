"""Counts of a layer in a region by several axes together, over the network."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from layers.catalogue.initiative_projects import InitiativeProject
from tests.api.asking import ENGLISH, report, signed_in
from tests.world.drawing import draw_squares
from tests.world.units import A_EAST, NORTH, SOUTH, A, B

REPORTS = "?layer=citizen_reports"
ALL = "topic,state,month"


@pytest.fixture(autouse=True)
def reports(session: Session) -> None:
    """Six reports of three months, one of them hidden, one drawn by chance."""
    draw_squares(session)
    january, february = datetime(2026, 1, 5, tzinfo=UTC), datetime(2026, 2, 5, tzinfo=UTC)
    late = datetime(2026, 2, 28, 20, tzinfo=UTC)
    report(session, 60.5, 50.5, topic="water", submitted_at=january)
    report(session, 60.5, 50.5, topic="roads", submitted_at=january, synthetic=True)
    report(session, 60.5, 51.5, topic="roads", submitted_at=february, state="done")
    report(session, 61.5, 51.5, topic="roads", submitted_at=late)
    report(session, 63.0, 51.5, topic="waste", submitted_at=february)
    report(session, 60.5, 50.5, topic="water", submitted_at=january, visibility="hidden")


def counts(client: TestClient, code: str, query: str, **headers: str) -> dict[str, Any]:
    answer = client.get(f"/api/regions/{code}/counts{query}", headers=headers)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def rows(client: TestClient, code: str, by: str, **headers: str) -> list[tuple[Any, ...]]:
    found = counts(client, code, f"{REPORTS}&by={by}", **headers)["rows"]
    return [tuple(row.values()) for row in found]


def test_country_is_counted_by_month_topic_and_state(client: TestClient) -> None:
    found = counts(client, "KZ", f"{REPORTS}&by={ALL}")
    assert found["by"] == ["topic", "state", "month"]
    assert found["region"]["code"] == "KZ"
    assert found["rows"][0] == {
        "topic": "roads", "state": "open", "month": "2026-01", "count": 1, "synthetic": 1
    }  # fmt: skip
    assert rows(client, "KZ", ALL) == [
        ("roads", "open", "2026-01", 1, 1),
        ("water", "open", "2026-01", 1, 0),
        ("roads", "done", "2026-02", 1, 0),
        ("waste", "open", "2026-02", 1, 0),
        ("roads", "open", "2026-03", 1, 0),
    ]


def test_month_is_that_of_kazakhstan(client: TestClient) -> None:
    assert rows(client, A_EAST, "month") == [("2026-03", 1, 0)]


@pytest.mark.parametrize(
    ("code", "by", "found"),
    [
        (A, "topic", [("roads", 3, 1), ("water", 1, 0)]),
        (A, "month,topic", [("2026-01", "roads", 1, 1), ("2026-01", "water", 1, 0),
                            ("2026-02", "roads", 1, 0), ("2026-03", "roads", 1, 0)]),
        (SOUTH, "state", [("open", 2, 1)]),
        (NORTH, "state,month", [("done", "2026-02", 1, 0)]),
        (B, "", [(1, 0)]),
        (A, "", [(4, 1)]),
    ],
)  # fmt: skip
def test_any_unit_is_counted_by_any_axes(
    client: TestClient, code: str, by: str, found: list[tuple[Any, ...]]
) -> None:
    assert rows(client, code, by) == found


def test_hidden_reports_are_counted_for_those_who_see_them(
    client: TestClient, session: Session
) -> None:
    officer = signed_in(session, "citizen_reports:hidden")
    assert rows(client, SOUTH, "topic") == [("roads", 1, 1), ("water", 1, 0)]
    assert rows(client, SOUTH, "topic", **officer) == [("roads", 1, 1), ("water", 2, 0)]


@pytest.mark.parametrize(
    ("months", "count"),
    [
        ("2026-01", 2),
        ("2026-01/2026-02", 4),
        ("2026-02/..", 3),
        ("/2026-01", 2),
        ("2030-01/2030-12", 0),
    ],
)
def test_months_are_chosen(client: TestClient, months: str, count: int) -> None:
    found = counts(client, "KZ", f"{REPORTS}&by=topic&datetime={months}")
    assert found["datetime"] == months
    assert sum(row["count"] for row in found["rows"]) == count


def test_further_field_is_counted_by_itself(client: TestClient, session: Session) -> None:
    place = "SRID=4326;POINT(61.5 50.5)"
    session.add(InitiativeProject(type="social", direction="sport", geom=place))
    session.commit()
    found = counts(client, A, "?layer=initiative_projects&by=direction")
    assert found["rows"] == [{"direction": "sport", "count": 1, "synthetic": 0}]


@pytest.mark.parametrize(
    ("query", "field", "value"),
    [
        ("?layer=nothing", "layer", "nothing"),
        (f"{REPORTS}&by=colour", "by", "colour"),
        (f"{REPORTS}&by=topic,topic", "by", "topic"),
        (f"{REPORTS}&by=topic,", "by", ""),
        (f"{REPORTS}&by=author_name", "by", "author_name"),
        ("?layer=monuments&by=month", "by", "month"),
        ("?layer=monuments&by=kind,significance", "by", "significance"),
        ("?layer=monuments&datetime=2026-01", "datetime", "2026-01"),
        ("?layer=initiative_projects&by=direction&datetime=2026-01", "by", "direction"),
        (f"{REPORTS}&datetime=2026-01-05", "datetime", "2026-01-05"),
        (f"{REPORTS}&datetime=2026-13", "datetime", "2026-13"),
        (f"{REPORTS}&datetime=0000-01", "datetime", "0000-01"),
        (f"{REPORTS}&datetime=../..", "datetime", "../.."),
        (f"{REPORTS}&datetime=..", "datetime", ".."),
        (f"{REPORTS}&datetime=2026-02/2026-01", "datetime", "2026-02/2026-01"),
        (f"{REPORTS}&colour=red", "colour", "red"),
        (f"{REPORTS}&by=topic&by=state", "by", "topic, state"),
    ],
)
def test_wrong_parameter_is_refused_with_the_reason(
    client: TestClient, query: str, field: str, value: str
) -> None:
    path = f"/api/regions/KZ/counts{query}"
    told = {
        language: client.get(path, headers={"Accept-Language": language})
        for language in ("kk", "ru", "en")
    }
    assert {answer.status_code for answer in told.values()} == {400}
    errors = [answer.json()["errors"] for answer in told.values()]
    assert [(each["field"], each["value"]) for [each] in errors] == [(field, value)] * 3
    assert len({each["message"] for [each] in errors}) == 3


def test_layer_must_be_named(client: TestClient) -> None:
    assert client.get("/api/regions/KZ/counts", headers=ENGLISH).status_code == 400


@pytest.mark.parametrize("code", ["999999999", "kz", "x"])
def test_unknown_region_is_not_found(client: TestClient, code: str) -> None:
    assert client.get(f"/api/regions/{code}/counts{REPORTS}").status_code == 404


def test_counts_are_described(client: TestClient) -> None:
    paths = client.get("/api/openapi.json").json()["paths"]
    [path] = [path for path in paths if path.endswith("/regions/{kato}/counts")]
    names = {parameter["name"] for parameter in paths[path]["get"]["parameters"]}
    assert names >= {"kato", "layer", "by", "datetime"}
