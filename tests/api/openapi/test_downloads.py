"""Downloads of a layer in every format, opened again with the programs that people use."""

import csv
import io
import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import numpy as np
import pyogrio
import pytest
import shapely
from pyproj import CRS
from starlette.testclient import TestClient

from core.clock import Clock
from layers.days import day_of
from layers.reading.reference_systems import SUPPORTED
from tests.api.asking import ENGLISH, monument, refused, signed_in
from tests.api.downloading import (
    AREA,
    EVERY_FORMAT,
    GEOGRAPHIC,
    KAZAKH,
    TEXT,
    Served,
    download,
    facts_of_gpx,
    opened,
    opened_gpx,
    saved,
)

MONUMENTS = "/api/collections/monuments/download"
EPSG = "http://www.opengis.net/def/crs/EPSG/0/"
TOLERANCE = 1e-7


@pytest.fixture
def client(served: Served) -> TestClient:
    return served.client


def items(client: TestClient, layer: str) -> dict[int, dict[str, Any]]:
    """What the API's items say, by id."""
    answer = client.get(f"/api/collections/{layer}/items?limit=1000").json()
    return {feature["id"]: feature for feature in answer["features"]}


@pytest.mark.parametrize("layer", ["monuments", "tourist_routes", "citizen_reports"])
@pytest.mark.parametrize("file_format", GEOGRAPHIC)
def test_file_holds_the_same_features_as_the_items(
    client: TestClient, tmp_path: Path, layer: str, file_format: str
) -> None:
    expected = items(client, layer)
    assert expected
    content = download(client, layer, f=file_format).content
    found = opened(content, file_format, tmp_path)
    assert len(found) == len(expected)
    assert CRS(found.crs).to_epsg() in {4326, None}
    assert CRS(found.crs).is_geographic
    numbers = found["id"].astype(int)
    for number, geometry in zip(numbers, found.geometry, strict=True):
        same_place(geometry, shapely.from_geojson(json.dumps(expected[number]["geometry"])))


def same_place(one: Any, other: Any) -> None:
    assert one.geom_type == other.geom_type
    a, b = shapely.get_coordinates(one), shapely.get_coordinates(other)
    assert np.allclose(a, b, rtol=0, atol=TOLERANCE)


@pytest.mark.parametrize("file_format", GEOGRAPHIC)
def test_file_holds_the_same_values_under_the_same_names(
    client: TestClient, tmp_path: Path, file_format: str
) -> None:
    content = download(client, "monuments", f=file_format, name_kk=KAZAKH).content
    [row] = opened(content, file_format, tmp_path).to_dict("records")
    [feature] = [each for each in items(client, "monuments").values()
                 if each["properties"]["name_kk"] == KAZAKH]  # fmt: skip
    missing = set(feature["properties"]) - set(row)
    assert not missing
    assert row["name_kk"] == KAZAKH
    assert row["name_ru"] == TEXT
    assert row["kind"] == "archaeology"
    assert row["significance"] == "local"
    assert str(row["protected_since"])[:10] == "1982-01-26"
    assert float(row["dating_begin_earliest"]) == -300
    assert float(row["accuracy_m"]) == 12.5
    assert str(row["outside"]) in {"True", "1"}
    assert str(row["created_at"])[:10] == feature["properties"]["created_at"][:10]


def test_lists_stay_lists_in_geoparquet_and_are_json_in_other_tables(
    client: TestClient, tmp_path: Path
) -> None:
    parquet = opened(download(client, "tourist_routes", f="parquet").content, "parquet", tmp_path)
    assert list(parquet["modes"][0]) == ["car", "foot"]
    for file_format in ("gpkg", "fgb", "kml"):
        found = opened(
            download(client, "tourist_routes", f=file_format).content, file_format, tmp_path
        )
        assert json.loads(found["modes"][0]) == ["car", "foot"]


def test_kml_keeps_clear_of_words_of_its_own(client: TestClient) -> None:
    """GDAL reads `visibility` as the flag of KML, and `true` as 0."""
    written = download(client, "monuments", f="kml").text
    assert written.count('<SimpleData name="atlas_visibility">public</SimpleData>') == 3
    assert written.count('<SimpleData name="sensitive">1</SimpleData>') == 1
    assert '<SimpleData name="visibility">' not in written


def test_points_become_waypoints_and_lines_and_rims_tracks(client: TestClient) -> None:
    found = opened_gpx(download(client, "monuments", f="gpx").content)
    expected = items(client, "monuments")
    assert len(found.waypoints) + len(found.tracks) == len(expected) == 3
    for waypoint in found.waypoints:
        facts = facts_of_gpx(waypoint)
        place = expected[int(facts["id"])]["geometry"]["coordinates"]
        assert [waypoint.longitude, waypoint.latitude] == pytest.approx(place, abs=TOLERANCE)
    [track] = found.tracks
    assert (track.name, facts_of_gpx(track)["source"]) == ("Қорық", "реестр")
    [rim] = shapely.get_rings(shapely.from_wkt(AREA.partition(";")[2]))
    points = [(p.longitude, p.latitude) for p in track.segments[0].points]
    assert np.allclose(points, shapely.get_coordinates(rim), rtol=0, atol=TOLERANCE)
    [route] = opened_gpx(download(client, "tourist_routes", f="gpx").content).tracks
    assert (route.name, len(route.segments[0].points)) == ("Жол", 3)


def test_gdal_reads_both_layers_of_a_gpx(client: TestClient, tmp_path: Path) -> None:
    path = saved(download(client, "monuments", f="gpx").content, "gpx", tmp_path)
    waypoints = pyogrio.read_dataframe(path, layer="waypoints")
    assert KAZAKH in set(waypoints["atlas_name_kk"])
    assert len(pyogrio.read_dataframe(path, layer="tracks")) == 1


def test_table_tells_points_in_columns_and_other_places_as_wkt(client: TestClient) -> None:
    rows = table(download(client, "citizen_reports", f="csv").content)
    assert [(float(row["lon"]), float(row["lat"])) for row in rows] == [(66.6, 48.8), (66.7, 48.9)]
    assert "wkt" not in rows[0]
    [_, wkt] = table(download(client, "citizen_reports", f="csv", geometry="wkt").content)
    assert wkt["wkt"] == "POINT(66.7 48.9)"
    places = {
        row["name_kk"]: row["wkt"] for row in table(download(client, "monuments", f="csv").content)
    }
    same_place(shapely.from_wkt(places["Қорық"]), shapely.from_wkt(AREA.partition(";")[2]))


def test_table_holds_the_values_of_the_items(client: TestClient) -> None:
    [row] = table(download(client, "monuments", f="csv", name_kk=KAZAKH).content)
    feature = items(client, "monuments")[int(row["id"])]
    for name, value in feature["properties"].items():
        if isinstance(value, str) and not name.endswith("_at"):
            assert row[name] == value
        elif value is None:
            assert row[name] == ""
    assert row["name_ru"] == TEXT
    assert row["outside"] == "true"
    [route] = table(download(client, "tourist_routes", f="csv").content)
    assert json.loads(route["modes"]) == ["car", "foot"]


def test_byte_order_mark_stands_first_and_formulas_are_made_harmless(client: TestClient) -> None:
    plain = download(client, "citizen_reports", f="csv", raw="true").content
    marked = download(client, "citizen_reports", f="csv").content
    assert download(client, "citizen_reports", f="csv", bom="false").content == plain
    assert not plain.startswith(b"\xef\xbb\xbf")
    assert marked.startswith(b"\xef\xbb\xbf")
    assert [row["text"][:4] for row in table(plain)] == ["=1+1", "-5 °"]
    assert [row["text"][:4] for row in table(marked)] == ["'=1+", "'-5 "]


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    "crs", [uri for uri in SUPPORTED if uri.endswith(("CRS84", "3857", "32641", "28411"))]
)
@pytest.mark.parametrize("file_format", ["gpkg", "fgb", "parquet"])
def test_file_carries_the_system_that_was_asked_for(
    client: TestClient, tmp_path: Path, file_format: str, crs: str
) -> None:
    answer = download(client, "tourist_routes", f=file_format, crs=crs)
    found = opened(answer.content, file_format, tmp_path)
    assert answer.headers["content-crs"] == f"<{crs}>"
    epsg = 4326 if crs.endswith("CRS84") else int(crs.rpartition("/")[2])
    if file_format != "parquet" or epsg != 4326:
        assert CRS(found.crs).to_epsg() == epsg
    asked = client.get("/api/collections/tourist_routes/items", params={"crs": crs}).json()
    place = np.array(asked["features"][0]["geometry"]["coordinates"])
    if SUPPORTED[crs].north_first:
        place = place[:, ::-1]
    tolerance = TOLERANCE if epsg == 4326 else 0.006
    found_place = shapely.get_coordinates(found.geometry[0])
    assert np.allclose(found_place, place, rtol=0, atol=tolerance)


@pytest.mark.parametrize("file_format", ["geojson", "geojsonl", "csv", "gpx", "kml"])
def test_text_format_refuses_other_systems(client: TestClient, file_format: str) -> None:
    error = refused(client, MONUMENTS, f=file_format, crs="EPSG:3857")
    assert (error["field"], error["value"]) == ("crs", "EPSG:3857")
    assert "WGS 84" in error["message"]


def test_geojson_puts_longitude_first_by_whichever_name_wgs_84_is_asked(
    client: TestClient,
) -> None:
    answer = download(client, "tourist_routes", f="geojson", crs="EPSG:4326")
    [feature] = json.loads(answer.content)["features"]
    assert feature["geometry"]["coordinates"][0] == [68.2, 43.3]
    assert answer.headers["content-crs"].endswith("CRS84>")


@pytest.mark.parametrize("file_format", ["gpkg", "fgb", "parquet"])
def test_place_beyond_the_system_is_left_empty(
    served: Served, tmp_path: Path, file_format: str
) -> None:
    with served.sessions() as session:
        row = monument(session, -60, 10, name_en="Far away")
    content = download(
        served.client, "monuments", f=file_format, crs="EPSG:28411", source="atlas"
    ).content
    found = opened(content, file_format, tmp_path)
    far = found[found["id"] == row.id]
    with served.sessions() as session:
        session.delete(session.merge(row))
        session.commit()
    assert len(far) == 1
    assert far.geometry.iloc[0] is None
    assert found.geometry.notna().sum() == len(found) - 1


@pytest.mark.parametrize("file_format", GEOGRAPHIC)
def test_empty_selection_gives_a_valid_empty_file(
    client: TestClient, tmp_path: Path, file_format: str
) -> None:
    content = download(client, "monuments", f=file_format, name_kk="жоқ").content
    if file_format == "geojsonl":
        assert content == b""
        return
    found = opened(content, file_format, tmp_path)
    assert len(found) == 0
    if file_format not in ("geojson", "kml"):
        assert {"id", "name_kk", "kind"} <= set(found.columns)


def test_empty_gpx_and_table_are_valid(client: TestClient) -> None:
    gpx = opened_gpx(download(client, "monuments", f="gpx", name_kk="жоқ").content)
    assert (gpx.waypoints, gpx.tracks, gpx.name) == ([], [], "Monuments")
    content = download(client, "monuments", f="csv", name_kk="жоқ").content
    assert content.startswith(b"\xef\xbb\xbfid,wkt,name_kk,")
    assert table(content) == []


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"bbox": "61,51,62,52"}, {KAZAKH}),
        ({"filter": "dating_begin_earliest < 0"}, {KAZAKH}),
        ({"source": "реестр"}, {"Қорық"}),
        ({"datetime": "../2000-01-01"}, set()),
        ({"region": "KZ"}, {KAZAKH, "Қорық", "Құпия жер"}),
    ],
)
@pytest.mark.parametrize("file_format", ["geojson", "gpkg"])
def test_selection_is_that_of_the_items(
    client: TestClient, tmp_path: Path, file_format: str, asked: dict[str, str], found: set[str]
) -> None:
    content = download(client, "monuments", f=file_format, **asked).content
    rows = opened(content, file_format, tmp_path)
    assert (set(rows["name_kk"]) if len(rows) else set()) == found


@pytest.mark.parametrize("layer", ["monuments", "citizen_reports"])
@pytest.mark.parametrize("file_format", EVERY_FORMAT)
def test_stranger_finds_nothing_sealed_hidden_or_exact_in_any_format(
    client: TestClient, tmp_path: Path, layer: str, file_format: str
) -> None:
    content = download(client, layer, f=file_format).content
    if file_format == "parquet":
        frame = opened(content, file_format, tmp_path)
        content = (frame.drop(columns="geom").to_csv() + str(frame.geometry.to_wkt())).encode()
    for unseen in (
        "СЕКРЕТ",
        "Жасырын",
        "құпия мекенжай",
        "author_name",
        "original_coordinates",
        "submitted_at",
        "77.7777",
        "43.2222",
    ):
        assert unseen.encode() not in content


def test_outer_ring_runs_counterclockwise_in_geojson(served: Served) -> None:
    clockwise = "SRID=4326;POLYGON((70 50,70 51,71 51,71 50,70 50))"
    with served.sessions() as session:
        row = monument(session, geom=clockwise, name_en="Clockwise")
    asked = {"name_en": "Clockwise"}
    [feature] = json.loads(download(served.client, "monuments", **asked).content)["features"]
    with served.sessions() as session:
        session.delete(session.merge(row))
        session.commit()
    assert shapely.from_geojson(json.dumps(feature["geometry"])).exterior.is_ccw


@pytest.mark.parametrize("file_format", GEOGRAPHIC)
def test_place_of_a_sensitive_row_is_that_of_its_cell(
    client: TestClient, tmp_path: Path, file_format: str
) -> None:
    content = download(client, "monuments", f=file_format, name_kk="Құпия жер").content
    [place] = opened(content, file_format, tmp_path).geometry
    assert (place.x, place.y) == pytest.approx((77.75, 43.25), abs=TOLERANCE)


@pytest.mark.parametrize("file_format", GEOGRAPHIC)
def test_permitted_caller_finds_what_is_sealed_hidden_and_exact(
    served: Served, tmp_path: Path, file_format: str
) -> None:
    with served.sessions() as session:
        headers = signed_in(
            session,
            "monuments:hidden",
            "monuments:sealed",
            "monuments:exact",
            f"monuments:run.{file_format}",
        )
    answer = served.client.get(MONUMENTS, params={"f": file_format}, headers=headers)
    rows = opened(answer.content, file_format, tmp_path).set_index("name_kk")
    assert answer.headers["cache-control"] == "private, no-cache"
    assert rows.loc[KAZAKH, "original_coordinates"] == "СЕКРЕТ"
    assert rows.geometry["Құпия жер"].x == pytest.approx(77.7777, abs=TOLERANCE)
    assert "Жасырын" in rows.index


@pytest.mark.parametrize(
    "asked", [{"filter": "original_coordinates = 'СЕКРЕТ'"}, {"original_coordinates": "СЕКРЕТ"}]
)
def test_sealed_field_selects_nothing(client: TestClient, asked: dict[str, str]) -> None:
    answer = client.get(MONUMENTS, params={"f": "csv", **asked})
    assert answer.status_code in {400, 404}
    assert answer.status_code == client.get(f"{MONUMENTS[:-8]}items", params=asked).status_code


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"f": "xls"}, "f"),
        ({"f": "xlsx", "crs": "EPSG:32642"}, "crs"),
        ({"labels": "de"}, "labels"),
        ({"f": "gpkg", "bom": "true"}, "bom"),
        ({"f": "csv", "bom": "yes"}, "bom"),
        ({"f": "csv", "geometry": "lonlat"}, "geometry"),
        ({"f": "gpkg", "geometry": "wkt"}, "geometry"),
        ({"f": "gpkg", "crs": "EPSG:2154"}, "crs"),
        ({"bbox": "1,2,3"}, "bbox"),
        ({"region": "999"}, "region"),
        ({"limit": "5"}, "limit"),
        ({"after": "x"}, "after"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_wrong_parameter_is_refused_by_name(
    client: TestClient, asked: dict[str, str], field: str
) -> None:
    assert refused(client, MONUMENTS, **asked)["field"] == field


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        ("*/*", "application/geo+json"),
        ("application/gpx+xml", "application/gpx+xml"),
        ("text/html, text/csv;q=0.9", "text/csv"),
        ("application/geopackage+sqlite3;q=0.2, application/flatgeobuf", "application/flatgeobuf"),
        ("text/csv;q=0, text/*", "text/csv"),
    ],
)
def test_format_is_chosen_by_accept(client: TestClient, accept: str, given: str) -> None:
    answer = client.get(MONUMENTS, headers={"Accept": accept})
    assert answer.headers["content-type"].partition(";")[0] == given


def test_format_that_is_not_offered_is_not_acceptable(client: TestClient) -> None:
    answer = client.get(MONUMENTS, headers={"Accept": "image/png", **ENGLISH})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (406, "Accept")


def test_file_is_named_after_the_layer_in_the_language_of_the_caller(
    client: TestClient, clock: Clock
) -> None:
    answer = client.get(MONUMENTS, params={"f": "csv"}, headers={"Accept-Language": "kk"})
    plain, _, encoded = answer.headers["content-disposition"].partition("; filename*=UTF-8''")
    today = day_of(clock.now())
    assert plain == f'attachment; filename="monuments {today}.csv"'
    assert unquote(encoded) == f"Ескерткіштер {today}.csv"


def test_collection_links_to_its_files(client: TestClient) -> None:
    links = client.get("/api/collections/tourist_routes").json()["links"]
    files = {link["title"]: link for link in links if link["rel"] == "enclosure"}
    assert len(files) == len(EVERY_FORMAT)
    for link in files.values():
        answer = client.get(link["href"])
        assert answer.headers["content-type"].partition(";")[0] == link["type"]


def test_head_tells_the_headers_and_makes_no_file(served: Served) -> None:
    answer = served.client.head(MONUMENTS, params={"f": "gpkg"})
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-disposition"].startswith("attachment")


def test_openapi_describes_the_download(client: TestClient) -> None:
    described = client.get("/api/openapi.json").json()["paths"]
    operation = described["/collections/{collectionId}/download"]["get"]
    assert {"f", "region", "bbox", "filter", "crs", "raw", "labels"} <= {
        p["name"] for p in operation["parameters"]
    }
    assert "application/geopackage+sqlite3" in operation["responses"]["200"]["content"]
