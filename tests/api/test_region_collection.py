"""The regions as a collection: polygons at a detail, periods, pages, files."""

from datetime import date
from typing import Any

import pytest
import shapely
from shapely.geometry import box, shape
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from layers.regions.generalised import refresh_generalised
from tests.api.asking import ENGLISH, refused
from tests.world.drawing import add_region, draw_squares
from tests.world.units import A_EAST, A_WEST, NORTH, SOUTH, A, B

COLLECTION = "/api/collections/regions"
ITEMS = f"{COLLECTION}/items"


@pytest.fixture(autouse=True)
def squares(session: Session) -> None:
    """Two oblasts of two districts and two rural districts."""
    draw_squares(session)
    session.commit()


def asked(client: TestClient, **parameters: object) -> dict[str, Any]:
    answer = client.get(ITEMS, params=parameters, headers=ENGLISH)  # type: ignore[arg-type]  # texts and numbers
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def codes(client: TestClient, **parameters: object) -> list[str]:
    return [each["properties"]["code"] for each in asked(client, **parameters)["features"]]


def test_regions_are_listed_among_the_collections(client: TestClient) -> None:
    listed = client.get("/api/collections", headers=ENGLISH).json()["collections"]
    (regions,) = [each for each in listed if each["id"] == "regions"]
    assert (regions["count"], regions["title"], regions["role"]) == (6, "Regions", "boundaries")
    assert regions["extent"]["spatial"]["bbox"] == [[60, 50, 64, 52]]
    for link in regions["links"]:
        if link["rel"] in {"self", "items", "alternate"}:
            assert client.get(link["href"]).status_code == 200, link
    assert client.get(COLLECTION).json()["id"] == "regions"
    assert {"code", "level", "approximate"} <= client.get(f"{COLLECTION}/queryables").json()[
        "properties"
    ].keys()


def test_units_of_a_level_come_with_polygons_and_how_far_to_trust_them(client: TestClient) -> None:
    features = asked(client, level=2, limit=300)["features"]
    assert [each["id"] for each in features] == [int(A_WEST), int(A_EAST)]
    assert shape(features[0]["geometry"]).equals(box(60, 50, 61, 52))
    assert features[0]["properties"]["approximate"] is False
    assert features[0]["properties"]["parent_code"] == A


def test_units_are_found_by_parent_region_box_and_filter(client: TestClient) -> None:
    assert codes(client, parent_code=A_WEST) == [SOUTH, NORTH]
    assert codes(client, region=A_WEST) == [A_WEST, SOUTH, NORTH]
    assert codes(client, bbox="63,50.5,63.5,51") == [B]
    assert codes(client, filter="level = 3 AND name_en LIKE '%40000'") == [NORTH]


def test_pages_follow_one_another(client: TestClient) -> None:
    found, address = [], f"{ITEMS}?limit=4"
    while address:
        page = client.get(address).json()
        found += [each["properties"]["code"] for each in page["features"]]
        address = next((each["href"] for each in page["links"] if each["rel"] == "next"), "")
    assert found == sorted([A, B, A_WEST, A_EAST, SOUTH, NORTH])


def test_time_chooses_the_units_that_were(client: TestClient, session: Session) -> None:
    ended = date(2020, 1, 1)
    add_region(session, "230000000", None, box(64, 50, 65, 52), valid_to=ended, name_en="Old")
    add_region(session, "230000000", None, box(64, 50, 66, 52), valid_from=ended, name_en="New")
    add_region(session, "270000000", None, box(66, 50, 67, 52), valid_to=ended)
    session.commit()
    assert codes(client, level=1) == [A, B, "230000000"]
    assert codes(client, level=1, datetime="2019-07-01") == [A, B, "230000000", "270000000"]

    def name(**when: str) -> list[str]:
        features = asked(client, code="230000000", **when)["features"]
        return [each["properties"]["name_en"] for each in features]

    assert name() == name(datetime="2020-01-01") == name(datetime="2019-01-01/..") == ["New"]
    assert name(datetime="2019-12-31") == name(datetime="../2019-12-31") == ["Old"]
    assert client.get(f"{ITEMS}/230000000").json()["properties"]["name_en"] == "New"
    assert client.get(f"{ITEMS}/270000000").status_code == 404


def test_neighbours_share_their_border_in_every_detail(
    client: TestClient, session: Session
) -> None:
    zigzag = [(61 + 0.0004 * (step % 2), 50 + step * 0.02) for step in range(101)]
    west = shapely.Polygon([*zigzag, (60, 52), (60, 50)])
    east = shapely.Polygon([*zigzag, (62, 52), (62, 50)])
    add_region(session, "113600000", A, shapely.affinity.translate(west, 0, 10))
    add_region(session, "113800000", A, shapely.affinity.translate(east, 0, 10))
    refresh_generalised(session)
    session.commit()
    sizes = []
    for detail in ("overview", "medium", "full"):
        found = asked(client, code="113600000,113800000", detail=detail)["features"]
        shapes = [shape(each["geometry"]) for each in found]
        assert shapely.coverage_is_valid(shapes)
        sizes.append(len(shapely.get_coordinates(shapes)))
    assert sizes[0] < sizes[2]
    assert sizes[1] <= sizes[2]


def test_wrong_detail_is_refused_and_other_layers_know_none(client: TestClient) -> None:
    assert refused(client, ITEMS, detail="fine")["field"] == "detail"
    path = "/api/collections/monuments/items"
    assert refused(client, path, detail="full")["field"] == "detail"


def test_page_that_the_caller_has_is_not_sent_again(client: TestClient, session: Session) -> None:
    first = client.get(ITEMS, params={"level": 1})
    headers = {"If-None-Match": first.headers["ETag"]}
    again = client.get(ITEMS, params={"level": 1}, headers=headers)
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(ITEMS, params={"level": 2}, headers=headers).status_code == 200
    add_region(session, "230000000", None, box(64, 50, 65, 52))
    session.commit()
    assert client.get(ITEMS, params={"level": 1}, headers=headers).status_code == 200


@pytest.mark.parametrize("path", [f"{COLLECTION}?f=html", f"{ITEMS}?f=html", f"{ITEMS}/{A}?f=html"])
def test_pages_are_for_readers_too(client: TestClient, path: str) -> None:
    answer = client.get(path, headers=ENGLISH)
    assert answer.status_code == 200
    assert "text/html" in answer.headers["content-type"]
    assert "Region" in answer.text


def test_nobody_writes_regions_this_way(client: TestClient) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        address = ITEMS if method == "POST" else f"{ITEMS}/{A}"
        assert client.request(method, address, json={}).status_code in {401, 404, 405}
