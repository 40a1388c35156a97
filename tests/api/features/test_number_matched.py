"""`numberMatched`: exact where it is cheap, left out where counting would cost more than a page."""

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from api.features import number_matched as matched
from layers.catalogue.tourist_routes import TouristRoute
from tests.api.asking import MONUMENTS, REPORTS, monument, report, signed_in
from tests.world.drawing import draw_squares
from tests.world.units import A_EAST, A_WEST, A, B

ROUTES = "/api/collections/tourist_routes/items"


@pytest.fixture(autouse=True)
def rows(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nine reports, three monuments and three routes, where two already are too many to count."""
    monkeypatch.setattr(matched, "MOST_COUNTED", 2)
    draw_squares(session)
    for topic in ("roads", "roads", "water"):
        for lon in (60.5, 61.5, 63):
            report(session, lon, 51, topic=topic)
    report(session, 60.5, 51, topic="roads", visibility="hidden")
    for kind in ("archaeology", "archaeology", "ensemble"):
        monument(session, kind=kind, significance="local")
    for end in (61.5, 63, 63.5):
        line = f"SRID=4326;LINESTRING(60.5 50.5, {end} 50.5)"
        session.add(TouristRoute(modes=["car"], difficulty="easy", geom=line))
    session.commit()


def number_matched(client: TestClient, path: str, **parameters: str) -> int | None:
    answer = client.get(path, params={"limit": "1", **parameters})
    assert answer.status_code == 200, answer.text
    found: int | None = answer.json().get("numberMatched")
    return found


@pytest.mark.parametrize(
    ("path", "parameters", "number"),
    [
        (REPORTS, {}, 9),
        (REPORTS, {"region": "KZ"}, 9),
        (REPORTS, {"region": A}, 6),
        (REPORTS, {"topic": "roads"}, 6),
        (REPORTS, {"topic": "roads, water", "region": A_WEST}, 3),
        (REPORTS, {"topic": "roads", "state": "open", "region": B}, 2),
        (REPORTS, {"state": "open,done", "crs": "EPSG:3857"}, 9),
        (MONUMENTS, {"kind": "archaeology"}, 2),
        (ROUTES, {"region": A_EAST}, 3),
        (ROUTES, {"region": B}, 2),
        (ROUTES, {"difficulty": "easy"}, 3),
    ],
)
def test_regions_kinds_and_states_are_counted_however_many(
    client: TestClient, path: str, parameters: dict[str, str], number: int
) -> None:
    assert number_matched(client, path, **parameters) == number


@pytest.mark.parametrize(
    ("path", "parameters"),
    [
        (REPORTS, {"filter": "topic = 'roads'"}),
        (REPORTS, {"bbox": "60,50,65,52"}),
        (REPORTS, {"datetime": "2000-01-01/.."}),
        (REPORTS, {"synthetic": "false"}),
        (MONUMENTS, {"significance": "local"}),
        (ROUTES, {"difficulty": "easy", "region": A}),
    ],
)
def test_other_conditions_are_counted_up_to_a_limit(
    client: TestClient, path: str, parameters: dict[str, str]
) -> None:
    assert number_matched(client, path, **parameters) is None


def test_few_are_counted_whatever_the_condition(client: TestClient) -> None:
    assert number_matched(client, MONUMENTS, filter="kind = 'archaeology'") == 2


def test_hidden_rows_match_for_those_who_see_them(client: TestClient, session: Session) -> None:
    officer = signed_in(session, "citizen_reports:hidden")
    answer = client.get(f"{REPORTS}?topic=roads&limit=1", headers=officer)
    assert answer.json()["numberMatched"] == 7
