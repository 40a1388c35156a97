"""GDAL as a client of OGC API Features: pages to the end, filters, and reads tiles."""

import json
from pathlib import Path

import pytest
import shapely
from sqlalchemy import func

from tests.interop.known import LAYERS, Condition, known
from tests.interop.opening import ROUNDED_BY, must_be_alike, opened_by_gdal
from tests.interop.programs import run
from tests.interop.serving import ServedAtlas

pytestmark = pytest.mark.interop

PAGE_ROWS = "PAGE_SIZE=500"
BOX = (68.0, 42.0, 78.0, 52.0)
OLDEST_GDAL = (3, 6)
CHOSEN = {
    "monuments": ("kind", "archaeology"),
    "endangered_objects": ("priority", "emergency"),
    "tourist_routes": ("difficulty", "easy"),
    "initiative_projects": ("state", "implemented"),
    "citizen_reports": ("topic", "water"),
    "settlements": ("kind", "town"),
}


def test_gdal_is_new_enough() -> None:
    version = run("gdalinfo", "--version").split()[1].rstrip(",")
    assert tuple(map(int, version.split(".")[:2])) >= OLDEST_GDAL


@pytest.fixture(scope="module")
def layer_list(atlas: ServedAtlas) -> str:
    """What `ogrinfo` says of the service."""
    return run("ogrinfo", "-ro", "-so", f"OAPIF:{atlas.api}")


@pytest.mark.parametrize("layer", LAYERS)
def test_gdal_lists_the_layer(layer_list: str, layer: str) -> None:
    assert f": {layer} (" in layer_list


@pytest.mark.parametrize("layer", LAYERS)
def test_gdal_pages_through_the_layer(atlas: ServedAtlas, tmp_path: Path, layer: str) -> None:
    expected = known(atlas.database_url, layer)
    request = {
        "source": f"OAPIF:{atlas.collection(layer)}",
        "options": [PAGE_ROWS],
        "sampled": expected.sampled,
    }
    found = opened_by_gdal({layer: request}, tmp_path)[layer]
    must_be_alike(found, expected, by_more_than=ROUNDED_BY)


@pytest.mark.parametrize("layer", LAYERS)
def test_gdal_filters_by_box(atlas: ServedAtlas, tmp_path: Path, layer: str) -> None:
    expected = known(atlas.database_url, layer, meets(BOX))
    everything = known(atlas.database_url, layer)
    assert 0 < len(expected.places) < len(everything.places)
    found = converted(atlas, layer, tmp_path, "-spat", *map(str, BOX))
    assert len(found) == len(expected.places)


@pytest.mark.parametrize("layer", LAYERS)
def test_gdal_filters_by_a_field(atlas: ServedAtlas, tmp_path: Path, layer: str) -> None:
    name, value = CHOSEN[layer]
    expected = known(atlas.database_url, layer, lambda access: access.column(name) == value)
    assert expected.places
    found = converted(atlas, layer, tmp_path, "-where", f"{name} = '{value}'")
    assert [each["properties"][name] for each in found] == [value] * len(expected.places)


def test_gdal_turns_points_and_areas_into_one_kind(atlas: ServedAtlas, tmp_path: Path) -> None:
    expected = known(atlas.database_url, "monuments").places.values()
    areas = sum(place.area > 0 for place in expected)
    found = converted(atlas, "monuments", tmp_path, "-nlt", "CONVERT_TO_LINEAR")
    kinds = [each["geometry"]["type"] for each in found]
    assert areas > 0
    assert sum(kind in ("Polygon", "MultiPolygon") for kind in kinds) == areas
    assert kinds.count("Point") == len(expected) - areas


@pytest.mark.parametrize("layer", LAYERS)
def test_gdal_reads_a_tile_of_the_layer(atlas: ServedAtlas, tmp_path: Path, layer: str) -> None:
    """The tile 6/45/21 lies west of Balkhash, between 73.1° and 78.75° E."""
    request = {"source": f"MVT:/vsicurl/{atlas.api}/tiles/{layer}/6/45/21.mvt"}
    found = opened_by_gdal({layer: request}, tmp_path)[layer]
    assert found.system == "EPSG:3857"
    places = [place for parts in found.places.values() for place in parts]
    assert places
    buffered = shapely.box(8_000_000, 6_200_000, 8_900_000, 7_100_000)
    assert shapely.contains(buffered, shapely.union_all(places))


def meets(box: tuple[float, float, float, float]) -> Condition:
    """The condition that a row's place meets the box."""
    return lambda access: func.ST_Intersects(access.place, func.ST_MakeEnvelope(*box, 4326))


def converted(
    atlas: ServedAtlas, layer: str, folder: Path, *arguments: str
) -> list[dict[str, dict[str, str]]]:
    """The features that `ogr2ogr` brings from the service."""
    path = folder / "converted.geojsonl"
    command = ("-oo", PAGE_ROWS, "-f", "GeoJSONSeq", path, f"OAPIF:{atlas.api}", layer)
    run("ogr2ogr", *command, *arguments)
    return [json.loads(line) for line in path.read_text().splitlines()]
