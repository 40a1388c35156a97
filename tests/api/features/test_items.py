"""Features of a layer, page by page: boxes, times, regions, fields, systems."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from pyproj.transformer import TransformerGroup
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from layers.catalogue.tourist_routes import TouristRoute
from layers.reading.reference_systems import SUPPORTED
from tests.api.asking import ENGLISH, MONUMENTS, REPORTS, ids, monument, refused, report
from tests.world.drawing import draw_squares
from tests.world.units import A_EAST, A_WEST, NORTH, SOUTH, A, B

ROUTES = "/api/collections/tourist_routes/items"
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
EPSG = "http://www.opengis.net/def/crs/EPSG/0/"


def test_feature_carries_its_public_fields_as_codes(client: TestClient, session: Session) -> None:
    row = monument(session, 61.5, 51.25, name_kk="Кесене", significance="local")
    answer = client.get(MONUMENTS)
    assert answer.headers["content-type"] == "application/geo+json"
    [feature] = answer.json()["features"]
    assert (feature["type"], feature["id"]) == ("Feature", row.id)
    assert feature["geometry"] == {"type": "Point", "coordinates": [61.5, 51.25]}
    assert feature["properties"]["name_kk"] == "Кесене"
    assert feature["properties"]["kind"] == "archaeology"
    assert feature["properties"]["state"] == "signalled"
    assert feature["properties"]["version"] == 1
    assert answer.json()["numberReturned"] == answer.json()["numberMatched"] == 1


@pytest.mark.parametrize(
    ("box", "found"),
    [
        ("61,51,62,52", 1),
        ("61,51,0,62,52,9", 1),
        ("61.5,51.5,61.5,51.5", 1),
        ("60,50,61,51", 0),
        ("-180,-90,180,90", 1),
    ],
)
def test_box_picks_what_meets_it(
    client: TestClient, session: Session, box: str, found: int
) -> None:
    row = monument(session, 61.5, 51.5)
    assert ids(client, MONUMENTS, bbox=box) == [row.id] * found


@pytest.mark.parametrize(
    ("crs", "box"),
    [
        ("EPSG:4326", "51,61,52,62"),
        (f"{EPSG}4326", "51,61,52,62"),
        (CRS84, "61,51,62,52"),
        ("EPSG:3857", "6790000,6620000,6910000,6810000"),
        ("EPSG:28411", "5650000,11320000,5770000,11420000"),
    ],
)
def test_box_is_read_in_the_axis_order_of_its_system(
    client: TestClient, session: Session, crs: str, box: str
) -> None:
    row = monument(session, 61.5, 51.5)
    monument(session, 51.5, 45)
    assert ids(client, MONUMENTS, **{"bbox": box, "bbox-crs": crs}) == [row.id]


@pytest.mark.parametrize(
    ("box", "says"),
    [
        ("170,50,-170,52", "180°"),
        ("61,52,62,51", "South"),
        ("61,51,62", "4 or 6"),
        ("61,51,62,north", "4 or 6"),
        ("61,51,62,inf", "4 or 6"),
        ("61,51,62,nan", "4 or 6"),
        ("61,51,62,99", "range"),
        ("61,51,nan,62,52,9", "4 or 6"),
        ("61,51,62,52,5", "4 or 6"),
    ],
)
def test_wrong_box_is_refused_with_the_reason(client: TestClient, box: str, says: str) -> None:
    error = refused(client, MONUMENTS, bbox=box)
    assert (error["field"], error["value"]) == ("bbox", box)
    assert says in error["message"]


@pytest.mark.parametrize("limit", ["0", "-1", "ten", "1.5", "١٢", "0" * 30])
def test_wrong_limit_is_refused(client: TestClient, limit: str) -> None:
    assert refused(client, MONUMENTS, limit=limit)["field"] == "limit"


@pytest.mark.parametrize("limit", ["10001", "9" * 30, "9" * 5_000])
def test_limit_above_the_largest_is_the_largest(
    client: TestClient, session: Session, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr("api.http.paging.LARGEST_LIMIT", 3)
    rows = [monument(session).id for _ in range(5)]
    answer = client.get(MONUMENTS, params={"limit": limit})
    assert answer.status_code == 200
    assert [feature["id"] for feature in answer.json()["features"]] == rows[:3]
    following = client.get(answer.links["next"]["url"]).json()
    assert [feature["id"] for feature in following["features"]] == rows[3:]


@pytest.mark.parametrize(
    "name", ["bbox", "bbox-crs", "datetime", "filter", "filter-lang", "filter-crs", "crs",
             "region", "limit", "after", "offset", "f", "lang"]
)  # fmt: skip
def test_parameter_without_a_value_is_as_if_it_were_not_there(
    client: TestClient, session: Session, name: str
) -> None:
    row = monument(session)
    assert ids(client, MONUMENTS, **{name: ""}) == [row.id]


def test_page_can_begin_after_so_many(client: TestClient, session: Session) -> None:
    rows = [monument(session).id for _ in range(7)]
    answer = client.get(MONUMENTS, params={"offset": "2", "limit": "3"})
    assert [feature["id"] for feature in answer.json()["features"]] == rows[2:5]
    assert answer.json()["numberMatched"] == 7
    following = client.get(answer.links["next"]["url"]).json()
    assert [feature["id"] for feature in following["features"]] == rows[5:]
    assert ids(client, MONUMENTS, offset="0") == rows
    assert ids(client, MONUMENTS, offset="7") == []
    last = client.get(MONUMENTS, params={"offset": "5"}).json()
    assert (last["numberReturned"], last["numberMatched"]) == (2, 7)


@pytest.mark.parametrize("offset", ["10001", "-1", "ten", "9" * 30])
def test_offset_too_far_names_the_next_link(client: TestClient, offset: str) -> None:
    error = refused(client, MONUMENTS, offset=offset)
    assert error["field"] == "offset"
    assert "next" in error["message"]


def test_offset_goes_with_no_place_of_a_next_link(client: TestClient, session: Session) -> None:
    for _ in range(3):
        monument(session)
    url = client.get(f"{MONUMENTS}?limit=1").links["next"]["url"]
    answer = client.get(f"{url}&offset=1", headers=ENGLISH)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "offset"


def test_numbers_stand_in_the_header_too(client: TestClient, session: Session) -> None:
    for _ in range(3):
        monument(session)
    headers = client.get(f"{MONUMENTS}?limit=2").headers
    assert (headers["ogc-numberreturned"], headers["ogc-numbermatched"]) == ("2", "3")


def test_page_holds_ten_features_unless_told_otherwise(
    client: TestClient, session: Session
) -> None:
    for _ in range(12):
        monument(session)
    assert len(ids(client, MONUMENTS)) == 10
    assert len(ids(client, MONUMENTS, limit="10000")) == 12


@pytest.mark.parametrize("limit", [1, 3, 7, 8])
def test_next_links_lead_through_every_row_once(
    client: TestClient, session: Session, limit: int
) -> None:
    wanted = [monument(session, name_en="a,b & c").id for _ in range(7)]
    monument(session, name_en="other")
    seen: list[int] = []
    path = f"{MONUMENTS}?limit={limit}&name_en=a,b %26 c"
    while path:
        page = client.get(path).json()
        assert page["numberReturned"] == len(page["features"]) <= limit
        seen += [feature["id"] for feature in page["features"]]
        path = next((link["href"] for link in page["links"] if link["rel"] == "next"), "")
    assert seen == wanted


def test_links_stand_in_the_header_too(client: TestClient, session: Session) -> None:
    for _ in range(2):
        monument(session)
    asked = {"limit": "1", "filter": "name_en LIKE 'a,b%' OR version > 0"}
    answer = client.get(MONUMENTS, params=asked)
    for rel in ("self", "alternate", "next", "http://www.opengis.net/def/rel/ogc/1.0/queryables"):
        [told] = [each for each in answer.json()["links"] if each["rel"] == rel]
        assert client.get(answer.links[rel]["url"]).status_code == 200
        assert client.get(told["href"]).status_code == 200
    assert len(client.get(answer.links["next"]["url"]).json()["features"]) == 1


def test_row_deleted_between_pages_moves_no_other(client: TestClient, session: Session) -> None:
    rows = [monument(session) for _ in range(4)]
    first = client.get(f"{MONUMENTS}?limit=2").json()
    session.delete(rows[0])
    session.commit()
    [following] = [link["href"] for link in first["links"] if link["rel"] == "next"]
    assert [f["id"] for f in client.get(following).json()["features"]] == [
        rows[2].id,
        rows[3].id,
    ]


def test_place_in_one_result_is_no_place_in_another(client: TestClient, session: Session) -> None:
    for _ in range(3):
        monument(session)
    links = client.get(f"{MONUMENTS}?limit=1").json()["links"]
    [following] = [link["href"] for link in links if link["rel"] == "next"]
    token = following.partition("after=")[2]
    assert client.get(f"{MONUMENTS}?limit=2&after={token}").status_code == 200
    assert client.get(f"{MONUMENTS}?kind=archaeology&after={token}").status_code == 400
    assert client.get(f"{REPORTS}?after={token}").status_code == 400


@pytest.mark.parametrize("token", ["1", "WzEsICJhYmMiXQ==", "%00", "e30=", "x" * 5000, "bnVsbA=="])
def test_forged_place_is_refused(client: TestClient, token: str) -> None:
    assert refused(client, MONUMENTS, after=token)["field"] == "after"


@pytest.mark.parametrize(
    ("when", "found"),
    [
        ("2026-07-17", [1]),
        ("2026-07-16/2026-07-17", [0, 1]),
        ("2026-07-17/..", [1, 2]),
        ("2026-07-17/", [1, 2]),
        ("../2026-07-16", [0]),
        ("2026-07-16T20:00:00Z", [1]),
        ("2026-07-18T00:00:00+05:00/..", [2]),
        ("1999-01-01/2000-01-01", []),
    ],
)
def test_time_refers_to_the_day_of_the_report_in_kazakhstan(
    client: TestClient, session: Session, when: str, found: list[int]
) -> None:
    rows = [
        report(session, submitted_at=datetime(2026, 7, day, 12, tzinfo=UTC)) for day in (16, 17, 18)
    ]
    assert ids(client, REPORTS, datetime=when) == [rows[n].id for n in found]


def test_layer_without_a_time_is_asked_by_its_last_change(
    client: TestClient, session: Session
) -> None:
    row = monument(session, updated_at=datetime(2026, 7, 17, 20, 0, tzinfo=UTC))
    assert ids(client, MONUMENTS, datetime="2026-07-18") == [row.id]
    assert ids(client, MONUMENTS, datetime="2026-07-17") == []


@pytest.mark.parametrize(
    "when", ["..", "../..", "yesterday", "2026-13-01", "2026-02-30", "2026-07-18/2026-07-17"]
)
def test_wrong_time_is_refused(client: TestClient, when: str) -> None:
    error = refused(client, MONUMENTS, datetime=when)
    assert (error["field"], error["value"]) == ("datetime", when)


def test_region_of_any_level_picks_what_lies_in_it(client: TestClient, session: Session) -> None:
    draw_squares(session)
    south = monument(session, 60.5, 50.5).id
    north = monument(session, 60.5, 51.5).id
    east = monument(session, 61.5, 51.5).id
    other = monument(session, 63, 51).id
    outside = monument(session, 10, 50).id
    expected = {
        "KZ": [south, north, east, other, outside],
        A: [south, north, east],
        B: [other],
        A_WEST: [south, north],
        A_EAST: [east],
        SOUTH: [south],
        NORTH: [north],
    }
    assert {code: ids(client, MONUMENTS, region=code) for code in expected} == expected


def test_line_belongs_to_every_region_that_it_passes(client: TestClient, session: Session) -> None:
    draw_squares(session)
    route = TouristRoute(
        modes=["car"], difficulty="easy", geom="SRID=4326;LINESTRING(60.5 50.5, 63 50.5)"
    )
    session.add(route)
    session.commit()
    for code in (A, A_WEST, SOUTH, A_EAST, B):
        assert ids(client, ROUTES, region=code) == [route.id], code
    assert ids(client, ROUTES, region=NORTH) == []


@pytest.mark.parametrize("code", ["999999999", "kz", "' OR 1=1", "\x00", "11"])
def test_unknown_region_is_named(client: TestClient, code: str) -> None:
    error = refused(client, MONUMENTS, region=code)
    assert (error["field"], error["value"]) == ("region", code)


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ({"kind": "archaeology"}, [0, 2]),
        ({"kind": "archaeology,ensemble"}, [0, 1, 2]),
        ({"kind": "archaeology", "name_en": "Botai"}, [0]),
        ({"name_en": "Begazy, Saryarka"}, [2]),
        ({"dating_begin_latest": "-3500"}, [0]),
        ({"dating_begin_latest": "-3500,-1000"}, [0, 2]),
        ({"synthetic": "false"}, [0, 1, 2]),
        ({"inspected_on": "2026-07-17"}, [1]),
        ({"kind": "sacred_site"}, []),
    ],
)
def test_fields_filter_by_value_or_by_any_of_several(
    client: TestClient, session: Session, parameters: dict[str, str], found: list[int]
) -> None:
    rows = [
        monument(session, name_en="Botai", dating_begin_latest=-3500),
        monument(session, kind="ensemble", inspected_on=date(2026, 7, 17)),
        monument(session, name_en="Begazy, Saryarka", dating_begin_latest=-1000),
    ]
    assert ids(client, MONUMENTS, **parameters) == [rows[n].id for n in found]


def test_field_with_several_codes_is_met_by_any(client: TestClient, session: Session) -> None:
    line = "SRID=4326;LINESTRING(60.5 50.5, 63 50.5)"
    car = TouristRoute(modes=["car", "family"], difficulty="easy", geom=line)
    foot = TouristRoute(modes=["foot"], difficulty="easy", geom=line)
    session.add_all([car, foot])
    session.commit()
    assert ids(client, ROUTES, modes="family") == [car.id]
    assert ids(client, ROUTES, modes="family,foot") == [car.id, foot.id]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kind", "castle"),
        ("kind", "archaeology,castle"),
        ("kind", ""),
        ("kind", "archaeology,"),
        ("version", "many"),
        ("version", "9" * 30),
        ("sensitive", "perhaps"),
        ("inspected_on", "17.07.2026"),
        ("created_at", "noon"),
        ("accuracy_m", "inf"),
        ("name_en", "a\x00b"),
    ],
)
def test_value_that_does_not_fit_its_field_is_refused(
    client: TestClient, name: str, value: str
) -> None:
    assert refused(client, MONUMENTS, **{name: value})["field"] == name


LON, LAT = 61.5, 51.5
PINNED = "Pulkovo 1942 to WGS 84 (16)"


def projected(crs: str) -> tuple[float, float]:
    """The place in a system's own axis order, by PROJ; Pulkovo 1942 by EPSG:15865."""
    transformers = TransformerGroup("EPSG:4326", crs).transformers
    pinned = [transformer for transformer in transformers if PINNED in transformer.description]
    found: tuple[float, float] = (pinned or transformers)[0].transform(LAT, LON)
    return found


@pytest.mark.parametrize(
    ("crs", "uri", "place"),
    [
        ("", CRS84, (LON, LAT)),
        ("CRS84", CRS84, (LON, LAT)),
        (CRS84, CRS84, (LON, LAT)),
        ("4326", f"{EPSG}4326", (LAT, LON)),
        (f"{EPSG}4326", f"{EPSG}4326", (LAT, LON)),
        ("EPSG:3857", f"{EPSG}3857", projected("EPSG:3857")),
        ("EPSG:32641", f"{EPSG}32641", projected("EPSG:32641")),
        ("EPSG:28411", f"{EPSG}28411", projected("EPSG:28411")),
        ("EPSG:28408", f"{EPSG}28408", projected("EPSG:28408")),
    ],
)
def test_places_are_written_in_the_axis_order_of_the_system(
    client: TestClient, session: Session, crs: str, uri: str, place: tuple[float, float]
) -> None:
    monument(session, LON, LAT)
    answer = client.get(MONUMENTS, params={"crs": crs} if crs else {})
    assert answer.headers["content-crs"] == f"<{uri}>"
    [feature] = answer.json()["features"]
    assert feature["geometry"]["coordinates"] == pytest.approx(place, abs=0.02)


@pytest.mark.parametrize("crs", list(SUPPORTED))
def test_place_far_from_the_country_spoils_no_page(
    client: TestClient, session: Session, crs: str
) -> None:
    for lon, lat in ((180, 90), (-180, -90), (0, 0), (-100, 40), (141, 0), (-45, 0), (LON, LAT)):
        monument(session, lon, lat)
    answer = client.get(MONUMENTS, params={"crs": crs})
    assert answer.status_code == 200
    assert answer.json()["numberReturned"] == 7
    assert answer.json()["features"][-1]["geometry"] is not None


def test_northing_of_a_pulkovo_zone_comes_before_the_prefixed_easting() -> None:
    northing, easting = projected("EPSG:28411")
    assert 5_700_000 < northing < 5_720_000
    assert 11_000_000 < easting < 12_000_000


@pytest.mark.parametrize("name", ["crs", "bbox-crs", "filter-crs"])
@pytest.mark.parametrize("crs", ["EPSG:2056", "EPSG:28416", "Pulkovo"])
def test_system_that_is_not_offered_is_named(client: TestClient, name: str, crs: str) -> None:
    given = {"bbox": "1,2,3,4", "filter": "version = 1", name: crs}
    error = refused(client, MONUMENTS, **given)
    assert (error["field"], error["value"]) == (name, crs)


def test_collection_declares_its_fields_vocabularies_flow_and_children(
    client: TestClient, session: Session
) -> None:
    monument(session, 61, 50)
    monument(session, 63, 52)
    found: dict[str, Any] = client.get("/api/collections/monuments", headers=ENGLISH).json()
    assert found["count"] == 2
    assert found["extent"]["spatial"]["bbox"] == [[61, 50, 63, 52]]
    kind = next(field for field in found["fields"] if field["name"] == "kind")
    assert (kind["type"], kind["vocabulary"], kind["required"]) == ("code", "monument_kind", True)
    terms = found["vocabularies"]["register_state"]["terms"]
    assert terms[0]["code"] == found["flow"]["initial"] == "signalled"
    assert {"kk", "ru", "en"} == set(terms[0]["title"])
    listing = next(move for move in found["flow"]["moves"] if move["id"] == "list_local")
    assert [demand["id"] for demand in listing["demands"]] == ["act_number", "act_date"]
    assert "inspections" in {child["id"] for child in found["children"]}
    assert found["itemType"] == "feature"


def test_collection_tells_what_a_card_needs_to_speak_of_it(client: TestClient) -> None:
    found: dict[str, Any] = {
        each["id"]: each for each in client.get("/api/collections").json()["collections"]
    }
    travelled_to = {layer for layer, each in found.items() if each["destination"]}
    assert travelled_to == {"monuments", "tourist_routes", "settlements"}
    projects = found["initiative_projects"]
    pledges = next(child for child in projects["children"] if child["id"] == "pledges")
    amount = next(field for field in pledges["fields"] if field["name"] == "amount")
    assert (amount["unit"], amount["unit_by"]) == (None, "resource")
    resources = projects["vocabularies"]["project_resource"]["terms"]
    assert {term["code"]: term["unit"] for term in resources} == {
        "money": "KZT",
        "material": "KZT",
        "work_hours": "h",
    }
    units = {field["name"]: field["unit"] for field in found["tourist_routes"]["fields"]}
    assert (units["season_from_month"], units["season_to_month"]) == ("month", "month")


def test_empty_collection_has_no_extent(client: TestClient) -> None:
    assert client.get("/api/collections/monuments").json()["extent"] == {}


def test_every_layer_is_a_collection_in_its_order(client: TestClient) -> None:
    found = client.get("/api/collections").json()["collections"]
    assert [layer["id"] for layer in found][:2] == ["monuments", "endangered_objects"]
    for layer in found:
        assert client.get(f"/api/collections/{layer['id']}/items").status_code == 200
        schema = client.get(f"/api/collections/{layer['id']}/queryables")
        assert schema.headers["content-type"] == "application/schema+json"
        named = {field["name"] for field in layer["fields"] if field["type"] != "object"}
        assert set(schema.json()["properties"]) == named | {"geom"}
