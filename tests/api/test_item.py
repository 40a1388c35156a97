"""One feature with all that hangs on it."""

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from core.access.caller import Caller
from core.access.grant import grants_of
from layers.catalogue.endangered_objects import EndangeredObject
from layers.catalogue.monuments import Inspection, Monument
from layers.catalogue.tourist_routes import Stage, Stop, TouristRoute
from layers.regions.region import Region
from layers.registry import Catalogue
from layers.writing.advance import advance
from tests.api.asking import ENGLISH, MONUMENTS, REPORTS, monument, report
from tests.world.drawing import draw_squares
from tests.world.units import A_WEST, SOUTH, A

LINE = "SRID=4326;LINESTRING(60.5 50.5, 61.5 50.5)"


def stop(route: TouristRoute, position: int, **values: object) -> Stop:
    names = {f"name_{language}": f"stop {position}" for language in ("kk", "ru", "en")}
    return Stop(
        feature_id=route.id,
        position=position,
        stage=1,
        longitude=60.5,
        latitude=50.5,
        **names,
        **values,
    )


@pytest.fixture
def route(session: Session) -> TouristRoute:
    """A route without stops."""
    row = TouristRoute(modes=["car"], difficulty="easy", name_en="Square route", geom=LINE)
    session.add(row)
    session.commit()
    return row


def test_unchanged_item_is_not_sent_again(client: TestClient, session: Session) -> None:
    path = f"{MONUMENTS}/{monument(session).id}"
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    listed = client.get(path, headers={"If-None-Match": f'"x", W/{first.headers["etag"]}'})
    assert listed.status_code == 304


def test_entity_tag_begins_with_the_version(client: TestClient, session: Session) -> None:
    row = monument(session)
    row.name_en = "renamed"
    session.commit()
    assert client.get(f"{MONUMENTS}/{row.id}").headers["etag"].startswith('"2-')


def test_entity_tag_follows_what_is_linked(client: TestClient, session: Session) -> None:
    row = monument(session)
    path = f"{MONUMENTS}/{row.id}"
    before = client.get(path).headers["etag"]
    session.add(EndangeredObject(priority="emergency", monument_id=row.id, geom=row.geom))
    session.commit()
    assert client.get(path, headers={"If-None-Match": before}).status_code == 200


def test_item_is_written_in_the_asked_system(client: TestClient, session: Session) -> None:
    row = monument(session, 61.5, 51.25)
    answer = client.get(f"{MONUMENTS}/{row.id}?crs=EPSG:4326")
    assert answer.json()["geometry"]["coordinates"] == [51.25, 61.5]
    assert answer.headers["content-crs"].endswith("EPSG/0/4326>")


def test_inspections_come_newest_first(client: TestClient, session: Session) -> None:
    row = monument(session)
    for day, condition in (("2024-05-01", "fair"), ("2026-05-01", "poor"), ("2025-05-01", "good")):
        session.add(
            Inspection(feature_id=row.id, inspected_on=day, basis="visit", condition=condition)
        )
    session.commit()
    item = client.get(f"{MONUMENTS}/{row.id}").json()
    inspections = item["children"]["inspections"]
    assert [entry["condition"] for entry in inspections] == ["poor", "good", "fair"]
    assert inspections[0]["inspected_on"] == "2026-05-01"
    assert item["properties"]["condition"] == "poor"
    assert item["properties"]["inspected_on"] == "2026-05-01"


def test_stages_and_stops_come_in_their_order(
    client: TestClient, session: Session, route: TouristRoute
) -> None:
    session.add_all([stop(route, 2), stop(route, 1), stop(route, 3)])
    session.add(Stage(feature_id=route.id, position=1))
    session.commit()
    item = client.get(f"/api/collections/tourist_routes/items/{route.id}").json()
    assert [entry["position"] for entry in item["children"]["stops"]] == [1, 2, 3]
    assert item["children"]["stages"][0]["role"] == "main"


def test_history_tells_the_moves_and_not_who_made_them(
    client: TestClient, session: Session, catalogue: Catalogue
) -> None:
    row = report(session)
    layer = catalogue.layer("citizen_reports")
    officer = Caller(4711, "Officer Smith", grants_of(["*"]))
    advance(session, layer, row, "assign", officer)
    advance(session, layer, row, "ask_author", officer, reason="Which house?")
    session.commit()
    answer = client.get(f"{REPORTS}/{row.id}")
    history = answer.json()["history"]
    assert [entry["move"] for entry in history] == ["assign", "ask_author"]
    assert history[1]["from_state"] == "assigned"
    assert history[1]["to_state"] == "waiting_for_author"
    assert history[1]["reason"] == "Which house?"
    assert set(history[0]) == {"at", "action", "move", "from_state", "to_state", "reason"}
    assert "4711" not in answer.text
    assert "Smith" not in answer.text


def test_regions_are_named_with_their_approximation(client: TestClient, session: Session) -> None:
    draw_squares(session)
    session.execute(update(Region).where(Region.code == SOUTH).values(approximate=True))
    row = monument(session, 60.5, 50.5)
    regions = client.get(f"{MONUMENTS}/{row.id}").json()["regions"]
    codes = {level: unit["code"] for level, unit in regions.items()}
    assert codes == {"oblast": A, "district": A_WEST, "rural_district": SOUTH}
    assert regions["oblast"]["name"]["en"] == f"Region {A}"
    assert regions["oblast"]["approximate"] is False
    assert regions["rural_district"]["approximate"] is True


def test_place_outside_every_region_has_none(client: TestClient, session: Session) -> None:
    draw_squares(session)
    item = client.get(f"{MONUMENTS}/{monument(session, 10, 50).id}").json()
    assert item["regions"] == {"oblast": None, "district": None, "rural_district": None}
    assert item["properties"]["outside"] is True


def links_of(client: TestClient, layer: str, number: int) -> set[tuple[str, int, str]]:
    item = client.get(f"/api/collections/{layer}/items/{number}").json()
    return {(other["layer"], other["id"], other["relation"]) for other in item["linked"]}


def test_monument_endangered_object_and_route_lead_to_each_other(
    client: TestClient, session: Session, route: TouristRoute
) -> None:
    row = monument(session)
    danger = EndangeredObject(priority="emergency", monument_id=row.id, geom="POINT(61 51)")
    session.add(danger)
    session.flush()
    session.add_all(
        [
            stop(route, 1, linked_layer="monuments", linked_id=row.id),
            stop(route, 2, linked_layer="monuments", linked_id=row.id),
            stop(route, 3, linked_layer="endangered_objects", linked_id=danger.id),
            stop(route, 4, linked_layer="monuments", linked_id=999_999),
            stop(route, 5),
        ]
    )
    session.commit()
    assert links_of(client, "monuments", row.id) == {
        ("endangered_objects", danger.id, "monument_id"),
        ("tourist_routes", route.id, "stops"),
    }
    assert links_of(client, "endangered_objects", danger.id) == {
        ("monuments", row.id, "monument_id"),
        ("tourist_routes", route.id, "stops"),
    }
    assert links_of(client, "tourist_routes", route.id) == {
        ("monuments", row.id, "stops"),
        ("endangered_objects", danger.id, "stops"),
    }


def test_object_with_the_same_number_in_another_layer_is_not_linked(
    client: TestClient, session: Session, route: TouristRoute
) -> None:
    row: Monument = monument(session)
    session.add(stop(route, 1, linked_layer="settlements", linked_id=row.id))
    session.commit()
    assert links_of(client, "monuments", row.id) == set()


def test_unknown_parameter_of_an_item_is_refused(client: TestClient, session: Session) -> None:
    answer = client.get(f"{MONUMENTS}/{monument(session).id}?bbox=1,2,3,4", headers=ENGLISH)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "bbox"
