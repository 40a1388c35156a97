"""What tiles hold: the right features at the right place, and nothing that is not public."""

import math

import pytest
import shapely
from shapely import LineString
from starlette.testclient import TestClient

from core.database.engine import SessionFactory, transaction
from geo.grid import Tile, tile_at
from layers.catalogue.citizen_reports import CitizenReport
from tests.tiles.decoded import features_in, layers_in, tiles_between
from tests.world.objects import add_monument, add_route, add_settlement, place
from tests.world.reports import REPORTS, drawn_reports
from tests.world.units import EAST, WEST, WEST_SOUTH, WEST_SOUTH_INNER

LONGITUDE, LATITUDE = 67.712345, 49.123456
POINT = f"POINT({LONGITUDE} {LATITUDE})"
SQUARE = "POLYGON((67.5 49.5, 67.52 49.5, 67.52 49.51, 67.5 49.51, 67.5 49.5))"


@pytest.mark.parametrize("zoom", [0, 4, 9, 13, 16])
def test_monument_is_in_its_tile_at_its_place(
    tiles: TestClient, merged: SessionFactory, zoom: int
) -> None:
    with transaction(merged) as session:
        monument = add_monument(session, POINT).id
    tile = tile_at(LONGITUDE, LATITUDE, zoom)
    (feature,) = features_in(tiles, "monuments", tile)
    pixel = 360 / 2**zoom / 512
    longitude, latitude = feature.longitude_latitude
    assert feature.id == monument
    assert longitude == pytest.approx(LONGITUDE, abs=pixel)
    assert latitude == pytest.approx(LATITUDE, abs=pixel)


def test_monument_is_in_no_other_tile(tiles: TestClient, merged: SessionFactory) -> None:
    with transaction(merged) as session:
        add_monument(session, POINT)
    here = tile_at(LONGITUDE, LATITUDE, 8)
    around = [Tile(8, here.x + dx, here.y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
    holding = [tile for tile in around if features_in(tiles, "monuments", tile)]
    assert holding == [here]


def test_point_near_an_edge_is_in_its_own_tile_alone(
    tiles: TestClient, merged: SessionFactory
) -> None:
    west, _, _, north = Tile(8, 176, 86).bounds
    with transaction(merged) as session:
        add_monument(session, f"POINT({west + 1e-4} {north - 0.3})")
    (own,) = features_in(tiles, "monuments", Tile(8, 176, 86))
    assert own.is_inside
    assert features_in(tiles, "monuments", Tile(8, 175, 86)) == []


def test_features_carry_the_tile_fields_and_no_others(
    tiles: TestClient, merged: SessionFactory
) -> None:
    with transaction(merged) as session:
        add_monument(session, POINT, register_no="245-1", address="Абай көшесі 1")
    (feature,) = features_in(tiles, "monuments", tile_at(LONGITUDE, LATITUDE, 10))
    assert feature.properties == {
        "name_kk": "Мола",
        "kind": "archaeology",
        "significance": "local",
        "state": "signalled",
        "condition": "unknown",
    }


def test_hidden_monument_is_in_no_tile(tiles: TestClient, merged: SessionFactory) -> None:
    with transaction(merged) as session:
        add_monument(session, POINT, visibility="hidden")
    for zoom in range(17):
        assert features_in(tiles, "monuments", tile_at(LONGITUDE, LATITUDE, zoom)) == []


@pytest.mark.parametrize("zoom", range(17))
def test_sensitive_monument_shows_only_its_public_place(
    tiles: TestClient, merged: SessionFactory, zoom: int
) -> None:
    with transaction(merged) as session:
        add_monument(session, POINT, sensitive=True)
    tile = tile_at(67.75, 49.15, zoom)
    (feature,) = features_in(tiles, "monuments", tile)
    pixel = 360 / 2**zoom / 512
    assert feature.longitude_latitude == pytest.approx((67.75, 49.15), abs=pixel)
    if zoom >= 14:
        assert features_in(tiles, "monuments", tile_at(LONGITUDE, LATITUDE, zoom)) == []


def test_who_reported_is_in_no_tile(tiles: TestClient) -> None:
    first = drawn_reports()[0]
    for zoom in (6, 12, 15):
        tile = tile_at(first.longitude, first.latitude, zoom)
        answer = tiles.get(f"/api/tiles/citizen_reports/{tile}")
        assert answer.content
        assert "Айгүл".encode() not in answer.content
        assert b"author_" not in answer.content


def test_several_layers_share_a_tile_and_none_is_empty(
    tiles: TestClient, merged: SessionFactory
) -> None:
    with transaction(merged) as session:
        add_monument(session, "POINT(66.6 48.7)")
    asked = "monuments,citizen_reports,initiative_projects,regions,region_labels"
    found = layers_in(tiles, asked, Tile(4, 10, 5))
    assert list(found) == ["regions", "region_labels", "monuments", "citizen_reports"]


def test_place_without_features_is_204_without_a_body(tiles: TestClient) -> None:
    answer = tiles.get("/api/tiles/monuments,citizen_reports/10/1/1")
    assert answer.status_code == 204
    assert answer.content == b""


def test_ids_are_unique_in_each_layer(tiles: TestClient) -> None:
    found = layers_in(tiles, "citizen_reports,regions,region_labels", tile_at(66.6, 48.7, 12))
    for features in found.values():
        ids = [feature.id for feature in features]
        assert None not in ids
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("region", "expected"),
    [
        (WEST, ["inner", "outer", "north"]),
        (WEST_SOUTH, ["inner", "outer"]),
        (WEST_SOUTH_INNER, ["inner"]),
        (EAST, ["east"]),
    ],
)
def test_region_filter_keeps_what_lies_in_the_unit(
    tiles: TestClient, merged: SessionFactory, region: str, expected: list[str]
) -> None:
    with transaction(merged) as session:
        add_monument(session, "POINT(67.5 49.0)", "inner")
        add_monument(session, "POINT(66.5 49.0)", "outer")
        add_monument(session, "POINT(66.5 51.0)", "north")
        add_monument(session, "POINT(69.0 49.0)", "east")
    features = features_in(tiles, "monuments", Tile(4, 10, 5), f"?region={region}")
    features += features_in(tiles, "monuments", Tile(4, 11, 5), f"?region={region}")
    names = [feature.properties["name_kk"] for feature in features if feature.is_inside]
    assert sorted(names) == sorted(expected)


def test_route_is_kept_for_every_region_that_it_passes(
    tiles: TestClient, merged: SessionFactory
) -> None:
    with transaction(merged) as session:
        add_route(session, LineString([(67.2, 51), (67.6, 51.5), (68.5, 51)]))
    tile = tile_at(67.6, 51.4, 7)
    assert len(features_in(tiles, "tourist_routes", tile, f"?region={WEST}")) == 1
    assert len(features_in(tiles, "tourist_routes", tile, f"?region={EAST}")) == 1
    assert features_in(tiles, "tourist_routes", tile, f"?region={WEST_SOUTH}") == []


def test_code_filter_keeps_the_wanted_codes(tiles: TestClient, merged: SessionFactory) -> None:
    with transaction(merged) as session:
        for kind in ("archaeology", "ensemble", "monumental_art"):
            add_monument(session, POINT, kind, kind=kind)
    tile = tile_at(LONGITUDE, LATITUDE, 10)
    features = features_in(tiles, "monuments", tile, "?kind=ensemble,monumental_art")
    assert {feature.properties["kind"] for feature in features} == {"ensemble", "monumental_art"}


def test_level_of_sacredness_rides_on_tiles_and_filters_them(
    tiles: TestClient, merged: SessionFactory
) -> None:
    with transaction(merged) as session:
        for level in (None, "regional", "national"):
            add_monument(session, POINT, level or "plain", kind=None, sacred_level=level)
    tile = tile_at(LONGITUDE, LATITUDE, 10)
    [feature] = features_in(tiles, "monuments", tile, "?sacred_level=national")
    assert feature.properties["sacred_level"] == "national"
    assert "kind" not in feature.properties
    assert len(features_in(tiles, "monuments", tile, "?sacred_level=national,regional")) == 2


def test_code_filter_looks_into_lists(tiles: TestClient, merged: SessionFactory) -> None:
    with transaction(merged) as session:
        add_route(session, LineString([(67, 51), (67.5, 51)]))
    tile = tile_at(67.2, 51, 7)
    (feature,) = features_in(tiles, "tourist_routes", tile, "?modes=foot,eco")
    assert feature.properties["modes"] == "car,foot"
    assert features_in(tiles, "tourist_routes", tile, "?modes=eco") == []


def test_code_filter_leaves_layers_without_the_field_alone(
    tiles: TestClient, merged: SessionFactory
) -> None:
    with transaction(merged) as session:
        add_monument(session, "POINT(66.6 48.7)")
    tile = tile_at(66.6, 48.7, 6)
    found = layers_in(tiles, "monuments,citizen_reports", tile, "?topic=ecology")
    assert list(found) == ["monuments"]


def test_area_is_a_point_inside_it_below_zoom_12(tiles: TestClient, merged: SessionFactory) -> None:
    with transaction(merged) as session:
        add_monument(session, SQUARE)
    (feature,) = features_in(tiles, "monuments", tile_at(67.51, 49.505, 11))
    longitude, latitude = feature.longitude_latitude
    assert feature.drawn.geom_type == "Point"
    assert 67.5 < longitude < 67.52
    assert 49.5 < latitude < 49.51


def test_area_is_drawn_whole_from_zoom_12(tiles: TestClient, merged: SessionFactory) -> None:
    with transaction(merged) as session:
        add_monument(session, SQUARE)
    (feature,) = features_in(tiles, "monuments", tile_at(67.51, 49.505, 12))
    assert feature.drawn.geom_type == "Polygon"
    assert shapely.is_valid(feature.drawn)
    assert feature.drawn.exterior.is_ccw, "an outer ring has a positive area, y growing downwards"
    width, height = 2226.4, 1113.2 / math.cos(math.radians(49.505))
    assert feature.mercator.length == pytest.approx(2 * (width + height), rel=0.01)


def test_line_has_fewer_vertices_at_low_zooms(tiles: TestClient, merged: SessionFactory) -> None:
    waves = [(67 + i / 1000, 51 + 0.02 * math.sin(i / 10)) for i in range(1000)]
    with transaction(merged) as session:
        add_route(session, LineString(waves))
    vertices = [
        sum(
            shapely.get_num_coordinates(feature.drawn)
            for tile in tiles_between(67, 50.9, 68, 51.1, zoom)
            for feature in features_in(tiles, "tourist_routes", tile)
        )
        for zoom in (5, 8, 11)
    ]
    assert vertices == sorted(vertices)
    assert vertices[0] < 60
    assert vertices[-1] > 300


def test_line_goes_on_unbroken_in_the_neighbouring_tile(
    tiles: TestClient, merged: SessionFactory
) -> None:
    waves = [(66.2 + i / 300, 51 + 0.05 * math.sin(i / 7)) for i in range(1000)]
    with transaction(merged) as session:
        add_route(session, LineString(waves))
    west = tile_at(67, 51, 8)
    edge = west.bounds_m[2]
    crossings = []
    for tile in (west, Tile(8, west.x + 1, west.y)):
        (feature,) = features_in(tiles, "tourist_routes", tile)
        meridian = LineString([(edge, 0), (edge, 2e7)])
        crossings.append(feature.mercator.intersection(meridian))
    assert crossings[0].geom_type == "Point"
    unit = 40_075_017 / 2**8 / 4096
    assert crossings[0].distance(crossings[1]) <= unit


def test_layer_is_left_out_below_its_first_zoom(tiles: TestClient, merged: SessionFactory) -> None:
    with transaction(merged) as session:
        add_settlement(session, "POINT(67.5 49)")
    assert features_in(tiles, "settlements", tile_at(67.5, 49, 3)) == []
    assert len(features_in(tiles, "settlements", tile_at(67.5, 49, 4))) == 1


def test_far_north_and_the_date_line_are_drawn_at_the_edge(
    tiles: TestClient, merged: SessionFactory
) -> None:
    places = ((180, 85), (-180, -85), (0, 90), (10, -90))
    with transaction(merged) as session:
        for longitude, latitude in places:
            wkt = f"POINT({longitude} {latitude})"
            session.add(CitizenReport(topic="roads", geom=place(wkt)))
            add_monument(session, wkt)
    whole = layers_in(tiles, "monuments,citizen_reports", Tile(0, 0, 0))
    assert all(feature.is_inside for feature in whole["monuments"])
    units = [tile_at(longitude, latitude, zoom=12) for longitude, latitude in places]
    drawn_at = {(feature.drawn.x, feature.drawn.y) for feature in whole["monuments"]}
    assert drawn_at == {(unit.x, unit.y) for unit in units}
    counted = sum(cell.properties["count"] for cell in whole["citizen_reports"])
    assert counted == REPORTS + len(places)
