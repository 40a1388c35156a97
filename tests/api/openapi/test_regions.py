"""Regions over the network: the tree, the polygon, the place, the summary."""

from datetime import date
from typing import Any

import pytest
from shapely import box
from shapely.geometry import shape
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from layers.catalogue.initiative_projects import InitiativeProject
from layers.catalogue.tourist_routes import TouristRoute
from layers.regions.attribution import refresh_parts
from layers.regions.boundary_sources import source_in_languages
from tests.api.asking import ENGLISH, monument, report
from tests.world.drawing import add_region, draw_squares
from tests.world.units import A_EAST, A_WEST, NORTH, SOUTH, A, B

CITY, CITY_DISTRICT = "710000000", "711110000"


@pytest.fixture(autouse=True)
def squares(session: Session) -> None:
    """The drawn oblasts, districts and rural districts, and a city with one district."""
    draw_squares(session)
    add_region(session, CITY, None, box(70, 50, 71, 51), kind="city_of_republican_significance")
    add_region(
        session,
        CITY_DISTRICT,
        CITY,
        box(70, 50, 70.5, 51),
        level=3,
        kind="city_district",
        approximate=True,
        boundary_source="drawn by hand",
    )
    refresh_parts(session)
    session.commit()


def codes(client: TestClient, query: str = "") -> list[str]:
    answer = client.get(f"/api/regions{query}", headers=ENGLISH)
    assert answer.status_code == 200, answer.text
    return [unit["code"] for unit in answer.json()["regions"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [A, B, CITY]),
        ("?level=1", [A, B, CITY]),
        ("?parent=KZ", [A, B, CITY]),
        ("?level=2", [A_WEST, A_EAST]),
        ("?level=3", [SOUTH, NORTH, CITY_DISTRICT]),
        (f"?parent={A}", [A_WEST, A_EAST]),
        (f"?parent={A}&level=3", [SOUTH, NORTH]),
        (f"?parent={CITY}", [CITY_DISTRICT]),
        (f"?parent={CITY}&level=3", [CITY_DISTRICT]),
        (f"?parent={SOUTH}", []),
        ("?level=3&parent=KZ", [SOUTH, NORTH, CITY_DISTRICT]),
    ],
)
def test_tree_is_read_by_level_and_parent(client: TestClient, query: str, found: list[str]) -> None:
    assert codes(client, query) == found


def test_unit_tells_what_it_is(client: TestClient) -> None:
    units = client.get(f"/api/regions?parent={CITY}").json()["regions"]
    assert units == [
        {
            "code": CITY_DISTRICT,
            "parent_code": CITY,
            "level": 3,
            "kind": "city_district",
            "name": {
                "kk": f"{CITY_DISTRICT} аумағы",
                "ru": f"Регион {CITY_DISTRICT}",
                "en": f"Region {CITY_DISTRICT}",
            },
            "iso_code": None,
            "approximate": True,
            "boundary_source": "drawn by hand",
            "boundary_source_name": dict.fromkeys(("kk", "ru", "en"), "drawn by hand"),
            "bbox": [70, 50, 70.5, 51],
            "label_point": pytest.approx([70.25, 50.5]),
            "valid_from": None,
            "valid_to": None,
            "has_children": False,
        }
    ]


def test_tree_of_another_day_has_the_units_of_that_day(
    client: TestClient, session: Session
) -> None:
    add_region(session, "190000000", None, box(80, 50, 81, 51), valid_to=date(2022, 6, 8))
    add_region(session, "100000000", None, box(80, 50, 81, 51), valid_from=date(2022, 6, 8))
    refresh_parts(session)
    session.commit()
    assert "190000000" in codes(client, "?on=2021-01-01")
    assert "100000000" not in codes(client, "?on=2021-01-01")
    assert codes(client, "?on=2023-01-01") == codes(client)
    place = "/api/regions/at?lon=80.5&lat=50.5"
    assert client.get(f"{place}&on=2022-06-07").json()["oblast"]["code"] == "190000000"
    assert client.get(f"{place}&on=2022-06-08").json()["oblast"]["code"] == "100000000"
    assert client.get("/api/regions/190000000").status_code == 404
    assert client.get("/api/regions/190000000?on=2022-01-01").status_code == 200


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("?level=4", "level"),
        ("?level=0", "level"),
        ("?parent=999999999", "region"),
        ("?on=spring", "on"),
        ("?colour=red", "colour"),
        ("?level=1&level=2", "level"),
        ("/at?lon=61", "lat"),
        ("/at?lon=200&lat=50", "lon"),
        ("/at?lon=nan&lat=50", "lon"),
        (f"/{A}?simplify=-1", "simplify"),
        (f"/{A}?exact=perhaps", "exact"),
        (f"/{A}/summary?level=1", "level"),
    ],
)
def test_wrong_parameter_is_named(client: TestClient, query: str, field: str) -> None:
    answer = client.get(f"/api/regions{query}", headers=ENGLISH)
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == [field]


def test_polygon_comes_with_ancestors(client: TestClient) -> None:
    answer = client.get(f"/api/regions/{SOUTH}")
    feature = answer.json()
    assert answer.headers["content-type"] == "application/geo+json"
    assert shape(feature["geometry"]).equals(box(60, 50, 61, 51))
    assert [unit["code"] for unit in feature["properties"]["ancestors"]] == [A, A_WEST]


def test_country_is_the_union_of_its_oblasts(client: TestClient) -> None:
    feature = client.get("/api/regions/KZ?exact=true").json()
    assert feature["properties"]["bbox"] == [60, 50, 71, 52]
    assert shape(feature["geometry"]).area == pytest.approx(4 + 4 + 1)


def test_detailed_polygon_is_simplified_unless_asked_for_exactly(
    client: TestClient, session: Session
) -> None:
    round_one = box(90, 50, 90.1, 50.1).buffer(1, quad_segs=5000)
    add_region(session, "990000000", None, round_one)
    session.commit()
    exact = client.get("/api/regions/990000000?exact=true").json()
    usual = client.get("/api/regions/990000000").json()
    rough = client.get("/api/regions/990000000?simplify=20000").json()
    lengths = [len(str(answer["geometry"])) for answer in (exact, usual, rough)]
    assert lengths[0] > 10 * lengths[1] > 10 * lengths[2]
    assert shape(usual["geometry"]).area == pytest.approx(round_one.area, rel=0.01)


@pytest.mark.parametrize(
    ("lon", "lat", "chain"),
    [
        (60.5, 50.5, [A, A_WEST, SOUTH]),
        (61.5, 50.5, [A, A_EAST, None]),
        (63, 51, [B, None, None]),
        (70.2, 50.5, [CITY, None, CITY_DISTRICT]),
        (10, 50, [None, None, None]),
    ],
)
def test_place_is_in_its_chain_of_units(
    client: TestClient, lon: float, lat: float, chain: list[str | None]
) -> None:
    found = client.get(f"/api/regions/at?lon={lon}&lat={lat}").json()
    units = [found["oblast"], found["district"], found["rural_district"]]
    assert [unit and unit["code"] for unit in units] == chain
    assert found["outside"] is (chain[0] is None)
    assert found["approximate"] is (CITY_DISTRICT in chain)


@pytest.fixture
def populated(session: Session) -> None:
    """Features spread over the squares; one outside the country, one in no district."""
    for lon, lat, kind in (
        (60.5, 50.5, "archaeology"),
        (60.5, 50.6, "ensemble"),
        (60.5, 51.5, "archaeology"),
        (61.5, 51.5, "archaeology"),
        (63, 51, "ensemble"),
        (70.2, 50.5, "archaeology"),
        (70.8, 50.5, "archaeology"),
        (10, 50, "ensemble"),
    ):
        monument(session, lon, lat, kind=kind)
    monument(session, 60.5, 50.5, visibility="hidden")
    report(session, 60.5, 50.5, topic="roads", synthetic=True)
    report(session, 60.5, 51.5, topic="water", state="done")
    session.add(
        TouristRoute(
            modes=["car", "family"],
            difficulty="easy",
            geom="SRID=4326;LINESTRING(60.5 50.5, 63 50.5)",
        )
    )
    session.add(
        InitiativeProject(type="social", direction="sport", geom="SRID=4326;POINT(61.5 50.5)")
    )
    session.commit()


def summary(client: TestClient, code: str) -> dict[str, Any]:
    answer = client.get(f"/api/regions/{code}/summary")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


@pytest.mark.usefixtures("populated")
def test_summary_counts_every_layer_by_its_codes(client: TestClient) -> None:
    found = summary(client, A)
    monuments = found["layers"]["monuments"]
    assert monuments["count"] == 4
    assert monuments["by"]["kind"] == {"archaeology": 3, "ensemble": 1}
    assert monuments["by"]["state"] == {"signalled": 4}
    assert "passing" not in monuments
    reports = found["layers"]["citizen_reports"]
    assert (reports["count"], reports["synthetic"]) == (2, 1)
    assert reports["by"] == {"state": {"open": 1, "done": 1}, "topic": {"roads": 1, "water": 1}}
    assert found["layers"]["tourist_routes"]["by"]["modes"] == {"car": 1, "family": 1}
    assert found["layers"]["settlements"]["count"] == 0
    assert found["region"]["code"] == A
    assert found["region"]["ancestors"] == []


@pytest.mark.usefixtures("populated")
def test_summary_counts_lines_where_they_begin_and_where_they_pass(client: TestClient) -> None:
    routes = {code: summary(client, code)["layers"]["tourist_routes"] for code in (A, B, NORTH)}
    assert (routes[A]["count"], routes[A]["passing"]) == (1, 1)
    assert (routes[B]["count"], routes[B]["passing"]) == (0, 1)
    assert (routes[NORTH]["count"], routes[NORTH]["passing"]) == (0, 0)


@pytest.fixture
def summaries(client: TestClient, populated: None) -> dict[str, dict[str, Any]]:  # noqa: ARG001
    """The summary of every unit by code."""
    units = ("KZ", A, B, CITY, A_WEST, A_EAST, SOUTH, NORTH, CITY_DISTRICT)
    return {code: summary(client, code) for code in units}


def test_children_and_unassigned_add_up_to_the_count(
    summaries: dict[str, dict[str, Any]],
) -> None:
    for code, found in summaries.items():
        for layer, counted in found["layers"].items():
            children = [child["counts"][layer] for child in found["children"]]
            if children:
                assert sum(children) + found["unassigned"][layer] == counted["count"], code
            assert all(sum(terms.values()) >= counted["count"] for name, terms in
                       counted["by"].items() if name in ("state", "kind"))  # fmt: skip


def test_count_of_a_child_is_its_own_summarys(summaries: dict[str, dict[str, Any]]) -> None:
    for found in summaries.values():
        for child in found["children"]:
            own = summaries[child["code"]]["layers"]
            assert child["counts"] == {layer: counted["count"] for layer, counted in own.items()}


def test_what_lies_in_no_child_is_unassigned(summaries: dict[str, dict[str, Any]]) -> None:
    assert summaries["KZ"]["layers"]["monuments"]["count"] == 8
    assert summaries["KZ"]["unassigned"]["monuments"] == 1
    assert summaries[CITY]["layers"]["monuments"]["count"] == 2
    assert summaries[CITY]["unassigned"]["monuments"] == 1
    assert summaries[CITY]["children"][0]["code"] == CITY_DISTRICT
    assert summaries[CITY]["children"][0]["counts"]["monuments"] == 1
    assert summaries[SOUTH]["children"] == []


def test_summary_says_where_boundaries_are_approximate(
    summaries: dict[str, dict[str, Any]],
) -> None:
    assert summaries[CITY_DISTRICT]["approximate"] is True
    assert summaries[CITY_DISTRICT]["boundary_source"] == "drawn by hand"
    assert summaries[CITY]["approximate"] is False
    assert summaries[CITY]["children"][0]["approximate"] is True


@pytest.mark.parametrize("code", ["999999999", "kz", "x", "11", "1' OR '1'='1"])
def test_summary_of_an_unknown_region_is_not_found(client: TestClient, code: str) -> None:
    answer = client.get(f"/api/regions/{code}/summary", headers=ENGLISH)
    assert answer.status_code == 404
    assert answer.json()["errors"][0]["value"] == code


def test_source_of_the_atlas_own_boundary_is_told_in_three_languages(
    atlas_client: TestClient,
) -> None:
    unit = atlas_client.get("/api/regions/610000000").json()["properties"]

    assert "Вороного" in unit["boundary_source_name"]["ru"]
    assert "Вороной" in unit["boundary_source_name"]["kk"]
    assert unit["boundary_source_name"]["en"] == unit["boundary_source"]


def test_operators_own_words_stand_in_every_language() -> None:
    assert source_in_languages("drawn by hand") == dict.fromkeys(
        ("kk", "ru", "en"), "drawn by hand"
    )
    assert source_in_languages(None) is None
