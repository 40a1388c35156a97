"""OGC API - Tiles: the tile matrix set, the tilesets and their tiles."""

from typing import Any

import mapbox_vector_tile
import pytest
from starlette.testclient import TestClient

from api.documentation.landing import STANDARDS
from geo.grid import tile_at

MONUMENTS = "/api/collections/monuments/tiles"
TURKISTAN = (68.27, 43.3)
ZOOM = 13


def link(document: dict[str, Any], rel: str) -> str:
    """The address of the first link of a kind."""
    return str(next(each["href"] for each in document["links"] if each["rel"].endswith(rel)))


def test_definition_is_that_of_the_standard(client: TestClient) -> None:
    found = client.get("/api/tileMatrixSets/WebMercatorQuad").json()
    first, last = found["tileMatrices"][0], found["tileMatrices"][-1]
    assert first["scaleDenominator"] == pytest.approx(559082264.028717)
    assert first["cellSize"] == pytest.approx(156543.033928041)
    assert first["pointOfOrigin"] == pytest.approx([-20037508.3427892, 20037508.3427892])
    assert (last["id"], last["matrixWidth"]) == ("24", 2**24)
    assert last["cellSize"] == pytest.approx(0.00933069193)
    assert found["crs"].endswith("/EPSG/0/3857")
    listed = client.get("/api/tileMatrixSets").json()["tileMatrixSets"]
    assert [each["id"] for each in listed] == ["WebMercatorQuad"]
    assert client.get(link(listed[0], "self")).json() == found


def test_links_lead_from_the_entrance_to_a_tile(atlas_client: TestClient) -> None:
    entrance = atlas_client.get("/api/").json()
    listed = atlas_client.get(link(entrance, "tilesets-vector")).json()
    [one] = listed["tilesets"]
    tileset = atlas_client.get(link(one, "self")).json()
    assert {layer["id"] for layer in tileset["layers"]} >= {"monuments", "citizen_reports"}
    template = link(tileset, "item")
    tile = tile_at(*TURKISTAN, ZOOM)
    address = template.format(tileMatrix=tile.z, tileRow=tile.y, tileCol=tile.x)
    assert "monuments" in mapbox_vector_tile.decode(atlas_client.get(address).content)
    assert atlas_client.get(link(tileset, "describedby")).json()["tilejson"] == "3.0.0"
    assert atlas_client.get(link(tileset, "tiling-scheme")).status_code == 200


def test_collection_leads_to_its_own_tiles(atlas_client: TestClient) -> None:
    collection = atlas_client.get("/api/collections/monuments").json()
    [one] = atlas_client.get(link(collection, "tilesets-vector")).json()["tilesets"]
    assert one["tileMatrixSetURI"].endswith("/WebMercatorQuad")
    tileset = atlas_client.get(link(one, "self"), headers={"Accept-Language": "ru"}).json()
    assert [layer["id"] for layer in tileset["layers"]] == ["monuments"]
    assert tileset["title"] == collection["titles"]["ru"]
    west, south = tileset["boundingBox"]["lowerLeft"]
    east, north = tileset["boundingBox"]["upperRight"]
    assert [west, south, east, north] == collection["extent"]["spatial"]["bbox"][0]
    deepest = tileset["tileMatrixSetLimits"][-1]
    corner = tile_at(west, north, int(deepest["tileMatrix"]))
    assert (deepest["minTileCol"], deepest["minTileRow"]) == (corner.x, corner.y)


def test_row_comes_before_column(atlas_client: TestClient) -> None:
    tile = tile_at(*TURKISTAN, ZOOM)
    native = atlas_client.get(f"/api/tiles/monuments/{tile.z}/{tile.x}/{tile.y}")
    assert native.content
    here = f"{MONUMENTS}/WebMercatorQuad/{tile.z}/{tile.y}/{tile.x}"
    for address in (here, f"{here}?f=mvt"):
        answer = atlas_client.get(address)
        assert answer.content == native.content
        assert answer.headers["content-type"] == "application/vnd.mapbox-vector-tile"
        assert answer.headers["etag"] == native.headers["etag"]
        unchanged = atlas_client.get(address, headers={"If-None-Match": answer.headers["etag"]})
        assert unchanged.status_code == 304
    swapped = f"{MONUMENTS}/WebMercatorQuad/{tile.z}/{tile.x}/{tile.y}"
    assert atlas_client.get(swapped).content != native.content


def test_collections_select_the_layers_of_a_tile(atlas_client: TestClient) -> None:
    tile = tile_at(*TURKISTAN, ZOOM)
    here = f"/api/tiles/WebMercatorQuad/{tile.z}/{tile.y}/{tile.x}"
    whole = mapbox_vector_tile.decode(atlas_client.get(here).content)
    some = mapbox_vector_tile.decode(atlas_client.get(f"{here}?collections=monuments").content)
    assert set(some) == {"monuments"} < set(whole)
    again = mapbox_vector_tile.decode(atlas_client.get(here).content)
    assert set(again) == set(whole)


def test_filters_are_those_of_the_native_address(atlas_client: TestClient) -> None:
    tile = tile_at(*TURKISTAN, ZOOM)
    native = f"/api/tiles/monuments/{tile.z}/{tile.x}/{tile.y}?kind=archaeology"
    here = f"{MONUMENTS}/WebMercatorQuad/{tile.z}/{tile.y}/{tile.x}?kind=archaeology&f=mvt"
    assert atlas_client.get(here).content == atlas_client.get(native).content


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"{MONUMENTS}/WorldCRS84Quad", 404),
        (f"{MONUMENTS}/WorldCRS84Quad/1/0/0", 404),
        (f"{MONUMENTS}/WebMercatorQuad/1/2/0", 404),
        (f"{MONUMENTS}/WebMercatorQuad/1/0/x", 404),
        ("/api/collections/nothing/tiles", 404),
        ("/api/collections/nothing/tiles/WebMercatorQuad/1/0/0", 404),
        ("/api/tileMatrixSets/other", 404),
        (f"{MONUMENTS}/WebMercatorQuad/1/0/0?f=png", 400),
        (f"{MONUMENTS}/WebMercatorQuad/1/0/0?nothing=1", 400),
        (f"{MONUMENTS}/WebMercatorQuad?nothing=1", 400),
        (f"{MONUMENTS}?f=xml", 400),
        ("/api/tileMatrixSets?nothing=1", 400),
        ("/api/tiles?nothing=1", 400),
        ("/api/tiles/WebMercatorQuad/1/0/0?collections=nothing", 400),
    ],
)
def test_what_there_is_not_is_told(atlas_client: TestClient, path: str, status: int) -> None:
    answer = atlas_client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_classes_of_tiles_are_declared() -> None:
    names = {each.rpartition("/")[2] for each in STANDARDS if "ogcapi-tiles-1" in each}
    assert {"core", "tileset", "tilesets-list", "mvt", "geodata-tilesets"} <= names
