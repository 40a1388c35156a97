"""TileJSON 3: what is in the tiles, where, and at which address."""

import pytest
import shapely
from starlette.testclient import TestClient

from core.database.engine import SessionFactory, transaction
from layers.registry import Catalogue
from tests.world.objects import add_monument
from tests.world.units import EAST
from tiles.tile_layer import TileLayers


def test_every_layer_has_a_tilejson(tiles: TestClient, catalogue: Catalogue) -> None:
    for layer_id, tile_layer in TileLayers(catalogue).by_id.items():
        document = tiles.get(f"/api/tiles/{layer_id}/tilejson.json").json()
        assert document["tilejson"] == "3.0.0"
        assert (document["minzoom"], document["maxzoom"]) == (
            tile_layer.min_zoom,
            tile_layer.max_zoom,
        )
        (layer,) = document["vector_layers"]
        assert layer["id"] == layer_id
        assert layer["fields"]
        assert all(layer["fields"].values())


def test_its_address_gives_tiles(tiles: TestClient) -> None:
    document = tiles.get("/api/tiles/citizen_reports,regions/tilejson.json").json()
    (address,) = document["tiles"]
    assert address == "http://testserver/api/tiles/regions,citizen_reports/{z}/{x}/{y}"
    tile = address.removeprefix("http://testserver").format(z=5, x=22, y=10)
    assert tiles.get(tile).status_code == 200


def test_fields_of_counted_layers_name_the_counts(tiles: TestClient) -> None:
    document = tiles.get("/api/tiles/citizen_reports/tilejson.json?lang=en").json()
    fields = document["vector_layers"][0]["fields"]
    assert fields["count"] == "Count"
    assert fields["state:done"] == "Done"
    assert fields["topic"] == "Topic"


@pytest.mark.parametrize(
    ("language", "name"), [("kk", "Ескерткіштер"), ("ru", "Памятники"), ("en", "Monuments")]
)
def test_names_are_in_the_wanted_language(tiles: TestClient, language: str, name: str) -> None:
    by_query = tiles.get(f"/api/tiles/monuments/tilejson.json?lang={language}")
    by_header = tiles.get(
        "/api/tiles/monuments/tilejson.json", headers={"Accept-Language": language}
    )
    assert by_query.json()["name"] == name
    assert by_header.json()["name"] == name
    assert "Accept-Language" in by_header.headers["vary"]


def test_filters_go_into_the_address(tiles: TestClient) -> None:
    query = f"region={EAST}&kind=ensemble,archaeology"
    document = tiles.get(f"/api/tiles/monuments/tilejson.json?{query}&lang=ru").json()
    assert document["tiles"] == [f"http://testserver/api/tiles/monuments/{{z}}/{{x}}/{{y}}?{query}"]


def test_bounds_hold_what_everyone_may_see_and_no_secret(
    tiles: TestClient, drawn: SessionFactory
) -> None:
    with transaction(drawn) as session:
        add_monument(session, "POINT(66.5 48.5)")
        add_monument(session, "POINT(69.512 51.534)", sensitive=True)
        add_monument(session, "POINT(60 45)", visibility="hidden")
    document = tiles.get("/api/tiles/monuments/tilejson.json").json()
    assert document["bounds"] == pytest.approx([66.5, 48.5, 69.55, 51.55])


def test_bounds_of_an_empty_layer_are_the_countrys(tiles: TestClient) -> None:
    west, south, east, north = tiles.get("/api/tiles/monuments/tilejson.json").json()["bounds"]
    assert shapely.box(west, south, east, north).contains(shapely.box(47, 41, 87, 55))


def test_strange_host_is_not_repeated(tiles: TestClient) -> None:
    answer = tiles.get(
        "/api/tiles/monuments/tilejson.json", headers={"Host": 'evil"<script>.example'}
    )
    assert "evil" not in answer.text


def test_forwarded_headers_are_not_believed(tiles: TestClient) -> None:
    headers = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "gopher"}
    answer = tiles.get("/api/tiles/monuments/tilejson.json", headers=headers)
    assert answer.json()["tiles"][0].startswith("http://testserver/")
